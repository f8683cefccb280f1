"""What is known of a value that is one or the other."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlint import symbolic
from cnnlint.interpreter.budget import MOST_PARTS
from cnnlint.interpreter.values import MISSING, BoundMethod, Instance, Namespace, Unknown, Value
from cnnlint.symbolic import Dim

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
    """A fresh size whose lower bound holds for both."""
    low_one, low_other = symbolic.bounds(one)[0], symbolic.bounds(other)[0]
    return symbolic.fresh("?", least=None if low_one is None or low_other is None else min(low_one, low_other))
