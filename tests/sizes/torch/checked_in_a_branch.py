# Fits: H and W must be divisible by 8, and at least 8
# Input: N, 3, H, W
# From: its first layer
from torch import nn


class Net(nn.Module):
    """What may not be executed asks for nothing; what raises does."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)

    def forward(self, x):
        h, w = x.shape[-2:]
        if not (h % 8 == 0 and w % 8 == 0):
            raise RuntimeError(f"({h}, {w}) is not divisible by 8")
        try:
            x.view(-1, 3, 17, 17)
        except RuntimeError:
            pass
        if h > 100:
            assert w > 100 or w <= 100
        return self.conv(x)
