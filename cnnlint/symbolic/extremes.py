"""Minimum and maximum of sizes."""

from __future__ import annotations

from cnnlint.symbolic.atoms import Extreme, key_of
from cnnlint.symbolic.bounds import bounds
from cnnlint.symbolic.dim import Dim, Size, of_atom
from cnnlint.symbolic.keeping import kept


def maximum(a: Size, b: Size) -> Size:
    """The greater of two sizes."""
    if type(a) is int and type(b) is int:
        return max(a, b)
    return _greatest(a, b)


def minimum(a: Size, b: Size) -> Size:
    """The lesser of two sizes."""
    if type(a) is int and type(b) is int:
        return min(a, b)
    return _least(a, b)


@kept
def _greatest(a: Size, b: Size) -> Size:
    return _extreme(True, a, b)


@kept
def _least(a: Size, b: Size) -> Size:
    return _extreme(False, a, b)


def _extreme(greatest: bool, a: Size, b: Size) -> Size:
    kept: list[Size] = []
    for candidate in (*_arguments(greatest, a), *_arguments(greatest, b)):
        if any(_beaten(greatest, candidate, other) for other in kept):
            continue
        kept = [other for other in kept if not _beaten(greatest, other, candidate)]
        kept.append(candidate)
    if len(kept) == 1:
        return kept[0]
    kept.sort(key=lambda size: (isinstance(size, int), key_of(size)))
    return of_atom(Extreme(greatest, tuple(kept)))


def _arguments(greatest: bool, a: Size) -> tuple[Size, ...]:
    """The arguments of a nested minimum or maximum of the same kind."""
    if isinstance(a, Dim) and len(a.terms) == 1:
        monomial, factor = a.terms[0]
        atom = monomial[0]
        if factor == 1 and len(monomial) == 1 and isinstance(atom, Extreme) and atom.greatest == greatest:
            return atom.arguments
    return (a,)


def _beaten(greatest: bool, a: Size, b: Size) -> bool:
    """Whether b makes a superfluous."""
    low, _ = bounds(b - a if greatest else a - b)
    return low is not None and low >= 0
