"""A U-Net built from the inside out: each level holds the one below it."""
import functools

import torch
import torch.nn as nn


class Level(nn.Module):
    """Halve, do what is inside, double, and put the input beside the result."""

    def __init__(self, outer, inner, inside=None, channels=None, outermost=False, norm=nn.BatchNorm2d, drop=0.0):
        super(Level, self).__init__()
        self.outermost = outermost
        kind = norm.func if isinstance(norm, functools.partial) else norm
        bias = kind == nn.InstanceNorm2d
        channels = outer if channels is None else channels
        coming_up = inner if inside is None else 2 * inner
        halve = nn.Conv2d(channels, inner, kernel_size=4, stride=2, padding=1, bias=bias)
        double = nn.ConvTranspose2d(coming_up, outer, kernel_size=4, stride=2, padding=1, bias=bias or outermost)

        down = [halve] if outermost else [nn.LeakyReLU(0.2, True), halve]
        up = [nn.ReLU(True), double, nn.Tanh() if outermost else norm(outer)]
        if inside is not None:
            if not outermost:
                down = down + [norm(inner)]
            down = down + [inside]
        if drop:
            up.append(nn.Dropout(drop))
        self.model = nn.Sequential(*(down + up))

    def forward(self, x):
        if self.outermost:
            return self.model(x)
        return torch.cat([x, self.model(x)], 1)


class Translator(nn.Module):
    def __init__(self, channels, out, halvings, width=64, norm=nn.BatchNorm2d):
        super(Translator, self).__init__()
        level = Level(width * 8, width * 8, norm=norm)
        for _ in range(halvings - 5):
            level = Level(width * 8, width * 8, level, norm=norm, drop=0.5)
        for factor in (4, 2, 1):
            level = Level(width * factor, width * factor * 2, inside=level, norm=norm)
        self.level = Level(out, width, level, channels=channels, outermost=True, norm=norm)

    def forward(self, image):
        return self.level(image)


def find_norm(kind="instance"):
    if kind == "batch":
        return functools.partial(nn.BatchNorm2d, affine=True)
    if kind == "instance":
        return functools.partial(nn.InstanceNorm2d, affine=False, track_running_stats=False)
    if kind == "none":
        def nothing(width):
            return nn.Identity()
        return nothing
    raise NotImplementedError("there is no norm called [%s]" % kind)


def make_translator(channels=3, out=1, width=16, norm="instance", halvings=7):
    return Translator(channels, out, halvings, width, norm=find_norm(norm))


if __name__ == "__main__":
    print(make_translator()(torch.randn(1, 3, 256, 256)).shape)
