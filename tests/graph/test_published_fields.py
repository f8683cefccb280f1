"""Networks whose fields are known.

`slim.csv`: size, step and padding, and floating-point operations (two to a multiply-accumulate, 10⁹), as published with Araujo, Norris and
Sim, "Computing Receptive Fields of Convolutional Neural Networks" (Distill, 2019), for inputs of 224 and 321 pixels; those of vgg_a
are from their full table. `torchvision.csv`: size, step and padding before the global pooling, measured by gradients on
torchvision 0.28.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cnnlint.analysis import analyze_target
from cnnlint.graph import Field, Model
from cnnlint.graph.model import of_one_sample
from libraries.builders import VERSION, analysed
from libraries.sources import source_of

_HERE = Path(__file__).parent / "published"


def rows(name: str) -> dict[str, dict[str, str]]:
    """The lines of a table by the network's name."""
    with (_HERE / name).open(newline="") as table:
        return {row["network"]: row for row in csv.DictReader(table)}


SLIM, TORCHVISION = rows("slim.csv"), rows("torchvision.csv")


def measures(field: Field | None) -> list[tuple[str, str, str]]:
    """Size, step and padding along each axis, as the tables write them."""
    assert field is not None
    return [(str(axis.size), str(axis.step), str(None if axis.low is None else -axis.low)) for axis in field.axes]


def slim(name: str, size: int) -> Model:
    """A network of `slim.py`."""
    (model,) = analyze_target(f"{_HERE / 'slim.py'}::{name}({size})").models
    return model


@pytest.mark.parametrize("size", [224, 321])
@pytest.mark.parametrize("name", SLIM)
def test_slim(name: str, size: int) -> None:
    row, model = SLIM[name], slim(name, size)
    wanted = (row["size"], row["step"], row[f"padding_at_{size}"])
    assert measures(model.outputs[0].field) == [wanted] * 2
    published = row[f"flops_at_{size}"]
    if published:
        macs = of_one_sample(model, model.macs)
        assert isinstance(macs, int)
        assert 2 * macs / 1e9 == pytest.approx(float(published), rel=0.01)


@pytest.mark.parametrize("name", TORCHVISION)
def test_torchvision(name: str) -> None:
    folder = source_of("torchvision", VERSION)
    (model,) = analysed(folder, name).models
    row = TORCHVISION[name]
    assert model.final is not None
    assert measures(model.final.receptive_field) == [(row["size"], row["step"], row["padding"])] * 2
