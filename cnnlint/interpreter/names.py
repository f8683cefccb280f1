"""Which names a program binds, as far as its text tells: whether one that is not there can be anywhere at all."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, TypeAlias

from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.frame import Frame
    from cnnlint.interpreter.vm import Interpreter

Holder: TypeAlias = ir.FunctionDef | ir.Module
ANY = "*"  # of `from m import *`, too

# Built-in names of Python 2, and those that tools add: profilers, gettext, type checkers, notebooks.
OUTSIDE = frozenset(
    (
        "apply",
        "basestring",
        "buffer",
        "cmp",
        "coerce",
        "execfile",
        "file",
        "intern",
        "long",
        "raw_input",
        "reduce",
        "reload",
        "unichr",
        "unicode",
        "xrange",
        "_",
        "display",
        "get_ipython",
        "ngettext",
        "profile",
        "reveal_type",
    )
)
WRITERS = frozenset(("globals", "exec", "eval", "vars", "locals", "__import__", "__builtins__", "builtins"))
WRITTEN = frozenset(("__dict__", "__globals__", "_getframe"))  # `sys.modules[__name__].__dict__`
INNER = (ir.FunctionDef, ir.ClassDef, ir.Lambda)


def error_of(frame: Frame, name: str) -> str:
    """What Python raises for a name that was looked for in vain; "" where something that we do not see may have bound it."""
    if name in OUTSIDE or hasattr(builtins, name) or name.startswith("__"):
        return ""
    vm = frame.vm
    scope = frame if name not in frame.globals_ else None
    is_own = True
    while scope is not None:
        node = scope.function.node if scope.function is not None else None
        if scope.is_class_body:
            return ""
        if isinstance(node, ir.FunctionDef) and name in names_in(vm, node, bound):
            certain = is_own and not vm.strangers and name not in names_in(vm, node, borrowed)
            return "UnboundLocalError" if certain else ""
        is_own = is_own and (scope.function is None or not scope.is_activation)
        scope = scope.parent
    tree, path = vm.loader.module(frame.module.path), frame.module.path
    if not tree.body or path.endswith(".ipynb") or {name, ANY} & names_in(vm, tree, bound_at_top):
        return ""
    return "NameError"


def names_in(vm: Interpreter, node: Holder, collect: Callable[[Holder], set[str]]) -> set[str]:
    """What `collect` gives for a node, collected once."""
    key = (id(node), collect.__name__)
    if key not in vm.names:
        vm.names[key] = collect(node)
    return vm.names[key]


def bound(holder: Holder) -> set[str]:
    """The names that the statements of a function bind."""
    return {name for node in own(holder.body) for name in bound_by(node)}


def borrowed(holder: Holder) -> set[str]:
    """The names that functions inside a function bind in it."""
    return {name for node in everything(holder.body) if isinstance(node, ir.Nonlocal) for name in node.names}


def bound_at_top(holder: Holder) -> set[str]:
    """The names that a module's text binds at its top level or as global; ANY where there may be others."""
    names = bound(holder)
    for node in everything(holder.body):
        if isinstance(node, ir.Global):
            names.update(node.names)
        elif may_write(node):
            names.add(ANY)
    return names


def may_write(node: object) -> bool:
    """True for what a module may bind names of its own with by way of a dict: `globals()`, `sys.modules[__name__]`."""
    if isinstance(node, ir.Attribute):
        of_sys = isinstance(node.value, ir.Name) and node.value.id == "sys"
        return node.attr in WRITTEN or (node.attr == "modules" and of_sys)
    return isinstance(node, ir.Name) and node.id in WRITERS


def own(body: object) -> Iterator[object]:
    """The nodes of a block, without those inside of functions and classes."""
    for node in parts(body):
        yield node
        if not isinstance(node, INNER):
            yield from own(node)


def everything(body: object) -> Iterator[object]:
    """The nodes of a block, inside of functions and classes as well."""
    for node in parts(body):
        yield node
        yield from everything(node)


def parts(node: object) -> Iterator[object]:
    """The nodes directly below one."""
    if isinstance(node, tuple):
        for item in node:
            yield from parts(item) if isinstance(item, tuple) else (item,)
    elif is_dataclass(node):
        for part in fields(node):
            value = getattr(node, part.name)
            if isinstance(value, tuple):
                yield from parts(value)
            elif is_dataclass(value):
                yield value


def bound_by(node: object) -> Iterator[str]:
    """The names that a node binds by itself."""
    if isinstance(node, ir.Assign):
        for target in node.targets:
            yield from targets(target)
    elif isinstance(node, (ir.AugAssign, ir.AnnAssign, ir.For, ir.WithItem)):
        yield from targets(node.target)
    elif isinstance(node, (ir.FunctionDef, ir.ClassDef)):
        yield node.name
    elif isinstance(node, ir.ImportAlias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, ir.NamedExpr):
        yield node.target
    elif isinstance(node, (ir.Handler, ir.MatchCapture, ir.MatchStar)) and node.name is not None:
        yield node.name
    elif isinstance(node, ir.MatchMapping) and node.rest is not None:
        yield node.rest


def targets(target: object) -> Iterator[str]:
    """The names in what is assigned to."""
    if isinstance(target, ir.Name):
        yield target.id
    elif isinstance(target, ir.Starred):
        yield from targets(target.value)
    elif isinstance(target, ir.Sequence):
        for item in target.items:
            yield from targets(item)
