"""A class that has a `forward` and a base that is not known derives from `nn.Module`, as far as can be told."""

import torch
from somewhere import Base, Mixin
from torch import nn


class Unmade(Base):  # model: Unmade
    def __init__(self, config):
        super().__init__(config)
        self.conv = nn.Conv2d(3, 8, 3)
        self.fc = nn.Linear(self.config.width, 2)
        self.post_init()

    def forward(self, x):
        return self.fc(self.embed(self.conv(x)))


class Set(Mixin, nn.Module):  # model: Set
    def __init__(self):
        Mixin.__init__(self, 3)
        self.conv = nn.Conv2d(3, 8, 3)
        self.weight = nn.Parameter(torch.zeros(3))
        self.add_module("last", nn.Conv2d(8, 8, 1))

    def forward(self, x):
        return self.last(self.conv(x))


class Wrong(Base):
    def __init__(self):
        Base.__init__(self)
        self.conv = nn.Conv2d(3, 8, 3)
        self.last = nn.Conv2d(16, 8, 3)

    def forward(self, x):
        return self.last(self.conv(x))  # fact: channel-mismatch


class Step(Base):
    @staticmethod
    def forward(context, x):
        return x


class Plain(Base):
    def run(self, x):
        return x


print(Wrong(), Step(), Plain())  # model: Wrong
