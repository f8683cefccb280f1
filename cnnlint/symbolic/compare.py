"""Three-valued comparison: True for all values of the symbols, False for none, None where neither is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product as combinations
from math import gcd, lcm

from cnnlint.symbolic.atoms import Anonymous, Atom, Extreme, Floor, Symbol
from cnnlint.symbolic.bounds import bounds
from cnnlint.symbolic.dim import Dim, Size, of_atom
from cnnlint.symbolic.rewrite import leaves, parts, replace_atoms
from cnnlint.symbolic.symbols import replace_leaves

_MOST_CASES = 64


def equal(a: Size, b: Size) -> bool | None:
    """Whether two sizes are the same: True always, False never, None sometimes or unknown."""
    if type(a) is int and type(b) is int:
        return a == b
    return True if a == b else _decide(a - b, _is_zero)


def less(a: Size, b: Size) -> bool | None:
    """Whether ``a < b``: True always, False never, None sometimes or unknown."""
    if type(a) is int and type(b) is int:
        return a < b
    return _decide(b - a, _is_positive)


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


def _is_zero(a: Size) -> bool | None:
    if isinstance(a, int):
        return a == 0
    low, high = bounds(a)
    if (low is not None and low > 0) or (high is not None and high < 0):
        return False
    # A common divisor of all but the constant: 2*H - 5 is odd.
    if a.constant % gcd(*[factor for monomial, factor in a.terms if monomial]):
        return False
    return True if low == high == 0 else None


def _is_positive(a: Size) -> bool | None:
    low, high = bounds(a)
    if low is not None and low > 0:
        return True
    return False if high is not None and high <= 0 else None


def _decide(a: Size, test: Callable[[Size], bool | None]) -> bool | None:
    """Ask the cheap test, then again in forms that show more."""
    answer = test(a)
    if answer is not None or isinstance(a, int):
        return answer
    other = replace_atoms(a, _one_form)
    if other != a:
        answer = test(other)
    if answer is not None or isinstance(other, int):
        return answer
    answers = set()
    for case in _by_residues(other):
        answers.add(test(case))
        if len(answers) > 1:
            return None
    return answers.pop() if answers else None


def _one_form(atom: Atom) -> Size:
    """The atom in the one of two equal forms that cancels: (p + 1)//2 is p - p//2, min(a, b) is a + b - max(a, b)."""
    if isinstance(atom, Floor) and atom.denominator == 2 and isinstance(atom.numerator, Dim) and atom.numerator.constant:
        half = atom.numerator - 1
        return half - half // 2
    if isinstance(atom, Extreme) and not atom.greatest and len(atom.arguments) == 2:
        a, b = atom.arguments
        return a + b - of_atom(Extreme(True, atom.arguments))
    return of_atom(atom)


def _by_residues(a: Dim) -> Iterator[Size]:
    """One case for each remainder of the symbols by the period of the floor divisions, which become polynomials."""
    divided = [atom for atom in a.atoms() if isinstance(atom, Floor)]
    period = lcm(*[_period(atom) for atom in divided])
    names = sorted(dict.fromkeys(leaf for atom in divided for leaf in leaves(of_atom(atom))), key=lambda atom: atom.key)
    if period == 1 or period ** len(names) > _MOST_CASES:
        return
    choices = [_residue_classes(atom, period) for atom in names]
    for chosen in combinations(*choices):
        values = dict(zip(names, chosen, strict=True))
        try:
            yield replace_leaves(a, values.get)
        except ZeroDivisionError:  # the size has no value in this case
            continue


def _period(a: Atom) -> int:
    """A number by which the symbols must change for the quotient to change by a polynomial."""
    inside = lcm(*[_period(atom) for part in parts(a) if isinstance(part, Dim) for atom in part.atoms()])
    return inside * a.denominator if isinstance(a, Floor) and isinstance(a.denominator, int) else inside


def _residue_classes(atom: Atom, period: int) -> list[Size]:
    """``period*q + r`` for each r that the bounds of the symbol leave."""
    if not isinstance(atom, Symbol | Anonymous):
        raise TypeError(f"not a symbol: {atom!r}")
    classes: list[Size] = []
    for r in range(period):
        least = None if atom.least is None else -((r - atom.least) // period)
        most = None if atom.most is None else (atom.most - r) // period
        if least is None or most is None or least < most:
            classes.append(period * of_atom(Symbol(f"{atom.key}/{period}", least, most)) + r)
        elif least == most:
            classes.append(period * least + r)
    return classes
