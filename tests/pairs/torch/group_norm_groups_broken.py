# Kind: groups of a normalisation that do not divide the channels
# After: questions, "num_channels must be divisible by num_groups"
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, channels=48):
        super().__init__()
        self.conv = nn.Conv2d(3, channels, 3, padding=1)
        self.norm = nn.GroupNorm(32, channels)  # finds: CNN105

    def forward(self, x):
        return torch.nn.functional.silu(self.norm(self.conv(x)))


Block()(torch.randn(2, 3, 8, 8))
