import math

import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv_a = nn.Conv2d(width, width, kernel_size=3, padding=1)
        self.norm_a = nn.BatchNorm2d(width)
        self.act = nn.PReLU()
        self.conv_b = nn.Conv2d(width, width, kernel_size=3, padding=1)
        self.norm_b = nn.BatchNorm2d(width)

    def forward(self, x):
        change = self.act(self.norm_a(self.conv_a(x)))
        change = self.norm_b(self.conv_b(change))
        return x + change


class Enlarge(nn.Sequential):
    def __init__(self, width, factor):
        super().__init__(nn.Conv2d(width, width * factor ** 2, 3, padding=1), nn.PixelShuffle(factor), nn.PReLU())


class Upscaler(nn.Module):
    """Enlarges by a power of two; most work is done at the low resolution."""

    def __init__(self, scale, blocks=5, width=64):
        doublings = int(math.log2(scale))
        super().__init__()
        self.enter = nn.Sequential(nn.Conv2d(3, width, 9, padding=4), nn.PReLU())
        self.residuals = nn.ModuleList(Residual(width) for _ in range(blocks))
        self.fuse = nn.Sequential(nn.Conv2d(width, width, 3, padding=1), nn.BatchNorm2d(width))
        tail = []
        for _ in range(doublings):
            tail.append(Enlarge(width, 2))
        self.leave = nn.Sequential(*tail, nn.Conv2d(width, 3, 9, padding=4))

    def forward(self, low):
        shallow = self.enter(low)
        deep = shallow
        for block in self.residuals:
            deep = block(deep)
        high = self.leave(shallow + self.fuse(deep))
        return torch.tanh(high) * 0.5 + 0.5


if __name__ == "__main__":
    low = torch.rand(1, 3, 24, 24)
    high = Upscaler(4)(low)
    assert high.shape[-1] == 4 * low.shape[-1]
