"""``Dim``: a size that is not a constant, in normal form.

The normal form is a sum of products of atoms with integer coefficients. Terms are kept in graded lexicographic order
(greatest degree first, the constant last), which is a monomial order: polynomial division relies on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias, overload

from cnnlint.symbolic.atoms import Anonymous, Atom
from cnnlint.symbolic.keeping import kept

if TYPE_CHECKING:
    from cnnlint.symbolic.ratio import Ratio

Monomial: TypeAlias = tuple[Atom, ...]
Terms: TypeAlias = tuple[tuple[Monomial, int], ...]

MOST_WEIGHT = 300
MOST_DEGREE = 16
MOST_INTEGER = 10**30

_UNIT: Monomial = ()


class Dim:
    """An integer expression over named sizes; immutable, and never constant (constants are plain ``int``).

    ``==`` compares normal forms: equal forms are equal sizes, and different forms may still be
    (``compare.equal`` decides that). ``//``, ``%`` and ``divmod`` are Python's (rounding down). There is no truth value
    and no order: both would have to guess.
    """

    __slots__ = ("_hash", "by_form", "known_bounds", "terms", "weight")

    terms: Terms
    weight: int
    by_form: bool
    """Whether its form alone says all that is known of it, as that of its atoms does."""
    known_bounds: tuple[int | None, int | None]
    """Unset until ``intervals.bounds`` has computed it."""

    def __init__(self, terms: Terms) -> None:
        """Take terms that are in normal form already; elsewhere use ``from_terms``."""
        self.terms = terms
        weight, by_form = len(terms), True
        for monomial, _ in terms:
            for atom in monomial:
                weight += atom.weight
                by_form = by_form and atom.by_form
        self.weight = weight
        self.by_form = by_form

    def __reduce__(self) -> tuple[type[Dim], tuple[Terms]]:
        return Dim, (self.terms,)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Dim) and self.terms == other.terms)

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            self._hash: int = hash(self.terms)
            return self._hash

    def __bool__(self) -> bool:
        raise TypeError("a symbolic size has no truth value; use cnnlint.symbolic.equal")

    def __str__(self) -> str:
        from cnnlint.symbolic.printing import text

        return text(self)

    def __repr__(self) -> str:
        return f"Dim({self})"

    def key(self) -> str:
        """A text that only an equal ``Dim`` has."""
        return "+".join([f"{factor}*{'*'.join([atom.key for atom in monomial])}" for monomial, factor in self.terms])

    def atoms(self) -> Iterator[Atom]:
        """The distinct atoms of the terms, not those inside other atoms."""
        return iter(dict.fromkeys(atom for monomial, _ in self.terms for atom in monomial))

    @property
    def constant(self) -> int:
        """The constant term."""
        monomial, factor = self.terms[-1]
        return 0 if monomial else factor

    def __neg__(self) -> Dim:
        return Dim(tuple([(monomial, -factor) for monomial, factor in self.terms]))

    def __pos__(self) -> Dim:
        return self

    @overload
    def __add__(self, other: int | Dim) -> int | Dim: ...
    @overload
    def __add__(self, other: Fraction) -> int | Dim | Ratio | Fraction: ...
    def __add__(self, other: int | Dim | Fraction) -> int | Dim | Ratio | Fraction:
        if isinstance(other, Dim | int):
            return _add(self, other)
        return self._ratio() + other if isinstance(other, Fraction) else NotImplemented

    __radd__ = __add__

    @overload
    def __sub__(self, other: int | Dim) -> int | Dim: ...
    @overload
    def __sub__(self, other: Fraction) -> int | Dim | Ratio | Fraction: ...
    def __sub__(self, other: int | Dim | Fraction) -> int | Dim | Ratio | Fraction:
        return self + -other if isinstance(other, int | Dim | Fraction) else NotImplemented

    @overload
    def __rsub__(self, other: int) -> int | Dim: ...
    @overload
    def __rsub__(self, other: Fraction) -> int | Dim | Ratio | Fraction: ...
    def __rsub__(self, other: int | Fraction) -> int | Dim | Ratio | Fraction:
        return -self + other if isinstance(other, int | Fraction) else NotImplemented

    @overload
    def __mul__(self, other: int | Dim) -> int | Dim: ...
    @overload
    def __mul__(self, other: Fraction) -> int | Dim | Ratio | Fraction: ...
    def __mul__(self, other: int | Dim | Fraction) -> int | Dim | Ratio | Fraction:
        if isinstance(other, Dim | int):
            return _multiply(self, other)
        return self._ratio() * other if isinstance(other, Fraction) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other: int | Dim | Fraction) -> int | Dim | Ratio | Fraction:
        return self._ratio() / other if isinstance(other, int | Dim | Fraction) else NotImplemented

    def __rtruediv__(self, other: int | Fraction) -> int | Dim | Ratio | Fraction:
        return other / self._ratio() if isinstance(other, int | Fraction) else NotImplemented

    def _ratio(self) -> Ratio:
        from cnnlint.symbolic.ratio import Ratio

        return Ratio(self, 1)

    def __pow__(self, exponent: int) -> int | Dim:
        if not isinstance(exponent, int):
            return NotImplemented
        if exponent < 0:
            raise ValueError("a negative power is not a size")
        result: int | Dim = 1
        for _ in range(min(exponent, MOST_DEGREE + 1)):
            result = self * result
        return result

    def __floordiv__(self, other: int | Dim) -> int | Dim:
        from cnnlint.symbolic.division import floor_div

        return floor_div(self, other) if isinstance(other, int | Dim) else NotImplemented

    def __rfloordiv__(self, other: int) -> int | Dim:
        from cnnlint.symbolic.division import floor_div

        return floor_div(other, self) if isinstance(other, int) else NotImplemented

    def __mod__(self, other: int | Dim) -> int | Dim:
        return self - other * (self // other) if isinstance(other, int | Dim) else NotImplemented

    def __rmod__(self, other: int) -> int | Dim:
        return other - self * (other // self) if isinstance(other, int) else NotImplemented

    def __divmod__(self, other: int | Dim) -> tuple[int | Dim, int | Dim]:
        return (self // other, self % other) if isinstance(other, int | Dim) else NotImplemented

    def __rdivmod__(self, other: int) -> tuple[int | Dim, int | Dim]:
        return (other // self, other % self) if isinstance(other, int) else NotImplemented


Size: TypeAlias = int | Dim


def of_atom(atom: Atom) -> Dim:
    """The size that is this atom."""
    return Dim((((atom,), 1),))


def from_terms(terms: Mapping[Monomial, int]) -> Size:
    """The sum of the terms: an int if nothing symbolic is left, an anonymous size if it is beyond the limits."""
    kept = [term for term in terms.items() if term[1]]
    if not kept:
        return 0
    if len(kept) == 1:
        monomial, factor = kept[0]
        if not monomial:
            return factor if -MOST_INTEGER <= factor <= MOST_INTEGER else beyond_limits()
    else:
        kept.sort(key=term_order)
    result = Dim(tuple(kept))
    if result.weight > MOST_WEIGHT or len(kept[0][0]) > MOST_DEGREE:
        return beyond_limits()
    for _, factor in kept:
        if not -MOST_INTEGER <= factor <= MOST_INTEGER:
            return beyond_limits()
    return result


def term_order(term: tuple[Monomial, int]) -> tuple[int, list[str]]:
    """Sort key of the graded lexicographic order, greatest first."""
    monomial = term[0]
    return -len(monomial), [atom.key for atom in monomial]


def beyond_limits() -> Dim:
    """The anonymous size of which nothing is known, in place of an expression that grew too large."""
    return of_atom(Anonymous("?", None))


def _terms(a: Size) -> Terms:
    return a.terms if isinstance(a, Dim) else ((_UNIT, int(a)),)


@kept
def _add(a: Size, b: Size) -> Size:
    total = dict(_terms(a))
    for monomial, factor in _terms(b):
        total[monomial] = total.get(monomial, 0) + factor
    return from_terms(total)


@kept
def _multiply(a: Size, b: Size) -> Size:
    left, right = _terms(a), _terms(b)
    if len(left) * len(right) > MOST_WEIGHT:
        return beyond_limits()
    total: dict[Monomial, int] = {}
    for one, factor in left:
        for two, other in right:
            monomial = tuple(sorted(one + two, key=_key)) if one and two else one or two
            total[monomial] = total.get(monomial, 0) + factor * other
    return from_terms(total)


def _key(atom: Atom) -> str:
    return atom.key
