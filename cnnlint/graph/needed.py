"""Which positions are read at all: from what a model gives back to its inputs, hole by hole.

Fields (`cnnlint.graph.reads`) are intervals, and say nothing of the pixels inside that no tap meets. Here every map has a bit a position along
each axis, and the layers are gone through from the last to the first. What is not known to leave something out is taken to read
everything, so that what is told to be left out certainly is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from cnnlint.graph import reads
from cnnlint.graph.algebra import alone
from cnnlint.graph.field import Field
from cnnlint.graph.figures import counts
from cnnlint.graph.layer import LayerCall
from cnnlint.graph.model import Model
from cnnlint.graph.reads import Reads
from cnnlint.graph.tensor import Input, Source
from cnnlint.symbolic import Size

Mask: TypeAlias = int
"""One bit a position, the first the lowest."""
Masks: TypeAlias = tuple[Mask, ...]
"""One mask an axis of the input: the positions that stand on it."""

LONGEST: Final = 4096
"""Longer axes are not followed."""
_POSITIONWISE: Final = frozenset(["activation", "add", "dropout", "elementwise", "identity", "join", "norm", "scale"])


@dataclass(frozen=True, slots=True)
class _Taps:
    """Position `u` reads every `gap`-th of the positions from the first to the last that `reads` has for it."""

    reads: Reads
    gap: int = 1


def needed(model: Model, wanted: Mapping[LayerCall, Masks | None]) -> dict[Source, Masks | None]:
    """The positions of each map and input that are read for the `wanted` ones of some layers; None: all.

    Of maps that none of them is computed from nothing is said.
    """
    walk = _Walk(dict(wanted.items()))
    for layer in reversed(model.layers):
        if layer in walk.found and layer.kind != "container":
            walk.enter(layer)
    return walk.found


def sizes(source: Source, reader: LayerCall) -> tuple[int, ...] | None:
    """How many positions a map has along each axis of the input; None where they have no axes of their own, or are too many."""
    field = reader.receptive_field if isinstance(source, Input) else source.receptive_field
    found: Sequence[Size | None] = ()
    if field is not None and isinstance(source, Input):
        found = field.extent
    elif field is not None and isinstance(source, LayerCall) and _is_plain(field):
        found = counts(field, source.output_shape)
    known = [size for size in found if isinstance(size, int) and 0 < size <= LONGEST]
    return tuple(known) if found and len(known) == len(found) else None


@dataclass(eq=False, slots=True)
class _Walk:
    """What has been found to be read so far, and the sizes of the maps that were looked at."""

    found: dict[Source, Masks | None]
    sizes: dict[LayerCall, tuple[int, ...] | None] = field(default_factory=dict)

    def enter(self, layer: LayerCall) -> None:
        """Add what a layer reads of its sources."""
        wanted = self.found[layer]
        for source in layer.inputs:
            asked = self.asked(layer, source, wanted)
            self.found[source] = _union(self.found[source], asked) if source in self.found else asked

    def asked(self, layer: LayerCall, source: Source, wanted: Masks | None) -> Masks | None:
        """What a layer reads of one of its sources for some of its positions (None: all)."""
        if wanted is None and layer.attributes.get("role") in _POSITIONWISE:
            return None
        after = self.size_of(layer)
        before = sizes(source, layer) if isinstance(source, Input) else self.size_of(source)
        if before is None or after is None or len(before) != len(after):
            return None
        masks = wanted or tuple((1 << count) - 1 for count in after)
        full = tuple((1 << size) - 1 for size in before)
        read = tuple(
            _read(mask, rule, all_)
            if (rule := None if _mixes(layer, source, k) else _taps(layer, k, size, count)) is not None
            else all_
            for k, (mask, size, count, all_) in enumerate(zip(masks, before, after, full, strict=True))
        )
        return None if read == full else read

    def size_of(self, layer: LayerCall) -> tuple[int, ...] | None:
        """The sizes of a layer's map."""
        if layer not in self.sizes:
            self.sizes[layer] = sizes(layer, layer)
        return self.sizes[layer]


def unit(count: int, place: int) -> Mask:
    """The mask of one position of `count`."""
    return 1 << min(max(place, 0), count - 1)


def _union(a: Masks | None, b: Masks | None) -> Masks | None:
    if a is None or b is None or len(a) != len(b):
        return None
    return tuple(one | other for one, other in zip(a, b, strict=True))


def _mixes(layer: LayerCall, source: Source, k: int) -> bool:
    """Whether a layer makes positions that read the whole axis of such as do not."""
    field, given = layer.receptive_field, None if isinstance(source, Input) else source.receptive_field
    return field is None or (field.axes[k].whole and (given is None or not given.axes[k].whole))


def _is_plain(field: Field) -> bool:
    return field.is_spatial and all(alone(field, k) for k in range(len(field.axes)))


def _taps(layer: LayerCall, k: int, size: int, count: int) -> _Taps | None:
    """How a layer reads `size` positions of an axis to make `count`; None: not known, it may read all."""
    role = layer.attributes.get("role")
    if role in _POSITIONWISE:
        return _Taps(reads.IDENTITY) if size == count else _Taps(Reads(((0, 0),), 0)) if size == 1 else None
    if role == "adaptive-pool":
        bins = reads.binned(size, count)
        return None if bins is None else _Taps(bins)
    numbers = {name: _number(layer, name, k) for name in ("kernel", "stride", "padding")}
    kernel, stride, left = numbers["kernel"], numbers["stride"], numbers["padding"]
    if layer.attributes.get("mode", "constant") not in ("constant", "zeros"):
        return None
    if role == "pad" and left is not None:
        return _Taps(reads.window(1, 1, left))
    if kernel is None or stride is None or left is None or kernel < 1 or stride < 1:
        return None
    dilation = _number(layer, "dilation", k) if "dilation" in layer.attributes else 1
    if dilation is None or dilation < 1:
        return None
    if role in ("conv", "pool"):
        return _Taps(reads.window(dilation * (kernel - 1) + 1, stride, left), dilation)
    if role == "conv-transpose":
        writers = reads.transposed(kernel, dilation, stride, left)
        return None if writers is None else _Taps(writers, reads.lowered(dilation, stride))
    return None


def _number(layer: LayerCall, name: str, k: int) -> int | None:
    """What an attribute says for the k-th axis of the input: it has them in the order of the tensor's axes."""
    values, field = layer.attributes.get(name), layer.receptive_field
    if not isinstance(values, tuple) or field is None or len(values) != len(field.places):
        return None
    here = field.places[k][0].axis
    value = values[sum(at[0].axis < here for at in field.places)]
    return value if isinstance(value, int) else None


def _read(mask: Mask, taps: _Taps, full: Mask) -> Mask:
    """The positions that those of a mask read, of those that there are."""
    found, rule = 0, taps.reads
    if rule == reads.IDENTITY:
        return mask & full
    span = rule.spans[0] if rule.period == taps.gap == 1 else None
    if span is not None and 0 < rule.advance <= span[1] - span[0] + 1:  # windows that touch each other: as one
        for first, last in runs(mask):
            found |= _row(span[0] + rule.advance * first, span[1] + rule.advance * last, 1) & full
        return found
    for u in positions(mask):
        span = taps.reads.at(u)
        if span is not None:
            found |= _row(span[0], span[1], taps.gap) & full
    return found


def _row(first: int, last: int, gap: int) -> Mask:
    """The bits of every `gap`-th position of an interval, those before 0 left out."""
    if first < 0:
        first += -(first // gap) * gap
    count = (last - first) // gap + 1
    if count < 1:
        return 0
    return (((1 << count * gap) - 1) // ((1 << gap) - 1)) << first


def positions(mask: Mask) -> Iterator[int]:
    """The places of the bits of a mask, the first first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def runs(mask: Mask) -> list[tuple[int, int]]:
    """The first and the last position of each run of bits."""
    found: list[tuple[int, int]] = []
    while mask:
        first = (mask & -mask).bit_length() - 1
        rest = mask >> first
        length = (~rest & (rest + 1)).bit_length() - 1
        found.append((first, first + length - 1))
        mask &= ~(((1 << length) - 1) << first)
    return found
