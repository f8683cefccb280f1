"""A base class with hooks for its subclasses; mixins; properties."""
from abc import ABC, abstractmethod

import torch
import torch.nn as nn


class CountMixin:
    @property
    def n_params(self):
        return sum(p.numel() for p in self.parameters())

    def summary(self):
        return f"{type(self).__name__}: {self.n_params / 1e6:.2f} M"


class BaseClassifier(nn.Module, CountMixin, ABC):
    in_channels = 3
    widths = [32, 64]

    def __init__(self, num_classes):
        super().__init__()
        self.stem = self.make_stem()
        self.stages = nn.ModuleList(self.make_stage(a, b) for a, b in zip(self.widths, self.widths[1:]))
        self.head = nn.Linear(self.out_features, num_classes)

    @property
    def out_features(self):
        return self.widths[-1]

    def make_stem(self):
        return nn.Conv2d(self.in_channels, self.widths[0], 3, padding=1)

    @abstractmethod
    def make_stage(self, cin, cout):
        ...

    def pool(self, x):
        return x.mean(dim=(-2, -1))

    def forward(self, x):
        x = self.stem(x)
        for stage in self.stages:
            x = stage(x)
        return self.head(self.pool(x))


class Strided(BaseClassifier):
    def make_stage(self, cin, cout):
        return nn.Sequential(nn.Conv2d(cin, cout, 3, stride=2, padding=1), nn.BatchNorm2d(cout), nn.ReLU())


class Pooled(Strided):
    widths = [16, 32, 64, 128]

    def make_stem(self):
        return nn.Sequential(super().make_stem(), nn.ReLU())

    def make_stage(self, cin, cout):
        stage = super().make_stage(cin, cout)
        stage[0].stride = (1, 1)
        stage.append(nn.MaxPool2d(3, 2, 1))
        return stage

    def pool(self, x):
        mean = super().pool(x)
        return mean + x.flatten(2).max(-1).values


class GreyPooled(Pooled):
    in_channels = 1


if __name__ == "__main__":
    for cls, channels in ((Strided, 3), (Pooled, 3), (GreyPooled, 1)):
        net = cls(num_classes=4)
        print(net.summary(), net(torch.rand(1, channels, 40, 40)).shape)
