# Kind: a row of numbers that is to become a map of another size
# After: questions about generators, "shape '[-1, 128, 7, 7]' is invalid for input of size 25088"
# Words: the layer before it decides how many there are
import torch
from torch import nn


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.project = nn.Linear(64, 64 * 7 * 7)
        self.paint = nn.ConvTranspose2d(128, 1, 4, stride=4)

    def forward(self, z):
        x = self.project(z).view(z.size(0), 128, 7, 7)  # finds: CNN106
        return self.paint(x)


Generator()(torch.randn(8, 64))
