"""The patterns of `match` statements → IR."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from cnnlint.syntax import ir
from cnnlint.syntax.expressions import expression, identifier
from cnnlint.syntax.positions import Cursor


def pattern(cursor: Cursor, node: Any) -> ir.Pattern:
    """Any pattern; as with expressions, only the parentheses of a sequence belong to its span."""
    outer = 0 if isinstance(node, _IS_EXPRESSION) else len(node.lpar) - isinstance(node, cst.MatchTuple)
    for _ in range(outer):
        cursor.take(1)
    lowered = _PATTERNS[type(node)](cursor, node)
    for _ in range(outer):
        cursor.take(1)
    return lowered


def _value(cursor: Cursor, node: cst.MatchValue | cst.MatchSingleton) -> ir.Pattern:
    value = expression(cursor, node.value)
    return ir.MatchValue(value.span, value)


def _as(cursor: Cursor, node: cst.MatchAs) -> ir.Pattern:
    start = cursor.start()
    inner = None
    if node.pattern is not None:
        inner = pattern(cursor, node.pattern)
        cursor.take(2)
    if node.name is None:
        cursor.take(1)
        name = None
    else:
        name = identifier(cursor, node.name)
    return ir.MatchCapture(cursor.span(start), inner, name)


def _sequence(cursor: Cursor, node: cst.MatchList | cst.MatchTuple) -> ir.Pattern:
    is_bracketed = isinstance(node, cst.MatchTuple) or node.lbracket is not None
    start = cursor.take(1) if is_bracketed else cursor.start()
    patterns = tuple([_element(cursor, item) for item in node.patterns])
    if is_bracketed:
        cursor.take(1)
    elif isinstance(node.patterns[-1].comma, cst.Comma):
        cursor.take_comma()
    return ir.MatchSequence(cursor.span(start), patterns)


def _element(cursor: Cursor, node: cst.MatchSequenceElement | cst.MatchStar) -> ir.Pattern:
    if not isinstance(node, cst.MatchStar):
        return pattern(cursor, node.value)
    start = cursor.take(1)
    if node.name is None:
        cursor.take(1)
        name = None
    else:
        name = identifier(cursor, node.name)
    return ir.MatchStar(cursor.span(start), name)


def _mapping(cursor: Cursor, node: cst.MatchMapping) -> ir.Pattern:
    start = cursor.take(1)
    keys: list[ir.Expr] = []
    patterns: list[ir.Pattern] = []
    for item in node.elements:
        keys.append(expression(cursor, item.key))
        cursor.take(1)
        patterns.append(pattern(cursor, item.pattern))
    rest = None
    if node.rest is not None:
        cursor.take(2)
        rest = identifier(cursor, node.rest)
    cursor.take(1)
    return ir.MatchMapping(cursor.span(start), tuple(keys), tuple(patterns), rest)


def _class(cursor: Cursor, node: cst.MatchClass) -> ir.Pattern:
    start = cursor.start()
    cls = expression(cursor, node.cls)
    cursor.take(1)
    patterns = tuple([pattern(cursor, item.value) for item in node.patterns])
    names: list[str] = []
    named: list[ir.Pattern] = []
    for item in node.kwds:
        names.append(identifier(cursor, item.key))
        cursor.take(1)
        named.append(pattern(cursor, item.pattern))
    cursor.take(1)
    return ir.MatchClass(cursor.span(start), cls, patterns, tuple(names), tuple(named))


def _or(cursor: Cursor, node: cst.MatchOr) -> ir.Pattern:
    start = cursor.start()
    patterns: list[ir.Pattern] = []
    for index, item in enumerate(node.patterns):
        if index:
            cursor.take(1)
        patterns.append(pattern(cursor, item.pattern))
    return ir.MatchOr(cursor.span(start), tuple(patterns))


_IS_EXPRESSION = (cst.MatchValue, cst.MatchSingleton)
_PATTERNS: dict[type, Callable[[Cursor, Any], ir.Pattern]] = {
    cst.MatchValue: _value,
    cst.MatchSingleton: _value,
    cst.MatchAs: _as,
    cst.MatchList: _sequence,
    cst.MatchTuple: _sequence,
    cst.MatchMapping: _mapping,
    cst.MatchClass: _class,
    cst.MatchOr: _or,
}
