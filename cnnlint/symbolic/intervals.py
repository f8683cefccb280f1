"""Bounds of a size, from the bounds of its symbols."""

from __future__ import annotations

from typing import TypeAlias

from cnnlint.symbolic.atoms import Anonymous, Atom, Extreme, Floor, Symbol
from cnnlint.symbolic.dim import Dim, Monomial, Size, from_terms, of_atom

Interval: TypeAlias = tuple[int | None, int | None]
"""Inclusive; None where there is no bound."""


def bounds(a: Size) -> Interval:
    """The least and the greatest value that the size can have, as far as that is known (None: no bound is)."""
    if isinstance(a, int):
        return a, a
    try:
        return a.known_bounds
    except AttributeError:
        a.known_bounds = _bounds(a)
        return a.known_bounds


def _bounds(a: Dim) -> Interval:
    ranges = {atom: atom_bounds(atom) for atom in a.atoms()}
    result = _sum(a, ranges)
    if len(a.terms) > 1 and len(a.terms[0][0]) > 1:
        result = intersect(result, _shifted(a, ranges))
    if len(a.terms) > 1 and _divided_by_integer(a):
        result = intersect(result, (_relaxed_low(a), _negative(_relaxed_low(-a))))
    return result


def _negative(a: int | None) -> int | None:
    return None if a is None else -a


def intersect(a: Interval, b: Interval) -> Interval:
    """The interval that lies in both."""
    low = a[0] if b[0] is None else b[0] if a[0] is None else max(a[0], b[0])
    high = a[1] if b[1] is None else b[1] if a[1] is None else min(a[1], b[1])
    return low, high


def atom_bounds(atom: Atom) -> Interval:
    """The interval of one atom."""
    if isinstance(atom, Symbol | Anonymous):
        return atom.least, atom.most
    if isinstance(atom, Floor):
        return _quotient(bounds(atom.numerator), bounds(atom.denominator))
    if isinstance(atom, Extreme):
        ranges = [bounds(argument) for argument in atom.arguments]
        if not atom.greatest:
            low, high = _greatest([(_negative(high), _negative(low)) for low, high in ranges])
            return _negative(high), _negative(low)
        return _greatest(ranges)
    raise TypeError(f"not an atom: {atom!r}")


def _greatest(ranges: list[Interval]) -> Interval:
    lows = [low for low, _ in ranges if low is not None]
    highs = [high for _, high in ranges if high is not None]
    return max(lows, default=None), max(highs) if len(highs) == len(ranges) else None


def _quotient(a: Interval, b: Interval) -> Interval:
    """The interval of a floor division by what is at least 1; elsewhere nothing is known."""
    (low, high), (least, most) = a, b
    if least is None or least < 1:
        return None, None
    # A negative numerator is least over the least divisor, any other over the greatest.
    if low is None:
        bottom = None
    elif low < 0:
        bottom = low // least
    else:
        bottom = 0 if most is None else low // most
    if high is None:
        top = None
    elif high >= 0:
        top = high // least
    else:
        top = -1 if most is None else high // most
    return bottom, top


def _times(a: Interval, b: Interval) -> Interval:
    """The interval of a product."""
    (a_low, a_high), (b_low, b_high) = a, b
    if a_low is not None and b_low is not None and a_low >= 0 and b_low >= 0:
        return a_low * b_low, None if a_high is None or b_high is None else a_high * b_high
    if None in a or None in b:
        return None, None
    corners = [x * y for x in a for y in b]  # type: ignore[operator]
    return min(corners), max(corners)


def _sum(a: Dim, ranges: dict[Atom, Interval]) -> Interval:
    low: int | None = 0
    high: int | None = 0
    for monomial, factor in a.terms:
        bottom, top = _scaled(_product(monomial, ranges), factor)
        low = None if low is None or bottom is None else low + bottom
        high = None if high is None or top is None else high + top
    return low, high


def _product(monomial: Monomial, ranges: dict[Atom, Interval]) -> Interval:
    result: Interval = (1, 1)
    for atom in monomial:
        result = _times(result, ranges[atom])
    return result


def _scaled(a: Interval, factor: int) -> Interval:
    low = None if a[0] is None else a[0] * factor
    high = None if a[1] is None else a[1] * factor
    return (low, high) if factor >= 0 else (high, low)


def _shifted(a: Dim, ranges: dict[Atom, Interval]) -> Interval:
    """Measure every atom from its least value: ``H*W - H`` is ``h*w + w`` with h, w >= 0, so it is at least 0."""
    total: Size = 0
    moved: dict[Atom, Interval] = {}
    for atom, (low, high) in ranges.items():
        moved[atom] = (low, high) if low is None else (0, None if high is None else high - low)
    for monomial, factor in a.terms:
        term: Size = factor
        for atom in monomial:
            term = term * (of_atom(atom) + (ranges[atom][0] or 0))
        total = total + term
    if isinstance(total, int):
        return total, total
    if any(atom not in moved for atom in total.atoms()):
        return None, None
    return _sum(total, moved)


def _relaxed_low(a: Dim) -> int | None:
    """A lower bound by ``(n - m + 1)/m <= n//m <= n/m``, which keeps what the quotient has in common with the rest."""
    scale = 1
    rest: Size = a
    for _ in range(8):
        if isinstance(rest, int):
            break
        found = _divided_by_integer(rest)
        if found is None:
            break
        replaced = _replace(rest, *found)
        if replaced is None:
            return None
        scale *= found[1]
        rest = replaced
    if isinstance(rest, int):
        return -(-rest // scale)
    ranges = {atom: atom_bounds(atom) for atom in rest.atoms()}
    low, _ = intersect(_sum(rest, ranges), _shifted(rest, ranges))
    return None if low is None else -(-low // scale)


def _divided_by_integer(a: Dim) -> tuple[Floor, int] | None:
    for atom in a.atoms():
        if isinstance(atom, Floor) and isinstance(atom.denominator, int):
            return atom, atom.denominator
    return None


def _replace(a: Dim, target: Floor, m: int) -> Size | None:
    """m times a, with the quotient replaced by what makes each of its terms least; None if a term's sign is unknown."""
    total: Size = 0
    for monomial, factor in a.terms:
        if target not in monomial:
            total = total + from_terms({monomial: factor * m})
            continue
        cofactor = list(monomial)
        cofactor.remove(target)
        if target in cofactor:
            return None
        low, _ = _product(tuple(cofactor), {atom: atom_bounds(atom) for atom in cofactor})
        if low is None or low < 0:
            return None
        numerator = target.numerator - (m - 1) if factor > 0 else target.numerator
        total = total + numerator * from_terms({tuple(cofactor): factor})
    return total
