"""String and f-string tokens → one constant, or one `FString` where any of the pieces is formatted."""

from __future__ import annotations

import re
from typing import Any

import libcst as cst

from cnnlint.syntax import ir
from cnnlint.syntax.expressions import LOWERINGS, expression
from cnnlint.syntax.literals import LiteralError, string, text
from cnnlint.syntax.positions import Cursor

Parts = list[str | ir.Formatted]

_NAMED_OR_BRACES = re.compile(r"(\\N\{[^}]*\})|\{\{|\}\}")


def _simple(cursor: Cursor, node: cst.SimpleString) -> ir.Expr:
    value = string(node.value)  # first, so that the cursor stands before it if it is refused
    return ir.Constant(cursor.span(cursor.take(len(node.value))), value)


def _formatted(cursor: Cursor, node: Any) -> ir.Expr:
    start = cursor.start()
    parts = _parts_of(cursor, node)
    return ir.FString(cursor.span(start), _merged(parts))


def _concatenated(cursor: Cursor, node: cst.ConcatenatedString) -> ir.Expr:
    start = cursor.start()
    pieces: list[str | bytes | Parts] = []
    rest: Any = node
    while rest is not None:
        piece, rest = (rest.left, rest.right) if isinstance(rest, cst.ConcatenatedString) else (rest, None)
        if isinstance(piece, cst.SimpleString):
            pieces.append(string(piece.value))
            cursor.take(len(piece.value))
        else:
            pieces.append(_parts_of(cursor, piece))
    span = cursor.span(start)
    if all(isinstance(piece, bytes) for piece in pieces):
        return ir.Constant(span, b"".join(piece for piece in pieces if isinstance(piece, bytes)))
    parts: Parts = []
    for piece in pieces:
        if isinstance(piece, bytes):
            raise LiteralError("cannot mix bytes and nonbytes literals")
        parts.extend(piece if isinstance(piece, list) else [piece])
    merged = _merged(parts)
    if any(isinstance(piece, list) for piece in pieces):
        return ir.FString(span, merged)
    return ir.Constant(span, merged[0] if merged else "")


def _merged(parts: Parts) -> tuple[str | ir.Formatted, ...]:
    """Neighbouring text as one part, and no empty text."""
    merged: Parts = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    return tuple(merged)


def _parts_of(cursor: Cursor, node: Any) -> Parts:
    cursor.take(len(node.start))
    parts = _parts(cursor, node.parts, "r" in node.start.lower())
    cursor.offset += len(node.end)
    return parts


def _parts(cursor: Cursor, nodes: Any, is_raw: bool) -> Parts:
    parts: Parts = []
    for node in nodes:
        # Blanks are text here, so the offset moves without skipping any.
        if isinstance(node, _TEXT):
            cursor.offset += len(node.value)
            parts.append(text(_NAMED_OR_BRACES.sub(_one_brace, node.value), is_raw))
        else:
            parts.append(_replacement(cursor, node, is_raw))
    return parts


def _one_brace(match: re.Match[str]) -> str:
    found: str = match[0]
    return found if match[1] else found[0]


def _replacement(cursor: Cursor, node: Any, is_raw: bool) -> ir.Formatted:
    start = cursor.offset
    cursor.offset += 1
    value = expression(cursor, node.expression)
    debug = ""
    if node.equal is not None:
        cursor.take(1)
        debug = cursor.text[start + 1 : cursor.start()]
    conversion = node.conversion
    if conversion is not None:
        cursor.take(1)
        cursor.take(len(conversion))
    if node.format_spec is None:
        cursor.take(1)
        # `{x=}` alone shows the repr.
        return ir.Formatted(cursor.span(start), value, "r" if debug and conversion is None else conversion, None, debug)
    format_start = cursor.take(1)
    parts = _merged(_parts(cursor, node.format_spec, is_raw))
    format_spec = ir.FString(cursor.span(format_start), parts)
    cursor.offset += 1
    return ir.Formatted(cursor.span(start), value, conversion, format_spec, debug)


# Template strings came to libcst later than the oldest release that is supported.
_TEXT = tuple(getattr(cst, name) for name in ("FormattedStringText", "TemplatedStringText") if hasattr(cst, name))
LOWERINGS[cst.SimpleString] = _simple
LOWERINGS[cst.ConcatenatedString] = _concatenated
LOWERINGS[cst.FormattedString] = _formatted
if hasattr(cst, "TemplatedString"):
    LOWERINGS[cst.TemplatedString] = _formatted
