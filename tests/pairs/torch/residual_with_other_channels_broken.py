# Kind: a residual connection around a convolution that widens the map
# After: questions, "The size of tensor a (64) must match the size of tensor b (32) at non-singleton dimension 1"
# Words: the shortcut has to be written
import torch
from torch import nn


class Widen(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(32, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(), nn.Conv2d(64, 64, 3, padding=1)
        )

    def forward(self, x):
        y = self.body(x)
        y += x  # finds: CNN108
        return torch.relu(y)


Widen()(torch.randn(1, 32, 8, 8))
