"""Networks whose effective fields are measured: both read by cnnlint and run."""

import torch
from torch import nn

WIDTH = 8


def stack(windows, activation=None, pool=None):
    """Convolutions without padding, a kernel each or (kernel, stride, dilation); a "pool" in their place is one of 2×2 positions."""
    parts, before = [], 3
    for each in windows:
        if each == "pool":
            parts.append(pool(2))
            continue
        kernel, stride, dilation = (*each, 1, 1)[:3] if isinstance(each, tuple) else (each, 1, 1)
        parts.append(nn.Conv2d(before, WIDTH, kernel, stride, dilation=dilation, bias=False))
        before = WIDTH
        if activation is not None:
            parts.append(activation())
    return nn.Sequential(*parts)


def pools_behind(pool):
    """Four pools of 3×3 positions at step 1, one behind the other."""
    return nn.Sequential(conv(3, WIDTH), *[pool(3, 1, 1) for _ in range(4)])


def conv(before, width=WIDTH, kernel=3):
    return nn.Conv2d(before, width, kernel, padding=kernel // 2, bias=False)


class Residual(nn.Module):
    """Two windows beside a shortcut: normalised and rectified before each window, behind each, or not at all."""

    def __init__(self, order):
        super().__init__()
        norm = [nn.BatchNorm2d(WIDTH), nn.ReLU()]
        again = [nn.BatchNorm2d(WIDTH), nn.ReLU()]
        one, two = conv(WIDTH), conv(WIDTH)
        if order == "before":
            self.branch = nn.Sequential(*norm, one, *again, two)
        elif order == "behind":
            self.branch = nn.Sequential(one, *norm, two, again[0])
        else:
            self.branch = nn.Sequential(one, two)
        self.last = nn.ReLU() if order == "behind" else nn.Identity()

    def forward(self, x):
        return self.last(x + self.branch(x))


def residual(blocks, order="linear"):
    return nn.Sequential(conv(3), *[Residual(order) for _ in range(blocks)])


class Side(nn.Module):
    """Windows of several sizes side by side, of so many channels each."""

    def __init__(self, before, *widths):
        super().__init__()
        self.branches = nn.ModuleList([conv(before, width, 2 * n + 1) for n, width in enumerate(widths)])

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


def side_by_side(*widths):
    return nn.Sequential(conv(3), Side(WIDTH, *widths), conv(sum(widths)))


class Dense(nn.Module):
    """Each window reads all maps before it."""

    def __init__(self, count, norm):
        super().__init__()
        widths = [3 + n * WIDTH for n in range(count)]
        first = [nn.Sequential(nn.BatchNorm2d(width), nn.ReLU()) if norm else nn.Identity() for width in widths]
        self.parts = nn.ModuleList(
            [nn.Sequential(before, conv(width)) for before, width in zip(first, widths, strict=True)]
        )
        self.last = nn.BatchNorm2d(3 + count * WIDTH) if norm else nn.Identity()

    def forward(self, x):
        for part in self.parts:
            x = torch.cat([x, part(x)], 1)
        return self.last(x)


def dense(count, norm=False):
    return Dense(count, norm)


def raised(how):
    """Pooled, brought back to the input's size, and two windows behind that."""
    ways = {
        "nearest": lambda: nn.Upsample(scale_factor=2),
        "bilinear": lambda: nn.Upsample(scale_factor=2, mode="bilinear"),
        "transposed": lambda: nn.ConvTranspose2d(WIDTH, WIDTH, 4, 2, 1, bias=False),
        "shuffled": lambda: nn.Sequential(nn.Conv2d(WIDTH, 4 * WIDTH, 1, bias=False), nn.PixelShuffle(2)),
    }
    return nn.Sequential(conv(3), nn.MaxPool2d(2), conv(WIDTH), ways[how](), conv(WIDTH), conv(WIDTH))


class Attending(nn.Module):
    """Attention over windows of so many positions a side, beside a shortcut or not."""

    def __init__(self, side, shortcut):
        super().__init__()
        self.side, self.shortcut = side, shortcut
        self.norm = nn.LayerNorm(WIDTH)
        self.attention = nn.MultiheadAttention(WIDTH, 2, batch_first=True)

    def forward(self, x):
        n, width, high, wide = x.shape
        y = x.view(n, width, high // self.side, self.side, wide // self.side, self.side)
        y = self.norm(y.permute(0, 2, 4, 3, 5, 1).reshape(-1, self.side * self.side, width))
        y = self.attention(y, y, y)[0].view(n, high // self.side, wide // self.side, self.side, self.side, width)
        y = y.permute(0, 5, 1, 3, 2, 4).reshape(n, width, high, wide)
        return x + y if self.shortcut else y


def attending(side, shortcut):
    return nn.Sequential(conv(3), Attending(side, shortcut))
