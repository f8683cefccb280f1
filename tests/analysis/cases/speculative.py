"""A class that nobody builds is looked at, but how it is used is not held against it."""
from torch import nn


class Abstract(nn.Module):
    def __init__(self):
        super().__init__()
        self.width = 4

    def build(self):
        raise NotImplementedError

    def forward(self, x):
        return self.build()(x)


class SetFromOutside(nn.Module):
    def __init__(self, mode="a"):
        super().__init__()
        if mode not in ("b", "c"):
            raise ValueError(mode)

    def forward(self, x):
        return self.head(x)


class Broken(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.one = nn.Conv2d(3, 8, 3)
        self.two = nn.Conv2d(16, classes, 3)

    def forward(self, x):
        return self.two(self.one(x))  # fact: channel-mismatch
