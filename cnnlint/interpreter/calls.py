"""Calling: binding arguments to parameters, running bodies, making instances."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cnnlint.interpreter import attributes, native
from cnnlint.interpreter.budget import ELEMENTS_A_STEP
from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.join import join
from cnnlint.interpreter.likelihood import call_likely
from cnnlint.interpreter.outcome import ControlFlow, NotKnown, Raised, Returned
from cnnlint.interpreter.values import (
    MISSING,
    Attributes,
    BoundMethod,
    ClassMethod,
    ClassValue,
    FunctionValue,
    Instance,
    IteratorValue,
    Likely,
    Native,
    Rest,
    StaticMethod,
    Unknown,
    Value,
)
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Args = tuple[Value, ...]
Kwargs = Mapping[str, Value]
OPEN = "**"  # the keyword that stands for keywords that are not known
SIZED = frozenset({list, tuple, dict, set, str, bytes})
MAX_YIELDS = 10_000
UNCERTAIN_RECURSION = 4
LOOSE = "**"  # the attribute of a function that a decorator may have changed in ways that are not known
STRICT = (
    "CNNLINT_STRICT" in os.environ
)  # the tests want to see our own faults; a user wants the rest of the file checked


class GeneratorFull(ControlFlow):  # noqa: N818
    """A generator has given as many values as are drawn from one."""


def call(vm: Interpreter, function: Value, args: Args, kwargs: Kwargs) -> Value:
    """`function(*args, **kwargs)`. A Rest among `args`, or OPEN among `kwargs`, stands for arguments that are not known."""
    if isinstance(function, BoundMethod):
        return call(vm, function.function, (function.receiver, *args), kwargs)
    if isinstance(function, FunctionValue):
        return call_function(vm, function, args, kwargs)
    if isinstance(function, Native):
        return call_native(vm, function, args, kwargs)
    if isinstance(function, ClassValue):
        return instantiate(vm, function, args, kwargs)
    if isinstance(function, Likely):
        return call_likely(vm, function, function.value, args, kwargs)
    if isinstance(function, Unknown):
        vm.escape(args, kwargs)
        return vm.called_unknown(function, args)
    if isinstance(function, Instance):
        method = function.cls.lookup("__call__")
        if method is not MISSING and function.cls.presumed and isinstance(method, Native):
            return call_presumed(vm, function, method, args, kwargs)
        if method is not MISSING:
            return call(vm, method, (function, *args), kwargs)
        if function.cls.open:
            return function.cls.open
    if isinstance(function, (StaticMethod, ClassMethod)):
        return call(vm, function.function, args, kwargs)
    return vm.python_error("TypeError", f"'{vm.type_name(function)}' object is not callable", function)


def call_presumed(vm: Interpreter, target: Instance, method: Native, args: Args, kwargs: Kwargs) -> Value:
    """Call an object whose base that is not known may have a `__call__` of its own: what goes wrong is no fact."""
    try:
        with vm.trying():
            return call(vm, method, (target, *args), kwargs)
    except Raised:
        return target.cls.open or vm.unknown("an object whose base is not known")


def call_native(vm: Interpreter, function: Native, args: Args, kwargs: Kwargs) -> Value:
    """Call what is implemented here. Arguments that are not known make the result unknown, unless it takes them."""
    rest = None
    for arg in args:
        if type(arg) is Rest:
            rest = arg
            break
    if function.loose and OPEN in kwargs:
        args, kwargs = (*args, Rest(kwargs[OPEN])), {name: value for name, value in kwargs.items() if name is not OPEN}
    elif OPEN in kwargs or (rest is not None and not function.loose):
        return vm.called_unknown(kwargs[OPEN] if rest is None else rest.why, args)
    try:
        result = native.call_native(vm, function, args, kwargs)
        if type(result) in SIZED and len(result) >= ELEMENTS_A_STEP:
            vm.spend(len(result) // ELEMENTS_A_STEP)
        return result
    except NotKnown as unknown:
        cause = next((arg for arg in args if isinstance(arg, Likely)), None)
        if cause is not None:
            return call_likely(vm, cause, function, args, kwargs)
        return vm.called_unknown(vm.unknown(unknown.reason), args)
    except (ControlFlow, RecursionError, MemoryError):
        raise
    except Exception as fault:
        if STRICT:
            raise
        return vm.called_unknown(
            vm.unknown(f"a fault of cnnlint's own in {function.name} ({type(fault).__name__}: {fault})"), args
        )


def call_function(vm: Interpreter, function: FunctionValue, args: Args, kwargs: Kwargs) -> Value:
    """Run a function of the program in a new frame.

    Where an unknown condition decides whether a function calls itself again, both sides are run: only so many times.
    """
    key = id(function.node)
    depth = vm.active.get(key, 0)
    if depth >= UNCERTAIN_RECURSION and vm.uncertain >= UNCERTAIN_RECURSION:
        return vm.called_unknown(vm.unknown("a recursion whose end is not known"), args)
    bound = bind(vm, function, args, kwargs)
    if isinstance(bound, Unknown):
        return bound
    vm.active[key] = depth + 1
    try:
        return run_function(vm, function, bound, args)
    finally:
        vm.active[key] = depth


def run_function(vm: Interpreter, function: FunctionValue, bound: Attributes, args: Args) -> Value:
    """Run a function's body with its parameters bound."""
    frame = Frame(vm, function.closure.module, bound, function.closure, function)
    frame.is_activation = True
    frame.receiver = args[0] if args else None
    if isinstance(function.node, ir.FunctionDef) and function.node.is_generator:
        frame.yields = []
    with vm.activation(frame):
        try:
            result = vm.code(function.node)(frame)
        except GeneratorFull:  # raised by a `yield`
            result = None
    if frame.yields is not None:
        return IteratorValue(frame.yields)
    value = result.value if isinstance(result, Returned) else None
    for other in reversed(frame.pending):
        value = join(other, value, vm.unknown("what is returned depends on a condition that is not known"))
    return value


def bind(vm: Interpreter, function: FunctionValue, args: Args, kwargs: Kwargs) -> Attributes | Unknown:
    """Arguments by parameter name. A call that does not fit is the program's TypeError.

    Where some arguments are not known, parameters that nothing else fills are unknown too.
    """
    rest = next((arg for arg in args if type(arg) is Rest), None)
    loose: Unknown | None = kwargs.get(OPEN)
    if rest is not None:
        args, loose = args[: args.index(rest)], rest.why
    bound = Attributes()
    given = {name: value for name, value in kwargs.items() if name != OPEN}
    position = 0
    for parameter in function.node.parameters:
        kind, name = parameter.kind, parameter.name
        if kind == "star":
            bound[name] = (*args[position:], rest) if rest is not None else args[position:]
            position = len(args)
        elif kind == "double_star":
            bound[name] = dict(given) if loose is None or OPEN not in kwargs else {**given, Rest(loose): loose}
            given = {}
        elif kind != "keyword" and position < len(args):
            if name in given and kind == "normal":
                return wrong(vm, function, f"got multiple values for argument '{name}'")
            bound[name] = args[position]
            position += 1
        elif name in given and kind != "positional":
            bound[name] = given.pop(name)
        elif loose is not None:
            bound[name] = loose
        elif name in function.defaults:
            bound[name] = function.defaults[name]
        else:
            what = "keyword-only" if kind == "keyword" else "positional"
            return wrong(vm, function, f"missing 1 required {what} argument: '{name}'")
    if position < len(args):
        return wrong(vm, function, f"takes {position} positional arguments but {len(args)} were given")
    if given:
        return wrong(vm, function, f"got an unexpected keyword argument '{next(iter(given))}'")
    return bound


def wrong(vm: Interpreter, function: FunctionValue, words: str) -> Unknown:
    """A call that does not fit the function's parameters."""
    if LOOSE in function.attrs:
        return vm.unknown("a call of what a decorator has made of a function")
    owner = function.body.owner if function.body is not None else None
    name = f"{owner.name}.{function.name}" if owner else function.name
    result = vm.refuse("wrong-arguments", f"{name}() {words}", error="TypeError", defined=vm.location_of(function))
    return result if isinstance(result, Unknown) else vm.unknown(words)


def instantiate(vm: Interpreter, cls: ClassValue, args: Args, kwargs: Kwargs) -> Value:
    """`cls(*args, **kwargs)`: `__new__`, then `__init__`."""
    maker, recorded = cls.lookup("__new__"), vm.recorded
    if maker is MISSING:
        made: Value = cls.new(cls) if cls.new else Instance(cls)
    else:
        maker = maker.function if isinstance(maker, StaticMethod) else maker
        made = call(vm, maker, (cls, *args), kwargs)
    if not isinstance(made, Instance) or not made.cls.is_subclass(cls):
        return made
    if made.site is None:
        made.site = vm.site(args, kwargs)
    init = cls.lookup("__init__")
    if init is not MISSING:
        failed = call(vm, init, (made, *args), kwargs)
        if isinstance(failed, Unknown) and isinstance(init, Native):
            return failed
        if isinstance(failed, Unknown):  # what it would have set is not known
            vm.touch(made.attrs)
            made.attrs.setdefault(attributes.OPEN, failed)
    elif (args or kwargs) and maker is MISSING and not cls.open:
        vm.refuse("wrong-arguments", f"{cls.name}() takes no arguments", error="TypeError")
    if made.cls.finished is not None and vm.recorded == recorded:
        made.cls.finished(vm, made)
    return made
