import math

import torch
from torch import nn


def time_waves(t, width, slowest=10000):
    """Cosines and sines of the time step at falling rates, (N,) to (N, width)."""
    half = width // 2
    rates = torch.exp(torch.arange(half, dtype=torch.float32) * (-math.log(slowest) / half))
    phase = t.float()[:, None] * rates[None]
    waves = torch.cat([phase.cos(), phase.sin()], dim=-1)
    if width % 2 == 1:
        waves = torch.cat([waves, torch.zeros_like(waves[:, :1])], dim=-1)
    return waves


class Clock(nn.Module):
    def __init__(self, width, out):
        super().__init__()
        self.width = width
        self.mlp = nn.Sequential(nn.Linear(width, out), nn.SiLU(), nn.Linear(out, out))

    def forward(self, t):
        return self.mlp(time_waves(t, self.width))
