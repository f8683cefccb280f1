"""A backbone of which parts are used is no model by itself; one that is used whole is a part."""

from torch import nn
from torchvision import models


def main():
    resnet = models.resnet18()
    body = nn.Sequential(*list(resnet.children())[:-2])
    net = nn.Sequential(body, nn.Conv2d(512, 2, 1))  # model: Sequential
    features = models.vgg11().features[:5]  # model: Sequential
    encoder = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())
    one = nn.Sequential(encoder, nn.Conv2d(8, 3, 3))  # model: Sequential
    other = nn.Sequential(encoder, nn.Conv2d(8, 1, 3))  # model: Sequential
    whole = models.resnet18()  # model: ResNet
    whole.fc = nn.Linear(512, 2)
    print(net, features, one, other, whole)


main()
