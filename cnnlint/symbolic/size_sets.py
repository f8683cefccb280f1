"""Sets of positive integers: exact up to ``LIMIT``, and beyond it where the set repeats itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import lcm
from typing import Final

LIMIT: Final = 4096
_ALL: Final = (1 << LIMIT) - 1


@dataclass(frozen=True, slots=True)
class SizeSet:
    """The numbers n whose bit n - 1 is set.

    For n > `start`, n is in the set if and only if n + `period` is, so that the set is known to its end; with a period of None nothing is
    known beyond the limit.
    """

    bits: int
    start: int = 0
    period: int | None = 1

    def __contains__(self, n: int) -> bool:
        """Membership of a number that is known to be in or out: up to the limit, or in a set that repeats itself."""
        if n > LIMIT:
            if self.period is None:
                raise ValueError(f"nothing is known of {n}")
            n = LIMIT - (LIMIT - n) % self.period
        return n > 0 and bool(self.bits >> (n - 1) & 1)

    def __iter__(self) -> Iterator[int]:
        """The members up to the limit, the least first."""
        left = self.bits
        while left:
            lowest = left & -left
            yield lowest.bit_length()
            left ^= lowest

    def __len__(self) -> int:
        return self.bits.bit_count()

    @property
    def least(self) -> int | None:
        """The least member up to the limit."""
        return (self.bits & -self.bits).bit_length() if self.bits else None

    @property
    def is_finite(self) -> bool:
        """Whether certainly nothing is beyond the limit."""
        return self.period is not None and not self.bits >> (LIMIT - self.period)

    @property
    def is_everything(self) -> bool:
        """Whether no number up to the limit is missing."""
        return self.bits == _ALL

    @property
    def is_certainly_empty(self) -> bool:
        """Whether no positive integer at all is in it."""
        return not self.bits and self.period is not None

    def __and__(self, other: SizeSet) -> SizeSet:
        bits = self.bits & other.bits
        for one in (self, other):
            if one.is_finite:
                return SizeSet(bits, one.start)
        return SizeSet(bits, *_common(self, other))

    def __invert__(self) -> SizeSet:
        return SizeSet(self.bits ^ _ALL, self.start, self.period)

    def __or__(self, other: SizeSet) -> SizeSet:
        return ~(~self & ~other)

    def runs(self) -> list[tuple[int, int | None]]:
        """The longest unbroken stretches of members, each with its first and last; the last is None where it has no end."""
        found: list[tuple[int, int | None]] = []
        left, offset = self.bits, 0
        while left:
            skip = (left & -left).bit_length() - 1
            left >>= skip
            offset += skip
            length = (~left & (left + 1)).bit_length() - 1
            last: int | None = offset + length
            if last == LIMIT:
                last = None
            found.append((offset + 1, last))
            left >>= length
            offset += length
        return found


EVERY_SIZE: Final = SizeSet(_ALL)
NO_SIZE: Final = SizeSet(0)


def _common(one: SizeSet, other: SizeSet) -> tuple[int, int | None]:
    """From where on, and with what period, both repeat themselves together."""
    start = max(one.start, other.start)
    if one.period is None or other.period is None:
        return start, None
    period = lcm(one.period, other.period)
    return start, period if start + period <= LIMIT else None


def of_numbers(numbers: Iterable[int]) -> SizeSet:
    """The finite set of these numbers, of which none is beyond the limit."""
    bits, most = 0, 0
    for n in numbers:
        bits |= 1 << (n - 1)
        most = max(most, n)
    return SizeSet(bits, most)


def from_on(least: int) -> SizeSet:
    """All numbers from this one on; of one beyond the limit it is only known that there are none before it."""
    if least > LIMIT:
        return SizeSet(0, LIMIT, None)
    first = max(least, 1) - 1
    return SizeSet(_ALL >> first << first, first)


def every_nth(first: int, period: int) -> int:
    """The bits of ``first``, ``first + period``, … up to the limit."""
    if first > LIMIT:
        return 0
    count = (LIMIT - first) // period + 1
    return ((1 << period * count) - 1) // ((1 << period) - 1) << (first - 1)
