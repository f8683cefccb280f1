"""Making symbols, finding them in a size, and putting values in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce

from cnnlint.symbolic.atoms import Anonymous, Atom, Extreme, Floor, Symbol
from cnnlint.symbolic.dim import MOST_INTEGER, Dim, Size, beyond_limits, of_atom
from cnnlint.symbolic.division import floor_div
from cnnlint.symbolic.extremes import maximum, minimum
from cnnlint.symbolic.rewrite import leaves, replace_atoms


def symbol(name: str, least: int | None = 1, most: int | None = None) -> Dim:
    """A named size between two inclusive bounds (None: unbounded). Raises ValueError if the name is not an identifier.

    The name alone is its identity, the bounds are what is known of it: give a name the same bounds everywhere.
    """
    if not name.isidentifier():
        raise ValueError(f"{name!r} is not a name for a size")
    return of_atom(Symbol(name, least, most))


def fresh(hint: str = "?", least: int | None = 0, most: int | None = None) -> Dim:
    """An anonymous size, equal only to itself (within this process). The hint is for debugging: it prints as ``?``."""
    return of_atom(Anonymous(hint, least, most))


def is_anonymous(a: Size) -> bool:
    """Whether the size depends on an anonymous one."""
    return any(isinstance(atom, Anonymous) for atom in leaves(a))


def symbols(a: Size) -> frozenset[str]:
    """The names in the size."""
    return frozenset([atom.name for atom in leaves(a) if isinstance(atom, Symbol)])


def product(sizes: Iterable[Size]) -> Size:
    """The product of the sizes; 1 for none."""
    result: Size = 1
    for size in sizes:
        result = result * size
    if type(result) is int and not -MOST_INTEGER <= result <= MOST_INTEGER:
        return beyond_limits()
    return result


def substitute(a: Size, values: Mapping[str, Size]) -> Size:
    """The size with sizes in place of names; a name without a value stays.

    Raises ZeroDivisionError if a divisor becomes 0.
    """

    def leaf(atom: Atom) -> Size | None:
        return values.get(atom.name) if isinstance(atom, Symbol) else None

    return replace_leaves(a, leaf) if values else a


def replace_leaves(a: Size, value: Callable[[Atom], Size | None]) -> Size:
    """The size with ``value(leaf)`` in place of each symbol and anonymous size, at any depth; None leaves one alone."""

    def rebuilt(atom: Atom) -> Size:
        if isinstance(atom, Floor):
            return floor_div(replace_leaves(atom.numerator, value), replace_leaves(atom.denominator, value))
        if isinstance(atom, Extreme):
            choose = maximum if atom.greatest else minimum
            return reduce(choose, [replace_leaves(argument, value) for argument in atom.arguments])
        found = value(atom)
        return of_atom(atom) if found is None else found

    return a if isinstance(a, int) else replace_atoms(a, rebuilt)
