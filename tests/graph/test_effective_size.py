"""The estimate of the effective size against the spread of gradients, measured in torch on random weights.

`stacks.csv`: convolutions and average pools in a row, 3 to 40 of them. The estimate is to be within 25 % of the mean over draws of the
weights; over 40 draws it was within 3 %.
`beyond.csv`: what else there is, with what was measured over 40 draws. Activations, maxima, branches and upsampling do no harm. It is too
large, up to half as much again, where each of many residual branches is normalised, since the sum that it joins grows all the
while; wrong by a quarter, either way, where pools follow on each other; and far too large for attention beside a shortcut, which before training
averages all that it reads, so that little comes from anywhere but the position itself. `torchvision.csv`: networks of torchvision 0.29.1 before their
head, with 1 to 4 draws each. What a network learns changes it all: Luo et al. (2016) find that the effective field grows in
training, which no estimate from the source can know.

CNNLINT_EFFECTIVE_RUNS sets how many draws are averaged; with it, the networks of torchvision are measured too, if that is installed.
"""

from __future__ import annotations

import csv
import importlib
import os
import runpy
from functools import partial
from pathlib import Path

import pytest
import torch
from torch import nn

from cnnlint.analysis import Options, analyze_target
from cnnlint.analysis.project import ProjectLoader
from cnnlint.graph import Field, Model
from cnnlint.graph.figures import effective
from graph.effective.measure import deviation
from libraries.builders import VERSION, truths
from libraries.sources import source_of

_HERE = Path(__file__).parent / "effective"
_NETWORKS = runpy.run_path(str(_HERE / "networks.py"))
RUNS = int(os.environ.get("CNNLINT_EFFECTIVE_RUNS", "0"))
_FEW, _MORE, _SMALL = 5, 20, 32
_WITHIN = 0.15
_LOADER = ProjectLoader()
_LARGE = 1024


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a table."""
    with (_HERE / name).open(newline="") as table:
        return list(csv.DictReader(table))


def estimated(model: Model, field: Field | None = None) -> tuple[int, float]:
    """Size and estimate along the first axis of the result, or of another field."""
    field = field or model.outputs[0].field
    assert field is not None
    size, width = field.axes[0].size, effective(field.axes[0], field.extent[0])
    assert isinstance(size, int)
    assert isinstance(width, int | float)
    return size, width


def told(network: str, side: int) -> tuple[int, float]:
    """What cnnlint tells of a network of `networks.py` on an input of this side."""
    options = Options(inputs=(("", (1, 3, side, side)),))
    (model,) = analyze_target(f"{_HERE / 'networks.py'}::{network}", options).models
    return estimated(model)


def made(network: str) -> nn.Module:
    """The same network, to be run."""
    net: nn.Module = eval(network, dict(_NETWORKS))  # noqa: S307 - the tests' own programs
    return net


def measured(network: str, side: int, init: str, size: int, units: int = 1) -> float:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the maps are small
    try:
        runs = RUNS or (_MORE if side <= _SMALL else _FEW)
        return min(size, max(1, 4 * deviation(partial(made, network), side, runs, init, units)))
    finally:
        torch.set_num_threads(threads)


@pytest.mark.parametrize("row", rows("stacks.csv"), ids=lambda row: f"{row['network']}-{row['init']}")
def test_linear_stacks(row: dict[str, str]) -> None:
    size, width = told(row["network"], _LARGE)
    found = measured(row["network"], size, row["init"], size)
    assert width == pytest.approx(found, rel=_WITHIN)


@pytest.mark.parametrize("row", rows("beyond.csv"), ids=lambda row: f"{row['network']}-{row['init']}")
def test_what_is_recorded_for_other_networks(row: dict[str, str]) -> None:
    size, width = told(row["network"], int(row["side"]))
    assert size == int(row["size"])
    assert width == pytest.approx(float(row["estimate"]), abs=0.05)
    assert width / float(row["measured"]) == pytest.approx(float(row["ratio"]), abs=0.01)
    found = measured(row["network"], int(row["side"]), row["init"], size, int(row["units"]))
    assert found == pytest.approx(float(row["measured"]), rel=0.15)


@pytest.mark.parametrize("row", rows("torchvision.csv"), ids=lambda row: row["network"])
def test_what_is_recorded_for_torchvision(row: dict[str, str]) -> None:
    side = int(row["side"])
    truth = truths()[row["network"]]
    path = source_of("torchvision", VERSION).joinpath(*truth["module"].split(".")).with_suffix(".py")
    options = Options(inputs=(("", (1, 3, side, side)),))
    (model,) = analyze_target(f"{path}::{truth['builder']}()", options, _LOADER).models
    assert model.final is not None
    size, width = estimated(model, model.final.receptive_field)
    assert (size, width) == (int(row["size"]), pytest.approx(float(row["estimate"]), abs=0.05))
    assert width / float(row["measured"]) == pytest.approx(float(row["ratio"]), abs=0.01)
    if RUNS:
        pytest.importorskip("torchvision")
        found = 4 * deviation(partial(before_the_head, row["network"]), side, RUNS, "default")
        assert found == pytest.approx(float(row["measured"]), rel=0.1)


def before_the_head(name: str) -> nn.Module:
    """A network of torchvision up to its last map."""
    net = getattr(importlib.import_module("torchvision.models"), name)(weights=None)
    return getattr(net, "features", None) or nn.Sequential(*list(net.children())[:-2])


def test_the_page_has_these_figures() -> None:
    page = (Path(__file__).parents[2] / "docs" / "receptive-field.md").read_text(encoding="utf-8")
    table = page.partition("| network | field | estimate | measured |\n")[2].partition("\n\n")[0]
    printed = [tuple(cell.strip() for cell in line.split("|")[2:5]) for line in table.splitlines()[1:]]
    recorded = {
        (row["size"], row["estimate"], row["measured"])
        for name in ("beyond.csv", "torchvision.csv")
        for row in rows(name)
    }
    assert printed
    assert not set(printed) - recorded, set(printed) - recorded
