"""Names: reading, assigning, unpacking, deleting, and which frame a function closes over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from cnnlint.interpreter import names
from cnnlint.interpreter.containers import delitem
from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import MISSING, Rest, Unknown, Value
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Run: TypeAlias = Callable[[Frame], Value]
Compile: TypeAlias = Callable[[ir.Expr], Run]
Bind: TypeAlias = Callable[[Frame, Value], None]


def read(frame: Frame, name: str) -> Value:
    """A name: local, enclosing, global, built in. One that is nowhere is unknown."""
    vm = frame.vm
    scope: Frame | None = frame
    if name in frame.globals_:
        scope = None
    while scope is not None:
        found = vm.read(scope.vars, name)
        if found is not MISSING:
            return found
        scope = scope.parent
    found = vm.read(frame.module.scope, name)
    if found is MISSING:
        found = vm.builtin_value(name)
    if found is MISSING:
        program = "__main__" if frame.module.path == vm.main else frame.module.name
        special = {
            "__name__": program,
            "__file__": frame.module.path,
            "__doc__": vm.unknown("the documentation of a module"),
            "__package__": frame.module.name,
        }
        found = special.get(name, MISSING)
    return undefined(frame, name) if found is MISSING else found


def undefined(frame: Frame, name: str) -> Unknown:
    """What a name stands for that is nowhere: a NameError, unless something that we do not see may bind it."""
    error = names.error_of(frame, name)
    if error:
        return frame.vm.python_error(error, f"name '{name}' is not defined", name)
    return frame.vm.unknown(f"the name {name} is not defined")


def assign(frame: Frame, name: str, value: Value) -> None:
    """Bind a name where `global` and `nonlocal` say, else locally."""
    scope = frame.vars
    if name in frame.globals_:
        scope = frame.module.scope
    elif name in frame.nonlocals:
        outer = frame.parent
        while outer is not None and name not in outer.vars:
            outer = outer.parent
        scope = outer.vars if outer is not None else scope
    if frame.vm.journals:
        frame.vm.touch(scope)
    scope[name] = value


def function_frame(frame: Frame) -> Frame:
    """The frame of the function (class body, module) that a comprehension stands in: where `:=` binds and `yield` belongs."""
    while not frame.is_activation and frame.parent is not None:
        frame = frame.parent
    return frame


def closure(frame: Frame) -> Frame:
    """What a function defined here closes over: class bodies are not part of it."""
    return frame.parent if frame.is_class_body and frame.parent is not None else frame


def class_body(frame: Frame) -> Frame | None:
    """The frame of the class body that a function is defined in, if it is."""
    return frame if frame.is_class_body else None


def assigner(target: ir.Expr, compile_: Compile) -> Bind:
    """What binds a value to a target: name, attribute, element, or several of them."""
    if isinstance(target, ir.Name):
        return name_assigner(target.id)
    if isinstance(target, ir.Attribute):
        return attribute_assigner(target, compile_)
    if isinstance(target, ir.Subscript):
        return element_assigner(target, compile_)
    if isinstance(target, ir.Starred):
        return assigner(target.value, compile_)
    if isinstance(target, ir.Sequence):
        return unpacker(target, compile_)
    return lambda frame, value: None


def name_assigner(name: str) -> Bind:
    def bind(frame: Frame, value: Value) -> None:
        if frame.globals_ or frame.nonlocals:
            assign(frame, name, value)
            return
        if frame.vm.journals:
            frame.vm.touch(frame.vars)
        frame.vars[name] = value

    return bind


def attribute_assigner(target: ir.Attribute, compile_: Compile) -> Bind:
    owner, name, span = compile_(target.value), target.attr, target.span

    def bind(frame: Frame, value: Value) -> None:
        holder = owner(frame)
        frame.at = span
        frame.vm.setattr(holder, name, value)

    return bind


def element_assigner(target: ir.Subscript, compile_: Compile) -> Bind:
    owner, index, span = compile_(target.value), compile_(target.index), target.span

    def bind(frame: Frame, value: Value) -> None:
        holder, position = owner(frame), index(frame)
        frame.at = span
        frame.vm.setitem(holder, position, value)

    return bind


def unpacker(target: ir.Sequence, compile_: Compile) -> Bind:
    """`a, *b, c = value`."""
    binds = [assigner(item, compile_) for item in target.items]
    star = next((i for i, item in enumerate(target.items) if isinstance(item, ir.Starred)), None)
    span = target.span

    def bind(frame: Frame, value: Value) -> None:
        frame.at = span
        for one, part in zip(binds, unpack(frame, value, len(binds), star), strict=True):
            one(frame, part)

    return bind


def unpack(frame: Frame, value: Value, count: int, star: int | None) -> list[Value]:
    """The values for `count` targets; unknown ones where the number of elements is not known."""
    vm = frame.vm
    if isinstance(value, Unknown) and star is None:
        value.unpacked(count)
    values = vm.elements(value)
    rest = next((i for i, item in enumerate(values) if isinstance(item, Rest)), None)
    if rest is not None:
        why: Unknown = values[rest].why
        known = values[: min(rest, count if star is None else star)]
        filled = [*known, *([why] * (count - len(known)))]
        if star is not None:
            filled[star] = [Rest(why)]
        return filled
    if star is None:
        if len(values) == count:
            return values
        words = f"not enough values to unpack (expected {count}, got {len(values)})"
        if len(values) > count:
            words = f"too many values to unpack (expected {count})"
        unknown = vm.python_error("ValueError", words, plain(value), sure=is_fixed_length(vm, plain(value)))
        return [unknown] * count
    after = count - star - 1
    if len(values) < count - 1:
        words = f"not enough values to unpack (expected at least {count - 1}, got {len(values)})"
        unknown = vm.python_error("ValueError", words, plain(value), sure=is_fixed_length(vm, plain(value)))
        return [unknown] * count
    middle = values[star : len(values) - after]
    return [*values[:star], middle, *values[len(values) - after :]]


def is_fixed_length(vm: Interpreter, value: Value) -> bool:
    """True for a sequence that nobody can have made longer or shorter unseen."""
    return isinstance(value, (tuple, str, bytes, range)) or not vm.strangers


def deleter(target: ir.Expr, compile_: Compile) -> Run:
    """What carries out `del target`."""
    if isinstance(target, ir.Name):
        name = target.id

        def run_name(frame: Frame) -> Value:
            frame.vm.touch(frame.vars)
            frame.vars.pop(name, None)
            return None

        return run_name
    if isinstance(target, ir.Attribute):
        owner, attr = compile_(target.value), target.attr
        return lambda frame: frame.vm.delattr(owner(frame), attr)
    if isinstance(target, ir.Subscript):
        holder, index = compile_(target.value), compile_(target.index)
        return lambda frame: delitem(frame.vm, holder(frame), index(frame))
    parts = [deleter(item, compile_) for item in target.items] if isinstance(target, ir.Sequence) else []

    def run_all(frame: Frame) -> Value:
        for part in parts:
            part(frame)
        return None

    return run_all
