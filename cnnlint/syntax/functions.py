"""Parameters and lambdas."""

from __future__ import annotations

import libcst as cst

from cnnlint.syntax import ir
from cnnlint.syntax.expressions import LOWERINGS, expression, identifier, optional
from cnnlint.syntax.positions import Cursor


def parameters(cursor: Cursor, node: cst.Parameters) -> tuple[ir.Parameter, ...]:
    """All parameters in order; the separators `/` and `*` show in the parameters' kind."""
    found = [_parameter(cursor, param, "positional") for param in node.posonly_params]
    if isinstance(node.posonly_ind, cst.ParamSlash):
        cursor.take(1)
    found += [_parameter(cursor, param, "normal") for param in node.params]
    if isinstance(node.star_arg, cst.Param):
        found.append(_parameter(cursor, node.star_arg, "star"))
    elif isinstance(node.star_arg, cst.ParamStar):
        cursor.take(1)
    found += [_parameter(cursor, param, "keyword") for param in node.kwonly_params]
    if node.star_kwarg is not None:
        found.append(_parameter(cursor, node.star_kwarg, "double_star"))
    return tuple(found)


_STARS = {"star": 1, "double_star": 2}


def _parameter(cursor: Cursor, node: cst.Param, kind: str) -> ir.Parameter:
    if kind in _STARS:
        cursor.take(_STARS[kind])
    start = cursor.start()
    name = identifier(cursor, node.name)
    note = annotation(cursor, node.annotation, 1)
    span = cursor.span(start)
    if node.default is None:
        return ir.Parameter(span, name, kind, None, note)
    cursor.take(1)
    return ir.Parameter(span, name, kind, expression(cursor, node.default), note)


def annotation(cursor: Cursor, node: cst.Annotation | None, width: int) -> ir.Expr | None:
    """The expression after `:` or `->`, whose width is given."""
    if node is None:
        return None
    cursor.take(width)
    return expression(cursor, node.annotation)


def _lambda(cursor: Cursor, node: cst.Lambda) -> ir.Expr:
    start = cursor.take(6)
    params = parameters(cursor, node.params)
    cursor.take(1)
    has_yield = cursor.has_yield
    body = optional(cursor, node.body)
    assert body is not None  # noqa: S101 (a lambda has a body)
    cursor.has_yield = has_yield
    return ir.Lambda(cursor.span(start), params, body)


def type_parameters(cursor: Cursor, node: cst.TypeParameters | None) -> None:
    """Moves past `[T: bound, *Ts, **P]`, which says nothing about values."""
    if node is None:
        return
    cursor.take(1)
    for item in node.params:
        param = item.param
        cursor.take({cst.TypeVar: 0, cst.TypeVarTuple: 1, cst.ParamSpec: 2}[type(param)])
        identifier(cursor, param.name)
        if isinstance(param, cst.TypeVar) and param.bound is not None:
            cursor.take(1)
            expression(cursor, param.bound)
        if item.default is not None:
            cursor.take(1)
            if item.star:
                cursor.take(1)
            expression(cursor, item.default)
    cursor.take(1)


LOWERINGS[cst.Lambda] = _lambda
