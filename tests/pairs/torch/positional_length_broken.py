# Kind: a table of positions that is shorter than the sequence with its class token
# After: questions about vision transformers, "The size of tensor a (65) must match the size of tensor b (64) at non-singleton dimension 1"
# Words: the length of the table is written where it is made
import torch
from torch import nn


class Embed(nn.Module):
    def __init__(self, size=32, patch=4, dim=48):
        super().__init__()
        count = (size // patch) ** 2
        self.patches = nn.Conv2d(3, dim, kernel_size=patch, stride=patch)
        self.cls = nn.Parameter(torch.zeros(1, 1, dim))
        self.positions = nn.Parameter(torch.zeros(1, count, dim))

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.cls.expand(x.size(0), -1, -1), x], dim=1)
        return x + self.positions  # finds: CNN108


Embed()(torch.rand(8, 3, 32, 32))
