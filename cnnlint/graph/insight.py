"""What the fields of a model's layers say of its design as a whole. All figures are None where they hang on what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final, TypeAlias

from cnnlint.graph import needed
from cnnlint.graph.field import AxisField, Field
from cnnlint.graph.figures import counts, span
from cnnlint.graph.layer import LayerCall
from cnnlint.graph.model import Model
from cnnlint.graph.productivity import productivity
from cnnlint.graph.reads import Span, centre
from cnnlint.graph.tensor import Input
from cnnlint.symbolic import Size, less_equal

Runs: TypeAlias = tuple[tuple[Span, ...], ...]
"""Along each axis the first and the last position of every run."""

# The windows of these hang on the size of the map, so that a part of a picture is not treated as it is in the whole.
_SIZED: Final = frozenset(["adaptive-pool", "attention", "recurrent"])

# Layers that hand a map on as it is, place by place.
PASSIVE: Final = frozenset(
    {"activation", "dropout", "elementwise", "flatten", "identity", "norm", "reshape", "softmax"}
)


@dataclass(frozen=True, slots=True)
class Halo:
    """What a tile needs around it along one axis, in pixels, to give what the whole picture gives there.

    So many pixels before its first and behind its last one, where it begins and ends at multiples of `every`, as it has to with them too.
    """

    before: int
    after: int
    every: int

    @property
    def least(self) -> int:
        """One figure for both ends: the least multiple of `every` that is enough for either."""
        return -(-max(self.before, self.after) // self.every) * self.every


def last_map(model: Model) -> LayerCall | None:
    """The layer that makes the last spatial map: behind it are only layers that hand the map on as it is."""
    layer = model.final
    while layer is not None and layer.attributes.get("role") in PASSIVE and len(layer.inputs) == 1:
        before = layer.inputs[0]
        field = before.receptive_field if isinstance(before, LayerCall) and before.kind != "container" else None
        if field is None or not field.is_spatial or not isinstance(before, LayerCall):
            break
        layer = before
    return layer


def covering(model: Model) -> LayerCall | None:
    """The first map on the way to the results whose every position reads as much as there is of the input along each axis.

    A gate or a head that has read all positions at once is no map.
    """
    return next((layer for layer in _on_the_way(model) if _covers(layer.receptive_field)), None)


def border(model: Model) -> tuple[LayerCall, ...]:
    """The windows on the way to the results that can bring nothing new into view: `cnnlint.graph.productivity` says which these are."""
    windows = (layer for layer in _on_the_way(model) if layer.attributes.get("role") in ("conv", "pool"))
    return tuple(layer for layer in windows if (judged := productivity(layer)) is not None and judged.border)


def unread(model: Model) -> dict[Input, Runs] | None:
    """The pixels of each input that nothing which the model gives back is computed from: left out by strides, or cut off at the end."""
    if not _is_certain(model):
        return None
    wanted = {source: None for tensor in model.outputs for source in tensor.sources if isinstance(source, LayerCall)}
    found = needed.needed(model, wanted)
    readers = {source: layer for layer in model.layers for source in layer.inputs if layer.kind != "container"}
    left: dict[Input, Runs] = {}
    for given in model.inputs:
        sizes = needed.sizes(given, readers[given]) if given in found and given in readers else None
        if sizes is not None and len(found[given] or sizes) == len(sizes):
            masks = found[given] or tuple((1 << size) - 1 for size in sizes)
            pairs = zip(masks, sizes, strict=True)
            left[given] = tuple(tuple(needed.runs(~mask & ((1 << size) - 1))) for mask, size in pairs)
    return left


def density(model: Model) -> tuple[Fraction, ...] | None:
    """The share of the pixels of its field that the position in the middle of the last map reads, along each axis; 1 without holes."""
    final = last_map(model)
    field = None if final is None else final.receptive_field
    if final is None or field is None or field.is_global or not _is_certain(model):
        return None
    sizes = needed.sizes(final, final)
    if sizes is None:
        return None
    found = needed.needed(model, {final: tuple(needed.unit(size, (size - 1) // 2) for size in sizes)})
    masks = [found[given] for given in model.inputs if given in found]
    if len(masks) != 1 or len(masks[0] or sizes) != len(sizes):
        return None
    shares = [_share(mask) for mask in masks[0]] if masks[0] is not None else [Fraction(1)] * len(sizes)
    return tuple(share for share in shares if share is not None) if None not in shares else None


def _share(mask: needed.Mask) -> Fraction | None:
    runs = needed.runs(mask)
    return Fraction(mask.bit_count(), runs[-1][1] - runs[0][0] + 1) if runs else None


def halo(model: Model) -> tuple[Halo, ...] | None:
    """What a tile needs around it along each axis, for a model whose first result is a map as fine as the input: a pixel for each position.

    None where a position reads all of the picture, or what it reads hangs on the size of the picture: no halo is enough then. Nothing is
    said of normalisations that take their statistics from the picture at hand.
    """
    field = model.outputs[0].field if model.outputs else None
    if field is None or not field.is_spatial or field.context or field.statistics == "always":
        return None
    layers = list(_on_the_way(model))
    if any(layer.attributes.get("role") in _SIZED for layer in layers):
        return None
    found = [_halo(a, _every(layers, k)) for k, a in enumerate(field.axes)]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(found) else None


def _halo(a: AxisField, every: int | None) -> Halo | None:
    if a.whole or a.step != 1 or a.reads is None or a.low is None or every is None:
        return None
    period = lcm(a.reads.period, every)
    row = [a.reads.at(u) for u in range(period)]
    known = [span for span in row if span is not None]
    if len(known) != len(row):
        return None
    shift = ((centre(a.reads) or 0) + Fraction(1, 2)).__floor__()  # of the position 0, without padding
    before = shift - min(first for first, _ in known)
    after = max(last for _, last in known) - (period - 1) - shift
    return Halo(max(before, 0), max(after, 0), period)


def _every(layers: list[LayerCall], k: int) -> int | None:
    """After how many pixels the grids of all maps meet again; None where one does not keep step with the pixels."""
    fields = [field for layer in layers if (field := layer.receptive_field) is not None and len(field.axes) > k]
    steps = {field.axes[k].step for field in fields}
    if any(min(step.numerator, step.denominator) != 1 for step in steps):
        return None
    return lcm(*(step.numerator for step in steps))


def valid(model: Model) -> tuple[int, ...] | None:
    """How many positions of the last map read nothing but pixels of the input along each axis: no padding."""
    final = last_map(model)
    field = None if final is None else final.receptive_field
    if final is None or field is None:
        return None
    sizes = zip(field.axes, field.extent, counts(field, final.output_shape), strict=True)
    found = [_valid(a, extent, count) for a, extent, count in sizes]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(found) else None


def _valid(a: AxisField, extent: Size, count: Size | None) -> int | None:
    if a.whole or not isinstance(extent, int) or not isinstance(count, int) or count > needed.LONGEST:
        return None
    spans = [span(a, extent, u) for u in range(count)]
    known = [one for one in spans if one is not None]
    return sum(first >= 0 and last < extent for first, last in known) if len(known) == len(spans) else None


def parted(model: Model) -> tuple[LayerCall, ...]:
    """The layers in which branches meet whose positions do not lie over each other: their steps or centres differ."""
    return tuple(layer for layer in _on_the_way(model) if _is_parted(layer))


def _is_parted(layer: LayerCall) -> bool:
    field = layer.receptive_field
    given = [source.receptive_field if isinstance(source, LayerCall) else None for source in layer.inputs]
    known = [one for one in given if one is not None and one.axes]
    if field is None or len(given) < 2 or all(axis.aligned for axis in field.axes):
        return False
    return all(axis.aligned for one in known for axis in one.axes) and _lie_side_by_side(layer, field)


def _lie_side_by_side(layer: LayerCall, field: Field) -> bool:
    """Whether the positions of what meets are as many as those of the result: nothing is put behind the other, as a token is."""
    size = counts(field, layer.output_shape)
    sources = [source for source in layer.inputs if isinstance(source, LayerCall)]
    fields = [
        (source, found) for source in sources if (found := source.receptive_field) is not None and found.is_spatial
    ]
    return all(counts(found, source.output_shape) == size for source, found in fields)


def _on_the_way(model: Model) -> Iterator[LayerCall]:
    """The calls that results come from, but for containers, in their order."""
    ancestors = model.ancestors
    return (layer for layer in model.layers if layer.kind != "container" and layer in ancestors)


def _covers(field: Field | None) -> bool:
    if field is None or not field.is_spatial:
        return False
    return all(
        a.whole or less_equal(extent, a.size) is True for a, extent in zip(field.axes, field.extent, strict=True)
    )


def _is_certain(model: Model) -> bool:
    """Whether every call was understood, and is made on every path."""
    known, total = model.resolved
    return known == total and not any(layer.conditional for layer in model.layers)
