"""Arguments of calls and defaults of parameters, evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from cnnlint.interpreter import attributes
from cnnlint.interpreter.calls import OPEN
from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Instance, Rest, Unknown, Value, is_host
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Run: TypeAlias = Callable[[Frame], Value]
Compile: TypeAlias = Callable[[ir.Expr], Run]


def gatherer(node: ir.Call, compile_: Compile) -> Callable[[Frame], tuple[tuple[Value, ...], Mapping[str, Value]]]:
    """What evaluates the arguments of a call: positional values and keywords; a Rest and OPEN stand for what is not known."""
    positional = [(isinstance(a, ir.Starred), compile_(a.value if isinstance(a, ir.Starred) else a)) for a in node.args]
    keywords = [(keyword.name, compile_(keyword.value)) for keyword in node.keywords]
    simple = not any(starred for starred, _ in positional) and all(name is not None for name, _ in keywords)
    plain_args = [run for _, run in positional]

    def run_simple(frame: Frame) -> tuple[tuple[Value, ...], Mapping[str, Value]]:
        return tuple([run(frame) for run in plain_args]), {str(name): run(frame) for name, run in keywords}

    def run(frame: Frame) -> tuple[tuple[Value, ...], Mapping[str, Value]]:
        vm = frame.vm
        args: list[Value] = []
        kwargs: dict[str, Value] = {}
        for starred, value in positional:
            if starred:
                args.extend(vm.elements(value(frame)))
            else:
                args.append(value(frame))
        for name, value in keywords:
            if name is not None:
                kwargs[name] = value(frame)
            else:
                for key, item in mapping(vm, value(frame)).items():
                    named = isinstance(key, str) and key != attributes.OPEN
                    kwargs[key if named else OPEN] = item if named else unnamed(frame, key, node.span)
        return tuple(args), kwargs

    return run_simple if simple else run


def unnamed(frame: Frame, key: Value, span: ir.Span) -> Unknown:
    """What stands for an argument of `**` whose name is not known, or no name at all."""
    if not is_host(key) or isinstance(key, str):
        return frame.vm.unknown("keywords that are not known")
    frame.at = span
    return frame.vm.python_error("TypeError", "keywords must be strings", key)


def mapping(vm: Interpreter, value: Value) -> Mapping[Value, Value]:
    """The items of what stands after `**`."""
    value = plain(value)
    if isinstance(value, dict):
        return value
    if isinstance(value, Instance):
        keys = vm.getattr(value, "keys", None)
        if keys is not None and not isinstance(keys, Unknown):
            return {key: vm.getitem(value, key) for key in vm.elements(vm.call(keys)) if isinstance(key, str)}
    why = value if isinstance(value, Unknown) else vm.unknown("keywords that are not known")
    return {Rest(why): why}


def defaults(parameters: tuple[ir.Parameter, ...], compile_: Compile) -> Callable[[Frame], dict[str, Value]]:
    """What evaluates the defaults where a function is defined."""
    runs = [(parameter.name, compile_(parameter.default)) for parameter in parameters if parameter.default is not None]
    return lambda frame: {name: run(frame) for name, run in runs}
