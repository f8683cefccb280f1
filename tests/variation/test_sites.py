"""Where edits are tried, and what the places are called."""

from __future__ import annotations

import pytest

from cnnlint.analysis import analyze_source
from cnnlint.graph.insight import last_map
from cnnlint.variation import what_if
from cnnlint.variation.proposals import Trials
from cnnlint.variation.sites import Sites
from variation.programs import KERAS, TORCH

READY_MADE = """
import torch
from torch import nn
from torchvision import models

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = models.vgg11(weights=None).features
        self.own = nn.Conv2d(512, 8, 3, padding=1)
        self.fc = nn.Linear(8, 3)

    def forward(self, x):
        return self.fc(self.own(self.body(x)).mean((2, 3)))

net = Net()
net(torch.zeros(1, 3, 320, 320))
"""


def sites_of(text: str) -> Sites:
    (model,) = analyze_source(text, "net.py").models
    last = last_map(model)
    assert last is not None
    return Sites(model, last)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (TORCH["plain"], ["conv1", "conv2", "conv3"]),
        (TORCH["padded"], ["conv2", "conv3"]),
        (TORCH["residual"], ["conv", "block1", "block2"]),
        (TORCH["branches"], ["stem", "cat at line 16", "last"]),
        (TORCH["shared"], ["conv1", "again"]),
        (TORCH["sequential"], ["Conv2d 0", "Conv2d 2"]),
        (KERAS["residual"], ["stem", "add1", "add2"]),
        (KERAS["branches"], ["stem", "join", "last"]),
        (READY_MADE, ["own"]),
    ],
    ids=[
        "plain",
        "pooled",
        "residual",
        "branches",
        "shared",
        "numbers",
        "keras residual",
        "keras branches",
        "ready-made",
    ],
)
def test_pools_stand_where_no_join_notices_and_none_is(text: str, names: list[str]) -> None:
    assert [place.title for place in sites_of(text).places] == names


def test_one_more_convolution_stands_behind_the_last_join() -> None:
    end = sites_of(TORCH["residual"]).growing_end
    assert end is not None
    assert end.type == "iadd"


def test_a_large_model_is_tried_with_fewer_edits() -> None:
    (model,) = analyze_source(TORCH["plain"], "net.py").models
    trials = Trials.of(model)
    many = len(list(trials.edits("dilation")))
    model.layers = model.layers * 200
    assert 1 <= len(list(trials.edits("dilation"))) < many


@pytest.mark.parametrize("size", range(1, 9))
def test_small_inputs_are_no_trouble(size: int) -> None:
    """A pool may leave one position, behind which nothing can be pooled."""
    text = TORCH["shared"].replace("4 * 32 * 32", f"4 * {size} * {size}").replace("32, 32", f"{size}, {size}")
    (model,) = analyze_source(text, "net.py").models
    proposals = what_if(model).proposals
    assert all(min(one.figures.map) >= 1 for one in proposals if all(isinstance(side, int) for side in one.figures.map))
    assert len(proposals) >= (size > 1)


def test_a_join_without_convolutions_is_no_trouble() -> None:
    text = """
import torch

class Net(torch.nn.Module):
    def forward(self, x):
        return torch.cat([torch.nn.functional.max_pool2d(x, 2), torch.nn.functional.avg_pool2d(x, 2)], 1)

net = Net()
net(torch.zeros(1, 3, 8, 8))
"""
    (model,) = analyze_source(text, "net.py").models
    assert what_if(model).now is not None


def test_averaging_what_has_one_position_is_no_edit() -> None:
    text = TORCH["plain"].replace("6 * 22 * 22", "6").replace("28, 28", "7, 7")
    (model,) = analyze_source(text, "net.py").models
    assert what_if(model).now is not None
    assert not what_if(model).proposals
