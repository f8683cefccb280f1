"""Class statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.values import (
    MISSING,
    Attributes,
    BoundMethod,
    ClassMethod,
    ClassValue,
    FunctionValue,
    Instance,
    StaticMethod,
    Unknown,
    Value,
)
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def create(
    frame: Frame, node: ir.ClassDef, bases: list[Value], keywords: Mapping[str, Value], body: Callable[[Frame], Value]
) -> Value:
    """Run a class body and make the class; what the statement binds (an enumeration, say, may bind something of its own)."""
    vm = frame.vm
    inner = Frame(vm, frame.module, Attributes(), frame)
    inner.is_class_body = inner.is_activation = True
    with vm.activation(inner):
        inner.at = node.span
        body(inner)
    certain, open_ = known_bases(frame, bases)
    known = certain if open_ is None else with_presumed(vm, certain, inner.vars)
    cls = ClassValue(
        node.name, known, inner.vars, module=frame.module.name, node=node, path=frame.module.path, open_=open_,
        presumed=len(known) > len(certain),
    )  # fmt: skip
    inner.owner = cls
    vm.spend(len(cls.mro))
    if node.docstring is not None:
        cls.namespace.setdefault("__doc__", node.docstring)
    return finish(frame, cls, keywords)


def known_bases(frame: Frame, bases: list[Value]) -> tuple[tuple[ClassValue, ...], Unknown | None]:
    """The bases that are classes, each once, and why not all are known."""
    open_ = next((base for base in bases if isinstance(base, Unknown)), None)
    known: list[ClassValue] = []
    for base in bases:
        if isinstance(base, ClassValue) and base not in known:
            known.append(base)
        elif not isinstance(base, (ClassValue, Unknown)) and open_ is None:
            open_ = frame.vm.unknown("a base that is not a class")
    thing = frame.vm.builtin("object")
    return (*(base for base in known if base is not thing), thing), open_


def with_presumed(vm: Interpreter, known: tuple[ClassValue, ...], members: Attributes) -> tuple[ClassValue, ...]:
    """The known bases of a class, and the one that a method tells it to have by a base that is not known."""
    for root in sorted(vm.roots):
        library = vm.libraries(root)
        for method, cls in library.presumed.items() if library is not None else ():
            if isinstance(members.get(method), FunctionValue) and not any(base.is_subclass(cls) for base in known):
                return (*known[:-1], cls, known[-1])
    return known


def finish(frame: Frame, cls: ClassValue, keywords: Mapping[str, Value]) -> Value:
    """`__set_name__` of what the body holds, `__init_subclass__` of the bases, and what native bases do with a new subclass."""
    vm = frame.vm
    for name, value in list(cls.namespace.items()):
        if isinstance(value, Instance):
            method = value.cls.lookup("__set_name__")
            if method is not MISSING:
                vm.call(method, (value, cls, name))
    for base in cls.mro[1:]:
        hook = base.namespace.get("__init_subclass__", MISSING)
        if hook is not MISSING and base.node is not None:
            function = hook.function if isinstance(hook, (ClassMethod, StaticMethod)) else hook
            given = {name: value for name, value in keywords.items() if name != "metaclass"}
            vm.call(BoundMethod(function, cls), (), given)
            break
    return cls.created(vm, cls) if cls.created is not None else cls
