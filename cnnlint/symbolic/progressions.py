"""How a size grows with one number: ``f(n + period) == f(n) + slope``, or by a polynomial, from some n on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from math import factorial, gcd, lcm
from typing import Final

from cnnlint.symbolic.atoms import Anonymous, Atom, Extreme, Floor, Symbol
from cnnlint.symbolic.dim import Size
from cnnlint.symbolic.evaluation import evaluate

MOST_PERIOD: Final = 2048
_MOST_DEGREE: Final = 3


@dataclass(frozen=True, slots=True)
class Progression:
    """For each remainder of n by the period, and n > start, the size is a polynomial in n of at most this degree.

    Where the slope is known, it is what a whole period adds whatever the remainder.
    """

    start: int
    period: int
    degree: int
    slope: int | None


CONSTANT: Final = Progression(0, 1, 0, 0)


def progression(a: Size, names: frozenset[str]) -> Progression | None:
    """How the size grows with n where all these names stand for n; None where that is not known, or the period is too long."""
    if isinstance(a, int):
        return CONSTANT
    total: Progression | None = CONSTANT
    for monomial, factor in a.terms:
        term: Progression | None = CONSTANT
        for atom in monomial:
            term = _times(term, _of_atom(atom, names))
        total = _plus(total, _scaled(term, factor))
    return total


def is_monotone(a: Size, names: frozenset[str]) -> bool:
    """Whether the size plainly never falls while n grows."""
    if isinstance(a, int):
        return True
    return all(
        not monomial or (factor > 0 and len(monomial) == 1 and _rises(monomial[0], names))
        for monomial, factor in a.terms
    )


def _rises(atom: Atom, names: frozenset[str]) -> bool:
    if isinstance(atom, Symbol):
        return atom.name in names
    if isinstance(atom, Floor):
        return isinstance(atom.denominator, int) and is_monotone(atom.numerator, names)
    return isinstance(atom, Extreme) and all(is_monotone(argument, names) for argument in atom.arguments)


def _of_atom(atom: Atom, names: frozenset[str]) -> Progression | None:
    if isinstance(atom, Symbol):
        return Progression(0, 1, 1, 1) if atom.name in names else None
    if isinstance(atom, Floor):
        inner = progression(atom.numerator, names)
        return _divided(inner, atom.denominator) if isinstance(atom.denominator, int) else None
    if isinstance(atom, Extreme):
        return _extreme(atom, names)
    if isinstance(atom, Anonymous):
        return None
    raise TypeError(f"not an atom: {atom!r}")


def _limited(found: Progression) -> Progression | None:
    return found if found.period <= MOST_PERIOD and found.degree <= _MOST_DEGREE else None


def _plus(a: Progression | None, b: Progression | None) -> Progression | None:
    if a is None or b is None:
        return None
    period = lcm(a.period, b.period)
    slope = None
    if a.slope is not None and b.slope is not None:
        slope = a.slope * (period // a.period) + b.slope * (period // b.period)
    return _limited(Progression(max(a.start, b.start), period, max(a.degree, b.degree), slope))


def _scaled(a: Progression | None, factor: int) -> Progression | None:
    if a is None:
        return None
    return Progression(a.start, a.period, a.degree, None if a.slope is None else a.slope * factor)


def _times(a: Progression | None, b: Progression | None) -> Progression | None:
    if a is None or b is None:
        return None
    if a == CONSTANT or b == CONSTANT:
        return b if a == CONSTANT else a
    found = Progression(max(a.start, b.start), lcm(a.period, b.period), a.degree + b.degree, None)
    return _limited(found)


def _divided(a: Progression | None, m: int) -> Progression | None:
    """A floor division: after so many periods that m divides what they add, the quotient grows evenly again.

    A polynomial of degree d that takes whole values repeats its remainders by m after m * d! steps.
    """
    if a is None:
        return None
    if a.slope is not None:
        times = m // gcd(a.slope, m)
        return _limited(Progression(a.start, a.period * times, a.degree, a.slope * times // m))
    return _limited(Progression(a.start, a.period * m * factorial(a.degree), a.degree, None))


def _extreme(atom: Extreme, names: frozenset[str]) -> Progression | None:
    """Of sizes that grow evenly, one is the greatest from some n on."""
    found = [(argument, progression(argument, names)) for argument in atom.arguments]

    def better(one: tuple[Size, Progression | None], other: tuple[Size, Progression | None]) -> tuple[Size, Progression | None]:  # fmt: skip
        return _winner(one, other, atom.greatest, names)

    return reduce(better, found)[1]


def _winner(
    one: tuple[Size, Progression | None], other: tuple[Size, Progression | None], greatest: bool, names: frozenset[str]
) -> tuple[Size, Progression | None]:
    """What the greater (or lesser) of two sizes is from some n on. Where they grow alike, it repeats itself as they do together."""
    (a, p), (b, q) = one, other
    if p is None or q is None or p.slope is None or q.slope is None:
        return a, None
    difference = _plus(p, _scaled(q, -1))
    if difference is None or difference.slope is None:
        return a, None
    if difference.slope == 0:
        from cnnlint.symbolic.extremes import maximum, minimum  # which needs the bounds of sizes, and so all of them

        return (maximum if greatest else minimum)(a, b), _plus(p, Progression(q.start, q.period, 0, 0))
    start = difference.start
    crossing = start
    for n in range(start + 1, start + difference.period + 1):
        values: Mapping[str, int] = dict.fromkeys(names, n)
        ahead = evaluate(a, values) - evaluate(b, values)
        rounds = -(ahead // difference.slope)  # at least so many periods until it has the sign of the slope
        crossing = max(crossing, n + max(rounds, 0) * difference.period)
    size, kept = (a, p) if (difference.slope > 0) == greatest else (b, q)
    return size, Progression(max(crossing, kept.start), kept.period, kept.degree, kept.slope)
