# Kind: the channels before a pixel shuffle are no multiple of its factor squared
# After: questions about super-resolution, "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor"
import torch
from torch import nn

upsample = nn.Sequential(
    nn.Conv2d(1, 64, 5, padding=2),
    nn.Tanh(),
    nn.Conv2d(64, 3, 3, padding=1),
    nn.PixelShuffle(2),
)
print(upsample(torch.rand(1, 1, 20, 20)).shape)  # finds: CNN105
