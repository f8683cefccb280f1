"""A product of sizes of different names taken apart: ``16*h*w == 400`` where h hangs on H alone and w on W alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import gcd, isqrt, prod
from typing import Final

from cnnlint.symbolic.bounds import bounds
from cnnlint.symbolic.dim import Dim, Monomial, Size, from_terms, of_atom
from cnnlint.symbolic.progressions import progression
from cnnlint.symbolic.rewrite import leaves
from cnnlint.symbolic.symbols import product

_MOST_FACTORED: Final = 10**10  # trying the divisors of a larger number takes too long


def separated(a: Dim, axes: Sequence[str]) -> tuple[list[Size], int | None] | None:
    """One size for each axis that hangs on it alone, and the number that their product must be for `a` to be 0.

    The number is None where no product can be that; the whole is None where the size is no such product and a number.
    """
    highest = {monomial: factor for monomial, factor in a.terms if _names(monomial) >= set(axes)}
    pure = _product(from_terms(highest), axes)
    if pure is None:
        return None
    content, parts = pure
    shifts = [_shift(a, content, parts, index) for index in range(len(parts))]
    factors: list[Size] = [
        part * shift.denominator + shift.numerator for part, shift in zip(parts, shifts, strict=True)
    ]
    left = a * prod(shift.denominator for shift in shifts) - content * product(factors)
    if not isinstance(left, int):
        return None
    return factors, None if left % content else -left // content


def _shift(a: Dim, content: int, parts: Sequence[Dim], index: int) -> Fraction:
    """The constant beside one factor, read off the term in which that factor is missing."""
    leads = [part.terms[0] for other, part in enumerate(parts) if other != index]
    monomial = tuple(sorted([atom for lead, _ in leads for atom in lead], key=lambda atom: atom.key))
    return Fraction(dict(a.terms).get(monomial, 0), content * prod(factor for _, factor in leads))


def _product(a: Size, axes: Sequence[str]) -> tuple[int, list[Dim]] | None:
    """A number, and for each axis a size that hangs on it alone, of which the size is the product."""
    parts: list[Dim] = []
    for axis in axes:
        split = None if isinstance(a, int) else _split(a, axis)
        if split is None:
            return None
        part, a = split
        parts.append(part)
    if not isinstance(a, int):
        return None
    return a, parts


def _split(a: Dim, axis: str) -> tuple[Dim, Size] | None:
    """p and q with ``a == p*q`` where p hangs on this axis alone, without a common factor, and q on others."""
    cofactors: dict[Monomial, dict[Monomial, int]] = {}
    for monomial, factor in a.terms:
        inside = tuple([atom for atom in monomial if _names((atom,)) == {axis}])
        outside = tuple([atom for atom in monomial if atom not in inside])
        if axis in _names(outside):
            return None
        cofactors.setdefault(outside, {})[inside] = factor
    first = next(iter(cofactors.values()))
    lead = next(iter(first))
    common = gcd(*first.values()) * (1 if first[lead] > 0 else -1)
    primitive = {monomial: factor // common for monomial, factor in first.items()}
    rest: dict[Monomial, int] = {}
    for outside, cofactor in cofactors.items():
        times = cofactor.get(lead, 0) // primitive[lead]
        if cofactor != {monomial: factor * times for monomial, factor in primitive.items()}:
            return None
        rest[outside] = times
    part = from_terms(primitive)
    return None if isinstance(part, int) else (part, from_terms(rest))


def _names(monomial: Monomial) -> set[str]:
    return {leaf.key for atom in monomial for leaf in leaves(of_atom(atom))}


def matched(left: Size, right: Size, axes: Sequence[str]) -> list[tuple[Size, Size]] | None:
    """(a, b) for each axis, a >= b wherever both sizes are counted, so that products that are equal and not 0 are equal axis by axis.

    So ``H*W == 16*(H//4)*(W//4)`` asks for ``H == 4*(H//4)`` and ``W == 4*(W//4)``. None where the sizes are no such products.
    """
    one, other = _product(left, axes), _product(right, axes)
    if one is None or other is None:
        return None
    if one[0] > other[0]:
        one, other = other, one
    pairs: list[tuple[Size, Size]] = []
    times = 1
    for axis, a, b in zip(axes, one[1], other[1], strict=True):
        pace, slower = (progression(part, frozenset([axis])) for part in (a, b))
        if pace is None or slower is None or not pace.slope or not slower.slope:
            return None
        share = Fraction(pace.slope * slower.period, pace.period * slower.slope)
        low, _ = bounds(a - int(share) * b)
        if share.denominator != 1 or low is None or low < 0:
            return None
        times *= int(share)
        pairs.append((a, int(share) * b))
    return pairs if one[0] * times == other[0] else None


def divisor_pairs(n: int) -> Iterator[tuple[int, int]]:
    """All (a, b) of either sign with ``a * b == n``, for n != 0."""
    m = abs(n)
    for a in range(1, isqrt(m) + 1):
        if m % a == 0:
            for one in {a, m // a}:
                for sign in (1, -1):
                    yield sign * one, n // (sign * one)


def can_be_factored(n: int) -> bool:
    """Whether `divisor_pairs` ends within reason."""
    return 0 < abs(n) <= _MOST_FACTORED
