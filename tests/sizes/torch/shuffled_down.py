# Fits: H and W must be divisible by 2, and at least 2
# Input: N, C, H, W
# From: its first layer
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.PixelUnshuffle(2)
        self.conv = nn.LazyConv2d(4, 3, padding=1)

    def forward(self, x):
        return self.conv(self.down(x))
