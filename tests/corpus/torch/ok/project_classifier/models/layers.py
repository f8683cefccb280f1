import torch.nn as nn

__all__ = ["Unit", "Separable"]


def half(kernel):
    return kernel // 2 if isinstance(kernel, int) else [k // 2 for k in kernel]


class Unit(nn.Module):
    usual = nn.SiLU()

    def __init__(self, a, b, kernel=1, stride=1, groups=1, act=True):
        super().__init__()
        self.conv = nn.Conv2d(a, b, kernel, stride, half(kernel), groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(b)
        if act is True:
            self.act = self.usual
        else:
            self.act = act if isinstance(act, nn.Module) else nn.Identity()

    def forward(self, x):
        return self.act(self.norm(self.conv(x)))


class Separable(nn.Sequential):
    """Each channel by itself in space, then all channels at each place."""

    def __init__(self, a, b, stride=1):
        super().__init__(Unit(a, a, 3, stride, groups=a), Unit(a, b, act=False))
