"""Three-valued logic (Kleene) and arithmetic over numbers of every kind, known or not: what depends on an unknown is unknown.

Numbers are int, Fraction and float, and the symbolic Dim and Ratio, which compare where that can be decided. Nothing here raises.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import reduce
from typing import Final, TypeAlias

from cnnlint import symbolic
from cnnlint.rule_engine.types import UNKNOWN, NotKnown, Value
from cnnlint.symbolic import Dim, Size

Truth: TypeAlias = "bool | NotKnown"
_MOST_BITS: Final = 4_096  # of a number; larger ones only come about where a rule squares again and again
_PLAIN: Final = (int, Fraction, float)


def known(value: bool | None) -> Truth:
    """The truth value of a symbolic comparison."""
    return UNKNOWN if value is None else value


def negate(truth: Truth) -> Truth:
    """`not`."""
    return UNKNOWN if truth is UNKNOWN else not truth


def conjunction(truths: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is unknown, else true. Stops at the first false one."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is UNKNOWN:
            result = UNKNOWN
    return result


def disjunction(truths: Iterable[Truth]) -> Truth:
    """True if any is true, else unknown if any is unknown, else false. Stops at the first true one."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is UNKNOWN:
            result = UNKNOWN
    return result


def less(a: Value, b: Value) -> Truth:
    """`a < b` of two numbers."""
    if isinstance(a, _PLAIN) and isinstance(b, _PLAIN):
        return bool(a < b)
    crossed = _crossed(a, b)
    return UNKNOWN if crossed is None else known(symbolic.less(*crossed))


def equal(a: Value, b: Value) -> Truth:
    """`a == b` of two numbers, texts, truth values or objects."""
    if a is UNKNOWN or b is UNKNOWN:
        return known(None)
    if isinstance(a, _SYMBOLIC) or isinstance(b, _SYMBOLIC):
        crossed = _crossed(a, b)
        return UNKNOWN if crossed is None else known(symbolic.equal(*crossed))
    return bool(a == b)


def less_equal(a: Value, b: Value) -> Truth:
    """`a <= b` of two numbers."""
    return negate(less(b, a))


def greater(a: Value, b: Value) -> Truth:
    """`a > b` of two numbers."""
    return less(b, a)


def greater_equal(a: Value, b: Value) -> Truth:
    """`a >= b` of two numbers."""
    return negate(less(a, b))


def unequal(a: Value, b: Value) -> Truth:
    """`a != b` of two numbers, texts, truth values or objects."""
    return negate(equal(a, b))


def on_every_axis(compare: Callable[[Value, Value], Truth]) -> Callable[[Value, Value], Truth]:
    """The comparison of two lists, or of a list and a number, that holds where it holds on every axis."""

    def compare_all(a: Value, b: Value) -> Truth:
        if a is UNKNOWN or b is UNKNOWN:
            return known(None)
        if not isinstance(a, tuple):
            return UNKNOWN if not b else conjunction(compare(a, y) for y in b)
        if not isinstance(b, tuple):
            return UNKNOWN if not a else conjunction(compare(x, b) for x in a)
        if len(a) != len(b):
            return False if compare is equal else UNKNOWN
        return conjunction(compare(x, y) for x, y in zip(a, b, strict=True))

    return compare_all


def contains(items: Value, value: Value) -> Truth:
    """`value in items` of a list, or of a text in a text."""
    if items is UNKNOWN or value is UNKNOWN:
        return known(None)
    if isinstance(items, str):
        return bool(value in items)
    return disjunction(equal(item, value) for item in items)


def arithmetic(symbol: str) -> Callable[[Value, Value], Value]:
    """The function of `+`, `-`, `*`, `/`, `//` or `%`. Dividing by zero and numbers that are too large give unknown."""
    plain, sizes = _PLAIN_OPERATORS[symbol], _SYMBOLIC_OPERATORS[symbol]

    def calculate(a: Value, b: Value) -> Value:
        if a is UNKNOWN or b is UNKNOWN:
            return UNKNOWN
        try:
            if isinstance(a, _PLAIN) and isinstance(b, _PLAIN):
                return _bounded(plain(a, b))
            return sizes(*_parts(a), *_parts(b))
        except (ZeroDivisionError, OverflowError, ValueError):
            return UNKNOWN

    return calculate


def _bounded(value: Value) -> Value:
    if isinstance(value, Fraction):
        large = max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS
    else:
        large = isinstance(value, int) and value.bit_length() > _MOST_BITS
    return UNKNOWN if large else value


def minus(value: Value) -> Value:
    """`-value`."""
    return UNKNOWN if value is UNKNOWN else -value


def least(values: Iterable[Value]) -> Value:
    """The least of some numbers; unknown if there are none or it cannot be told."""
    return _extreme(values, lambda a, b: less(b, a))


def greatest(values: Iterable[Value]) -> Value:
    """The greatest of some numbers; unknown if there are none or it cannot be told."""
    return _extreme(values, less)


def total(values: Iterable[Value]) -> Value:
    """The sum."""
    return reduce(arithmetic("+"), values, 0)


def product(values: Iterable[Value]) -> Value:
    """The product."""
    return reduce(arithmetic("*"), values, 1)


def _extreme(values: Iterable[Value], is_better: Callable[[Value, Value], Truth]) -> Value:
    best: Value = None
    for value in values:
        if value is UNKNOWN:
            return UNKNOWN
        better = True if best is None else is_better(best, value)
        if better is UNKNOWN:
            return UNKNOWN
        best = value if better else best
    return UNKNOWN if best is None else best


def _parts(a: Value) -> tuple[Size, Size]:
    """A number as numerator and denominator; a float exactly, so OverflowError and ValueError for what is not finite."""
    if isinstance(a, Dim):
        return a, 1
    exact = Fraction(a) if isinstance(a, float) else a
    return exact.numerator, exact.denominator


def _crossed(a: Value, b: Value) -> tuple[Size, Size] | None:
    """Two sizes that compare as a and b do, or None: both sides multiplied by denominators that are certainly positive."""
    if a is UNKNOWN or b is UNKNOWN:
        return None
    try:
        (p, q), (r, s) = _parts(a), _parts(b)
    except (OverflowError, ValueError):
        return None
    return (p * s, r * q) if symbolic.less(0, q) and symbolic.less(0, s) else None


def _divide(a: Value, b: Value) -> Value:
    return Fraction(a, b) if isinstance(a, int) and isinstance(b, int) else a / b


_SYMBOLIC: Final = (Dim, symbolic.Ratio)
_PLAIN_OPERATORS: Final[dict[str, Callable[[Value, Value], Value]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
    "//": operator.floordiv,
    "%": operator.mod,
}
_SYMBOLIC_OPERATORS: Final[dict[str, Callable[[Size, Size, Size, Size], Value]]] = {
    "+": lambda p, q, r, s: symbolic.ratio(p * s + r * q, q * s),
    "-": lambda p, q, r, s: symbolic.ratio(p * s - r * q, q * s),
    "*": lambda p, q, r, s: symbolic.ratio(p * r, q * s),
    "/": lambda p, q, r, s: symbolic.ratio(p * s, q * r),
    "//": lambda p, q, r, s: symbolic.floor_div(p * s, q * r),
    "%": lambda p, q, r, s: symbolic.ratio(p * s - symbolic.floor_div(p * s, q * r) * q * r, q * s),
}
