"""Receptive fields in the figures that reports give."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cnnlint.graph import AxisField, Field
from cnnlint.graph.figures import effective
from cnnlint.symbolic import Size

Figure = int | float


def figure(value: Fraction | float) -> Figure:
    """An int where it is whole, else a float."""
    return int(value) if value == int(value) else float(value)


@dataclass(frozen=True, slots=True)
class Measured:
    """A field as `show --format json` has it, one entry an axis, in input pixels.

    `effective` is the estimate of `cnnlint.graph.figures` and `coverage` the size over the input's; either is None where it hangs on a
    size that is not known.
    """

    size: tuple[Size, ...]
    least: tuple[Size, ...]
    step: tuple[Figure, ...]
    start: tuple[Figure | None, ...]
    effective: tuple[Figure | None, ...]
    coverage: tuple[float, ...] | None
    is_global: bool

    @property
    def seen(self) -> tuple[float, ...] | None:
        """The share of the input that a position sees along each axis, at most 1."""
        return None if self.coverage is None else tuple(min(share, 1.0) for share in self.coverage)


def measure(field: Field) -> Measured:
    """The figures of a field; an axis that is read whole has the input's own size."""
    pairs = tuple(zip(field.axes, field.extent, strict=True))
    sizes = tuple(extent if axis.whole else axis.size for axis, extent in pairs)
    shares = [_share(size, axis, extent) for size, (axis, extent) in zip(sizes, pairs, strict=True)]
    known = tuple(share for share in shares if share is not None)
    return Measured(
        size=sizes,
        least=tuple(axis.least for axis in field.axes),
        step=tuple(figure(axis.step) for axis in field.axes),
        start=tuple(_start(axis) for axis in field.axes),
        effective=tuple(_effective(axis, extent) for axis, extent in pairs),
        coverage=known if len(known) == len(shares) else None,
        is_global=field.is_global,
    )


def _share(size: Size, axis: AxisField, extent: Size) -> float | None:
    if axis.whole:
        return 1.0
    return size / extent if isinstance(size, int) and isinstance(extent, int) and extent else None


def _start(axis: AxisField) -> Figure | None:
    if axis.whole:
        return 0
    return None if axis.low is None else figure(axis.low)


def _effective(axis: AxisField, extent: Size) -> Figure | None:
    width = effective(axis, extent)
    return figure(round(width, 2)) if isinstance(width, int | float) else None
