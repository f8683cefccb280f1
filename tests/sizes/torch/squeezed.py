# Fits: H and W must be from 28 to 53
# Input: N, 3, 28, 28
# From: what squeeze needs at line 15
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.pool = nn.AvgPool2d(26)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return self.head(self.pool(self.conv(x)).squeeze(-1).squeeze(-1))
