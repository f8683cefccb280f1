"""Comparisons: which types may be compared, and how. A list is compared axis by axis and holds where it holds on every axis."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final, TypeAlias

from cnnlint.rule_engine import logic
from cnnlint.rule_engine.scope import Expression, Run, Slots
from cnnlint.rule_engine.types import NUMBER, UNKNOWN, Type, Value, closest

Comparison: TypeAlias = Callable[[Value, Value], logic.Truth]

_ORDER: Final[dict[type[ast.cmpop], Comparison]] = {
    ast.Lt: logic.less,
    ast.LtE: logic.less_equal,
    ast.Gt: logic.greater,
    ast.GtE: logic.greater_equal,
}
_EQUALITY: Final[dict[type[ast.cmpop], Comparison]] = {ast.Eq: logic.equal, ast.NotEq: logic.unequal}
_equal_axes: Final = logic.on_every_axis(logic.equal)
_BY_AXIS: Final[dict[type[ast.cmpop], Comparison]] = {
    **{op: logic.on_every_axis(compare) for op, compare in _ORDER.items()},
    ast.Eq: _equal_axes,
    ast.NotEq: lambda a, b: logic.negate(_equal_axes(a, b)),
}


class Mismatch(Exception):
    """Two types that are not compared, or a literal that the other side never is; `is_left` tells which side is at fault."""

    def __init__(self, message: str, hint: str = "", is_left: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.is_left = is_left


def comparison(left: Expression, op: ast.cmpop, right: Expression) -> Run:
    """The closure of `left op right`. Raises Mismatch."""
    if isinstance(op, ast.In | ast.NotIn):
        return _membership(left, right, negated=isinstance(op, ast.NotIn))
    if NUMBER in (left.type.item, right.type.item) and _is_numeric(left.type) and _is_numeric(right.type):
        return _comparing(_BY_AXIS[type(op)], left.run, right.run)
    if type(op) in _ORDER:
        if not left.type == right.type == NUMBER:
            raise Mismatch(f"{left.type} and {right.type} have no order")
        return _comparing(_ORDER[type(op)], left.run, right.run)
    if left.type.name != right.type.name or left.type.name == "list":
        raise Mismatch(f"{left.type} and {right.type} are not compared")
    _check_choices(left, right, is_left=False)
    _check_choices(right, left, is_left=True)
    if isinstance(right.literal, str):
        return _is_one_of(left.run, (right.literal,), negated=isinstance(op, ast.NotEq))
    return _comparing(_EQUALITY[type(op)], left.run, right.run)


def _membership(left: Expression, right: Expression, negated: bool) -> Run:
    is_text = left.type.name == right.type.name == "text"
    if not is_text and (right.type.item is None or right.type.item.name != left.type.name):
        raise Mismatch(f"{left.type} is never in {right.type}")
    if not is_text:
        _check_choices(left, right, is_left=False)
        _check_choices(right, left, is_left=True)
    one, other = left.run, right.run
    if isinstance(right.literal, tuple) and left.type.name == "text":
        return _is_one_of(one, right.literal, negated)
    if negated:
        return lambda slots: logic.negate(logic.contains(other(slots), one(slots)))
    return lambda slots: logic.contains(other(slots), one(slots))


def _is_one_of(run: Run, texts: tuple[Value, ...], negated: bool) -> Run:
    """Whether a text is one of some that stand in the rule: what most conditions ask first."""
    wanted = frozenset(texts)

    def is_one(slots: Slots) -> logic.Truth:
        text = run(slots)
        return UNKNOWN if text is UNKNOWN else (text in wanted) != negated

    return is_one


def _check_choices(side: Expression, other: Expression, is_left: bool) -> None:
    """A literal that is none of the texts that the other side can be is a misspelling."""
    choices = side.type.choices or (side.type.item.choices if side.type.item else ())
    literals = other.literal if isinstance(other.literal, tuple) else (other.literal,)
    for literal in literals:
        if choices and isinstance(literal, str) and literal not in choices:
            raise Mismatch(f'"{literal}" is none of the values that this can have', closest(literal, choices), is_left)


def _is_numeric(type_: Type) -> bool:
    return NUMBER in (type_, type_.item)


def _comparing(compare: Comparison, left: Run, right: Run) -> Run:
    def run(slots: Slots) -> logic.Truth:
        a, b = left(slots), right(slots)
        return UNKNOWN if a is UNKNOWN or b is UNKNOWN else compare(a, b)

    return run
