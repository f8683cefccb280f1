import torch
from torch import nn
import torch.nn.functional as F


def silent(layer):
    """The layer with all its weights zero: a block that ends in it starts as the identity."""
    for parameter in layer.parameters():
        parameter.detach().zero_()
    return layer


class TimedResidual(nn.Module):
    def __init__(self, a, time, b=None, groups=8):
        super().__init__()
        b = b or a
        self.before = nn.Sequential(nn.GroupNorm(groups, a), nn.SiLU(), nn.Conv2d(a, b, 3, padding=1))
        self.shift = nn.Sequential(nn.SiLU(), nn.Linear(time, b))
        self.after = nn.Sequential(nn.GroupNorm(groups, b), nn.SiLU(), silent(nn.Conv2d(b, b, 3, padding=1)))
        self.match = nn.Identity() if b == a else nn.Conv2d(a, b, 1)

    def forward(self, x, time):
        y = self.before(x)
        shift = self.shift(time).type(y.dtype)
        while shift.dim() < y.dim():
            shift = shift[..., None]
        return self.match(x) + self.after(y + shift)


class SelfAttention(nn.Module):
    def __init__(self, width, heads=4):
        super().__init__()
        self.heads = heads
        self.norm = nn.GroupNorm(8, width)
        self.qkv = nn.Conv1d(width, 3 * width, 1)
        self.out = silent(nn.Conv1d(width, width, 1))

    def forward(self, x):
        n, width, *extent = x.shape
        x = x.reshape(n, width, -1)
        q, k, v = self.qkv(self.norm(x)).reshape(n * self.heads, -1, x.shape[2]).chunk(3, dim=1)
        weights = torch.einsum("bct,bcs->bts", q, k) / (q.shape[1] ** 0.5)
        y = torch.einsum("bts,bcs->bct", weights.softmax(dim=-1), v).reshape(n, width, -1)
        return (x + self.out(y)).reshape(n, width, *extent)


class Timed(nn.Sequential):
    """Hands the time on to those layers that want it."""

    def forward(self, x, time):
        for layer in self:
            x = layer(x, time) if isinstance(layer, TimedResidual) else layer(x)
        return x


class Double(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x):
        return self.conv(F.interpolate(x, scale_factor=2, mode="nearest"))
