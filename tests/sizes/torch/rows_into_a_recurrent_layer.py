# Fits: 32 ≤ H ≤ 35; W must be at least 4
# Input: N, 1, H, W
# From: its first layer
from torch import nn


class Net(nn.Module):
    """Columns of a line of text, read one after the other."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.MaxPool2d(4))
        self.read = nn.LSTM(8 * 8, 16, batch_first=True)

    def forward(self, x):
        x = self.body(x)
        n, c, h, w = x.shape
        x = x.permute(0, 3, 1, 2).reshape(n, w, c * h)
        return self.read(x)[0]
