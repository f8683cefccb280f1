"""The condition language: Python's expression grammar cut down to an allow-list, typed against the schema, compiled to closures.

Nothing of an expression is ever executed as Python: its syntax tree is read and a function of our own is made of every node.
"""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Final

from cnnlint.rule_engine.compiler import Compiler, utf8_offset
from cnnlint.rule_engine.scope import Expression, Refusal, Scope
from cnnlint.rule_engine.types import BOOL, Type

MAX_LENGTH: Final = 2000


def compile_expression(text: str, scope: Scope, expected: Type | None = None) -> Expression:
    """Type and compile an expression.

    Raises Refusal where it is too long, no expression, uses what is not on the allow-list, or does not fit its types.
    """
    if len(text) > MAX_LENGTH:
        raise Refusal(0, 1, f"an expression of more than {MAX_LENGTH} characters")
    stripped = text.lstrip()
    indent = len(text) - len(stripped)
    flat = stripped.rstrip().replace("\r", " ").replace("\n", " ")
    if not flat:
        raise Refusal(0, 1, "an expression is missing")
    compiled = Compiler(flat, indent).compile(_parse(flat, indent), scope)
    if expected is not None and compiled.type.name != expected.name:
        raise Refusal(indent, len(flat), f"this is {_article(compiled.type)}, not {_article(expected)}")
    return compiled


def compile_condition(text: str, scope: Scope) -> Expression:
    """Type and compile an expression that is true, false or unknown."""
    return compile_expression(text, scope, BOOL)


def number(text: str) -> int | Fraction:
    """A decimal number exactly as it is written, so that 0.1 is a tenth. Raises ValueError where it is none."""
    exact = Fraction(text)
    return exact.numerator if exact.denominator == 1 else exact


def _parse(flat: str, indent: int) -> ast.expr:
    try:
        return ast.parse(flat, mode="eval").body
    except SyntaxError as error:
        offset = utf8_offset(flat, (error.offset or 1) - 1) if not flat.isascii() else (error.offset or 1) - 1
        raise Refusal(
            indent + min(max(offset, 0), len(flat) - 1), 1, f"not an expression: {error.msg}", _advice(flat)
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise Refusal(
            indent, 1, "not an expression that can be read: too deep, or with characters that no source has"
        ) from None


def _advice(flat: str) -> str:
    for written, meant in (("&&", "and"), ("||", "or"), ("!", "not")):
        if written in flat.replace("!=", ""):
            return f"did you mean `{meant}`?"
    return "did you mean `==`?" if "=" in flat and "==" not in flat else ""


def _article(type_: Type) -> str:
    return {"bool": "a condition", "number": "a number", "text": "text"}.get(type_.name, f"of type {type_}")
