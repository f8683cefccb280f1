import torch
import torch.nn as nn
import torch.nn.functional as F


class Norm(nn.Module):
    """Layer norm over the channels, wherever they stand."""

    ORDERS = ["last", "first"]

    def __init__(self, channels, order="last", eps=1e-6):
        super().__init__()
        if order not in self.ORDERS:
            raise NotImplementedError(order)
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.shape, self.order, self.eps = (channels,), order, eps

    def forward(self, x):
        if self.order == "last":
            return F.layer_norm(x, self.shape, self.weight, self.bias, self.eps)
        centred = x - x.mean(1, keepdim=True)
        spread = centred.pow(2).mean(1, keepdim=True).add(self.eps).sqrt()
        return self.weight[:, None, None] * (centred / spread) + self.bias[:, None, None]


def skip_some(x, chance: float = 0.0, training: bool = False):
    """Zero whole samples, and scale the rest so that the mean stays."""
    if not training or chance == 0.0:
        return x
    kept = torch.rand((x.shape[0],) + (x.ndim - 1) * (1,), device=x.device) >= chance
    return x * kept / (1 - chance)


class SkipSome(nn.Module):
    def __init__(self, chance):
        super().__init__()
        self.chance = chance

    def forward(self, x):
        return skip_some(x, self.chance, self.training)


class Block(nn.Module):
    def __init__(self, width, skip=0.0, scale=1e-6):
        super().__init__()
        self.spatial = nn.Conv2d(width, width, kernel_size=7, padding=3, groups=width)
        self.norm = Norm(width)
        self.expand, self.act, self.reduce = nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width)
        self.gamma = nn.Parameter(scale * torch.ones((width)), requires_grad=True) if scale > 0 else None
        self.skip = SkipSome(skip) if skip > 0.0 else nn.Identity()

    def forward(self, x):
        y = self.spatial(x).permute(0, 2, 3, 1)
        y = self.reduce(self.act(self.expand(self.norm(y))))
        if self.gamma is not None:
            y = self.gamma * y
        return x + self.skip(y.permute(0, 3, 1, 2))


class ModernConvNet(nn.Module):
    def __init__(self, channels=3, classes=1000, depths=[3, 3, 9, 3], widths=[96, 192, 384, 768], skip=0.0):
        super().__init__()
        self.reduce = nn.ModuleList([nn.Sequential(nn.Conv2d(channels, widths[0], 4, stride=4), Norm(widths[0], "first"))])
        for a, b in zip(widths[:-1], widths[1:]):
            self.reduce.append(nn.Sequential(Norm(a, "first"), nn.Conv2d(a, b, 2, stride=2)))
        chances = iter([c.item() for c in torch.linspace(0, skip, sum(depths))])
        self.stages = nn.ModuleList()
        for width, depth in zip(widths, depths):
            self.stages.append(nn.Sequential(*[Block(width, skip=next(chances)) for _ in range(depth)]))
        self.norm = nn.LayerNorm(widths[-1], eps=1e-6)
        self.head = nn.Linear(widths[-1], classes)
        self.apply(self._start)

    def _start(self, layer):
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.trunc_normal_(layer.weight, std=.02)
            nn.init.zeros_(layer.bias)

    def features(self, x):
        for i in range(len(self.stages)):
            x = self.stages[i](self.reduce[i](x))
        return self.norm(x.mean([-2, -1]))

    def forward(self, x):
        return self.head(self.features(x))


def tiny(**options):
    return ModernConvNet(depths=[2, 2, 6, 2], widths=[40, 80, 160, 320], skip=0.1, **options)
