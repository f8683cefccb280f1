import math

import torch
from torch import nn


class SelfAttention(nn.Module):
    def __init__(self, dim=128, heads=4):
        super().__init__()
        self.heads = heads
        self.head_dim = dim // heads
        self.q = nn.Linear(dim, dim)
        self.k = nn.Linear(dim, dim)
        self.v = nn.Linear(dim, dim)
        self.proj = nn.Linear(dim, dim)

    def forward(self, x):
        b, n, c = x.shape
        q = self.q(x).view(b, n, self.heads, self.head_dim).transpose(1, 2)
        k = self.k(x).view(b, n, self.heads, self.head_dim).transpose(1, 2)
        v = self.v(x).view(b, n, self.heads, self.head_dim).transpose(1, 2)
        scores = q @ k / math.sqrt(self.head_dim)
        weights = scores.softmax(dim=-1)
        y = (weights @ v).transpose(1, 2).reshape(b, n, c)
        return self.proj(y)


class Encoder(nn.Module):
    def __init__(self, depth=2, dim=128):
        super().__init__()
        self.layers = nn.ModuleList([SelfAttention(dim) for _ in range(depth)])
        self.norms = nn.ModuleList([nn.LayerNorm(dim) for _ in range(depth)])

    def forward(self, x):
        for norm, layer in zip(self.norms, self.layers):
            x = x + layer(norm(x))
        return x


if __name__ == "__main__":
    tokens = torch.randn(2, 50, 128)
    print(Encoder()(tokens).shape)
