"""Fine-tuning: the old network is frozen and its last layer replaced."""
import torch
from torch import nn


def conv(a, b, kernel, stride=1, pool=False):
    layers = [nn.Conv2d(a, b, kernel_size=kernel, stride=stride, padding=2 if kernel > 3 else 1), nn.ReLU(inplace=True)]
    return layers + [nn.MaxPool2d(kernel_size=3, stride=2)] if pool else layers


class Backbone(nn.Module):
    def __init__(self, num_classes=1000):
        super().__init__()
        self.features = nn.Sequential(
            *conv(3, 64, 11, stride=4, pool=True), *conv(64, 192, 5, pool=True),
            *conv(192, 384, 3), *conv(384, 256, 3), *conv(256, 256, 3, pool=True),
        )
        self.shrink = nn.AdaptiveAvgPool2d((6, 6))
        self.classifier = nn.Sequential(nn.Dropout())
        width = 256 * 6 * 6
        for hidden in (4096, 4096):
            self.classifier.extend([nn.Linear(width, hidden), nn.ReLU(inplace=True)])
            width = hidden
        self.classifier.append(nn.Linear(width, num_classes))

    def forward(self, x):
        x = self.shrink(self.features(x))
        return self.classifier(torch.flatten(x, 1))


def freeze(module):
    for parameter in module.parameters():
        parameter.requires_grad = False


def adapt(num_classes, freeze_old=True):
    network = Backbone()
    if freeze_old:
        freeze(network)
    old = network.classifier[-1]
    network.classifier[-1] = nn.Linear(old.in_features, num_classes)
    return network, 224


network, side = adapt(2)
learning = [p for p in network.parameters() if p.requires_grad]
optimizer = torch.optim.SGD(learning, lr=0.001, momentum=0.9)
