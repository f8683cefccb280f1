"""Feeds the network."""

from torch import nn, optim
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from digits import Digits

if __name__ == "__main__":
    data = datasets.MNIST("data", train=True, transform=transforms.ToTensor())
    net = Digits()
    optimizer = optim.Adam(net.parameters())
    for images, labels in DataLoader(data, batch_size=64, shuffle=True):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(images), labels).backward()
        optimizer.step()
