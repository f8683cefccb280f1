# Kind: BatchNorm1d behind a two-dimensional convolution
# After: questions, "expected 2D or 3D input (got 4D input)"
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 24, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm1d(24)
        self.act = nn.LeakyReLU(0.1)

    def forward(self, x):
        return self.act(self.norm(self.conv(x)))  # finds: CNN104


print(Block()(torch.randn(4, 3, 16, 16)).mean())
