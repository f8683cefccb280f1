"""A small U-Net: two levels, skip connections that are concatenated."""

import torch
from torch import nn


class Down(nn.Sequential):
    """Half the size, twice the channels."""

    def __init__(self, channels):
        super().__init__(nn.MaxPool2d(2), nn.Conv2d(channels, 2 * channels, 3, padding=1), nn.ReLU())


class Up(nn.Module):
    """Twice the size, beside what had that size before."""

    def __init__(self, channels):
        super().__init__()
        self.up = nn.ConvTranspose2d(2 * channels, channels, 2, stride=2)
        self.conv = nn.Conv2d(2 * channels, channels, 3, padding=1)

    def forward(self, x, skip):
        return self.conv(torch.cat([skip, self.up(x)], dim=1)).relu()


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 16, 3, padding=1)
        self.down1, self.down2 = Down(16), Down(32)
        self.up2, self.up1 = Up(32), Up(16)

    def forward(self, x):
        x1 = self.first(x).relu()
        x2 = self.down1(x1)
        return self.up1(self.up2(self.down2(x2), x2), x1)
