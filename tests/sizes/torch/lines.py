# Fits: 100 ≤ L ≤ 107
# Input: N, 2, 104
# From: what head needs at line 15
from torch import nn


class Net(nn.Module):
    """One axis: a signal."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(2, 8, 5), nn.MaxPool1d(4), nn.Conv1d(8, 16, 5), nn.MaxPool1d(2)
        )
        self.head = nn.Linear(16 * 10, 4)

    def forward(self, x):
        return self.head(self.body(x).flatten(1))
