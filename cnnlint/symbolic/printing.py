"""Sizes as people write them; every form is an expression in Python's grammar (an anonymous size is ``?``)."""

from __future__ import annotations

from itertools import groupby

from cnnlint.symbolic.atoms import Anonymous, Atom, Extreme, Floor, Symbol
from cnnlint.symbolic.dim import Dim, Monomial, Size


def text(a: Size) -> str:
    """The size as an expression."""
    if isinstance(a, int):
        return str(a)
    terms = [term for term in a.terms if term[1] > 0] [:1]
    ordered = [*terms, *[term for term in a.terms if term not in terms]]
    parts: list[str] = []
    for monomial, factor in ordered:
        if not parts:
            parts.append(_term(monomial, factor))
        else:
            parts.append(" + " if factor > 0 else " - ")
            parts.append(_term(monomial, abs(factor)))
    return "".join(parts)


def _term(monomial: Monomial, factor: int) -> str:
    if not monomial:
        return str(factor)
    if len(monomial) == 1 and factor == 1:
        return _atom(monomial[0])
    factors = [_power(atom, len(list(group))) for atom, group in groupby(monomial)]
    if factor == -1:
        return "-" + "*".join(factors)
    return "*".join(factors if factor == 1 else [str(factor), *factors])


def _power(atom: Atom, exponent: int) -> str:
    base = f"({_atom(atom)})" if isinstance(atom, Floor) else _atom(atom)
    return base if exponent == 1 else f"{base}**{exponent}"


def _atom(atom: Atom) -> str:
    if isinstance(atom, Symbol):
        return atom.name
    if isinstance(atom, Anonymous):
        return "?"
    if isinstance(atom, Floor):
        return f"{_operand(atom.numerator, 1)}//{_operand(atom.denominator, 0)}"
    if isinstance(atom, Extreme):
        return f"{'max' if atom.greatest else 'min'}({', '.join(text(argument) for argument in atom.arguments)})"
    raise TypeError(f"not an atom: {atom!r}")


def _operand(a: Size, left: int) -> str:
    """An operand of ``//``: in parentheses unless it is one term (on the right: one name or number)."""
    plain = isinstance(a, int) and a >= 0
    if isinstance(a, Dim) and len(a.terms) == 1 and a.terms[0][1] > 0:
        monomial, factor = a.terms[0]
        plain = bool(left) or (factor == 1 and len(monomial) == 1 and not isinstance(monomial[0], Floor))
    return text(a) if plain else f"({text(a)})"
