"""The value of a size where those of its symbols are given."""

from __future__ import annotations

from collections.abc import Mapping

from cnnlint.symbolic.atoms import Atom, Extreme, Floor
from cnnlint.symbolic.dim import Size


def evaluate(a: Size, values: Mapping[str, int]) -> int:
    """The value of the size at the values of its names.

    Raises KeyError for a name without a value, ValueError for an anonymous size, ZeroDivisionError for a divisor of 0.
    """
    try:
        return value_at(a, values)
    except KeyError as error:
        if str(error.args[0]).startswith("?"):
            raise ValueError("an anonymous size has no value") from None
        raise


def value_at(a: Size, values: Mapping[str, int]) -> int:
    """The value of the size at the values of its leaves, by their keys; KeyError for a leaf without one."""
    if isinstance(a, int):
        return a
    total = 0
    for monomial, factor in a.terms:
        for atom in monomial:
            factor *= _atom_value(atom, values)
        total += factor
    return total


def _atom_value(atom: Atom, values: Mapping[str, int]) -> int:
    if isinstance(atom, Floor):
        return value_at(atom.numerator, values) // value_at(atom.denominator, values)
    if isinstance(atom, Extreme):
        choose = max if atom.greatest else min
        return choose([value_at(argument, values) for argument in atom.arguments])
    return values[atom.key]
