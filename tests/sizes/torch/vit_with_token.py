# Fits: H = W = 32
# Input: N, 3, 32, 32
# From: what a check needs at line 17
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, image=32, patch=4, dim=16):
        super().__init__()
        self.image, self.patch, self.dim = image, patch, dim
        self.embed = nn.Conv2d(3, dim, patch, stride=patch)
        self.token = nn.Parameter(torch.zeros(1, 1, dim))
        self.position = nn.Parameter(torch.zeros(1, (image // patch) ** 2 + 1, dim))
    def forward(self, x):
        n, c, h, w = x.shape
        torch._assert(h == self.image, f"Wrong height: {h}")
        torch._assert(w == self.image, f"Wrong width: {w}")
        x = self.embed(x).reshape(n, self.dim, (h // self.patch) * (w // self.patch)).permute(0, 2, 1)
        x = torch.cat([self.token.expand(n, -1, -1), x], dim=1)
        return x + self.position
