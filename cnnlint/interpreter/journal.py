"""Undoing what a branch did, and joining what two branches did.

Both sides of an unknown condition are executed, one after the other, from the same state. While a branch runs, each host list, dict or set is
copied before its first change (`touch`). Leaving the branch puts the copies back and keeps what the branch had made of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from cnnlint.interpreter.values import MISSING, Attributes, Log, Rest, Unknown, Value

Mutable: TypeAlias = "list[Value] | dict[Value, Value] | set[Value]"
Join: TypeAlias = Callable[[Value, Value], Value]


def contents(target: Mutable) -> Mutable:
    """A shallow copy."""
    return list(target) if isinstance(target, list) else target.copy()


def restore(target: Mutable, saved: Mutable) -> None:
    """Put back what a copy holds."""
    if isinstance(target, list):
        target[:] = saved
    else:
        target.clear()
        target.update(saved)


def clear_to(target: Mutable, rest: Rest) -> None:
    """Forget what a container holds: any number of elements that are not known."""
    target.clear()
    if isinstance(target, list):
        target.append(rest)
    elif isinstance(target, dict):
        target[rest] = rest.why
    else:
        target.add(rest)


@dataclass(slots=True)
class Journal:
    """What one branch has changed: per object the object itself and a copy from before the first change."""

    before: dict[int, tuple[Mutable, Mutable]] = field(default_factory=dict)

    def touch(self, target: Mutable) -> None:
        """Remember `target` as it is now, unless it is remembered already."""
        if id(target) not in self.before:
            self.before[id(target)] = (target, contents(target))

    def undo(self) -> Changes:
        """Put everything back; what the branch had made of it."""
        after = {key: (target, contents(target)) for key, (target, _) in self.before.items()}
        for target, saved in self.before.values():
            restore(target, saved)
        return after


Changes: TypeAlias = "dict[int, tuple[Mutable, Mutable]]"


def apply(changes: Changes, touch: Callable[[Mutable], None]) -> None:
    """Make the changes of one branch the state."""
    for target, after in changes.values():
        touch(target)
        restore(target, after)


def apply_joined(left: Changes, right: Changes, touch: Callable[[Mutable], None], join: Join, why: Unknown) -> None:
    """Make the state what it is when either branch may have run."""
    for key in left.keys() | right.keys():
        target, _ = left.get(key) or right[key]
        now = contents(target)
        one = left[key][1] if key in left else now
        other = right[key][1] if key in right else now
        touch(target)
        restore(target, join_contents(target, one, other, join, why))


def join_contents(target: Mutable, one: Mutable, other: Mutable, join: Join, why: Unknown) -> Mutable:
    """What an object holds that holds `one` or `other`."""
    if isinstance(target, Log):
        seen = {id(item) for item in one}
        return [*one, *(item for item in other if id(item) not in seen)]
    if isinstance(one, list) and isinstance(other, list):
        return join_lists(one, other, join, why)
    if isinstance(one, dict) and isinstance(other, dict):
        return join_dicts(one, other, join, why, bound=isinstance(target, Attributes))
    if isinstance(one, set) and isinstance(other, set):
        return one if one == other else (one & other) | {Rest(why)}
    return one


def join_lists(one: list[Value], other: list[Value], join: Join, why: Unknown) -> list[Value]:
    """Element by element as far as both go; more elements in one of them are a Rest."""
    shared = [join(a, b) for a, b in zip(one, other, strict=False)]
    return shared if len(one) == len(other) else [*shared, Rest(why)]


def join_dicts(
    one: dict[Value, Value], other: dict[Value, Value], join: Join, why: Unknown, *, bound: bool
) -> dict[Value, Value]:
    """Key by key. A key that only one has is kept where the dict holds names (`bound`), and makes a Rest elsewhere."""
    result: dict[Value, Value] = {}
    partial = False
    for key in [*one, *(key for key in other if key not in one)]:
        a, b = one.get(key, MISSING), other.get(key, MISSING)
        if a is MISSING or b is MISSING:
            partial = True
            if bound:
                result[key] = b if a is MISSING else a
        else:
            result[key] = a if a is b else join(a, b)
    if partial and not bound:
        result[Rest(why)] = why
    return result
