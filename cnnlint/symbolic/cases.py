"""A size at sample values, and a size taken apart by the remainders of its symbols."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product as combinations
from math import lcm

from cnnlint.symbolic.atoms import Anonymous, Atom, Floor, Symbol
from cnnlint.symbolic.dim import Dim, Size, of_atom
from cnnlint.symbolic.evaluation import value_at
from cnnlint.symbolic.rewrite import leaves, parts
from cnnlint.symbolic.symbols import replace_leaves

_MOST_CASES = 64
_MOST_WEIGHT = 100

# How far above its least value each symbol is in each sample: alike, apart, and large.
_OFFSETS = ((0,), (1,), (2,), (0, 5, 3), (7, 0, 2), (30, 211, 96), (223, 31, 5), (1023, 1022, 767))


def samples(a: Dim) -> Iterator[int]:
    """Values that the size can have."""
    found = sorted(set(leaves(a)), key=lambda atom: atom.key)
    for offsets in _OFFSETS:
        point = {atom.key: _moved(atom, offsets[i % len(offsets)]) for i, atom in enumerate(found)}
        try:
            yield value_at(a, point)
        except ZeroDivisionError:
            continue


def _moved(atom: Atom, offset: int) -> int:
    """A value of the symbol: its least plus the offset, within its bounds."""
    least, most = _range(atom)
    if least is None:
        return (0 if most is None else most) - offset
    return least + (offset if most is None else offset % (most - least + 1))


def residue_cases(a: Dim) -> Iterator[Size]:
    """One case for each remainder of the symbols by the period of the floor divisions, which become polynomials.

    The cases cover all values; there are none where they would be too many or too long, or nothing is divided.
    """
    if a.weight > _MOST_WEIGHT:
        return
    divided = [atom for atom in a.atoms() if isinstance(atom, Floor)]
    period = lcm(*[_period(atom) for atom in divided])
    symbols = sorted({leaf for atom in divided for leaf in leaves(of_atom(atom))}, key=lambda atom: atom.key)
    if period == 1 or period ** len(symbols) > _MOST_CASES:
        return
    for chosen in combinations(*[_residue_classes(atom, period) for atom in symbols]):
        try:
            yield replace_leaves(a, dict(zip(symbols, chosen, strict=True)).get)
        except ZeroDivisionError:
            continue


def _period(a: Atom) -> int:
    """A number by which the symbols must change for the quotient to change by a polynomial."""
    inside = lcm(*[_period(atom) for part in parts(a) if isinstance(part, Dim) for atom in part.atoms()])
    return inside * a.denominator if isinstance(a, Floor) and isinstance(a.denominator, int) else inside


def _residue_classes(atom: Atom, period: int) -> list[Size]:
    """``period*q + r`` for each r that the bounds of the symbol leave."""
    low, high = _range(atom)
    classes: list[Size] = []
    for r in range(period):
        least = None if low is None else -((r - low) // period)
        most = None if high is None else (high - r) // period
        if least is None or most is None or least < most:
            classes.append(period * of_atom(Symbol(f"{atom.key}/{period}", least, most)) + r)
        elif least == most:
            classes.append(period * least + r)
    return classes


def _range(atom: Atom) -> tuple[int | None, int | None]:
    if not isinstance(atom, Symbol | Anonymous):
        raise TypeError(f"not a symbol: {atom!r}")
    return atom.least, atom.most
