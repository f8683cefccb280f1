"""Border layers and critical layers, against the counts of rfa_toolbox.

The tests of rfa_toolbox 1.7 state for an input of 32 pixels: VGG-16 has 10 border layers and 10 critical ones, ResNet-18 10 and 9, ResNet-101 58
border layers. All of them come out here. What it counts are the windows with their normalisation and activation as one layer, the additions,
and the global pooling, which it takes for a window of one position; and its ResNet-101 strides in the first 1×1 window of a block, as He et
al. have it. Where the 3×3 window strides instead, two fewer are border layers: those of the block that makes the map of 2×2 positions.

`productive.csv` has cnnlint's counts and its own (run, at commit 03f95bf) at more sizes. The critical layers are always the same. The border
layers differ where the input's size is no multiple of all strides, and there the difference is its: it takes the size of a map to be
the input's size over the step, rounded down, but a padded window that strides rounds up. At 31 pixels it holds the last maps of
a ResNet for 1×1 and 0×0 positions, at 63 pixels for 3×3 and 1×1, and windows for larger than maps that they do not fill. With such map
sizes in place of the true ones its counts come out exactly.
"""

from __future__ import annotations

import csv
import runpy
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import torch
from torch import nn

from cnnlint.analysis import analyze_source, analyze_target
from cnnlint.graph import LayerCall, Model
from cnnlint.graph.productivity import Productivity, Reach, judged, productivity, reaches

_HERE = Path(__file__).parent / "published"
with (_HERE / "productive.csv").open(newline="") as _table:
    ROWS = [(row.pop("network"), *map(int, row.values())) for row in csv.DictReader(_table)]
_COUNTED = ("conv", "pool", "add", "global-pool")
_HEAD = "import torch\nfrom torch import nn\n"


@cache
def network(name: str, size: int) -> Model:
    """A network of `productive.py` for an input of this size."""
    (model,) = analyze_target(f"{_HERE / 'productive.py'}::{name}({size})").models
    return model


def counted(model: Model) -> list[LayerCall]:
    """The layers that rfa_toolbox has as layers of their own."""
    return [layer for layer in model.layers if layer.attributes.get("role") in _COUNTED]


@pytest.mark.parametrize(("name", "size", "border", "critical", "rfa_border", "rfa_critical"), ROWS)
def test_counts(name: str, size: int, border: int, critical: int, rfa_border: int, rfa_critical: int) -> None:
    layers = counted(network(name, size))
    found = [one for one in map(productivity, layers) if one is not None]
    assert (sum(one.border for one in found), sum(one.critical for one in found)) == (border, critical)
    assert critical == rfa_critical
    assert sum(map(is_border_by_rounding_down, layers)) == rfa_border


def is_border_by_rounding_down(layer: LayerCall) -> bool:
    """Whether a layer is a border layer, if every map had the input's size over its step, rounded down."""
    axes = reaches(layer)
    if axes is None:  # the global pooling of more than one position
        (source,) = layer.inputs
        assert isinstance(source, LayerCall)
        assert source.receptive_field is not None
        return source.receptive_field.extent[0] // int(source.receptive_field.axes[0].step) <= 1
    return judged([rounded_down(axis) for axis in axes]).border


def rounded_down(axis: Reach) -> Reach:
    return replace(axis, inputs=tuple(replace(read, count=int(axis.extent // read.step)) for read in axis.inputs))


def test_published_counts() -> None:
    """What the tests of rfa_toolbox state, and the variant that it does not have."""
    counts = {row[:2]: row[2:4] for row in ROWS}
    assert (counts["vgg16", 32], counts["resnet18", 32][1], counts["resnet101", 32][0]) == ((10, 10), 9, 58)
    late = [productivity(layer) for layer in counted(network("resnet101_late", 32))]
    assert sum(one is not None and one.border for one in late) == 56


@pytest.mark.parametrize("size", [31, 33, 63])
def test_the_maps_have_the_sizes_that_they_have_in_torch(size: int) -> None:
    net = runpy.run_path(str(_HERE / "productive.py"))["resnet18"](size)
    sizes: dict[str, tuple[int, ...]] = {}
    for name, part in net.named_modules():
        if isinstance(part, nn.Conv2d | nn.MaxPool2d):
            part.register_forward_hook(lambda _, x, __, name=name: sizes.update({name: tuple(x[0].shape[2:])}))
    net.eval()(torch.zeros(2, 3, size, size))
    windows = {layer.name: reaches(layer) for layer in network("resnet18", size).layers if layer.name in sizes}
    told = {name: tuple(axis.inputs[0].count for axis in axes or ()) for name, axes in windows.items()}
    assert told == sizes
    assert any(
        count[0] != size // int(axes[0].inputs[0].step) for name, count in sizes.items() if (axes := windows[name])
    )


NEITHER, CRITICAL, BORDER, BOTH = (
    Productivity(border, critical) for border, critical in ((False, False), (False, True), (True, False), (True, True))
)
LAST_LAYERS = {
    "sees no more than the input": ("nn.Conv2d(3, 3, 3), nn.Conv2d(3, 3, 3)", 8, NEITHER),
    "sees more for the first time": ("nn.Conv2d(3, 3, 7, padding=3), nn.Conv2d(3, 3, 3, padding=1)", 8, CRITICAL),
    "sees more once more": ("nn.Conv2d(3, 3, 9, padding=4), nn.Conv2d(3, 3, 3, padding=1)", 8, BOTH),
    "has seen all, and adds nothing": ("nn.Conv2d(3, 3, 7, padding=3), nn.Conv2d(3, 3, 1)", 7, NEITHER),
    "has seen more, and adds nothing": ("nn.Conv2d(3, 3, 9, padding=4), nn.Conv2d(3, 3, 1)", 8, BOTH),
    "one position": ("nn.Conv2d(3, 3, 1, stride=8), nn.Conv2d(3, 3, 1)", 8, BORDER),
    "dilated beyond its map": ("nn.Conv2d(3, 3, 1, 4), nn.Conv2d(3, 3, 3, padding=2, dilation=2)", 16, BOTH),
    "only along one axis": ("nn.Conv2d(3, 3, (9, 1), padding=(4, 0)), nn.Conv2d(3, 3, 3, padding=1)", 8, NEITHER),
    "a window that fills its map": ("nn.MaxPool2d(4), nn.MaxPool2d(2)", 8, BORDER),
    "a global pooling": ("nn.Conv2d(3, 3, 9, padding=4), nn.AdaptiveAvgPool2d(1)", 8, None),
    "behind a global pooling": ("nn.AdaptiveAvgPool2d(1), nn.Conv2d(3, 3, 1)", 8, None),
    "the first layer": ("nn.Conv2d(3, 3, 3)", 8, NEITHER),
    "the first layer, that sees more": ("nn.Conv2d(3, 3, 9, padding=4)", 8, BOTH),
}


@pytest.mark.parametrize(("layers", "size", "wanted"), LAST_LAYERS.values(), ids=LAST_LAYERS)
def test_the_last_layer(layers: str, size: int, wanted: Productivity | None) -> None:
    source = f"{_HEAD}net = nn.Sequential({layers})\nnet(torch.zeros(1, 3, {size}, {size}))\n"
    (model,) = analyze_source(source).models
    assert productivity(model.layers[-2]) == wanted, model.layers[-2]


def test_a_size_that_is_not_known_leaves_it_open() -> None:
    source = f"{_HEAD}net = nn.Sequential(nn.Conv2d(3, 3, 3))\n"
    (model,) = analyze_source(source).models
    assert all(productivity(layer) is None for layer in model.layers)
