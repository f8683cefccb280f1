"""Three-valued comparison: True for all values of the symbols, False for none, None where neither is known.

Values at which a divisor is 0 do not count: the size does not exist there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import gcd

from cnnlint.symbolic.atoms import Atom, Extreme, Floor
from cnnlint.symbolic.bounds import bounds
from cnnlint.symbolic.cases import residue_cases, samples
from cnnlint.symbolic.dim import Dim, Size, of_atom
from cnnlint.symbolic.keeping import kept
from cnnlint.symbolic.rewrite import replace_atoms


def equal(a: Size, b: Size) -> bool | None:
    """Whether two sizes are the same: True always, False never, None sometimes or unknown."""
    if type(a) is int and type(b) is int:
        return a == b
    return True if a is b else _equal(a, b)


def less(a: Size, b: Size) -> bool | None:
    """Whether ``a < b``: True always, False never, None sometimes or unknown."""
    if type(a) is int and type(b) is int:
        return a < b
    return _less(a, b)


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


@kept
def _equal(a: Size, b: Size) -> bool | None:
    return True if a == b else _decide(a - b, _is_zero)


@kept
def _less(a: Size, b: Size) -> bool | None:
    return _decide(b - a, _is_positive)


def _is_zero(a: Size) -> bool | None:
    if isinstance(a, int):
        return a == 0
    # A common divisor of all but the constant: 2*H - 5 is odd.
    if a.constant % gcd(*[factor for monomial, factor in a.terms if monomial]):
        return False
    low, high = bounds(a)
    if (low is not None and low > 0) or (high is not None and high < 0):
        return False
    return True if low == high == 0 else None


def _is_positive(a: Size) -> bool | None:
    if isinstance(a, int):
        return a > 0
    low, high = bounds(a)
    if low is not None and low > 0:
        return True
    return False if high is not None and high <= 0 else None


def _decide(a: Size, test: Callable[[Size], bool | None]) -> bool | None:
    """Look for a value of either kind, then for a proof: of the size, of an equal form, of each case by remainders."""
    if isinstance(a, int):
        return test(a)
    if _agreed(test, samples(a)) is None:
        return None
    answer = test(a)
    if answer is not None:
        return answer
    other = replace_atoms(a, _one_form)
    answer = test(other)
    if answer is not None or isinstance(other, int):
        return answer
    return _agreed(test, residue_cases(other))


def _agreed(test: Callable[[Size], bool | None], cases: Iterable[Size]) -> bool | None:
    """The answer that all cases give; None if they differ or there are none."""
    answer: bool | None = None
    for case in cases:
        each = test(case)
        if each is None or (answer is not None and each is not answer):
            return None
        answer = each
    return answer


def _one_form(atom: Atom) -> Size:
    """The atom in the one of two equal forms that cancels: (p + 1)//2 is p - p//2, min(a, b) is a + b - max(a, b)."""
    if (
        isinstance(atom, Floor)
        and atom.denominator == 2
        and isinstance(atom.numerator, Dim)
        and atom.numerator.constant
    ):
        half = atom.numerator - 1
        return half - half // 2
    if isinstance(atom, Extreme) and not atom.greatest and len(atom.arguments) == 2:
        a, b = atom.arguments
        return a + b - of_atom(Extreme(True, atom.arguments))
    return of_atom(atom)
