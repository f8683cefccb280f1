"""Three-valued comparison: True for all values of the symbols, False for none, None where neither is known."""

from __future__ import annotations

from math import gcd

from cnnlint.symbolic.dim import Dim, Size
from cnnlint.symbolic.intervals import bounds


def equal(a: Size, b: Size) -> bool | None:
    """Whether two sizes are the same: True always, False never, None sometimes or unknown."""
    if type(a) is int and type(b) is int:
        return a == b
    difference = a - b
    if isinstance(difference, int):
        return difference == 0
    low, high = bounds(difference)
    if (low is not None and low > 0) or (high is not None and high < 0):
        return False
    if _never_zero(difference):
        return False
    return True if low == high == 0 else None


def less(a: Size, b: Size) -> bool | None:
    """Whether ``a < b``: True always, False never, None sometimes or unknown."""
    if type(a) is int and type(b) is int:
        return a < b
    low, high = bounds(b - a)
    if low is not None and low > 0:
        return True
    if high is not None and high <= 0:
        return False
    return None


def less_equal(a: Size, b: Size) -> bool | None:
    """Whether ``a <= b``: True always, False never, None sometimes or unknown."""
    if type(a) is int and type(b) is int:
        return a <= b
    greater = less(b, a)
    return None if greater is None else not greater


def divides(d: Size, a: Size) -> bool | None:
    """Whether d divides a without remainder: True always, False never, None sometimes or unknown. 0 divides only 0."""
    if isinstance(d, int) and d == 0:
        return equal(a, 0)
    return equal(a % d, 0)


def _never_zero(a: Dim) -> bool:
    """By the common divisor of the coefficients: ``2*H - 5`` is odd."""
    common = gcd(*[factor for monomial, factor in a.terms if monomial])
    return a.constant % common != 0
