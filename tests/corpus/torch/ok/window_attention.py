"""Attention inside small windows; every second layer shifts the windows by half."""
import torch
import torch.nn as nn


def into_windows(x, side):
    n, h, w, c = x.shape
    x = x.view(n, h // side, side, w // side, side, c).permute(0, 1, 3, 2, 4, 5)
    return x.reshape(-1, side * side, c)


def out_of_windows(windows, side, h, w):
    n = int(windows.shape[0] / (h * w / side / side))
    x = windows.view(n, h // side, w // side, side, side, -1).permute(0, 1, 3, 2, 4, 5)
    return x.contiguous().view(n, h, w, -1)


def offsets(side):
    """For each pair of places in a window, the row of the table for their distance."""
    axis = torch.arange(side)
    places = torch.stack(torch.meshgrid([axis, axis], indexing="ij")).flatten(1)
    apart = (places[:, :, None] - places[:, None, :]).permute(1, 2, 0).contiguous()
    apart += side - 1
    apart[:, :, 0] *= 2 * side - 1
    return apart.sum(-1)


class WindowAttention(nn.Module):
    def __init__(self, width, side, heads):
        super().__init__()
        self.side, self.heads = side, heads
        self.scale = (width // heads) ** -0.5
        self.table = nn.Parameter(torch.zeros((2 * side - 1) ** 2, heads))
        self.register_buffer("rows", offsets(side))
        self.qkv = nn.Linear(width, width * 3)
        self.mix = nn.Linear(width, width)
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, x):
        n, length, width = x.shape
        packed = self.qkv(x).reshape(n, length, 3, self.heads, width // self.heads)
        q, k, v = packed.permute(2, 0, 3, 1, 4).unbind(0)
        bias = self.table[self.rows.view(-1)].view(length, length, -1).permute(2, 0, 1).contiguous()
        weights = self.softmax((q * self.scale) @ k.transpose(-2, -1) + bias.unsqueeze(0))
        return self.mix((weights @ v).transpose(1, 2).reshape(n, length, width))


class WindowLayer(nn.Module):
    def __init__(self, width, grid, heads, side=4, shift=0):
        super().__init__()
        if min(grid) <= side:
            side, shift = min(grid), 0
        self.grid, self.side, self.shift = grid, side, shift
        self.norm_a, self.norm_b = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = WindowAttention(width, side, heads)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x):
        h, w = self.grid
        n, length, width = x.shape
        assert length == h * w, "not the grid that the layer was made for"
        y = self.norm_a(x).view(n, h, w, width)
        if self.shift > 0:
            y = torch.roll(y, shifts=(-self.shift, -self.shift), dims=(1, 2))
        y = out_of_windows(self.attention(into_windows(y, self.side)), self.side, h, w)
        if self.shift > 0:
            y = torch.roll(y, shifts=(self.shift, self.shift), dims=(1, 2))
        x = x + y.view(n, h * w, width)
        return x + self.mlp(self.norm_b(x))


class Merge(nn.Module):
    def __init__(self, grid, width):
        super().__init__()
        self.grid = grid
        self.norm = nn.LayerNorm(4 * width)
        self.reduce = nn.Linear(4 * width, 2 * width, bias=False)

    def forward(self, x):
        n, _, width = x.shape
        x = x.view(n, *self.grid, width)
        quarters = [x[:, i::2, j::2, :] for j in (0, 1) for i in (0, 1)]
        return self.reduce(self.norm(torch.cat(quarters, -1).view(n, -1, 4 * width)))


class WindowTransformer(nn.Module):
    def __init__(self, image=64, patch=4, width=48, depths=(2, 2), heads=(3, 6), num_classes=10):
        super().__init__()
        self.embed = nn.Conv2d(3, width, patch, patch)
        self.stages = nn.ModuleList()
        for level, depth in enumerate(depths):
            grid = (image // patch // 2 ** level,) * 2
            layers = [WindowLayer(width, grid, heads[level], shift=0 if (i % 2 == 0) else 2) for i in range(depth)]
            if level < len(depths) - 1:
                layers.append(Merge(grid, width))
                width *= 2
            self.stages.append(nn.Sequential(*layers))
        self.norm = nn.LayerNorm(width)
        self.average = nn.AdaptiveAvgPool1d(1)
        self.head = nn.Linear(self.norm.normalized_shape[0], num_classes)

    def forward(self, x):
        x = self.embed(x).flatten(2).transpose(1, 2)
        for stage in self.stages:
            x = stage(x)
        x = self.average(self.norm(x).transpose(1, 2))
        return self.head(torch.flatten(x, 1))
