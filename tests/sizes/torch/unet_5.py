# Fits: H and W must be divisible by 32, and at least 32
# Input: N, 3, H, W
# From: its first layer
import torch
from torch import nn

DEPTH = 5


def block(inputs, outputs):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU())


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = block(3, 2)
        self.down = nn.ModuleList([block(2 * 2**n, 4 * 2**n) for n in range(DEPTH)])
        self.up = nn.ModuleList([nn.ConvTranspose2d(4 * 2**n, 2 * 2**n, 2, stride=2) for n in range(DEPTH)])
        self.mix = nn.ModuleList([block(4 * 2**n, 2 * 2**n) for n in range(DEPTH)])
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        maps = [self.first(x)]
        for down in self.down:
            maps.append(down(self.pool(maps[-1])))
        x = maps.pop()
        for up, mix in zip(reversed(self.up), reversed(self.mix)):
            x = mix(torch.cat([maps.pop(), up(x)], dim=1))
        return x
