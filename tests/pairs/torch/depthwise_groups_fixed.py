# Kind: a depthwise convolution whose groups do not divide what comes out
# After: questions, "out_channels must be divisible by groups"
import torch
import torch.nn as nn


class Separable(nn.Module):
    def __init__(self):
        super().__init__()
        self.depthwise = nn.Conv2d(24, 36, 3, padding=1, groups=12)
        self.pointwise = nn.Conv2d(36, 48, 1)

    def forward(self, x):
        return self.pointwise(self.depthwise(x))


Separable()(torch.randn(1, 24, 14, 14))
