"""The spread of a unit's gradient, measured on random weights.

For a unit in the middle of the map the gradient of its channels, drawn ±, with respect to a random input is squared, and summed over the
input's channels and one axis. Each run is normalised to 1, and the mean over runs is a density along the other axis. Its standard deviation
is σ; the middle 4σ are compared with the estimate, both cut to the field and no less than a pixel.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Any

import torch
from torch import nn

Network = Callable[[], nn.Module]


def deviation(make: Network, size: int, runs: int, init: str, units: int = 1) -> float:
    """σ in pixels over so many draws, of so many neighbouring units a draw, each about its own middle."""
    variances = [one for seed in range(runs) for one in drawn(make, size, seed, init, units)]
    return sqrt(sum(variances) / len(variances))


def drawn(make: Network, size: int, seed: int, init: str, units: int) -> list[float]:
    """The variance of each unit's squared gradient in one draw of the weights."""
    torch.manual_seed(seed)
    net = calibrated(initialised(make(), init), size)
    x = torch.randn(1, 3, size, size, requires_grad=True)
    y = net(x)
    middle = y.shape[-1] // 2
    found = []
    for at in range(middle, min(middle + units, y.shape[-1])):
        unit = y[0, :, at, at]
        signs = torch.randint(0, 2, unit.shape) * 2 - 1
        (gradient,) = torch.autograd.grad((unit * signs).sum(), x, retain_graph=True)
        density = gradient[0].double().square().sum((0, 2))
        if density.sum() > 0:  # rectified away with all its channels, a unit reads nothing
            found.append(variance(density))
    return found


def variance(density: torch.Tensor) -> float:
    """That of the places, each weighed by what stands there."""
    density = density / density.sum()
    places = torch.arange(len(density), dtype=density.dtype)
    return float((density * (places - (density * places).sum()).square()).sum())


def initialised(net: nn.Module, init: str) -> nn.Module:
    """The framework's own weights ("default"), or normal ones that keep the size of what passes: "normal" or, past rectifiers, "he"."""
    for part in net.modules():
        if init != "default" and isinstance(part, nn.Conv2d):
            nn.init.kaiming_normal_(part.weight, nonlinearity="relu" if init == "he" else "linear")
    return net


def calibrated(net: nn.Module, size: int) -> nn.Module:
    """The network with the statistics of random inputs in its batch normalisations, as in its first step of training."""
    norms: list[Any] = [part for part in net.modules() if isinstance(part, nn.BatchNorm2d)]
    for norm in norms:
        norm.momentum = None
    if norms:
        with torch.no_grad():
            net.train()(torch.randn(4, 3, size, size))
    return net.eval()
