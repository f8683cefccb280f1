"""Which models a file holds, and under which names."""

from __future__ import annotations

from cnnlint.analysis import analyze_source

DECORATED = """
import functools
from torch import nn

MODELS = {}


def register(function):
    MODELS[function.__name__] = function
    return function


def traced(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3)

    def forward(self, x):
        return self.conv(x)


@register
@traced
@traced
def small(pretrained=False):
    return nn.Sequential(Block(4), nn.ReLU())


@register
@traced
def wide(width=16):
    return Block(width)
"""


def test_functions_under_decorators_are_models_of_their_own_name() -> None:
    found = analyze_source(DECORATED, "zoo.py")
    assert [(model.name, model.parameters) for model in found.models] == [("small", 148), ("wide", 2320)]


def test_parts_are_not_reported_again() -> None:
    assert "Block" not in [model.name for model in analyze_source(DECORATED, "zoo.py").models]
