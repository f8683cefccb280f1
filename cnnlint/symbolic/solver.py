"""The sizes of an input that satisfy all conditions: square ones first, then rectangles; exact over 1 … ``LIMIT``.

A condition on one axis alone is a set of numbers (`roots.where`). An equation between a product over the axes and a number is solved by the
divisors of the number: each gives a box, a set for every axis. Whatever else couples the axes is tried in the boxes, or where there is no
such equation, on squares alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product as combinations
from math import prod
from operator import and_, or_
from typing import Final, TypeAlias

from cnnlint.symbolic.conditions import Condition, Relation, conjuncts, leaf_keys
from cnnlint.symbolic.dim import Dim, Size
from cnnlint.symbolic.roots import narrowed, positives, where, zeros
from cnnlint.symbolic.separation import can_be_factored, divisor_pairs, matched, separated
from cnnlint.symbolic.size_sets import EVERY_SIZE, NO_SIZE, SizeSet, of_numbers
from cnnlint.symbolic.symbols import symbol

Box: TypeAlias = tuple[SizeSet, ...]
"""A set for each axis; all combinations of their members."""

MOST_TRIED: Final = 50_000  # combinations of one box that are tried one by one


@dataclass(frozen=True, slots=True)
class Solution:
    """The sizes that satisfy the conditions on these axes.

    `square` are those with the same size along each axis; `boxes` are all combinations, None where only the square ones could be
    worked out. `bound` tells that an equation ties the axes together.
    """

    axes: tuple[str, ...]
    square: SizeSet
    boxes: tuple[Box, ...] | None
    bound: bool

    @property
    def is_impossible(self) -> bool:
        """Whether it is proved that no positive size at all satisfies the conditions."""
        return self.boxes is not None and all(any(one.is_certainly_empty for one in box) for box in self.boxes)

    @property
    def is_free(self) -> bool:
        """Whether every size does, as far as it is known."""
        return self.boxes is not None and len(self.boxes) == 1 and all(one.is_everything for one in self.boxes[0])

    def gives_what(self, other: Solution) -> bool:
        """Whether both have the same sizes up to the limit."""
        if self.square.bits != other.square.bits or (self.boxes is None) is not (other.boxes is None):
            return False
        one, two = ({tuple(part.bits for part in box) for box in each.boxes or ()} for each in (self, other))
        return one == two


def solve(conditions: Sequence[Condition], axes: tuple[str, ...]) -> Solution:
    """The sizes along these axes, at least one, that satisfy the conditions. There must be no other names in them."""
    alone: dict[str, SizeSet] = dict.fromkeys(axes, EVERY_SIZE)
    coupled: list[Condition] = []
    for condition in dict.fromkeys(part for one in conditions for part in conjuncts(one)):
        about = leaf_keys(condition)
        if len(about) > 1:
            coupled.append(condition)
        elif about:
            (axis,) = about
            alone[axis] = narrowed(alone[axis], condition, about)
        elif condition.truth() is False:
            alone = dict.fromkeys(axes, NO_SIZE)
    coupled = [condition for condition in coupled if not _fell_apart(condition, axes, alone)]
    box = tuple(alone[axis] for axis in axes)
    if not coupled:
        return Solution(axes, reduce(and_, box), (box,), bound=False)
    boxes = _by_equation(coupled, axes, box)
    if boxes is not None:
        return Solution(axes, _diagonal(boxes), tuple(boxes), bound=True)
    names = frozenset(axes)
    square = reduce(and_, [*box, *(where(condition, names) for condition in coupled)])
    only = any(_makes_square(condition, axes) for condition in coupled)
    return Solution(axes, square, ((square,) * len(axes),) if only and square.is_certainly_empty else None, bound=True)


def _fell_apart(condition: Condition, axes: tuple[str, ...], alone: dict[str, SizeSet]) -> bool:
    """Whether a condition asks something of each axis by itself, which then is taken out of the sets."""
    if not isinstance(condition, Relation) or condition.operator != "==":
        return False
    used = [axis for axis in axes if axis in leaf_keys(condition)]
    pairs = matched(condition.left, condition.right, used)
    if pairs is None:
        return False
    for axis, (a, _) in zip(used, pairs, strict=True):
        if not (alone[axis] & ~positives(a, frozenset([axis]))).is_certainly_empty:
            return False
    for axis, (a, b) in zip(used, pairs, strict=True):
        alone[axis] = alone[axis] & zeros(a - b, frozenset([axis]))
    return True


def _diagonal(boxes: Sequence[Box]) -> SizeSet:
    return reduce(or_, [reduce(and_, box) for box in boxes], NO_SIZE)


def _makes_square(condition: Condition, axes: tuple[str, ...]) -> bool:
    """Whether it says that two axes, of two in all, are of the same size."""
    if not isinstance(condition, Relation) or condition.operator != "==" or len(axes) != 2:
        return False
    difference = symbol(axes[0]) - symbol(axes[1])
    return condition.left - condition.right in (difference, -difference)


def _by_equation(coupled: list[Condition], axes: tuple[str, ...], within: Box) -> list[Box] | None:
    """All solutions, from the first condition that is a product of sizes on one axis each and a number; None if none is, or too many are to be tried."""
    for condition in coupled:
        if not isinstance(condition, Relation) or condition.operator != "==":
            continue
        difference = condition.left - condition.right
        used = tuple(axis for axis in axes if axis in leaf_keys(condition))
        found = separated(difference, used) if isinstance(difference, Dim) else None
        if found is None:
            continue
        factors, target = found
        if target is None:
            return []
        if not can_be_factored(target):
            continue
        rest = [other for other in coupled if other is not condition]
        boxes = [box for box in _factored(factors, used, axes, target, within) if not _is_empty(box)]
        return _refined(boxes, rest, axes)
    return None


def _is_empty(box: Box) -> bool:
    return any(one.is_certainly_empty for one in box)


def _factored(
    factors: Sequence[Size], used: Sequence[str], axes: Sequence[str], target: int, within: Box
) -> Iterator[Box]:
    """The boxes in which the product of the factors is the target."""
    place = axes.index(used[0])
    own = frozenset([used[0]])
    if len(used) == 1:
        found = within[place] & zeros(factors[0] - target, own)
        if not found.is_certainly_empty:
            yield (*within[:place], found, *within[place + 1 :])
        return
    for one, other in divisor_pairs(target):
        found = within[place] & zeros(factors[0] - one, own)
        if not found.is_certainly_empty:
            inside = (*within[:place], found, *within[place + 1 :])
            yield from _factored(factors[1:], used[1:], axes, other, inside)


def _refined(boxes: list[Box], rest: list[Condition], axes: tuple[str, ...]) -> list[Box] | None:
    """What is left of the boxes under further conditions; None where too many combinations were to be tried."""
    if not rest:
        return boxes
    if not all(one.is_finite for box in boxes for one in box):
        return None
    if sum(prod(len(one) for one in box) for box in boxes) > MOST_TRIED:
        return None
    return [kept for box in boxes for kept in _tried(box, rest, axes)]


def _tried(box: Box, rest: list[Condition], axes: tuple[str, ...]) -> Iterator[Box]:
    """The part of a box in which the conditions hold: all of it, or one box for each run along the last axis."""
    lines: dict[tuple[int, ...], list[int]] = {}
    for point in combinations(*box):
        if all(condition.holds(dict(zip(axes, point, strict=True))) for condition in rest):
            lines.setdefault(point[:-1], []).append(point[-1])
    if sum(map(len, lines.values())) == prod(map(len, box)):
        yield box
        return
    for start, ends in lines.items():
        yield (*(of_numbers([n]) for n in start), of_numbers(ends))
