# Fits: H and W must be divisible by 28, and at least 28
# Input: N, 3, H, W
# From: its first layer
from torch import nn


class Net(nn.Module):
    """Patches of 4, in windows of 7 by 7 of them."""

    def __init__(self, dim=8, window=7):
        super().__init__()
        self.window = window
        self.embed = nn.Conv2d(3, dim, 4, stride=4)
        self.mix = nn.Linear(dim, dim)

    def forward(self, x):
        if x.size(2) % 4 or x.size(3) % 4:
            raise ValueError("not a multiple of the patch")
        x = self.embed(x).permute(0, 2, 3, 1)
        n, h, w, c = x.shape
        x = x.view(n, h // self.window, self.window, w // self.window, self.window, c)
        return self.mix(x.permute(0, 1, 3, 2, 4, 5).reshape(-1, self.window * self.window, c))
