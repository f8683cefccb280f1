"""Interval arithmetic over the integers; bounds are inclusive, and None where there is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Interval: TypeAlias = tuple[int | None, int | None]

EVERYTHING: Interval = (None, None)


def intersect(a: Interval, b: Interval) -> Interval:
    """What lies in both."""
    low = a[0] if b[0] is None else b[0] if a[0] is None else max(a[0], b[0])
    high = a[1] if b[1] is None else b[1] if a[1] is None else min(a[1], b[1])
    return low, high


def hull(intervals: Iterable[Interval]) -> Interval:
    """The least interval that holds all of them."""
    lows, highs = zip(*intervals, strict=True)
    return None if None in lows else min(lows), None if None in highs else max(highs)


def greatest(intervals: Iterable[Interval]) -> Interval:
    """The interval of the maximum."""
    lows, highs = zip(*intervals, strict=True)
    return max([low for low in lows if low is not None], default=None), None if None in highs else max(highs)


def negative(a: Interval) -> Interval:
    """The interval of the opposite."""
    low, high = a
    return None if high is None else -high, None if low is None else -low


def scaled(a: Interval, factor: int) -> Interval:
    """The interval of a multiple."""
    low = None if a[0] is None else a[0] * factor
    high = None if a[1] is None else a[1] * factor
    return (low, high) if factor >= 0 else (high, low)


def plus(a: Interval, b: Interval) -> Interval:
    """The interval of a sum."""
    return None if a[0] is None or b[0] is None else a[0] + b[0], None if a[1] is None or b[1] is None else a[1] + b[1]


def times(a: Interval, b: Interval) -> Interval:
    """The interval of a product."""
    for one, other in ((a, b), (b, a)):
        if other[0] is not None and other[0] >= 0:
            return _times_positive(one, other[0], other[1])
        if other[1] is not None and other[1] <= 0:
            return negative(times(one, negative(other)))
    if None in a or None in b:
        return EVERYTHING
    corners = [x * y for x in a for y in b if x is not None and y is not None]
    return min(corners), max(corners)


def _times_positive(a: Interval, least: int, most: int | None) -> Interval:
    """The product with what is between least >= 0 and most: farthest from 0 with most, nearest with least."""
    low, high = a
    bottom, top = None, None
    if low is not None:
        bottom = low * least if low >= 0 else None if most is None else low * most
    if high is not None:
        top = high * least if high <= 0 else None if most is None else high * most
    return bottom, top


def quotient(a: Interval, b: Interval) -> Interval:
    """The interval of a floor division by what is at least 1; nothing is said of other divisors."""
    (low, high), (least, most) = a, b
    if least is None or least < 1:
        return EVERYTHING
    # The quotient is farthest from 0 over the least divisor, and nearest over the greatest.
    bottom, top = None, None
    if low is not None:
        bottom = low // least if low < 0 else 0 if most is None else low // most
    if high is not None:
        top = high // least if high >= 0 else -1 if most is None else high // most
    return bottom, top
