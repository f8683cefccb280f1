"""Making symbols, finding them in a size, and putting values in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from cnnlint.symbolic.atoms import Anonymous, Atom, Extreme, Floor, Symbol
from cnnlint.symbolic.dim import MOST_INTEGER, Dim, Size, beyond_limits, of_atom
from cnnlint.symbolic.division import floor_div
from cnnlint.symbolic.extremes import maximum, minimum


def symbol(name: str, least: int | None = 1, most: int | None = None) -> Dim:
    """A named size between two inclusive bounds. Its name alone is its identity: give a name the same bounds everywhere."""
    if not name.isidentifier():
        raise ValueError(f"{name!r} is not a name for a size")
    return of_atom(Symbol(name, least, most))


def fresh(hint: str = "?", least: int | None = 0) -> Dim:
    """An anonymous size, equal only to itself."""
    return of_atom(Anonymous(hint, least))


def is_anonymous(a: Size) -> bool:
    """Whether the size depends on an anonymous one."""
    return any(isinstance(atom, Anonymous) for atom in _leaves(a))


def symbols(a: Size) -> frozenset[str]:
    """The names in the size."""
    return frozenset(atom.name for atom in _leaves(a) if isinstance(atom, Symbol))


def product(sizes: Iterable[Size]) -> Size:
    """The product of the sizes; 1 for none."""
    result: Size = 1
    for size in sizes:
        result = result * size
    if type(result) is int and not -MOST_INTEGER <= result <= MOST_INTEGER:
        return beyond_limits()
    return result


def substitute(a: Size, values: Mapping[str, Size]) -> Size:
    """The size with sizes in place of names; a name without a value stays. Raises ZeroDivisionError for a divisor of 0."""
    if isinstance(a, int) or not values:
        return a

    def value(atom: Atom) -> Size:
        if isinstance(atom, Symbol):
            found = values.get(atom.name)
            return of_atom(atom) if found is None else found
        if isinstance(atom, Floor):
            return floor_div(substitute(atom.numerator, values), substitute(atom.denominator, values))
        if isinstance(atom, Extreme):
            choose = maximum if atom.greatest else minimum
            first, *rest = [substitute(argument, values) for argument in atom.arguments]
            for other in rest:
                first = choose(first, other)
            return first
        return of_atom(atom)

    return _combine(a, value)


def evaluate(a: Size, values: Mapping[str, int]) -> int:
    """The value of the size. Raises KeyError for a name without a value, ValueError for an anonymous size,
    ZeroDivisionError where a divisor is 0."""
    if isinstance(a, int):
        return a
    total = 0
    for monomial, factor in a.terms:
        for atom in monomial:
            factor *= _value(atom, values)
        total += factor
    return total


def _value(atom: Atom, values: Mapping[str, int]) -> int:
    if isinstance(atom, Symbol):
        return values[atom.name]
    if isinstance(atom, Floor):
        return evaluate(atom.numerator, values) // evaluate(atom.denominator, values)
    if isinstance(atom, Extreme):
        choose = max if atom.greatest else min
        return choose(evaluate(argument, values) for argument in atom.arguments)
    raise ValueError("an anonymous size has no value")


def _combine(a: Dim, value: Callable[[Atom], Size]) -> Size:
    total: Size = 0
    for monomial, factor in a.terms:
        term: Size = factor
        for atom in monomial:
            term = term * value(atom)
        total = total + term
    return total


def _leaves(a: Size) -> Iterator[Atom]:
    if isinstance(a, int):
        return
    for atom in a.atoms():
        if isinstance(atom, Floor):
            yield from _leaves(atom.numerator)
            yield from _leaves(atom.denominator)
        elif isinstance(atom, Extreme):
            for argument in atom.arguments:
                yield from _leaves(argument)
        else:
            yield atom
