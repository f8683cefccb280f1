"""Annotations that say the shape of a tensor: jaxtyping's `Float[Tensor, "b 3 h w"]` and torchtyping's `TensorType["b", 3, "h", "w"]`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from cnnlint.syntax import ir

Token: TypeAlias = int | str
"""One axis: a size, a name or expression; ANY for one of which nothing is said, MANY for any number of axes."""
ANY, MANY = "_", "..."

_KINDS: Final = re.compile(r"(?:BFloat16|(?:Float|U?Int|Complex)\d*|Integer|Bool|Num|Shaped|Inexact|Real)")
_TORCHTYPING: Final = frozenset({"TensorType", "TT"})
_NAME: Final = re.compile(r"[^\W\d]\w*")
_SKIPPED: Final = frozenset({"float", "int", "bool", "complex", "is_named", "is_float"})
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class ShapeAnnotation:
    """The axes of a shape as they are written, and whether it is a tensor of PyTorch that has it."""

    tokens: tuple[Token, ...]
    is_torch: bool
    text: str


def shape_annotation(node: ir.Expr | None, depth: int = 0) -> ShapeAnnotation | None:
    """What an annotation says of a shape; None for any other annotation."""
    if node is None or depth > _DEEPEST:
        return None
    if isinstance(node, ir.Constant) and isinstance(node.value, str) and "[" in node.value:
        return _of_text(node.value, depth)
    if isinstance(node, ir.BinOp) and node.op == "|":
        return shape_annotation(node.left, depth + 1) or shape_annotation(node.right, depth + 1)
    if not isinstance(node, ir.Subscript):
        return None
    name = _last_name(node.value)
    items = node.index.items if isinstance(node.index, ir.Sequence) else (node.index,)
    if name == "Optional":
        return shape_annotation(node.index, depth + 1)
    if name in _TORCHTYPING:
        tokens = tuple(token for item in items if (token := _torchtyped(item)) is not None)
        return ShapeAnnotation(tokens, True, f"{name}[{_written(tokens)}]")
    if _KINDS.fullmatch(name) and len(items) == 2:
        return _jaxtyped(name, *items)
    return None


def _of_text(text: str, depth: int) -> ShapeAnnotation | None:
    from cnnlint.syntax import parse  # an annotation in quotes is rare

    body = parse(text).body
    statement = body[0] if len(body) == 1 else None
    return shape_annotation(statement.value, depth + 1) if isinstance(statement, ir.ExprStmt) else None


def _last_name(node: ir.Expr) -> str:
    return node.attr if isinstance(node, ir.Attribute) else node.id if isinstance(node, ir.Name) else ""


def _jaxtyped(kind: str, array: ir.Expr, shape: ir.Expr) -> ShapeAnnotation | None:
    if not isinstance(shape, ir.Constant) or not isinstance(shape.value, str):
        return None
    tokens = tuple(map(_token, shape.value.split()))
    return ShapeAnnotation(
        tokens, _last_name(array) == "Tensor", f'{kind}[{_last_name(array) or "…"}, "{shape.value.strip()}"]'
    )


def _token(word: str) -> Token:
    """One word of jaxtyping's text; what is broadcast or bound elsewhere says nothing."""
    word = word.rpartition("=")[2] if "=" in word else word
    if word == MANY or word.startswith("*"):
        return MANY
    if word.isascii() and word.isdigit() and len(word) < 19:
        return int(word)
    return ANY if word.startswith(("_", "#", "?", "{")) or "{" in word else word


def _torchtyped(item: ir.Expr) -> Token | None:
    """One item of torchtyping's brackets; None for what is no axis (an element type)."""
    if isinstance(item, ir.Slice):  # "name": size
        return _torchtyped(item.upper) if item.upper is not None else ANY
    if isinstance(item, ir.Constant):
        value = item.value
        if value is Ellipsis:
            return MANY
        if isinstance(value, str):
            return value if _NAME.fullmatch(value) else ANY
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else ANY
    if isinstance(item, ir.Attribute) or (isinstance(item, ir.Name) and item.id in _SKIPPED):
        return None
    return ANY


def _written(tokens: tuple[Token, ...]) -> str:
    return ", ".join(
        f'"{token}"' if isinstance(token, str) and token not in (ANY, MANY) else str(token) for token in tokens
    )
