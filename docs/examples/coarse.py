"""A network for large pictures, fed small ones: its stem makes the map four times smaller before it begins."""

import torch
from torch import nn


def block(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


network = nn.Sequential(
    nn.Conv2d(3, 64, 7, stride=2, padding=3),
    nn.ReLU(),
    nn.MaxPool2d(3, stride=2, padding=1),
    block(64, 64),
    block(64, 64),
    block(64, 128, stride=2),
    block(128, 128),
    block(128, 256, stride=2),
    block(256, 256),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(256, 10),
)
network(torch.zeros(1, 3, 32, 32))
