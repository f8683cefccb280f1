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
