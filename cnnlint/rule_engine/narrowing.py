"""Which subjects a condition can be true of at all, read off its text, so that a rule about convolutions never looks at other layers."""

from __future__ import annotations

import ast
from collections.abc import Iterable


def narrowed(conditions: Iterable[str], field: str) -> frozenset[str] | None:
    """The values of a text field (`layer.role`) without which one of these conditions is not true; None where any may do."""
    return allowed([_parsed(text) for text in conditions], field)


def allowed(conditions: Iterable[ast.expr], field: str) -> frozenset[str] | None:
    """The same for conditions that are parsed."""
    return _all_of(_allowed(condition, field) for condition in conditions)


def _parsed(text: str) -> ast.expr:
    return ast.parse(" ".join(text.split()), mode="eval").body


def _allowed(node: ast.expr, field: str) -> frozenset[str] | None:
    if isinstance(node, ast.BoolOp):
        parts = [_allowed(value, field) for value in node.values]
        if isinstance(node.op, ast.And):
            return _all_of(parts)
        known = [part for part in parts if part is not None]
        return frozenset[str]().union(*known) if len(known) == len(parts) else None
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and ast.unparse(node.left) == field:
        right = node.comparators[0]
        if isinstance(node.ops[0], ast.Eq):
            return _texts([right])
        if isinstance(node.ops[0], ast.In) and isinstance(right, ast.Tuple | ast.List):
            return _texts(right.elts)
    return None


def _texts(items: list[ast.expr]) -> frozenset[str] | None:
    texts = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    return frozenset(texts) if len(texts) == len(items) else None


def _all_of(parts: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    known = [part for part in parts if part is not None]
    return known[0].intersection(*known[1:]) if known else None
