"""Calls that do not fit a signature."""
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(3, width, kernal_size=3)  # fact: wrong-arguments
        self.pool = nn.MaxPool2d()  # fact: wrong-arguments
        self.fc = nn.Linear(8)  # fact: wrong-arguments

    def forward(self, x):
        return x


net = Net(8)
net(torch.randn(1, 3, 8, 8), 2)  # fact: wrong-arguments
other = Net()  # fact: wrong-arguments
fine = Net(width=4)
