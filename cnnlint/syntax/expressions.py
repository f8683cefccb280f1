"""libcst expressions → IR. Each function reads its tokens in the order of the source, so that the cursor stays with the tree."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

import libcst as cst

from cnnlint.syntax import ir
from cnnlint.syntax.literals import integer
from cnnlint.syntax.positions import Cursor

Lowering = Callable[[Cursor, Any], ir.Expr]

_BINARY: dict[type[cst.CSTNode], str] = {
    cst.Add: "+", cst.Subtract: "-", cst.Multiply: "*", cst.Divide: "/", cst.FloorDivide: "//", cst.Modulo: "%",
    cst.Power: "**", cst.MatrixMultiply: "@", cst.LeftShift: "<<", cst.RightShift: ">>", cst.BitAnd: "&",
    cst.BitOr: "|", cst.BitXor: "^",
}  # fmt: skip
_BOOLEAN: dict[type[cst.CSTNode], str] = {cst.And: "and", cst.Or: "or"}
_UNARY: dict[type[cst.CSTNode], str] = {cst.Plus: "+", cst.Minus: "-", cst.BitInvert: "~", cst.Not: "not"}
_COMPARISON: dict[type[cst.CSTNode], str] = {
    cst.Equal: "==", cst.NotEqual: "!=", cst.LessThan: "<", cst.LessThanEqual: "<=", cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=", cst.Is: "is", cst.IsNot: "is not", cst.In: "in", cst.NotIn: "not in",
}  # fmt: skip
_NAMED_CONSTANTS = {"True": True, "False": False, "None": None}


def expression(cursor: Cursor, node: Any) -> ir.Expr:
    """Any expression, in or without parentheses, which are not part of its span (but those of a tuple or generator are)."""
    if not node.lpar:
        return LOWERINGS[type(node)](cursor, node)
    # The innermost pair is what makes a tuple or a generator; `lowering` takes it there.
    outer = len(node.lpar) - (type(node) in _OWNS_PARENTHESES)
    for _ in range(outer):
        cursor.take(1)
    lowered = LOWERINGS[type(node)](cursor, node)
    for _ in range(outer):
        cursor.take(1)
    return lowered


def identifier(cursor: Cursor, name: cst.Name) -> str:
    """The text of a name, normalised as Python does; moves past it."""
    value = name.value
    cursor.take(len(value))
    return value if value.isascii() else unicodedata.normalize("NFKC", value)


def _name(cursor: Cursor, node: cst.Name) -> ir.Expr:
    value = node.value
    start = cursor.take(len(value))
    if value in _NAMED_CONSTANTS:
        return ir.Constant(cursor.span(start), _NAMED_CONSTANTS[value])
    return ir.Name(cursor.span(start), value if value.isascii() else unicodedata.normalize("NFKC", value))


def _ellipsis(cursor: Cursor, node: cst.Ellipsis) -> ir.Expr:
    return ir.Constant(cursor.span(cursor.take(3)), ...)


def _integer(cursor: Cursor, node: cst.Integer) -> ir.Expr:
    value = integer(node.value)  # first, so that the cursor stands before it if it is refused
    return ir.Constant(cursor.span(cursor.take(len(node.value))), value)


def _float(cursor: Cursor, node: cst.Float) -> ir.Expr:
    return ir.Constant(cursor.span(cursor.take(len(node.value))), float(node.value))


def _imaginary(cursor: Cursor, node: cst.Imaginary) -> ir.Expr:
    return ir.Constant(cursor.span(cursor.take(len(node.value))), complex(node.value))


def _attribute(cursor: Cursor, node: cst.Attribute) -> ir.Expr:
    start = cursor.start()
    value = expression(cursor, node.value)
    cursor.take(1)
    attr = identifier(cursor, node.attr)
    return ir.Attribute(cursor.span(start), value, attr)


def _subscript(cursor: Cursor, node: cst.Subscript) -> ir.Expr:
    start = cursor.start()
    value = expression(cursor, node.value)
    cursor.take(1)
    index_start = cursor.start()
    items = tuple([_index(cursor, element.slice) for element in node.slice])
    index = items[0]
    last_comma = isinstance(node.slice[-1].comma, cst.Comma)
    if last_comma:
        cursor.take_comma()
    if len(items) > 1 or last_comma or type(index) is ir.Starred:
        index = ir.Sequence(cursor.span(index_start), "tuple", items)
    cursor.take(1)
    return ir.Subscript(cursor.span(start), value, index)


def _index(cursor: Cursor, node: cst.BaseSlice) -> ir.Expr:
    start = cursor.start()
    if isinstance(node, cst.Index):
        if node.star:
            cursor.take(1)
        value = expression(cursor, node.value)
        return ir.Starred(cursor.span(start), value) if node.star else value
    assert isinstance(node, cst.Slice)  # noqa: S101 (there is no third kind)
    lower = optional(cursor, node.lower)
    cursor.take(1)
    upper = optional(cursor, node.upper)
    if isinstance(node.second_colon, cst.Colon):
        cursor.take(1)
    step = optional(cursor, node.step)
    return ir.Slice(cursor.span(start), lower, upper, step)


def optional(cursor: Cursor, node: cst.BaseExpression | None) -> ir.Expr | None:
    """An expression that may be absent."""
    return None if node is None else expression(cursor, node)


def _call(cursor: Cursor, node: cst.Call) -> ir.Expr:
    start = cursor.start()
    func = expression(cursor, node.func)
    opening = cursor.take(1)
    args, keywords = arguments(cursor, node.args)
    cursor.take(1)
    if len(args) == 1 and isinstance(node.args[0].value, cst.GeneratorExp) and not node.args[0].value.lpar:
        # `f(x for x in y)`: the call's parentheses are the generator's.
        lone = args[0]
        assert isinstance(lone, ir.Comprehension)  # noqa: S101 (narrows for the type checker)
        args = (ir.Comprehension(cursor.span(opening), lone.kind, lone.element, lone.value, lone.clauses),)
    return ir.Call(cursor.span(start), func, args, keywords)


def arguments(cursor: Cursor, nodes: Iterable[cst.Arg]) -> tuple[tuple[ir.Expr, ...], tuple[ir.Keyword, ...]]:
    """The positional and the keyword arguments of a call or of a class's bases."""
    args: list[ir.Expr] = []
    keywords: list[ir.Keyword] = []
    for node in nodes:
        if node.keyword is not None:
            start = cursor.start()
            name = identifier(cursor, node.keyword)
            cursor.take(1)
            value = expression(cursor, node.value)
            keywords.append(ir.Keyword(cursor.span(start), name, value))
        elif not node.star:
            args.append(expression(cursor, node.value))
        else:
            start = cursor.take(len(node.star))
            value = expression(cursor, node.value)
            if node.star == "*":
                args.append(ir.Starred(cursor.span(start), value))
            else:
                keywords.append(ir.Keyword(cursor.span(start), None, value))
    return tuple(args), tuple(keywords)


def _binary(cursor: Cursor, node: cst.BinaryOperation) -> ir.Expr:
    start = cursor.start()
    op = _BINARY[type(node.operator)]
    left = expression(cursor, node.left)
    cursor.take(len(op))
    right = expression(cursor, node.right)
    return ir.BinOp(cursor.span(start), op, left, right)


def _boolean(cursor: Cursor, node: cst.BooleanOperation) -> ir.Expr:
    start = cursor.start()
    op = _BOOLEAN[type(node.operator)]
    left = expression(cursor, node.left)
    cursor.take(len(op))
    right = expression(cursor, node.right)
    return ir.BoolOp(cursor.span(start), op, left, right)


def _unary(cursor: Cursor, node: cst.UnaryOperation) -> ir.Expr:
    op = _UNARY[type(node.operator)]
    start = cursor.take(len(op))
    operand = expression(cursor, node.expression)
    return ir.UnaryOp(cursor.span(start), op, operand)


def _compare(cursor: Cursor, node: cst.Comparison) -> ir.Expr:
    start = cursor.start()
    left = expression(cursor, node.left)
    ops: list[str] = []
    comparators: list[ir.Expr] = []
    for target in node.comparisons:
        op = _COMPARISON[type(target.operator)]
        for word in op.split():
            cursor.take(len(word))
        ops.append(op)
        comparators.append(expression(cursor, target.comparator))
    return ir.Compare(cursor.span(start), left, tuple(ops), tuple(comparators))


def _conditional(cursor: Cursor, node: cst.IfExp) -> ir.Expr:
    start = cursor.start()
    body = expression(cursor, node.body)
    cursor.take(2)
    test = expression(cursor, node.test)
    cursor.take(4)
    orelse = expression(cursor, node.orelse)
    return ir.Conditional(cursor.span(start), test, body, orelse)


def _named(cursor: Cursor, node: cst.NamedExpr) -> ir.Expr:
    assert isinstance(node.target, cst.Name)  # noqa: S101 (the grammar allows nothing else)
    start = cursor.start()
    target = identifier(cursor, node.target)
    cursor.take(2)
    value = expression(cursor, node.value)
    return ir.NamedExpr(cursor.span(start), target, value)


def _await(cursor: Cursor, node: cst.Await) -> ir.Expr:
    start = cursor.take(5)
    value = expression(cursor, node.expression)
    return ir.Await(cursor.span(start), value)


def _yield(cursor: Cursor, node: cst.Yield) -> ir.Expr:
    cursor.has_yield = True
    start = cursor.take(5)
    if isinstance(node.value, cst.From):
        cursor.take(4)
        item = expression(cursor, node.value.item)
        return ir.Yield(cursor.span(start), item, True)
    value = optional(cursor, node.value)
    return ir.Yield(cursor.span(start), value, False)


_OWNS_PARENTHESES = frozenset({cst.Tuple, cst.GeneratorExp})
# The other modules of expressions add theirs.
LOWERINGS: dict[type, Lowering] = {
    cst.Name: _name,
    cst.Ellipsis: _ellipsis,
    cst.Integer: _integer,
    cst.Float: _float,
    cst.Imaginary: _imaginary,
    cst.Attribute: _attribute,
    cst.Subscript: _subscript,
    cst.Call: _call,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _boolean,
    cst.UnaryOperation: _unary,
    cst.Comparison: _compare,
    cst.IfExp: _conditional,
    cst.NamedExpr: _named,
    cst.Await: _await,
    cst.Yield: _yield,
}
