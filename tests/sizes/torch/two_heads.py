# Fits: no input size fits
# Input: N, 3, H, W
# From: its first layer
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.classes = nn.Linear(8 * 16 * 16, 10)
        self.boxes = nn.Linear(8 * 14 * 14, 4)

    def forward(self, x):
        x = torch.flatten(self.pool(self.conv(x)), 1)
        return self.classes(x), self.boxes(x)  # finds: CNN117
