"""The lines of a note that tell what would make the last map see more."""

from __future__ import annotations

import pytest

from cnnlint.analysis import analyze_source
from cnnlint.rule_engine.views import FileView

DIGITS = """
from keras import layers, models

model = models.Sequential()
model.add(layers.Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(layers.Conv2D(64, (3, 3), activation="relu"))
model.add(layers.Conv2D(64, (3, 3), activation="relu"))
"""
TORCH = """
import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Conv2d(8, 8, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 24 * 24, 10))
model(torch.zeros(1, 1, 28, 28))
"""


def told(text: str) -> str | None:
    (model,) = FileView(analyze_source(text, "net.py")).models
    return model.remedies


def test_the_digit_example() -> None:
    assert (told(DIGITS) or "").splitlines() == [
        "  MaxPooling2D(2) after conv2d and conv2d_1   18×18   64 %   10.4 times fewer MACs",
        "  dilation_rate=2 on conv2d_1, 4 on conv2d_2  15×15   54 %   1.8 times fewer MACs",
        "  MaxPooling2D(2) after conv2d                12×12   43 %   5.3 times fewer MACs",
    ]


def test_pytorch_is_told_what_the_head_takes() -> None:
    first = (told(TORCH) or "").splitlines()[0]
    assert (
        first
        == "  MaxPool2d(2) after Conv2d 0 and Conv2d 2  10×10   36 %   3.5 times fewer MACs, Linear 5 takes 200 features"
    )


@pytest.mark.parametrize(
    "text",
    [
        DIGITS.replace("(28, 28, 1)", "(None, None, 1)"),
        DIGITS.replace("(28, 28, 1)", "(7, 7, 1)"),
        DIGITS.replace("layers.Conv2D(64, (3, 3), activation='relu')", "layers.Conv2D(64, (99, 99))").replace(
            "28, 28", "2, 2"
        ),
    ],
    ids=["size not known", "all is seen", "does not work"],
)
def test_nothing_is_told_where_nothing_helps_or_is_known(text: str) -> None:
    assert told(text) is None
