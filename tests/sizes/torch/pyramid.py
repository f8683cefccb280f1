# Fits: H and W must be one of 3…4, 7…8, 11…12, …
# Input: N, 3, H, W
# From: its first layer
# Looser: a map of one is repeated
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 8, 3, 2, 1)
        self.b = nn.Conv2d(8, 8, 3, 2, 1)

    def forward(self, x):
        x = self.a(x)
        return x + F.interpolate(self.b(x), scale_factor=2)
