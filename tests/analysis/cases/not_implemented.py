"""NotImplementedError is a fact where it is not there to be overridden."""

import torch
from torch import nn

x = torch.zeros(1, 3, 8, 8)


class Block(nn.Module):
    def __init__(self, width, dilation=1):
        super().__init__()
        if dilation > 1:
            raise NotImplementedError("dilation")  # fact: raises
        self.conv = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x):
        return self.conv(x)


Block(3, 1)(x)
Block(3, 2)(x)


class Base(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = self.make()

    def make(self):
        """To be overridden."""
        raise NotImplementedError

    def forward(self, x):
        print("to be overridden")
        return self.go(x)

    def go(self, x):
        if x is None:
            return x
        raise NotImplementedError


class Other(nn.Module):
    def __init__(self):
        super().__init__()
        if not self.name():
            raise NotImplementedError
        self.conv = nn.Conv2d(3, 4, 3)

    def name(self):
        return ""

    def forward(self, x):
        return self.conv(x)
