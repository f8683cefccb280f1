"""Attention over positions whose learnt bias is looked up once per device; rates from a cut vector; widths counted with tensors."""

import itertools
import os

import torch
from torch import nn

FUSED = "NO_FUSED_ATTENTION" not in os.environ
WIDTHS, DEPTHS = torch.unique(torch.tensor([24, 48, 24, 48, 48]), return_counts=True)


class BiasedAttention(nn.Module):
    def __init__(self, width, heads, side):
        super().__init__()
        self.heads = heads
        self.project = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        points = list(itertools.product(range(side), range(side)))
        offsets, indices = {}, []
        for a in points:
            for b in points:
                offset = (abs(a[0] - b[0]), abs(a[1] - b[1]))
                indices.append(offsets.setdefault(offset, len(offsets)))
        self.biases = nn.Parameter(torch.zeros(heads, len(offsets)))
        self.register_buffer("indices", torch.LongTensor(indices).view(len(points), len(points)), persistent=False)
        self.cache = {}

    def bias_on(self, device):
        if torch.jit.is_tracing() or self.training:
            return self.biases[:, self.indices]
        key = str(device)
        if key not in self.cache:
            self.cache[key] = self.biases[:, self.indices]
        return self.cache[key]

    def forward(self, x):
        n, length, width = x.shape
        q, k, v = self.project(x).reshape(n, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        if FUSED:
            x = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=self.bias_on(x.device))
        else:
            x = (q @ k.transpose(-2, -1) + self.bias_on(x.device)).softmax(-1) @ v
        return self.out(x.transpose(1, 2).reshape(n, length, width))


class Stage(nn.Module):
    def __init__(self, width, rates, side):
        super().__init__()
        self.attentions = nn.ModuleList(BiasedAttention(width, 4, side) for _ in rates)
        self.drops = nn.ModuleList(nn.Dropout(rate) if rate > 0.0 else nn.Identity() for rate in rates)

    def forward(self, x):
        for attention, drop in zip(self.attentions, self.drops):
            x = x + drop(attention(x))
        return x


class Pyramid(nn.Module):
    def __init__(self, rate=0.1, classes=10):
        super().__init__()
        widths, depths = WIDTHS.tolist(), DEPTHS.tolist()
        rates = [part.tolist() for part in torch.linspace(0, rate, sum(depths)).split(depths)]
        self.stem = nn.Conv2d(3, widths[0], 4, 4)
        self.first = Stage(widths[0], rates[0], 8)
        self.merge = nn.Conv2d(widths[0], widths[1], 2, 2)
        self.second = Stage(widths[1], rates[1], 4)
        self.head = nn.Linear(widths[-1], classes)

    def forward(self, x):
        x = self.stem(x)
        for merge, stage in ((None, self.first), (self.merge, self.second)):
            x = x if merge is None else merge(x)
            n, c, h, w = x.shape
            x = stage(x.flatten(2).transpose(1, 2)).transpose(1, 2).reshape(n, c, h, w)
        return self.head(x.mean((2, 3)))
