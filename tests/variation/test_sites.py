"""Where edits are tried, and what the places are called."""

from __future__ import annotations

import pytest

from cnnlint.analysis import analyze_source
from cnnlint.graph.insight import last_map
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
