# Fits: H and W must be from 28 to 29
# Input: N, 1, 28, 28
# From: what norm needs at line 11
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 2, stride=2)
        self.norm = nn.LayerNorm([4, 14, 14])

    def forward(self, x):
        return self.norm(self.conv(x))
