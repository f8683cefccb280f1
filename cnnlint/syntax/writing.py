"""Expressions as people write them, shortened to fit in a sentence."""

from __future__ import annotations

from cnnlint.syntax import ir

LONGEST = 60  # characters
DEEPEST = 4  # levels of brackets that are written out
ELLIPSIS = "…"
_OPERATORS = frozenset(("+", "-", "*", "/", "//", "%", "**", "@"))


def brief(node: ir.Expr) -> str:
    """An expression on one line: `model(torch.randn(1, 3, 32, 32))`. What is too long or too deep becomes `…`, the innermost first."""
    text = ELLIPSIS
    for depth in range(DEEPEST, -1, -1):
        text = _text(node, depth)
        if len(text) <= LONGEST:
            return text
    return text[: LONGEST - 1] + ELLIPSIS


def _text(node: ir.Expr, depth: int) -> str:
    match node:
        case ir.Constant(value=value):
            return repr(value) if not isinstance(value, str) or len(value) < 20 else f'"{ELLIPSIS}"'
        case ir.Name(id=name):
            return name
        case ir.Attribute(value=owner, attr=name):
            return f"{_text(owner, depth)}.{name}"
        case ir.UnaryOp(op=op, operand=operand) if op in _OPERATORS:
            return f"{op}{_text(operand, depth)}"
        case ir.BinOp(op=op, left=left, right=right) if op in _OPERATORS:
            return f"{_text(left, depth)} {op} {_text(right, depth)}"
        case ir.Starred(value=value):
            return f"*{_text(value, depth)}"
        case ir.Call(func=function, args=args, keywords=keywords):
            given = [_text(arg, depth - 1) for arg in args] if depth else []
            named = (
                [f"{one.name or '**'}={_text(one.value, depth - 1)}" for one in keywords if one.name] if depth else []
            )
            inner = ", ".join([*given, *named]) if depth or not (args or keywords) else ELLIPSIS
            return f"{_text(function, depth)}({inner})"
        case ir.Subscript(value=value, index=index):
            return f"{_text(value, depth)}[{_text(index, depth - 1) if depth else ELLIPSIS}]"
        case ir.Sequence(kind=kind, items=items) if kind in ("tuple", "list"):
            inner = ", ".join(_text(item, depth - 1) for item in items) if depth else ELLIPSIS
            comma = "," if kind == "tuple" and len(items) == 1 else ""
            return f"[{inner}]" if kind == "list" else f"({inner}{comma})"
    return ELLIPSIS
