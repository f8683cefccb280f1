# Fits: H and W must be at least 2
# Input: N, 1, H, W
# From: its first layer
import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(1, 4, 3, padding=1)
        self.b = nn.Conv2d(4, 4, 3, padding=1)
        self.c = nn.Conv2d(8, 1, 1)

    def forward(self, x):
        a = self.a(x)
        b = self.b(F.avg_pool2d(a, 2))
        b = F.interpolate(b, size=a.shape[-2:], mode="bilinear")
        return self.c(torch.cat([a, b], 1))
