"""The numbers n for which a condition on sizes holds that all hang on n: exact up to the limit, and to the end where it can be proved."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from itertools import pairwise
from operator import and_, or_

from cnnlint.symbolic.conditions import Condition, Every, Relation
from cnnlint.symbolic.dim import Size
from cnnlint.symbolic.evaluation import evaluate
from cnnlint.symbolic.progressions import Progression, is_monotone, progression
from cnnlint.symbolic.size_sets import EVERY_SIZE, LIMIT, NO_SIZE, SizeSet, every_nth, from_on, of_numbers

_MOST_DIRECT = 512  # values of a repeating pattern that are computed one by one


def where(condition: Condition, names: frozenset[str]) -> SizeSet:
    """The numbers for which it holds when each of these names stands for the number. There must be no other names in it."""
    if not isinstance(condition, Relation):
        sets = [where(part, names) for part in condition.parts]
        return reduce(and_ if isinstance(condition, Every) else or_, sets)
    if condition.operator == "==":
        return zeros(condition.left - condition.right, names)
    if condition.operator == "!=":
        return ~zeros(condition.left - condition.right, names) & _defined(condition, names)
    extra = 1 if condition.operator == "<=" else 0
    return positives(condition.right - condition.left + extra, names)


def narrowed(within: SizeSet, condition: Condition, names: frozenset[str]) -> SizeSet:
    """The members of a set for which the condition holds; at no cost where it asks for no more than the least of them."""
    least = within.least
    if (
        least is not None
        and isinstance(condition, Relation)
        and condition.operator in ("<=", "<")
        and is_monotone(condition.right - condition.left, names)
        and condition.holds(dict.fromkeys(names, least))
    ):
        return within
    return within & where(condition, names)


def least_that_fits(condition: Condition, name: str) -> int | None:
    """The least size up to the limit for which a condition on this one name holds."""
    return where(condition, frozenset([name])).least


def zeros(f: Size, names: frozenset[str]) -> SizeSet:
    """The numbers at which the size is 0."""
    if isinstance(f, int):
        return EVERY_SIZE if f == 0 else NO_SIZE
    if is_monotone(f, names):
        return positives(f + 1, names) & ~positives(f, names)
    return _found(f, names, lambda value: value == 0, _zero_in_class)


def positives(f: Size, names: frozenset[str]) -> SizeSet:
    """The numbers at which the size is at least 1."""
    if isinstance(f, int):
        return EVERY_SIZE if f > 0 else NO_SIZE
    if is_monotone(f, names):
        first = _first_positive(f, names)
        return from_on(LIMIT + 1) if first is None else from_on(first)
    return _found(f, names, lambda value: value > 0, _positive_in_class)


def _first_positive(f: Size, names: frozenset[str]) -> int | None:
    """The least number up to the limit at which a size that never falls is at least 1."""
    low, high = 0, LIMIT
    if _at(f, names, LIMIT) < 1:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if _at(f, names, middle) >= 1:
            high = middle
        else:
            low = middle
    return high


def _at(f: Size, names: frozenset[str], n: int) -> int:
    return evaluate(f, dict.fromkeys(names, n))


Test = Callable[[int], bool]
InClass = Callable[[int, int, int], tuple[int, int | None, bool]]
"""(value, slope, period) of one remainder to: the first number of periods at which it holds, the last (None: no end), and whether it ever does."""


def _found(f: Size, names: frozenset[str], test: Test, in_class: InClass) -> SizeSet:
    grows = progression(f, names)
    if grows is not None and grows.slope is not None and grows.start + grows.period <= _MOST_DIRECT:
        return _by_remainders(f, names, grows, grows.slope, test, in_class)
    return _by_values(f, names, grows, test)


def _by_remainders(
    f: Size, names: frozenset[str], grows: Progression, slope: int, test: Test, in_class: InClass
) -> SizeSet:
    """Of each remainder by the period the size is known from one value, since it grows evenly."""
    result = of_numbers(n for n in range(1, grows.start + 1) if test(_at(f, names, n)))
    bits, start, beyond = result.bits, grows.start, False
    for n in range(grows.start + 1, grows.start + grows.period + 1):
        first, last, any_ = in_class(_at(f, names, n), slope, grows.period)
        if not any_:
            continue
        begin = n + first * grows.period
        members = every_nth(begin, grows.period)
        start = max(start, begin - 1)
        beyond = beyond or begin > LIMIT
        if last is not None:
            end = n + last * grows.period
            members &= ~every_nth(end + grows.period, grows.period)
            start = max(start, end)
            beyond = beyond or end > LIMIT
        bits |= members
    period = grows.period if slope == 0 or start else 1
    return SizeSet(bits, start, None if beyond or start + period > LIMIT else period)


def _zero_in_class(value: int, slope: int, period: int) -> tuple[int, int | None, bool]:
    if slope == 0:
        return 0, None, value == 0
    times, rest = divmod(-value, slope)
    return times, times, rest == 0 and times >= 0


def _positive_in_class(value: int, slope: int, period: int) -> tuple[int, int | None, bool]:
    if slope == 0:
        return 0, None, value > 0
    if slope > 0:
        return max(0, -((value - 1) // slope)), None, True
    return 0, (value - 1) // -slope, value > 0


def _by_values(f: Size, names: frozenset[str], grows: Progression | None, test: Test) -> SizeSet:
    """Every value up to the limit; and what is beyond, where the size is a polynomial of each remainder."""
    values: list[int | None] = []
    for n in range(1, LIMIT + 1):
        try:
            values.append(_at(f, names, n))
        except ZeroDivisionError:
            values.append(None)
    bits = sum(1 << index for index, value in enumerate(values) if value is not None and test(value))
    if grows is None or grows.start + (grows.degree + 1) * grows.period > LIMIT:
        return SizeSet(bits, LIMIT, None)
    first = LIMIT - (grows.degree + 1) * grows.period
    for index in range(first, first + grows.period):
        if not _settled([values[at] for at in range(index, LIMIT, grows.period)]):
            return SizeSet(bits, LIMIT, None)
    return SizeSet(bits, first, grows.period)


def _settled(values: list[int | None]) -> bool:
    """Whether a polynomial with these values at neighbouring places keeps its sign from the first of them on.

    By Newton's forward formula it is a sum of its differences at the first place with binomials that are never negative.
    """
    row = [value for value in values if value is not None]
    signs = set()
    first = row[0]
    while row:
        signs.add((row[0] > 0) - (row[0] < 0))
        row = [b - a for a, b in pairwise(row)]
    signs.discard(0)
    return not signs or (len(signs) == 1 and first != 0)


def _defined(condition: Relation, names: frozenset[str]) -> SizeSet:
    """The numbers at which neither side divides by 0."""
    difference = condition.left - condition.right
    if progression(difference, names) is not None:
        return EVERY_SIZE  # all divisors are numbers
    return _by_values(difference, names, None, lambda value: True)
