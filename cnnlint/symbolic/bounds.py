"""Bounds of a size, from the bounds of its symbols."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from cnnlint.symbolic.atoms import Anonymous, Atom, Extreme, Floor, Symbol
from cnnlint.symbolic.dim import Dim, Monomial, Size, from_terms, of_atom
from cnnlint.symbolic.intervals import (
    EVERYTHING,
    Interval,
    greatest,
    hull,
    intersect,
    negative,
    plus,
    quotient,
    scaled,
    times,
)
from cnnlint.symbolic.keeping import kept
from cnnlint.symbolic.rewrite import replace_atoms

Ranges: TypeAlias = Mapping[Atom, Interval]

# A longer sum gets the plain interval only: what more there is to find costs too much.
_MOST_WEIGHT = 100
_MOST_CASES = 16
_MOST_RELAXED = 8
_MOST_SHIFTED_DEGREE = 6


def bounds(a: Size) -> Interval:
    """The least and the greatest value that the size can have, as far as that is known (None: no bound is)."""
    if isinstance(a, int):
        return a, a
    try:
        return a.known_bounds
    except AttributeError:
        a.known_bounds = _bounds(a, _MOST_CASES)
        return a.known_bounds


@kept
def _bounds(a: Size, cases: Size) -> Interval:
    return _of_dim(a, cases) if isinstance(a, Dim) and isinstance(cases, int) else EVERYTHING


def _of_dim(a: Dim, cases: int) -> Interval:
    ranges = {atom: _of_atom(atom) for atom in a.atoms()}
    result = _of_sum(a, ranges)
    if len(a.terms) == 1 or a.weight > _MOST_WEIGHT:
        return result
    result = intersect(result, _shifted(a, ranges))
    if _quotient_by_integer(a) is not None:
        result = intersect(result, (_relaxed_low(a), negative((_relaxed_low(-a), None))[1]))
    for atom in ranges:
        if isinstance(atom, Extreme) and len(atom.arguments) <= cases:
            return intersect(result, _by_cases(a, atom, cases // len(atom.arguments)))
    return result


def _of_atom(atom: Atom) -> Interval:
    if isinstance(atom, Symbol | Anonymous):
        return atom.least, atom.most
    if isinstance(atom, Floor):
        return quotient(bounds(atom.numerator), bounds(atom.denominator))
    if isinstance(atom, Extreme):
        ranges = [bounds(argument) for argument in atom.arguments]
        return greatest(ranges) if atom.greatest else negative(greatest([negative(each) for each in ranges]))
    raise TypeError(f"not an atom: {atom!r}")


def _of_sum(a: Dim, ranges: Ranges) -> Interval:
    result: Interval = (0, 0)
    for monomial, factor in a.terms:
        result = plus(result, scaled(_of_monomial(monomial, ranges), factor))
    return result


def _of_monomial(monomial: Monomial, ranges: Ranges) -> Interval:
    result: Interval = (1, 1)
    for atom in monomial:
        result = times(result, ranges[atom])
    return result


def _shifted(a: Dim, ranges: Ranges) -> Interval:
    """Measure every atom from its least value: ``H*W - H`` is ``h*w + w`` with h, w >= 0, so it is at least 0."""
    if not 1 < len(a.terms[0][0]) <= _MOST_SHIFTED_DEGREE:
        return EVERYTHING
    total = replace_atoms(a, lambda atom: of_atom(atom) + (ranges[atom][0] or 0))
    if isinstance(total, int):
        return total, total
    moved = {atom: plus(interval, (-(interval[0] or 0), -(interval[0] or 0))) for atom, interval in ranges.items()}
    # An atom that was not there stands for a sum beyond the limits.
    return _of_sum(total, moved) if all(atom in moved for atom in total.atoms()) else EVERYTHING


def _by_cases(a: Dim, target: Extreme, cases: int) -> Interval:
    """A maximum is one of its arguments; and where more of it gives more, the size is no less than with any of them."""
    results = []
    for argument in target.arguments:
        case = replace_atoms(a, lambda atom, argument=argument: argument if atom == target else of_atom(atom))  # type: ignore[misc]
        results.append((case, case) if isinstance(case, int) else _of_dim(case, cases))
    together = hull(results)
    sign = _direction(a, target)
    if sign == 0:
        return together
    if (sign > 0) == target.greatest:
        return intersect(together, (greatest(results)[0], None))
    return intersect(together, (None, negative(greatest([negative(each) for each in results]))[1]))


def _direction(a: Dim, target: Atom) -> int:
    """1 if the size grows with the atom, -1 if it falls, 0 if that is not known."""
    signs = set()
    for monomial, factor in a.terms:
        if target in monomial:
            cofactor = list(monomial)
            cofactor.remove(target)
            low, _ = _of_monomial(tuple(cofactor), {atom: _of_atom(atom) for atom in cofactor})
            signs.add(0 if low is None or low < 0 or target in cofactor else 1 if factor > 0 else -1)
    return signs.pop() if len(signs) == 1 else 0


def _relaxed_low(a: Dim) -> int | None:
    """A lower bound by ``(n - m + 1)/m <= n//m <= n/m``, which keeps what the quotient has in common with the rest."""
    scale = 1
    rest: Size = a
    for _ in range(_MOST_RELAXED):
        found = None if isinstance(rest, int) else _quotient_by_integer(rest)
        if isinstance(rest, int) or found is None:
            break
        target, numerator, m = found
        relaxed = _relaxed(rest, target, numerator, m)
        if relaxed is None:
            return None
        scale *= m
        rest = relaxed
    if isinstance(rest, int):
        return -(-rest // scale)
    ranges = {atom: _of_atom(atom) for atom in rest.atoms()}
    low, _ = intersect(_of_sum(rest, ranges), _shifted(rest, ranges))
    return None if low is None else -(-low // scale)


def _quotient_by_integer(a: Dim) -> tuple[Floor, Size, int] | None:
    """The floor division by the greatest integer, its numerator and that integer.

    Where another floor division is inside it, as H//2 is in H//6, it is seen as the quotient of that: (H//2)//3.
    """
    found = [
        (atom, atom.denominator) for atom in a.atoms() if isinstance(atom, Floor) and isinstance(atom.denominator, int)
    ]
    if not found:
        return None
    target, m = max(found, key=lambda each: each[1])
    for atom, d in found:
        if d < m and m % d == 0:
            inner = target.numerator // d
            if isinstance(inner, Dim) and atom in inner.atoms():
                return target, inner, m // d
    return target, target.numerator, m


def _relaxed(a: Dim, target: Floor, numerator: Size, m: int) -> Size | None:
    """What is never above ``m*a``, without the quotient; None if the sign of what multiplies the quotient is unknown."""
    total: Size = 0
    for monomial, factor in a.terms:
        if target not in monomial:
            total = total + from_terms({monomial: factor * m})
            continue
        cofactor = list(monomial)
        cofactor.remove(target)
        low, _ = _of_monomial(tuple(cofactor), {atom: _of_atom(atom) for atom in cofactor})
        if low is None or low < 0:
            return None
        least = numerator - (m - 1) if factor > 0 else numerator
        total = total + least * from_terms({tuple(cofactor): factor})
    return total
