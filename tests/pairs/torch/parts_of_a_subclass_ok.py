"""Containers of the program's own, given parts that hang on what is not known."""

import random
from torch import nn
import torch

deep = random.random() < 0.5


class Act(nn.Sequential):
    def __init__(self, inputs, outputs, norm=nn.BatchNorm2d):
        parts = [nn.Conv2d(inputs, outputs, 3)]
        if deep:
            parts.append(norm(outputs))
        super().__init__(*parts, nn.ReLU())


class Several(nn.ModuleList):
    def __init__(self, *parts):
        super().__init__(parts)

    def forward(self, x):
        for part in self:
            x = part(x)
        return x


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = Act(3, 8)
        more = [nn.Conv2d(8, 16, 3)]
        if deep:
            more.append(nn.ReLU())
        self.second = Several(*more)
        self.last = nn.Conv2d(16, 4, 1)

    def forward(self, x):
        return self.last(self.second(self.first(x)))


Net()(torch.zeros(1, 3, 16, 16))
nn.Sequential(Act(3, 8), nn.Conv2d(8, 4, 1))(torch.zeros(1, 3, 16, 16))
