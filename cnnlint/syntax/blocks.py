"""libcst's compound statements → IR. A statement's span ends with the last statement of its last block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import libcst as cst

from cnnlint.syntax import ir
from cnnlint.syntax.expressions import arguments, expression, identifier, optional
from cnnlint.syntax.functions import annotation, parameters, type_parameters
from cnnlint.syntax.patterns import pattern
from cnnlint.syntax.positions import Cursor
from cnnlint.syntax.statements import SIMPLE


def block(cursor: Cursor, nodes: Iterable[Any]) -> ir.Block:
    """Statements one after another."""
    statements: list[ir.Stmt] = []
    for node in nodes:
        if isinstance(node, cst.SimpleStatementLine):
            statements += [SIMPLE[type(small)](cursor, small) for small in node.body]
        else:
            statements.append(_COMPOUND[type(node)](cursor, node))
    return tuple(statements)


def split_docstring(body: ir.Block) -> tuple[str | None, ir.Block]:
    """The docstring, if the block begins with one, and the block without it."""
    if body and isinstance(body[0], ir.ExprStmt):
        value = body[0].value
        if isinstance(value, ir.Constant) and isinstance(value.value, str):
            return value.value, body[1:]
    return None, body


def _suite(cursor: Cursor, node: cst.BaseSuite) -> ir.Block:
    """What follows a header's colon, with the colon."""
    cursor.take(1)
    if isinstance(node, cst.IndentedBlock):
        return block(cursor, node.body)
    return tuple([SIMPLE[type(small)](cursor, small) for small in node.body])


def _branch(cursor: Cursor, node: cst.Else | cst.Finally | None) -> ir.Block:
    if node is None:
        return ()
    cursor.take(4 if isinstance(node, cst.Else) else 7)
    return _suite(cursor, node.body)


def _if(cursor: Cursor, node: cst.If, width: int = 2) -> ir.If:
    start = cursor.take(width)
    test = expression(cursor, node.test)
    body = _suite(cursor, node.body)
    # `elif` is two characters wider.
    orelse = (_if(cursor, node.orelse, 4),) if isinstance(node.orelse, cst.If) else _branch(cursor, node.orelse)
    return ir.If(cursor.span(start), test, body, orelse)


def _keyword(cursor: Cursor, node: Any, width: int) -> int:
    """Past an optional `async` and a keyword of that width."""
    start = cursor.start()
    if node.asynchronous is not None:
        cursor.take(5)
    cursor.take(width)
    return start


def _for(cursor: Cursor, node: cst.For) -> ir.Stmt:
    start = _keyword(cursor, node, 3)
    target = expression(cursor, node.target)
    cursor.take(2)
    iterable = expression(cursor, node.iter)
    body = _suite(cursor, node.body)
    orelse = _branch(cursor, node.orelse)
    return ir.For(cursor.span(start), target, iterable, body, orelse)


def _while(cursor: Cursor, node: cst.While) -> ir.Stmt:
    start = cursor.take(5)
    test = expression(cursor, node.test)
    body = _suite(cursor, node.body)
    orelse = _branch(cursor, node.orelse)
    return ir.While(cursor.span(start), test, body, orelse)


def _with(cursor: Cursor, node: cst.With) -> ir.Stmt:
    start = _keyword(cursor, node, 4)
    is_parenthesized = isinstance(node.lpar, cst.LeftParen)
    if is_parenthesized:
        cursor.take(1)
    items: list[ir.WithItem] = []
    for item in node.items:
        context = expression(cursor, item.item)
        target = None
        if item.asname is not None:
            cursor.take(2)
            target = expression(cursor, item.asname.name)
        items.append(ir.WithItem(context, target))
    if is_parenthesized:
        cursor.take(1)
    body = _suite(cursor, node.body)
    return ir.With(cursor.span(start), tuple(items), body)


def _try(cursor: Cursor, node: cst.Try | cst.TryStar) -> ir.Stmt:
    start = cursor.take(3)
    body = _suite(cursor, node.body)
    handlers = tuple([_handler(cursor, handler) for handler in node.handlers])
    orelse = _branch(cursor, node.orelse)
    finalbody = _branch(cursor, node.finalbody)
    return ir.Try(cursor.span(start), body, handlers, orelse, finalbody)


def _handler(cursor: Cursor, node: cst.ExceptHandler | cst.ExceptStarHandler) -> ir.Handler:
    start = cursor.take(6)
    if isinstance(node, cst.ExceptStarHandler):
        cursor.take(1)
    caught = optional(cursor, node.type)
    name = None
    if node.name is not None:
        assert isinstance(node.name.name, cst.Name)  # noqa: S101 (the grammar allows nothing else)
        cursor.take(2)
        name = identifier(cursor, node.name.name)
    body = _suite(cursor, node.body)
    return ir.Handler(cursor.span(start), caught, name, body)


def _decorators(cursor: Cursor, nodes: Sequence[cst.Decorator]) -> tuple[ir.Expr, ...]:
    decorators: list[ir.Expr] = []
    for node in nodes:
        cursor.take(1)
        decorators.append(expression(cursor, node.decorator))
    return tuple(decorators)


def _function(cursor: Cursor, node: cst.FunctionDef) -> ir.Stmt:
    decorators = _decorators(cursor, node.decorators)
    _keyword(cursor, node, 3)
    start = cursor.start()
    name = identifier(cursor, node.name)
    span = cursor.span(start)
    type_parameters(cursor, node.type_parameters)
    cursor.take(1)
    params = parameters(cursor, node.params)
    cursor.take(1)
    returns = annotation(cursor, node.returns, 2)
    outer_yields, cursor.has_yield = cursor.has_yield, False
    docstring, body = split_docstring(_suite(cursor, node.body))
    is_generator, cursor.has_yield = cursor.has_yield, outer_yields
    is_async = node.asynchronous is not None
    return ir.FunctionDef(span, name, params, body, decorators, returns, is_async, is_generator, docstring)


def _class(cursor: Cursor, node: cst.ClassDef) -> ir.Stmt:
    decorators = _decorators(cursor, node.decorators)
    cursor.take(5)
    start = cursor.start()
    name = identifier(cursor, node.name)
    span = cursor.span(start)
    type_parameters(cursor, node.type_parameters)
    has_parentheses = isinstance(node.lpar, cst.LeftParen)
    if has_parentheses:
        cursor.take(1)
    bases, keywords = arguments(cursor, (*node.bases, *node.keywords))
    if has_parentheses:
        cursor.take(1)
    docstring, body = split_docstring(_suite(cursor, node.body))
    return ir.ClassDef(span, name, bases, keywords, body, decorators, docstring)


def _match(cursor: Cursor, node: cst.Match) -> ir.Stmt:
    start = cursor.take(5)
    subject = expression(cursor, node.subject)
    cursor.take(1)
    cases: list[ir.Case] = []
    for case in node.cases:
        cursor.take(4)
        matched = pattern(cursor, case.pattern)
        guard = None
        if case.guard is not None:
            cursor.take(2)
            guard = expression(cursor, case.guard)
        cases.append(ir.Case(matched, guard, _suite(cursor, case.body)))
    return ir.Match(cursor.span(start), subject, tuple(cases))


_COMPOUND: dict[type, Callable[[Cursor, Any], ir.Stmt]] = {
    cst.If: _if,
    cst.For: _for,
    cst.While: _while,
    cst.With: _with,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.Match: _match,
}
