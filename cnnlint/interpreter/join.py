"""What is known of a value that is one or the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeAlias

from cnnlint import symbolic
from cnnlint.interpreter.budget import MOST_PARTS
from cnnlint.interpreter.values import MISSING, BoundMethod, Instance, Namespace, Unknown, Value
from cnnlint.symbolic import Dim

Interval: TypeAlias = tuple[int | None, int | None]
_widening: ContextVar[Widening | None] = ContextVar("widening", default=None)
SCALARS = (int, float, complex, str, bytes, bool, type(None))


def has(room: list[int], values: Sequence[Value]) -> bool:
    """Whether there is room for these elements; it is taken."""
    room[0] -= len(values) + 1
    return room[0] >= 0


def same(one: Value, other: Value, room: list[int]) -> bool:
    """True where both are certainly the same value (so that nothing is lost by taking either)."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, (*SCALARS, range, Dim, Namespace)):
        return bool(one == other)
    if isinstance(one, tuple):
        return (
            len(one) == len(other) and has(room, one) and all(same(a, b, room) for a, b in zip(one, other, strict=True))
        )
    if isinstance(one, BoundMethod):
        return one.function is other.function and one.receiver is other.receiver
    return False


def join(one: Value, other: Value, why: Unknown) -> Value:
    """The value that stands for both; `why` where they have nothing in common.

    Two sizes give a size that is not known, between them; tuples and lists are joined element by element.
    """
    return joined(one, other, why, [MOST_PARTS])


def joined(one: Value, other: Value, why: Unknown, room: list[int]) -> Value:
    """The same; `room` counts down how many elements of elements may still be joined."""
    if same(one, other, room):
        return one
    if is_size(one) and is_size(other):
        return join_sizes(one, other)
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return tuple([joined(a, b, why, room) for a, b in zip(one, other, strict=True)]) if has(room, one) else why
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [joined(a, b, why, room) for a, b in zip(one, other, strict=True)] if has(room, one) else why
    if isinstance(one, Instance) and isinstance(other, Instance) and type(one) is type(other):
        either = one.join(other)
        return why if either is MISSING else either
    return why


def is_size(value: Value) -> bool:
    """True for an integer, known or not, that is not a bool."""
    return type(value) is int or isinstance(value, Dim)


def join_sizes(one: symbolic.Size, other: symbolic.Size) -> symbolic.Size:
    """A fresh size between the bounds of both; where values are widened, between those of the second that the first keeps to."""
    (low_one, high_one), (low_other, high_other) = symbolic.bounds(one), symbolic.bounds(other)
    least, most = _lesser(low_one, low_other), _greater(high_one, high_other)
    widening = _widening.get()
    if widening is not None:
        least, most = widening.bounds((low_other, high_other), (least, most))
    return symbolic.fresh("?", least, most)


def _lesser(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else min(a, b)


def _greater(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else max(a, b)


@dataclass(slots=True)
class Widening:
    """How sizes are joined that a loop has changed, so that what is known of them holds for any number of turns.

    A bound that a turn has moved is none, since further turns may move it on; at first a size that was not negative is supposed to stay so
    (widening to thresholds; P. and R. Cousot, 1977). `moved` tells that a bound was, so that one more turn has to confirm what was found.
    """

    first: bool
    moved: bool = False

    def bounds(self, before: Interval, both: Interval) -> Interval:
        """The bounds of a size that were `before` the turn, and are those of `both` behind it."""
        least, most = both
        if before != both:
            self.moved = True
        if least != before[0]:
            least = 0 if self.first and least is not None and least >= 0 else None
        return least, most if most == before[1] else None


@contextmanager
def widened(widening: Widening | None) -> Iterator[None]:
    """Join sizes in here by a widening."""
    token = _widening.set(widening)
    try:
        yield
    finally:
        _widening.reset(token)
