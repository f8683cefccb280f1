"""Sizes from text, as given on a command line or in a comment."""

from __future__ import annotations

import ast
import warnings
from functools import reduce

from cnnlint.symbolic.dim import MOST_INTEGER, Size
from cnnlint.symbolic.division import floor_div
from cnnlint.symbolic.extremes import maximum, minimum
from cnnlint.symbolic.symbols import fresh, symbol

_MOST_CHARACTERS = 500
_MOST_EXPONENT = 16


def parse_size(text: str) -> Size:
    """Read an integer, a name, or an expression of these with ``+ - * // % **``, parentheses, min and max; ``?`` is a
    new anonymous size. Raises ValueError with a message for people."""
    stripped = text.strip()
    if stripped.isascii() and stripped.isdigit() and len(stripped) <= 30:
        return int(stripped)
    if stripped == "?":
        return fresh()
    if not stripped:
        raise ValueError("a size is missing")
    if len(stripped) > _MOST_CHARACTERS:
        raise ValueError(f"a size of {len(stripped)} characters is too long")
    try:
        size = _size(_tree(stripped))
    except ZeroDivisionError:
        raise ValueError(f"{stripped!r} divides by zero") from None
    except RecursionError:
        raise _not_a_size(stripped) from None
    if isinstance(size, int) and abs(size) > MOST_INTEGER:
        raise ValueError("a size of more than 30 digits is too large")
    return size


def _tree(text: str) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd literals, which are refused anyway
            return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _not_a_size(text) from None


def _not_a_size(text: str) -> ValueError:
    return ValueError(f"{text!r} is not a size: write a number, a name, or an expression like 2*H + 1")


def _size(node: ast.expr) -> Size:
    match node:
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            return value
        case ast.Name(id=name):
            return symbol(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_size(operand)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _size(operand)
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(_size(left), op, _size(right))
        case ast.Call(func=ast.Name(id="min" | "max" as name), args=[_, _, *_] as arguments, keywords=[]):
            return reduce(maximum if name == "max" else minimum, [_size(argument) for argument in arguments])
    raise _not_a_size(ast.unparse(node))


def _binary(left: Size, op: ast.operator, right: Size) -> Size:
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.FloorDiv():
            return floor_div(left, right)
        case ast.Mod():
            return left % right
        case ast.Pow() if isinstance(right, int) and 0 <= right <= _MOST_EXPONENT:
            return left**right
        case ast.Pow():
            raise ValueError(f"a size has whole exponents from 0 to {_MOST_EXPONENT} only")
        case ast.Div():
            raise ValueError("sizes are whole numbers: write // for /")
    raise ValueError("a size knows the operators + - * // % ** only")
