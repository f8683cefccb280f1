# Kind: channels that become pixels
import torch
from torch import nn

up = nn.Sequential(nn.Conv2d(3, 3 * 4 ** 2, 3, padding=1), nn.PixelShuffle(4), nn.ReflectionPad2d(3), nn.Conv2d(3, 3, 7))
print(up(torch.rand(1, 3, 10, 12)).shape)
