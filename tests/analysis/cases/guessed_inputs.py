"""A class that nobody calls is run on tensors; that its inputs are tensors is a guess, and nothing that hangs on it is certain."""

import torch
from torch import nn


class Joined(nn.Module):
    """Takes a list of maps."""

    def __init__(self):
        super().__init__()
        self.mix = nn.Conv2d(6, 3, 1)

    def forward(self, maps):
        return self.mix(torch.cat(maps, dim=1))


class Wrong(nn.Module):
    """Joins a map that it has made itself."""

    def __init__(self):
        super().__init__()
        self.mix = nn.Conv2d(3, 3, 1)

    def forward(self, x):
        return torch.cat(self.mix(x), dim=1)  # fact: wrong-arguments


class Sliced(nn.Module):
    """Calls a part of a container that is not known, which may give several maps."""

    def __init__(self, ends):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())
        self.ends = ends

    def forward(self, x):
        return torch.cat(self.layers[: self.ends[0]](x), dim=1)


def documented():
    """A function."""


documented.__doc__ += "More."
torch.relu.__doc__ += "More."
nn.Conv2d.__doc__ += "More."


class Reversed(nn.Module):
    """Takes a list of maps and says so, or does not."""

    def __init__(self):
        super().__init__()
        self.mix = nn.Conv2d(3, 3, 1)

    def forward(self, maps: list[torch.Tensor], others):
        maps, others = maps[1:], others[::-1]
        return self.mix(maps[::-1][0]) + self.mix(others[0])
