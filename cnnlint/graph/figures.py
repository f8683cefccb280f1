"""What follows from the field along one axis and the number of positions on it: centres, the effective size, how much of it is padding.

`a` is the field along one axis of an input of `extent` pixels, on a map of `count` positions. All figures are None where they hang on sizes
that are not known. A field runs on into the padding: what is cut off at the borders of the input is said by these figures alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from cnnlint.graph import reads
from cnnlint.graph.algebra import count_of
from cnnlint.graph.field import AxisField, Field
from cnnlint.graph.reads import Span
from cnnlint.symbolic import Size, product


@dataclass(frozen=True, slots=True)
class Borders:
    """Figures of one axis.

    `centre` is the centre of what position 0 reads, in pixels, averaged over the phases; `off_centre` how far the middle of all
    centres is from the middle of the input (0 where padding is even on both sides). `seen` is the share of the input that the position
    in the middle of the map reads, without padding. `padding_at_centre` and `padding_at_corner` are the shares of padding in what
    that position and the first or last one (the greater) read.
    """

    centre: Fraction | None
    off_centre: Fraction | None
    seen: Fraction | None
    padding_at_centre: Fraction | None
    padding_at_corner: Fraction | None


def borders(field: Field, shape: Sequence[Size] | None) -> tuple[Borders, ...]:
    """The figures of every axis of a field, on a tensor of this shape (None: not known)."""
    return tuple(
        Borders(
            centre(a, extent),
            off_centre(a, extent, count),
            _greatest(seen, a, extent, count, lambda n: ((n - 1) // 2,)),
            _greatest(padding, a, extent, count, lambda n: ((n - 1) // 2,)),
            _greatest(padding, a, extent, count, lambda n: (0, n - 1)),
        )
        for a, extent, count in zip(field.axes, field.extent, counts(field, shape), strict=True)
    )


def counts(field: Field, shape: Sequence[Size] | None) -> tuple[Size | None, ...]:
    """How many positions of each axis of the input stand on a tensor of this shape; 1 where it has been read whole.

    Behind a call that fails the field may stand on axes that the shape that was most likely meant does not have: their number is not known.
    """
    if shape is None:
        return (None,) * len(field.axes)
    return tuple(
        product(count_of(place, shape) for place in at) if all(place.axis < len(shape) for place in at) else None
        for at in field.places
    )


def span(a: AxisField, extent: Size, u: int) -> Span | None:
    """The first and the last pixel that position `u` reads; negative or beyond the input in the padding."""
    if a.whole:
        return (0, extent - 1) if isinstance(extent, int) else None
    return None if a.reads is None or a.low is None else a.reads.at(u)


def centre(a: AxisField, extent: Size) -> Fraction | None:
    """The centre of what position 0 reads, averaged over the phases."""
    if a.whole:
        return Fraction(extent - 1, 2) if isinstance(extent, int) else None
    return None if a.reads is None or a.low is None else reads.centre(a.reads)


def off_centre(a: AxisField, extent: Size, count: Size | None) -> Fraction | None:
    """How far the middle of the centres of all positions is from the middle of the input, in pixels."""
    first = centre(a, extent)
    if a.whole:
        return None if first is None else Fraction(0)
    if first is None or a.reads is None or not isinstance(count, int) or not isinstance(extent, int):
        return None
    return first + a.reads.step * Fraction(count - 1, 2) - Fraction(extent - 1, 2)


def seen(a: AxisField, extent: int, u: int) -> Fraction | None:
    """The share of the input that position `u` reads, without padding."""
    inside = _inside(span(a, extent, u), extent)
    return None if inside is None or extent < 1 else Fraction(inside, extent)


def padding(a: AxisField, extent: int, u: int) -> Fraction | None:
    """The share of padding in what position `u` reads."""
    whole = span(a, extent, u)
    inside = _inside(whole, extent)
    return None if inside is None or whole is None else 1 - Fraction(inside, whole[1] - whole[0] + 1)


def effective(a: AxisField, extent: Size) -> Size | float | None:
    """An estimate of how wide the part of the field is that counts, in pixels; None where it hangs on a size that is not known.

    The gradient of a position falls off from the middle of its field like a bell. As long as the weights are as random as they were
    drawn, its square has the variance `AxisField.spread` (Luo et al., 2016), and 4 standard deviations around the middle hold about 95 %
    of it: min(size, 4σ), and no less than one pixel. tests/graph/test_effective_size.py measures how far that holds. What is read whole
    counts as a whole.
    """
    if a.whole:
        return extent
    return min(a.size, max(1, 4 * sqrt(a.spread))) if isinstance(a.size, int) else None


def _inside(read: Span | None, extent: int) -> int | None:
    return None if read is None else max(min(read[1], extent - 1) - max(read[0], 0) + 1, 0)


def _greatest(
    figure: Callable[[AxisField, int, int], Fraction | None],
    a: AxisField,
    extent: Size,
    count: Size | None,
    places: Callable[[int], tuple[int, ...]],
) -> Fraction | None:
    """The greatest of a figure at some places of a map."""
    if not isinstance(extent, int) or not isinstance(count, int) or count < 1:
        return None
    values = [figure(a, extent, u) for u in places(count)]
    known = [value for value in values if value is not None]
    return max(known) if len(known) == len(values) else None
