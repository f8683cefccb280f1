# Fits: no input size fits
# Input: N, 1, H, W
# From: its first layer
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(1, 4, 3, stride=2), nn.Conv2d(4, 4, 3, stride=2))
        self.head = nn.Linear(4 * 3 * 3, 2)

    def forward(self, x):
        if x.shape[2] < 64 or x.shape[3] < 64:
            raise ValueError("too small")
        return self.head(self.body(x).flatten(1))  # finds: CNN117
