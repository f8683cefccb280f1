"""A network that is as wide as it is told: its last map sees little, and what would help is tried on widths that are not known."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(3, channels, 3, padding=1)
        self.norm = nn.BatchNorm2d(channels)
        self.head = nn.Linear(channels, 10)

    def forward(self, x):
        return self.head(torch.relu(self.norm(self.conv(x))).mean((2, 3)))


def run(channels: int):
    return Net(channels)(torch.zeros(1, 3, 64, 64))
