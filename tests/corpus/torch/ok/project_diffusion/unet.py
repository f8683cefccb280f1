import torch
from torch import nn

from . import blocks
from .blocks import SelfAttention, Timed, TimedResidual
from .embedding import Clock


class Denoiser(nn.Module):
    """Predicts the noise in an image at a time step; keeps a stack of maps for the way up."""

    def __init__(self, channels=3, base=32, repeats=2, attend_at=(2, 4), factors=(1, 2, 2)):
        super().__init__()
        time = base * 4
        self.clock = Clock(base, time)
        self.down = nn.ModuleList([Timed(nn.Conv2d(channels, base, 3, padding=1))])
        kept, width, scale = [base], base, 1

        def residual(a, b):
            layers = [TimedResidual(a, time, b)]
            if scale in attend_at:
                layers.append(SelfAttention(b))
            return layers

        for level, factor in enumerate(factors):
            for _ in range(repeats):
                self.down.append(Timed(*residual(width, base * factor)))
                width = base * factor
                kept.append(width)
            if level < len(factors) - 1:
                self.down.append(Timed(nn.Conv2d(width, width, 3, stride=2, padding=1)))
                kept.append(width)
                scale *= 2
        self.middle = Timed(TimedResidual(width, time), SelfAttention(width), TimedResidual(width, time))
        self.up = nn.ModuleList([])
        for level, factor in list(enumerate(factors))[::-1]:
            for i in range(repeats + 1):
                layers = residual(width + kept.pop(), base * factor)
                width = base * factor
                if level and i == repeats:
                    layers.append(blocks.Double(width))
                    scale //= 2
                self.up.append(Timed(*layers))
        self.out = nn.Sequential(nn.GroupNorm(8, width), nn.SiLU(), nn.Conv2d(width, channels, 3, padding=1))

    def forward(self, noisy, t):
        time = self.clock(t)
        x, kept = noisy, []
        for block in self.down:
            x = block(x, time)
            kept.append(x)
        x = self.middle(x, time)
        for block in self.up:
            x = block(torch.cat([x, kept.pop()], dim=1), time)
        return self.out(x)
