"""Sizes as people write them; every form is an expression in Python's grammar (an anonymous size is ``?``)."""

from __future__ import annotations

from itertools import groupby

from cnnlint.symbolic.atoms import Anonymous, Atom, Extreme, Floor, Symbol
from cnnlint.symbolic.dim import Monomial, Size
from cnnlint.symbolic.layout import Remainder, factors, folded

_SUM, _QUOTIENT, _PRODUCT, _NAME = range(4)


def text(a: Size) -> str:
    """The size as an expression: ``(H - 4)//2``, ``64*(H//2)*(W//2)``, ``H % 2``, ``max(H, 3)``."""
    return _written(a)[0]


def _written(a: Size) -> tuple[str, int]:
    """The expression and how tightly its outermost operator binds."""
    if isinstance(a, int):
        return str(a), _NAME if a >= 0 else _SUM
    parts = factors(folded(a))
    if len(parts) == 1:
        return _sum(parts[0])
    negative = parts[0] == -1
    words = [_written_sum(part) for part in (parts[1:] if negative else parts)]
    return ("-" if negative else "") + "*".join(words), _SUM if negative else _PRODUCT


def _written_sum(a: Size) -> str:
    """A factor of a product."""
    if isinstance(a, int):
        return str(a)
    if len(a.terms) == 1 and a.terms[0][1] == 1:
        return "*".join(_powers(a.terms[0][0]))
    return f"({_sum(a)[0]})"


def _sum(a: Size) -> tuple[str, int]:
    if isinstance(a, int):
        return str(a), _NAME if a >= 0 else _SUM
    if len(a.terms) == 1 and a.terms[0][1] > 0:
        return _term(*a.terms[0])
    first = next((term for term in a.terms if term[1] > 0), a.terms[0])
    head, level = _term(first[0], abs(first[1]))
    if first[1] < 0:
        head = f"-({head})" if level == _QUOTIENT else f"-{head}"
    rest = [
        f" {'+' if factor > 0 else '-'} {_term(monomial, abs(factor))[0]}"
        for monomial, factor in a.terms
        if monomial != first[0]
    ]
    return head + "".join(rest), _SUM


def _term(monomial: Monomial, factor: int) -> tuple[str, int]:
    if not monomial:
        return str(factor), _NAME
    if factor == 1 and len(monomial) == 1:
        return _atom(monomial[0])
    words = _powers(monomial)
    return "*".join(words if factor == 1 else [str(factor), *words]), _PRODUCT


def _powers(monomial: Monomial) -> list[str]:
    words = []
    for atom, group in groupby(monomial):
        exponent = len(list(group))
        base, level = _atom(atom)
        if level < _NAME:
            base = f"({base})"
        words.append(base if exponent == 1 else f"{base}**{exponent}")
    return words


def _atom(atom: Atom) -> tuple[str, int]:
    if isinstance(atom, Symbol):
        return atom.name, _NAME
    if isinstance(atom, Anonymous):
        return "?", _NAME
    if isinstance(atom, Floor):
        return f"{_operand(atom.numerator, _PRODUCT)}//{_operand(atom.denominator, _NAME)}", _QUOTIENT
    if isinstance(atom, Remainder):
        return f"{_operand(atom.numerator, _PRODUCT)} % {_operand(atom.denominator, _NAME)}", _QUOTIENT
    if isinstance(atom, Extreme):
        arguments = ", ".join([text(argument) for argument in atom.arguments])
        return f"{'max' if atom.greatest else 'min'}({arguments})", _NAME
    raise TypeError(f"not an atom: {atom!r}")


def _operand(a: Size, least: int) -> str:
    written, level = _written(a)
    return written if level >= least else f"({written})"
