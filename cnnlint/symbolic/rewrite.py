"""Rebuilding a size with other sizes in place of its atoms."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cnnlint.symbolic.atoms import Atom, Extreme, Floor
from cnnlint.symbolic.dim import Dim, Size


def replace_atoms(a: Dim, value: Callable[[Atom], Size]) -> Size:
    """The size with ``value(atom)`` in place of each atom of its terms; atoms inside atoms are left to ``value``."""
    total: Size = 0
    for monomial, factor in a.terms:
        term: Size = factor
        for atom in monomial:
            term = term * value(atom)
        total = total + term
    return total


def leaves(a: Size) -> Iterator[Atom]:
    """The symbols and anonymous sizes at any depth, some perhaps more than once."""
    if isinstance(a, int):
        return
    for atom in a.atoms():
        inside = parts(atom)
        if not inside:
            yield atom
        for part in inside:
            yield from leaves(part)


def parts(atom: Atom) -> tuple[Size, ...]:
    """The sizes that an atom is made of; none for a symbol."""
    if isinstance(atom, Floor):
        return atom.numerator, atom.denominator
    if isinstance(atom, Extreme):
        return atom.arguments
    return ()
