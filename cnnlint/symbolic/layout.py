"""The normal form taken back to what a person would have written, for printing only."""

from __future__ import annotations

from math import gcd

from cnnlint.symbolic.atoms import Atom, Floor, key_of, weight_of
from cnnlint.symbolic.dim import Dim, Monomial, Size, from_terms, of_atom
from cnnlint.symbolic.division import divide, exact_div, floor_div


class Remainder(Atom):
    """``numerator % denominator``, which the normal form writes with a floor division."""

    __slots__ = ("denominator", "numerator")

    def __init__(self, numerator: Size, denominator: Size) -> None:
        self.numerator = numerator
        self.denominator = denominator
        self.key = f"~({key_of(numerator)})%({key_of(denominator)})"
        self.weight = 1 + weight_of(numerator) + weight_of(denominator)
        self.by_form = False


def folded(a: Size) -> Size:
    """Recognise remainders, and take constants back under the fraction line: ``H//2 - 2`` is ``(H - 4)//2``."""
    result = a
    for step in (_remainder, _under_the_line):
        for atom in [] if isinstance(result, int) else list(result.atoms()):
            if isinstance(atom, Floor) and isinstance(result, Dim):
                result = step(result, atom)
    return result


def _remainder(a: Dim, target: Floor) -> Size:
    """Write ``x - m*(x//m)`` as ``x % m``, also where x is a floor division that was merged with the one by m."""
    cofactor, rest = _collect(a, target)
    m = target.denominator
    x = target.numerator
    if isinstance(m, int):
        share = gcd(m, *[factor for _, factor in _terms(cofactor)])
        x, m = floor_div(x, m // share), share
    times = exact_div(cofactor, m)
    if times is None or times == 0 or m == 1:
        return a
    left = rest + times * x
    if _length(left) + _length(times) >= _length(a):
        return a
    return left - times * of_atom(Remainder(x, m))


def _under_the_line(a: Dim, target: Floor) -> Size:
    """Take multiples back into the fraction: all constants, and what was taken out of it to make its terms small."""
    cofactor, rest = _collect(a, target)
    m = target.denominator
    if not isinstance(m, int) or cofactor == 0 or (isinstance(rest, int) and isinstance(cofactor, Dim)):
        return a
    mirrored = _terms(cofactor)[0][1] < 0
    before = dict(_terms(target.numerator))
    if mirrored:
        cofactor = -cofactor
    numerator = m - 1 - target.numerator if mirrored else target.numerator
    inside = dict(_terms(numerator))

    def natural(monomial: Monomial, factor: int) -> bool:
        after = inside.get(monomial, 0) + factor * m
        if mirrored:
            return after * before.get(monomial, 0) > 0
        return abs(after) <= abs(before.get(monomial, 0))

    whole, _ = _quotient(rest, cofactor)
    taken = {monomial: factor for monomial, factor in _terms(whole) if monomial and natural(monomial, factor)}
    if mirrored and not taken:
        return a
    back = from_terms(taken) + _constant(whole)
    left = rest - back * cofactor
    if _length(left) >= _length(rest):
        return a
    return cofactor * of_atom(Floor(numerator + back * m, m)) + left


def _constant(a: Size) -> int:
    return a if isinstance(a, int) else a.constant


def _quotient(a: Size, b: Size) -> tuple[Size, Size]:
    if isinstance(b, Dim):
        return (0, a) if isinstance(a, int) else divide(a, b)
    whole = from_terms({monomial: factor // b for monomial, factor in _terms(a) if factor % b == 0})
    return whole, a - whole * b


def _collect(a: Dim, target: Atom) -> tuple[Size, Size]:
    """q and r with ``a == q*target + r``; powers of the target stay in r."""
    cofactor: dict[Monomial, int] = {}
    rest: dict[Monomial, int] = {}
    for monomial, factor in a.terms:
        if monomial.count(target) == 1:
            cofactor[tuple([atom for atom in monomial if atom != target])] = factor
        else:
            rest[monomial] = factor
    return from_terms(cofactor), from_terms(rest)


def factors(a: Size) -> list[Size]:
    """A product that is shorter than the sum, such as ``64*(H - 2)*(W - 2)``; otherwise the sum alone."""
    if isinstance(a, int) or len(a.terms) == 1:
        return [a]
    content = gcd(*[factor for _, factor in a.terms])
    if a.terms[0][1] < 0 and all(factor < 0 for _, factor in a.terms):
        content = -content
    rest = from_terms({monomial: factor // content for monomial, factor in a.terms})
    found: list[Size] = []
    for atom in list(a.atoms()):
        split = _split(rest, atom)
        if split is not None:
            found.append(split[0])
            rest = split[1]
    if rest != 1:
        found.append(rest)
    if len(found) == 1:
        return [a]
    found.sort(key=_length)
    return found if content == 1 else [content, *found]


def _split(a: Size, atom: Atom) -> tuple[Size, Size] | None:
    """p and q with ``a == p*q`` where p has no other atom and q not this one."""
    cofactors: dict[Monomial, dict[Monomial, int]] = {}
    for monomial, factor in _terms(a):
        inside = tuple([one for one in monomial if one == atom])
        outside = tuple([one for one in monomial if one != atom])
        cofactors.setdefault(inside, {})[outside] = factor
    if not any(cofactors):
        return None
    first = next(iter(cofactors.values()))
    lead = next(iter(first))
    common = gcd(*first.values()) if first[lead] > 0 else -gcd(*first.values())
    primitive = {monomial: factor // common for monomial, factor in first.items()}
    scales = {inside: cofactor.get(lead, 0) // primitive[lead] for inside, cofactor in cofactors.items()}
    for inside, cofactor in cofactors.items():
        if cofactor != {monomial: factor * scales[inside] for monomial, factor in primitive.items()}:
            return None
    return from_terms(scales), from_terms(primitive)


def _terms(a: Size) -> tuple[tuple[Monomial, int], ...]:
    return (((), a),) if isinstance(a, int) else a.terms


def _length(a: Size) -> int:
    return len(a.terms) if isinstance(a, Dim) else int(a != 0)
