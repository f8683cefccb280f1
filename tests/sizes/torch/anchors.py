# Fits: 31 ≤ H = W ≤ 32
# Input: N, 3, 32, 32
# From: what add needs at line 17
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fine = nn.Conv2d(3, 4, 3, stride=2, padding=1)
        self.coarse = nn.Conv2d(4, 4, 3, stride=2, padding=1)
        self.anchors = nn.Parameter(torch.zeros(1, 4, 16 * 16 + 8 * 8))

    def forward(self, x):
        x = self.fine(x)
        return torch.cat([x.flatten(2), self.coarse(x).flatten(2)], 2) + self.anchors
