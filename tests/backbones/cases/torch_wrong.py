"""Transfer learning with models of torchvision that cannot work."""

import torch
from torch import nn
from torchvision import models

too_wide = models.resnet18(weights=None)
too_wide.fc = nn.Linear(2048, 10)  # fact: feature-mismatch

last = models.mobilenet_v2(weights=None)
last.classifier[1] = nn.Linear(1024, 3)  # fact: feature-mismatch

two = models.densenet121(weights=None)
two.classifier = nn.Sequential(nn.Linear(1024, 256), nn.ReLU(), nn.Linear(128, 2))  # fact: feature-mismatch

gray = models.resnet50(weights=None)
gray(torch.randn(1, 1, 224, 224))  # fact: channel-mismatch


class Cut(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Sequential(*list(models.resnet50(weights=None).children())[:-2])
        self.head = nn.Linear(2048, 5)

    def forward(self, x):
        return self.head(self.trunk(x).flatten(1))  # fact: feature-mismatch


Cut()(torch.randn(2, 3, 224, 224))


class Joined(nn.Module):
    def __init__(self):
        super().__init__()
        self.one = models.resnet18(weights=None)
        self.other = models.resnet50(weights=None)
        self.one.fc = self.other.fc = nn.Identity()
        self.head = nn.Linear(1024, 2)

    def forward(self, x):
        return self.head(torch.cat([self.one(x), self.other(x)], dim=1))  # fact: feature-mismatch


class Stage(nn.Module):
    def __init__(self):
        super().__init__()
        net = models.resnet18(weights=None)
        self.stem = nn.Sequential(net.conv1, net.bn1, net.relu, net.maxpool, net.layer1)
        self.rest = net.layer3

    def forward(self, x):
        return self.rest(self.stem(x))  # fact: channel-mismatch


flat = models.vgg11(weights=None)
flat.avgpool = nn.AdaptiveAvgPool2d(1)
flat(torch.randn(1, 3, 224, 224))  # fact: feature-mismatch

windows = models.swin_t(weights=None)
windows.head = nn.Linear(1024, 10)  # fact: feature-mismatch

grid = models.maxvit_t(weights=None)
grid.classifier[5] = nn.Linear(768, 6)  # fact: feature-mismatch
