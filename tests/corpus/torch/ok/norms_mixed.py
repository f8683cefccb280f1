"""Repainting network: instance and group norm, mirrored borders; the critic is spectrally normalised."""
import torch
import torch.nn as nn
from torch.nn.utils.parametrizations import spectral_norm


def make_norm(kind, width):
    if kind == "instance":
        return nn.InstanceNorm2d(width, affine=True)
    if kind == "group":
        return nn.GroupNorm(4, width)
    if kind == "layer":
        return nn.GroupNorm(1, width)
    return nn.Identity()


class Brush(nn.Module):
    def __init__(self, a, b, kernel, stride=1, norm="instance", enlarge=None):
        super().__init__()
        self.enlarge = enlarge
        self.mirror = nn.ReflectionPad2d(kernel // 2)
        self.conv = nn.Conv2d(a, b, kernel, stride)
        self.norm = make_norm(norm, b)

    def forward(self, x):
        if self.enlarge:
            x = nn.functional.interpolate(x, scale_factor=self.enlarge, mode="nearest")
        return self.norm(self.conv(self.mirror(x)))


class Retouch(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = Brush(width, width, 3)
        self.second = Brush(width, width, 3, norm="group")

    def forward(self, x):
        return x + self.second(torch.relu(self.first(x)))


class Painter(nn.Module):
    def __init__(self, base=32, blocks=5):
        super().__init__()
        self.blocks = blocks
        self.sketch = Brush(3, base, 9)
        self.down = nn.Sequential(Brush(base, base * 2, 3, stride=2), nn.ReLU(), Brush(base * 2, base * 4, 3, stride=2))
        for i in range(blocks):
            setattr(self, f"retouch{i}", Retouch(base * 4))
        self.up1 = Brush(base * 4, base * 2, 3, enlarge=2)
        self.up2 = Brush(base * 2, base, 3, enlarge=2, norm="layer")
        self.finish = Brush(base, 3, 9, norm=None)
        self.act = nn.ReLU()

    def forward(self, x):
        y = self.act(self.down(self.act(self.sketch(x))))
        for i in range(self.blocks):
            y = getattr(self, f"retouch{i}")(y)
        y = self.act(self.up2(self.act(self.up1(y))))
        return self.finish(y)


class Critic(nn.Module):
    def __init__(self, widths=(3, 64, 128, 256)):
        super().__init__()
        self.convs = nn.ModuleList(spectral_norm(nn.Conv2d(a, b, 4, 2, 1)) for a, b in zip(widths, widths[1:]))
        self.last = spectral_norm(nn.Conv2d(widths[-1], 1, 3, 1, 1))

    def forward(self, x):
        for conv in self.convs:
            x = nn.functional.leaky_relu(conv(x), 0.2)
        return self.last(x)


class Both(nn.Module):
    def __init__(self):
        super().__init__()
        self.painter = Painter()
        self.critic = Critic()

    def forward(self, photo):
        painting = self.painter(photo)
        return painting, self.critic(painting)
