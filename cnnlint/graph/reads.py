"""Which positions of one map each position of another reads, along one axis, and how such readings compose.

Every operation on space reads *periodically*: a window of stride s reads the same interval, s positions further on; transposed windows and
interpolation repeat themselves after as many positions as they make of a few. So a reading is the intervals of one period and how far
they move from one period to the next, all in whole positions: exact, with no assumption about what was composed of what.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import gcd, lcm
from typing import Final, TypeAlias

from cnnlint.frozen import dataclass

Span: TypeAlias = tuple[int, int]
"""The first and the last position of an interval."""

MOST_PHASES: Final = 4096
"""Longer periods are not followed."""
_MOST_TAPS: Final = 2**20
_KEPT: Final = 256
"""So many results of each function on readings are kept: nets repeat themselves, along both axes and from layer to layer."""


@dataclass(frozen=True, slots=True)
class Reads:
    """Position `u` reads `spans[u % period]`, moved on by `advance * (u // period)`; None where it reads nothing at all.

    `advance` is negative after a flip. A span is the hull of what is read: there may be holes in it.
    """

    spans: tuple[Span | None, ...] = ((0, 0),)
    advance: int = 1

    @property
    def period(self) -> int:
        """The number of positions after which the spans repeat themselves."""
        return len(self.spans)

    @property
    def step(self) -> Fraction:
        """How far neighbouring positions are apart on average; negative after a flip."""
        return Fraction(self.advance, len(self.spans))

    @property
    def most(self) -> int:
        """The length of the longest span; 0 where none reads anything."""
        return max((last - first + 1 for first, last in filter(None, self.spans)), default=0)

    @property
    def least(self) -> int:
        """The length of the shortest span of those that read anything."""
        return min((last - first + 1 for first, last in filter(None, self.spans)), default=0)

    @property
    def low(self) -> int | None:
        """Where the span of position 0 begins, or of the first that reads anything."""
        return next((span[0] for span in self.spans if span is not None), None)

    @property
    def in_order(self) -> bool:
        """Whether all positions read something, and neither end ever moves backwards (after a flip: forwards) from one to the next."""
        if len(self.spans) == 1:
            return self.spans[0] is not None
        row = [self.at(u) for u in range(len(self.spans) + 1)]
        sign = 1 if self.advance >= 0 else -1
        return all(
            a is not None and b is not None and sign * a[0] <= sign * b[0] and sign * a[1] <= sign * b[1]
            for a, b in pairwise(row)
        )

    def at(self, u: int) -> Span | None:
        """The span of one position; also of those outside of the map, in its padding."""
        turn, phase = divmod(u, len(self.spans))
        span, shift = self.spans[phase], self.advance * turn
        return None if span is None else (span[0] + shift, span[1] + shift)


IDENTITY: Final = Reads()


def window(reach: int, stride: int, left: int) -> Reads:
    """A window of `reach` positions, moved by `stride`, with `left` positions of padding before it (negative: cropped)."""
    return Reads(((-left, reach - 1 - left),), stride)


def transposed(kernel: int, dilation: int, stride: int, left: int) -> Reads | None:
    """A transposed window, of whose result `left` positions are cropped: tap j writes position i to i * stride + j * dilation - left."""
    if stride > MOST_PHASES:
        return None
    return Reads(tuple(_writers(u + left, kernel, dilation, stride) for u in range(stride)), 1)


def _writers(u: int, kernel: int, dilation: int, stride: int) -> Span | None:
    """The first and last position that a transposed window writes to `u`. Which taps fit comes again after `stride` taps."""
    low = next((j for j in range(min(kernel, stride)) if (u - j * dilation) % stride == 0), None)
    if low is None:
        return None
    again = stride // gcd(stride, dilation)
    high = low + (kernel - 1 - low) // again * again
    return (u - high * dilation) // stride, (u - low * dilation) // stride


def lowered(dilation: int, stride: int) -> int:
    """How far the positions are apart from which a transposed window writes to one and the same."""
    return Fraction(dilation, stride).numerator


def repeated(count: int) -> Reads | None:
    """Each position `count` times in a row."""
    return Reads(((0, 0),) * count, 1) if count <= MOST_PHASES else None


def blocks(count: int) -> Reads | None:
    """Each position reads all of the block of `count` positions in which it stands."""
    return Reads(((0, count - 1),) * count, count) if count <= MOST_PHASES else None


def flipped(count: int) -> Reads:
    """The positions of a map of `count` in reverse order."""
    return Reads(((count - 1, count - 1),), -1)


def binned(size: int, output: int) -> Reads | None:
    """Adaptive pooling of `size` positions to `output`: position u reads `u * size // output` to `ceil((u + 1) * size / output) - 1`."""
    period = output // gcd(size, output)
    if period > MOST_PHASES:
        return None
    spans = tuple((u * size // output, -(-(u + 1) * size // output) - 1) for u in range(period))
    return Reads(spans, size * period // output)


@dataclass(frozen=True, slots=True)
class Interpolation:
    """How values between positions are made.

    `reach` is how far a position's neighbours are looked for on either side (1: linear, 2: cubic, 3 or 5: Lanczos; 0: the nearest is
    taken). Position u looks at `offset + u * pace`, in old positions; the nearest is the one at or before that. `widened`: where
    the map gets smaller the neighbourhood grows with `pace` (antialiasing).
    """

    reach: int
    pace: Fraction
    offset: Fraction
    widened: bool = False

    @property
    def reads(self) -> Reads | None:
        """None where the period is too long."""
        period = self.pace.denominator
        if period > MOST_PHASES:
            return None
        return Reads(tuple(self._span(self.offset + u * self.pace) for u in range(period)), self.pace.numerator)

    def _span(self, at: Fraction) -> Span:
        """The neighbours that have a weight: the kernels are 0 at whole distances other than 0."""
        if not self.reach:
            return at.__floor__(), at.__floor__()
        scale = max(self.pace, Fraction(1)) if self.widened else Fraction(1)
        first, last = (at - self.reach * scale).__floor__() + 1, (at + self.reach * scale).__ceil__() - 1
        while (distance := (at - first) / scale) and distance.denominator == 1:
            first += 1
        while (distance := (last - at) / scale) and distance.denominator == 1:
            last -= 1
        return first, last


@lru_cache(_KEPT)
def composed(outer: Reads, inner: Reads, gap: int = 1, count: int | None = None) -> Reads | None:
    """What the positions of `outer` read through those of `inner`; `gap` is the dilation of the outer's taps. None: too long a period.

    A period that is longer than the `count` of positions that there are ends with them.
    """
    if outer.period == inner.period == 1:
        return _single(outer, inner)
    turns = inner.period // gcd(inner.period, outer.advance)
    period, advance = outer.period * turns, inner.advance * outer.advance * turns // inner.period
    if count is not None and 0 < count < period:
        period, advance = count, round(inner.step * outer.step * count)
    if period > MOST_PHASES:
        return None
    taps = 1 if inner.in_order else inner.period
    if period * taps > _MOST_TAPS:
        return None
    spans = (_through(outer.at(u), inner, gap, taps) for u in range(period))
    return reduced(spans, advance)


def _single(outer: Reads, inner: Reads) -> Reads:
    span, advance = outer.spans[0], inner.advance
    own = inner.spans[0]
    if span is None or own is None:
        return Reads((None,), advance * outer.advance)
    ends = (span[0] * advance, span[1] * advance)
    return Reads(((own[0] + min(ends), own[1] + max(ends)),), advance * outer.advance)


def _through(span: Span | None, inner: Reads, gap: int, taps: int) -> Span | None:
    """The hull of what the taps of an interval read: the ends are set by some of the `taps` first and of the last."""
    if span is None:
        return None
    first, last = span
    early = (inner.at(u) for u in range(first, min(last, first + (taps - 1) * gap) + 1, gap))
    late = (inner.at(u) for u in range(last, max(first, last - (taps - 1) * gap) - 1, -gap))
    ends = [end for end in (*early, *late) if end is not None]
    return (min(end[0] for end in ends), max(end[1] for end in ends)) if ends else None


def reduced(spans: Iterable[Span | None], advance: int) -> Reads:
    """A reading with the shortest period that says the same."""
    known = tuple(spans)
    for period in _divisors(len(known)):
        turns = len(known) // period
        if advance % turns == 0 and _repeats(known, period, advance // turns):
            return Reads(known[:period], advance // turns)
    return Reads(known, advance)


def _divisors(count: int) -> Iterable[int]:
    """Those smaller than the number itself."""
    return (n for n in range(1, count // 2 + 1) if count % n == 0)


def _repeats(spans: tuple[Span | None, ...], period: int, advance: int) -> bool:
    for before, after in zip(spans, spans[period:], strict=False):
        if before is None or after is None:
            if before is not after:
                return False
        elif (before[0] + advance, before[1] + advance) != after:
            return False
    return True


@lru_cache(_KEPT)
def hull(a: Reads, b: Reads) -> Reads | None:
    """What either reads. None where their steps differ, so that the hull grows from position to position, or the period is too long."""
    if a == b:
        return a
    if a.step != b.step:
        return None
    period = lcm(a.period, b.period)
    if period > MOST_PHASES:
        return None
    return reduced((_hull(a.at(u), b.at(u)) for u in range(period)), a.advance * (period // a.period))


def hull_of(a: Reads, b: Reads, count: int) -> Reads | None:
    """The hull on a map of `count` positions, one by one, for readings whose steps differ; beyond the map it goes on as it does there."""
    if not 0 < count <= MOST_PHASES:
        return None
    wider = a if abs(a.step) >= abs(b.step) else b
    return reduced((_hull(a.at(u), b.at(u)) for u in range(count)), round(wider.step * count))


def _hull(a: Span | None, b: Span | None) -> Span | None:
    if a is None or b is None:
        return a if b is None else b
    return min(a[0], b[0]), max(a[1], b[1])


@lru_cache(_KEPT)
def centre(a: Reads) -> Fraction | None:
    """The centre of what position 0 reads, averaged over the phases; None where nothing is read."""
    centres = [Fraction(span[0] + span[1], 2) - a.step * u for u, span in enumerate(a.spans) if span is not None]
    return sum(centres, Fraction(0)) / len(centres) if centres else None
