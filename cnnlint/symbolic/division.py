"""The laws of floor division, and exact division of polynomials.

Every law holds for all integers (Graham, Knuth, Patashnik, *Concrete Mathematics*, chapter 3); where the divisor is
symbolic, for all values at which it is not zero.
"""

from __future__ import annotations

from math import gcd

from cnnlint.symbolic.atoms import Atom, Floor
from cnnlint.symbolic.dim import Dim, Monomial, Size, from_terms, of_atom
from cnnlint.symbolic.intervals import bounds


def floor_div(a: Size, b: Size) -> Size:
    """``a // b``, rounded down as Python does. Raises ZeroDivisionError if b is the integer 0."""
    if isinstance(b, int):
        if isinstance(a, int):
            return a // b
        if b == 0:
            raise ZeroDivisionError("symbolic size divided by zero")
        return _by_integer(a, b) if b > 0 else _by_integer(-a, -b)
    return _by_dim(a, b)


def ceil_div(a: Size, b: Size) -> Size:
    """``a / b`` rounded up. Raises ZeroDivisionError if b is the integer 0."""
    if type(a) is int and type(b) is int:
        return -(-a // b)
    if isinstance(b, int) and b > 0:
        return floor_div(a + (b - 1), b)
    low, _ = bounds(b)
    if low is not None and low > 0:
        return floor_div(a + b - 1, b)
    return -floor_div(-a, b)


def exact_div(a: Size, b: Size) -> Size | None:
    """The size q with ``q * b == a`` whatever the symbols are, or None if no polynomial is."""
    if isinstance(b, int):
        if b == 0:
            return None
        if isinstance(a, int):
            return a // b if a % b == 0 else None
        if any(factor % b for _, factor in a.terms):
            return None
        return from_terms({monomial: factor // b for monomial, factor in a.terms})
    if isinstance(a, int):
        return 0 if a == 0 else None
    quotient, remainder = _divide(a, b)
    return quotient if isinstance(remainder, int) and remainder == 0 else None


def _by_integer(a: Dim, m: int) -> Size:
    if m == 1:
        return a
    quotient = from_terms({monomial: factor // m for monomial, factor in a.terms})
    rest = from_terms({monomial: factor % m for monomial, factor in a.terms})
    if isinstance(rest, int):
        return quotient
    common = gcd(m, *[factor for monomial, factor in rest.terms if monomial])
    if common > 1:
        m //= common
        rest = Dim(tuple([(monomial, factor // common) for monomial, factor in rest.terms if factor >= common]))
    nested = _only_floor(rest, m)
    if nested is not None:
        whole, inner = nested
        return quotient + floor_div(whole * inner.denominator + inner.numerator, inner.denominator * m)
    low, high = bounds(rest)
    if low is not None and high is not None and low // m == high // m:
        return quotient + low // m
    return quotient + of_atom(Floor(rest, m))


def _only_floor(a: Dim, m: int) -> tuple[Size, Floor] | None:
    """Take ``w + f`` apart where f is the only floor division in a, so that ``(w + n//d)//m == (w*d + n)//(d*m)``."""
    found: Floor | None = None
    for monomial, factor in a.terms:
        for atom in monomial:
            if isinstance(atom, Floor):
                if found is not None or len(monomial) > 1 or factor != 1:
                    return None
                found = atom
    return None if found is None else (a - of_atom(found), found)


def _by_dim(a: Size, b: Dim) -> Size:
    if b.terms[0][1] < 0:
        a, b = -a, -b
    if isinstance(a, int):
        return _remainder_by_dim(a, b)
    quotient, remainder = _divide(a, b)
    if isinstance(remainder, Dim) and len(b.terms) > 1 and len(remainder.terms) >= len(a.terms):
        quotient, remainder = 0, a
    return quotient + _remainder_by_dim(remainder, b)


def _remainder_by_dim(a: Size, b: Dim) -> Size:
    if isinstance(a, int) and a == 0:
        return 0
    divisor: Size = b
    if isinstance(a, Dim):
        a, divisor = _cancel(a, b)
    if isinstance(divisor, int):
        return floor_div(a, divisor)
    if _positive(divisor):
        if _positive(a + 1) and _positive(divisor - a):
            return 0
        if _positive(-a) and _positive(a + divisor + 1):
            return -1
    return of_atom(Floor(a, divisor))


def _positive(a: Size) -> bool:
    low, _ = bounds(a)
    return low is not None and low > 0


def _cancel(a: Dim, b: Dim) -> tuple[Size, Size]:
    """Divide both by their common integer and common atoms."""
    common = gcd(*[factor for _, factor in a.terms], *[factor for _, factor in b.terms])
    shared: list[Atom] = list(a.terms[0][0])
    for monomial, _ in (*a.terms[1:], *b.terms):
        rest = list(monomial)
        shared = [atom for atom in shared if atom in rest and not rest.remove(atom)]  # type: ignore[func-returns-value]
    if common == 1 and not shared:
        return a, b
    drop = tuple(shared)
    return (
        from_terms({_without(monomial, drop): factor // common for monomial, factor in a.terms}),  # type: ignore[misc]
        from_terms({_without(monomial, drop): factor // common for monomial, factor in b.terms}),  # type: ignore[misc]
    )


def _without(monomial: Monomial, divisor: Monomial) -> Monomial | None:
    """The quotient of two monomials, or None if it is not one."""
    rest = list(monomial)
    for atom in divisor:
        if atom not in rest:
            return None
        rest.remove(atom)
    return tuple(rest)


def _divide(a: Dim, b: Dim) -> tuple[Size, Size]:
    """Polynomial division: ``a == q*b + r`` where no term of r is a multiple of b's leading term."""
    lead, lead_factor = b.terms[0]
    quotient: Size = 0
    remainder: Size = 0
    rest: Size = a
    for _ in range(200):
        if isinstance(rest, int):
            return quotient, remainder + rest
        monomial, factor = rest.terms[0]
        share = _without(monomial, lead)
        if share is None or factor // lead_factor == 0:
            piece = from_terms({monomial: factor})
            remainder, rest = remainder + piece, rest - piece
            continue
        step = from_terms({share: factor // lead_factor})
        quotient, rest = quotient + step, rest - step * b
        if factor % lead_factor:
            piece = from_terms({monomial: factor % lead_factor})
            remainder, rest = remainder + piece, rest - piece
    return 0, a
