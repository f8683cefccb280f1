"""Centres, and what part of a field is padding, counted by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cnnlint.analysis import analyze_source
from cnnlint.graph import Field, Shape
from cnnlint.graph.figures import borders

HEAD = "import torch\nfrom torch import nn\n"


def final(layers: str, size: int, dims: int = 1) -> tuple[Field, Shape]:
    """The field and the shape of what these layers give."""
    zeros = ", ".join(["1", "4", *[str(size)] * dims])
    (model,) = analyze_source(f"{HEAD}net = nn.Sequential({layers})\nnet(torch.zeros({zeros}))\n").models
    (result,) = model.outputs
    assert result.field is not None
    assert result.shape is not None
    return result.field, result.shape


CASES = {
    # unit 0 reads -1 … 1, unit 3 reads 5 … 7: all of the padding is in front
    "padding in front": ("nn.Conv1d(4, 4, 3, 2, 1)", 8, (0, Fraction(-1, 2), Fraction(3, 8), 0, Fraction(1, 3))),
    "padding on both sides": ("nn.Conv1d(4, 4, 3, 1, 1)", 9, (0, 0, Fraction(3, 9), 0, Fraction(1, 3))),
    "no padding": ("nn.Conv1d(4, 4, 5)", 9, (2, 0, Fraction(5, 9), 0, 0)),
    # five windows of 7 on 5 pixels: the middle one reads all of them and one of padding on either side
    "more than the input": ("nn.Conv1d(4, 4, 7, padding=3)", 5, (0, 0, 1, Fraction(2, 7), Fraction(3, 7))),
    "upsampled": ("nn.Conv1d(4, 4, 1), nn.Upsample(scale_factor=2)", 6, (Fraction(-1, 4), 0, Fraction(1, 6), 0, 0)),
    "global": ("nn.Conv1d(4, 4, 1), nn.AdaptiveAvgPool1d(1)", 7, (3, 0, 1, 0, 0)),
}


@pytest.mark.parametrize(("layers", "size", "wanted"), CASES.values(), ids=CASES)
def test_figures(layers: str, size: int, wanted: tuple[Fraction | int, ...]) -> None:
    (found,) = borders(*final(layers, size))
    assert (
        found.centre,
        found.off_centre,
        found.seen,
        found.padding_at_centre,
        found.padding_at_corner,
    ) == wanted


def test_what_hangs_on_a_size_that_is_not_known_is_not_told() -> None:
    field, _ = final("nn.Conv1d(4, 4, 3, padding=1)", 8)
    (found,) = borders(field, None)
    assert (found.centre, found.off_centre, found.seen) == (0, None, None)


NORMS = {
    "nn.BatchNorm2d(4)": "training",
    "nn.GroupNorm(2, 4)": "always",
    "nn.InstanceNorm2d(4)": "always",
    "nn.LayerNorm(8)": "always",
    "nn.BatchNorm2d(4), nn.InstanceNorm2d(4), nn.BatchNorm2d(4)": "always",
    "nn.ReLU()": "",
}


@pytest.mark.parametrize(("layers", "when"), NORMS.items())
def test_normalisation_over_space_is_noted_and_does_not_count(layers: str, when: str) -> None:
    field, _ = final(f"nn.Conv2d(4, 4, 3, padding=1), {layers}", 8, 2)
    assert field.statistics == when
    assert [axis.size for axis in field.axes] == [3, 3]
    assert not field.is_global
