"""The laws of floor division, and exact division of polynomials.

Every law holds for all integers (Graham, Knuth, Patashnik, *Concrete Mathematics*, chapter 3); where the divisor is
symbolic, for all values at which it is not zero.
"""

from __future__ import annotations

from math import gcd

from cnnlint.symbolic.atoms import Anonymous, Atom, Floor, Symbol
from cnnlint.symbolic.bounds import bounds
from cnnlint.symbolic.dim import Dim, Monomial, Size, from_terms, of_atom
from cnnlint.symbolic.keeping import kept

_MOST_STEPS = 200


def floor_div(a: Size, b: Size) -> Size:
    """``a // b``, rounded down as Python does. Raises ZeroDivisionError if b is the integer 0."""
    if isinstance(a, int) and isinstance(b, int):
        return a // b
    return _floor_div(a, b)


@kept
def _floor_div(a: Size, b: Size) -> Size:
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
    return floor_div(a + b - 1, b) if _positive(b) else -floor_div(-a, b)


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
    if len(b.terms) == 1 and any(_without(monomial, b.terms[0][0]) is None for monomial, _ in a.terms):
        return None
    quotient, remainder = divide(a, b)
    return quotient if isinstance(remainder, int) and remainder == 0 else None


def _by_integer(a: Dim, m: int) -> Size:
    """Divide by m > 0: whole multiples are taken out and the smallest equal fraction is left."""
    if m == 1:
        return a
    merged = _merged(a, m)
    if merged is not None:
        return floor_div(*merged)
    whole: dict[Monomial, int] = {}
    rest: dict[Monomial, int] = {}
    for monomial, factor in a.terms:
        # Remainders of least magnitude: -H stays -H and does not become (m - 1)*H. The constant's is never negative.
        whole[monomial] = (factor + (m - 1) // 2) // m if monomial else factor // m
        rest[monomial] = factor - whole[monomial] * m
    common = gcd(m, *[factor for monomial, factor in rest.items() if monomial])
    remainder = from_terms({monomial: factor // common for monomial, factor in rest.items()})
    if isinstance(remainder, int):
        return from_terms(whole)
    if common * 2 == m and a.terms[0][1] < 0:
        # Of a half no sign is the smaller; that of the leading term makes -(-H//2) the same as (H + 1)//2.
        return -floor_div(m - 1 - a, m)
    return from_terms(whole) + _fraction(remainder, m // common)


def _fraction(a: Dim, m: int) -> Size:
    """``a // m`` for a in lowest terms without whole multiples."""
    merged = _merged(a, m)
    if merged is not None:
        return floor_div(*merged)
    if not _unbounded(a):
        low, high = bounds(a)
        if low is not None and high is not None and low // m == high // m:
            return low // m
    for monomial, factor in a.terms:
        if monomial and 2 * factor != m:
            return _mirrored(a, m) if factor < 0 else of_atom(Floor(a, m))
    return of_atom(Floor(a, m))


def _unbounded(a: Dim) -> bool:
    """Whether bounds plainly cannot settle a quotient, which spares computing them in the commonest case."""
    atoms = [atom for monomial, _ in a.terms for atom in monomial]
    return all(isinstance(atom, Symbol | Anonymous) for atom in atoms) and any(
        isinstance(atom, Symbol | Anonymous) and (atom.most is None or atom.least is None) for atom in atoms
    )


def _mirrored(a: Dim, m: int) -> Size:
    """``a//m == -((m - 1 - a)//m)``, so that of two fractions that differ in sign only one is an atom."""
    mirror: dict[Monomial, int] = {(): m - 1}
    whole: dict[Monomial, int] = {}
    for monomial, factor in a.terms:
        if monomial and 2 * factor == m:
            mirror[monomial] = factor
            whole[monomial] = 1
        else:
            mirror[monomial] = mirror.get(monomial, 0) - factor
    fraction = from_terms(mirror)
    return from_terms(whole) - (fraction // m if isinstance(fraction, int) else of_atom(Floor(fraction, m)))


def _merged(a: Dim, m: Size) -> tuple[Size, Size] | None:
    """One fraction for two: ``(w + n//d)//m == (w*d + n)//(d*m)`` for m > 0, n//d being the only floor division in a."""
    found: Floor | None = None
    sign = 1
    for monomial, factor in a.terms:
        for atom in monomial:
            if isinstance(atom, Floor):
                if found is not None or len(monomial) > 1 or abs(factor) != 1:
                    return None
                found, sign = atom, factor
    if found is None:
        return None
    n, d = found.numerator, found.denominator
    if sign < 0:
        if not _positive(d):
            return None
        n = d - 1 - n
    return (a - sign * of_atom(found)) * d + n, d * m


def _by_dim(a: Size, b: Dim) -> Size:
    if b.terms[0][1] < 0:
        a, b = -a, -b
    if isinstance(a, int):
        return _proper(a, b)
    quotient, remainder = divide(a, b)
    if isinstance(remainder, Dim) and len(b.terms) > 1 and len(remainder.terms) >= len(a.terms):
        quotient, remainder = 0, a
    return quotient + _proper(remainder, b)


def _proper(a: Size, b: Dim) -> Size:
    """``a // b`` where no multiple of b is to be taken out of a."""
    divisor: Size = b
    if isinstance(a, Dim):
        a, divisor = _lowest_terms(a, b)
    elif a == 0:
        return 0
    if isinstance(divisor, int):
        return floor_div(a, divisor)
    if _positive(divisor):
        merged = _merged(a, divisor) if isinstance(a, Dim) else None
        if merged is not None:
            return floor_div(*merged)
        if _positive(a + 1) and _positive(divisor - a):
            return 0
        if _positive(-a) and _positive(a + divisor + 1):
            return -1
    return of_atom(Floor(a, divisor))


def _positive(a: Size) -> bool:
    low, _ = bounds(a)
    return low is not None and low > 0


def _lowest_terms(a: Dim, b: Dim) -> tuple[Size, Size]:
    """Both without their common integer and their common atoms."""
    common = gcd(*[factor for _, factor in a.terms], *[factor for _, factor in b.terms])
    shared = a.terms[0][0]
    for monomial, _ in (*a.terms[1:], *b.terms):
        shared = _common_atoms(shared, monomial)
    if common == 1 and not shared:
        return a, b
    return _reduced(a, shared, common), _reduced(b, shared, common)


def _reduced(a: Dim, shared: Monomial, common: int) -> Size:
    return from_terms({_without(monomial, shared) or (): factor // common for monomial, factor in a.terms})


def _common_atoms(a: Monomial, b: Monomial) -> Monomial:
    rest = list(b)
    shared: list[Atom] = []
    for atom in a:
        if atom in rest:
            rest.remove(atom)
            shared.append(atom)
    return tuple(shared)


def _without(monomial: Monomial, divisor: Monomial) -> Monomial | None:
    """The quotient of two monomials, or None if it is not one."""
    rest = list(monomial)
    for atom in divisor:
        if atom not in rest:
            return None
        rest.remove(atom)
    return tuple(rest)


def divide(a: Dim, b: Dim) -> tuple[Size, Size]:
    """Polynomial division, ``a == q*b + r``: what b's leading term divides goes to q, all else to r."""
    lead, lead_factor = b.terms[0]
    quotient: Size = 0
    remainder: Size = 0
    rest: Size = a
    for _ in range(_MOST_STEPS):
        if isinstance(rest, int):
            return quotient, remainder + rest
        monomial, factor = rest.terms[0]
        share = _without(monomial, lead)
        times = 0 if share is None else factor // lead_factor
        if share is not None and times:
            step = from_terms({share: times})
            quotient, rest = quotient + step, rest - step * b
        left = from_terms({monomial: factor - times * lead_factor})
        remainder, rest = remainder + left, rest - left
    return 0, a
