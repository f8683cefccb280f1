"""Exact fractions of sizes, for ``H / 2`` and ``H * 0.5``."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import TypeAlias

from cnnlint.symbolic.dim import Dim, Size, from_terms
from cnnlint.symbolic.division import ceil_div, exact_div, floor_div
from cnnlint.symbolic.printing import text

Number: TypeAlias = "int | Fraction | Dim | Ratio"


class Ratio:
    """``numerator / denominator`` in lowest terms, never a whole size: ``ratio`` gives a Size or a Fraction instead.

    The denominator is a positive integer wherever it can be, and symbolic in ``H / W``.
    """

    __slots__ = ("denominator", "numerator")

    def __init__(self, numerator: Size, denominator: Size) -> None:
        """Take parts in lowest terms; elsewhere use ``ratio``."""
        self.numerator = numerator
        self.denominator = denominator

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ratio) and (self.numerator, self.denominator) == (other.numerator, other.denominator)

    def __hash__(self) -> int:
        return hash((self.numerator, self.denominator))

    def __bool__(self) -> bool:
        raise TypeError("a symbolic ratio has no truth value")

    def __str__(self) -> str:
        return f"{_operand(self.numerator)}/{_operand(self.denominator)}"

    def __repr__(self) -> str:
        return f"Ratio({self})"

    def __neg__(self) -> Number:
        return ratio(-self.numerator, self.denominator)

    def __add__(self, other: Number) -> Number:
        if not isinstance(other, int | Fraction | Dim | Ratio):
            return NotImplemented
        top, bottom = _parts(other)
        return ratio(self.numerator * bottom + top * self.denominator, self.denominator * bottom)

    __radd__ = __add__

    def __sub__(self, other: Number) -> Number:
        return self + -other if isinstance(other, int | Fraction | Dim | Ratio) else NotImplemented

    def __rsub__(self, other: Number) -> Number:
        if not isinstance(other, int | Fraction | Dim | Ratio):
            return NotImplemented
        top, bottom = _parts(other)
        return ratio(top * self.denominator - self.numerator * bottom, self.denominator * bottom)

    def __mul__(self, other: Number) -> Number:
        if not isinstance(other, int | Fraction | Dim | Ratio):
            return NotImplemented
        top, bottom = _parts(other)
        return ratio(self.numerator * top, self.denominator * bottom)

    __rmul__ = __mul__

    def __truediv__(self, other: Number) -> Number:
        if not isinstance(other, int | Fraction | Dim | Ratio):
            return NotImplemented
        top, bottom = _parts(other)
        return ratio(self.numerator * bottom, self.denominator * top)

    def __rtruediv__(self, other: Number) -> Number:
        if not isinstance(other, int | Fraction | Dim | Ratio):
            return NotImplemented
        top, bottom = _parts(other)
        return ratio(top * self.denominator, bottom * self.numerator)


def ratio(numerator: Size, denominator: Size) -> Size | Ratio | Fraction:
    """``numerator / denominator``: a Size if it is whole, a Fraction if it is a number.

    Raises ZeroDivisionError if the denominator is the integer 0.
    """
    if isinstance(denominator, int) and denominator == 0:
        raise ZeroDivisionError("size divided by zero")
    whole = exact_div(numerator, denominator)
    if whole is not None:
        return whole
    if isinstance(numerator, int) and isinstance(denominator, int):
        return Fraction(numerator, denominator)
    return Ratio(*_lowest(numerator, denominator))


def floor(r: Size | Fraction | Ratio) -> Size:
    """The greatest whole size that is not above r."""
    top, bottom = _parts(r)
    return floor_div(top, bottom)


def ceil(r: Size | Fraction | Ratio) -> Size:
    """The least whole size that is not below r."""
    top, bottom = _parts(r)
    return ceil_div(top, bottom)


def _parts(a: Number) -> tuple[Size, Size]:
    return (a.numerator, a.denominator) if isinstance(a, Ratio | Fraction) else (a, 1)


def _lowest(numerator: Size, denominator: Size) -> tuple[Size, Size]:
    inverse = exact_div(denominator, numerator)
    if inverse is not None:
        numerator, denominator = 1, inverse
    common = gcd(*_factors(numerator), *_factors(denominator))
    if _factors(denominator)[0] < 0:
        common = -common
    return _shared(numerator, common), _shared(denominator, common)


def _factors(a: Size) -> list[int]:
    return [a] if isinstance(a, int) else [factor for _, factor in a.terms]


def _shared(a: Size, common: int) -> Size:
    if isinstance(a, int):
        return a // common
    return from_terms({monomial: factor // common for monomial, factor in a.terms})


def _operand(a: Size) -> str:
    written = text(a)
    return written if written.isidentifier() or written.isdigit() else f"({written})"
