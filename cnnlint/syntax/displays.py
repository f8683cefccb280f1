"""Tuples, lists, sets, dicts and comprehensions → IR."""

from __future__ import annotations

import libcst as cst

from cnnlint.syntax import ir
from cnnlint.syntax.expressions import LOWERINGS, expression
from cnnlint.syntax.positions import Cursor

_COMPREHENSION: dict[type[cst.CSTNode], str] = {cst.ListComp: "list", cst.SetComp: "set", cst.GeneratorExp: "generator"}


def _starred(cursor: Cursor, node: cst.StarredElement) -> ir.Expr:
    start = cursor.take(1)
    value = expression(cursor, node.value)
    return ir.Starred(cursor.span(start), value)


def _element(cursor: Cursor, node: cst.BaseElement) -> ir.Expr:
    """One item of a tuple, list or set."""
    return expression(cursor, node if isinstance(node, cst.StarredElement) else node.value)


def _tuple(cursor: Cursor, node: cst.Tuple) -> ir.Expr:
    if node.lpar:
        start = cursor.take(1)
        items = tuple([_element(cursor, item) for item in node.elements])
        cursor.take(1)
    else:
        start = cursor.start()
        items = tuple([_element(cursor, item) for item in node.elements])
        if isinstance(node.elements[-1].comma, cst.Comma):
            cursor.take_comma()
    return ir.Sequence(cursor.span(start), "tuple", items)


def _list(cursor: Cursor, node: cst.List) -> ir.Expr:
    start = cursor.take(1)
    items = tuple([_element(cursor, item) for item in node.elements])
    cursor.take(1)
    return ir.Sequence(cursor.span(start), "list", items)


def _set(cursor: Cursor, node: cst.Set) -> ir.Expr:
    start = cursor.take(1)
    items = tuple([_element(cursor, item) for item in node.elements])
    cursor.take(1)
    return ir.Sequence(cursor.span(start), "set", items)


def _dict(cursor: Cursor, node: cst.Dict) -> ir.Expr:
    start = cursor.take(1)
    items: list[tuple[ir.Expr | None, ir.Expr]] = []
    for item in node.elements:
        if isinstance(item, cst.DictElement):
            key = expression(cursor, item.key)
            cursor.take(1)
            items.append((key, expression(cursor, item.value)))
        else:
            cursor.take(2)
            items.append((None, expression(cursor, item.value)))
    cursor.take(1)
    return ir.DictDisplay(cursor.span(start), tuple(items))


def _comprehension(cursor: Cursor, node: cst.ListComp | cst.SetComp | cst.GeneratorExp) -> ir.Expr:
    is_bracketed = not isinstance(node, cst.GeneratorExp) or bool(node.lpar)
    start = cursor.take(1) if is_bracketed else cursor.start()
    item = expression(cursor, node.elt)
    clauses = _clauses(cursor, node.for_in)
    if is_bracketed:
        cursor.take(1)
    return ir.Comprehension(cursor.span(start), _COMPREHENSION[type(node)], item, None, clauses)


def _dict_comprehension(cursor: Cursor, node: cst.DictComp) -> ir.Expr:
    start = cursor.take(1)
    key = expression(cursor, node.key)
    cursor.take(1)
    value = expression(cursor, node.value)
    clauses = _clauses(cursor, node.for_in)
    cursor.take(1)
    return ir.Comprehension(cursor.span(start), "dict", key, value, clauses)


def _clauses(cursor: Cursor, node: cst.CompFor | None) -> tuple[ir.ForClause, ...]:
    clauses: list[ir.ForClause] = []
    while node is not None:
        if node.asynchronous is not None:
            cursor.take(5)
        cursor.take(3)
        target = expression(cursor, node.target)
        cursor.take(2)
        iterable = expression(cursor, node.iter)
        conditions: list[ir.Expr] = []
        for condition in node.ifs:
            cursor.take(2)
            conditions.append(expression(cursor, condition.test))
        clauses.append(ir.ForClause(target, iterable, tuple(conditions)))
        node = node.inner_for_in
    return tuple(clauses)


LOWERINGS.update(
    {
        cst.StarredElement: _starred,
        cst.Tuple: _tuple,
        cst.List: _list,
        cst.Set: _set,
        cst.Dict: _dict,
        cst.ListComp: _comprehension,
        cst.SetComp: _comprehension,
        cst.GeneratorExp: _comprehension,
        cst.DictComp: _dict_comprehension,
    }
)
