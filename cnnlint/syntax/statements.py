"""libcst's simple statements → IR."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from cnnlint.syntax import ir
from cnnlint.syntax.expressions import expression, identifier, optional
from cnnlint.syntax.functions import annotation, type_parameters
from cnnlint.syntax.positions import Cursor

Lowering = Callable[[Cursor, Any], ir.Stmt]

_AUGMENTED: dict[type[cst.CSTNode], str] = {
    cst.AddAssign: "+", cst.SubtractAssign: "-", cst.MultiplyAssign: "*", cst.DivideAssign: "/", cst.ModuloAssign: "%",
    cst.FloorDivideAssign: "//", cst.PowerAssign: "**", cst.MatrixMultiplyAssign: "@", cst.LeftShiftAssign: "<<",
    cst.RightShiftAssign: ">>", cst.BitAndAssign: "&", cst.BitOrAssign: "|", cst.BitXorAssign: "^",
}  # fmt: skip


def _expression(cursor: Cursor, node: cst.Expr) -> ir.Stmt:
    start = cursor.start()
    value = expression(cursor, node.value)
    return ir.ExprStmt(cursor.span(start), value)


def _assign(cursor: Cursor, node: cst.Assign) -> ir.Stmt:
    start = cursor.start()
    targets: list[ir.Expr] = []
    for target in node.targets:
        targets.append(expression(cursor, target.target))
        cursor.take(1)
    value = expression(cursor, node.value)
    return ir.Assign(cursor.span(start), tuple(targets), value)


def _augmented(cursor: Cursor, node: cst.AugAssign) -> ir.Stmt:
    start = cursor.start()
    op = _AUGMENTED[type(node.operator)]
    target = expression(cursor, node.target)
    cursor.take(len(op) + 1)
    value = expression(cursor, node.value)
    return ir.AugAssign(cursor.span(start), op, target, value)


def _annotated(cursor: Cursor, node: cst.AnnAssign) -> ir.Stmt:
    start = cursor.start()
    target = expression(cursor, node.target)
    note = annotation(cursor, node.annotation, 1)
    assert note is not None  # noqa: S101 (it is what makes the statement)
    if node.value is None:
        return ir.AnnAssign(cursor.span(start), target, note, None)
    cursor.take(1)
    value = expression(cursor, node.value)
    return ir.AnnAssign(cursor.span(start), target, note, value)


def _type_alias(cursor: Cursor, node: Any) -> ir.Stmt:
    start = cursor.take(4)
    name_start = cursor.start()
    name = identifier(cursor, node.name)
    target = ir.Name(cursor.span(name_start), name)
    type_parameters(cursor, node.type_parameters)
    cursor.take(1)
    value = expression(cursor, node.value)
    return ir.Assign(cursor.span(start), (target,), value)


def _return(cursor: Cursor, node: cst.Return) -> ir.Stmt:
    start = cursor.take(6)
    value = optional(cursor, node.value)
    return ir.Return(cursor.span(start), value)


def _raise(cursor: Cursor, node: cst.Raise) -> ir.Stmt:
    start = cursor.take(5)
    value = optional(cursor, node.exc)
    cause = None
    if node.cause is not None:
        cursor.take(4)
        cause = expression(cursor, node.cause.item)
    return ir.Raise(cursor.span(start), value, cause)


def _assert(cursor: Cursor, node: cst.Assert) -> ir.Stmt:
    start = cursor.take(6)
    test = expression(cursor, node.test)
    message = optional(cursor, node.msg)
    return ir.Assert(cursor.span(start), test, message)


def _delete(cursor: Cursor, node: cst.Del) -> ir.Stmt:
    start = cursor.take(3)
    target = expression(cursor, node.target)
    is_bare_tuple = isinstance(node.target, cst.Tuple) and not node.target.lpar
    targets = target.items if is_bare_tuple and isinstance(target, ir.Sequence) else (target,)
    return ir.Delete(cursor.span(start), targets)


def _pass(cursor: Cursor, node: cst.Pass) -> ir.Stmt:
    return ir.Pass(cursor.span(cursor.take(4)))


def _break(cursor: Cursor, node: cst.Break) -> ir.Stmt:
    return ir.Break(cursor.span(cursor.take(5)))


def _continue(cursor: Cursor, node: cst.Continue) -> ir.Stmt:
    return ir.Continue(cursor.span(cursor.take(8)))


def _dotted(cursor: Cursor, node: cst.Attribute | cst.Name) -> str:
    lowered = expression(cursor, node)
    parts: list[str] = []
    while isinstance(lowered, ir.Attribute):
        parts.append(lowered.attr)
        lowered = lowered.value
    assert isinstance(lowered, ir.Name)  # noqa: S101 (the grammar allows nothing else)
    return ".".join([lowered.id, *reversed(parts)])


def _aliases(cursor: Cursor, nodes: Sequence[cst.ImportAlias]) -> tuple[ir.ImportAlias, ...]:
    aliases: list[ir.ImportAlias] = []
    for node in nodes:
        name = _dotted(cursor, node.name)
        asname = None
        if node.asname is not None:
            assert isinstance(node.asname.name, cst.Name)  # noqa: S101 (the grammar allows nothing else)
            cursor.take(2)
            asname = identifier(cursor, node.asname.name)
        aliases.append(ir.ImportAlias(name, asname))
    return tuple(aliases)


def _import(cursor: Cursor, node: Any) -> ir.Stmt:
    start = cursor.start()
    _lazy(cursor, node)
    cursor.take(6)
    names = _aliases(cursor, node.names)
    return ir.Import(cursor.span(start), names)


def _import_from(cursor: Cursor, node: Any) -> ir.Stmt:
    start = cursor.start()
    _lazy(cursor, node)
    cursor.take(4)
    for _ in node.relative:
        cursor.take(1)
    module = "" if node.module is None else _dotted(cursor, node.module)
    cursor.take(6)
    names: tuple[ir.ImportAlias, ...]
    if isinstance(node.names, cst.ImportStar):
        cursor.take(1)
        names = (ir.ImportAlias("*", None),)
    else:
        cursor.take(node.lpar is not None)
        names = _aliases(cursor, node.names)
        if node.rpar is not None:
            cursor.take(1)
    return ir.ImportFrom(cursor.span(start), module, len(node.relative), names)


def _lazy(cursor: Cursor, node: Any) -> None:
    if type(node).__name__.startswith("Lazy"):
        cursor.take(4)


def _global(cursor: Cursor, node: cst.Global) -> ir.Stmt:
    start = cursor.take(6)
    names = tuple([identifier(cursor, item.name) for item in node.names])
    return ir.Global(cursor.span(start), names)


def _nonlocal(cursor: Cursor, node: cst.Nonlocal) -> ir.Stmt:
    start = cursor.take(8)
    names = tuple([identifier(cursor, item.name) for item in node.names])
    return ir.Nonlocal(cursor.span(start), names)


SIMPLE: dict[type, Lowering] = {
    cst.Expr: _expression,
    cst.Assign: _assign,
    cst.AugAssign: _augmented,
    cst.AnnAssign: _annotated,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Assert: _assert,
    cst.Del: _delete,
    cst.Pass: _pass,
    cst.Break: _break,
    cst.Continue: _continue,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.Global: _global,
    cst.Nonlocal: _nonlocal,
    cst.TypeAlias: _type_alias,
}
# Lazy imports came to libcst later than the oldest release that is supported.
for _name, _lowering in (("LazyImport", _import), ("LazyImportFrom", _import_from)):
    if hasattr(cst, _name):
        SIMPLE[getattr(cst, _name)] = _lowering
