"""operator."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from cnnlint.interpreter.arithmetic import ARITHMETIC, METHODS, in_place, unary
from cnnlint.interpreter.host import text_of, truth_of
from cnnlint.interpreter.native import Host, Library
from cnnlint.interpreter.values import Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("operator")
COMPARISONS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!=", "is_": "is", "is_not": "is not"}


def binary(op: str) -> Host:
    return lambda vm, a, b, /: vm.binary(op, a, b)


def changing(op: str) -> Host:
    return lambda vm, a, b, /: in_place(vm, op, a, b)


def comparison(op: str) -> Host:
    return lambda vm, a, b, /: vm.compare(op, a, b)


def monadic(op: str) -> Host:
    return lambda vm, a, /: unary(vm, op, a)


for op in ARITHMETIC:
    method = METHODS[op]
    name = f"{method}_" if hasattr(operator, f"{method}_") else method
    LIBRARY.function(f"operator.{name}", f"operator.__{method}__")(binary(op))
    LIBRARY.function(f"operator.i{method}")(changing(op))
for name, op in COMPARISONS.items():
    LIBRARY.function(f"operator.{name}")(comparison(op))
for name, op in {"neg": "-", "pos": "+", "invert": "~", "inv": "~", "not_": "not"}.items():
    LIBRARY.function(f"operator.{name}")(monadic(op))


@LIBRARY.function("operator.contains")
def contains(vm: Interpreter, a: Value, b: Value, /) -> Value:
    return vm.compare("in", b, a)


@LIBRARY.function("operator.concat")
def concat(vm: Interpreter, a: Value, b: Value, /) -> Value:
    return vm.binary("+", a, b)


@LIBRARY.function("operator.truth")
def truth(vm: Interpreter, a: Value, /) -> Value:
    return truth_of(vm, a)


@LIBRARY.function("operator.abs")
def absolute(vm: Interpreter, a: Value, /) -> Value:
    return vm.call(vm.library_value("builtins.abs"), (a,))


@LIBRARY.function("operator.index")
def index(vm: Interpreter, a: Value, /) -> Value:
    return vm.call(vm.builtin("int"), (a,))


@LIBRARY.function("operator.getitem")
def getitem(vm: Interpreter, a: Value, b: Value, /) -> Value:
    return vm.getitem(a, b)


@LIBRARY.function("operator.setitem")
def setitem(vm: Interpreter, a: Value, b: Value, c: Value, /) -> Value:
    vm.setitem(a, b, c)
    return None


@LIBRARY.function("operator.attrgetter")
def attrgetter(vm: Interpreter, attr: Value, /, *attrs: Value) -> Value:
    paths = [text_of(path).split(".") for path in (attr, *attrs)]

    def get(vm: Interpreter, obj: Value, /) -> Value:
        found = tuple(follow(vm, obj, path) for path in paths)
        return found if attrs else found[0]

    return Native("operator.attrgetter", get, binds=False)


def follow(vm: Interpreter, obj: Value, path: list[str]) -> Value:
    """`obj.a.b.c`."""
    for name in path:
        obj = vm.getattr(obj, name)
    return obj


@LIBRARY.function("operator.itemgetter")
def itemgetter(vm: Interpreter, item: Value, /, *items: Value) -> Value:
    def get(vm: Interpreter, obj: Value, /) -> Value:
        found = tuple(vm.getitem(obj, index) for index in (item, *items))
        return found if items else found[0]

    return Native("operator.itemgetter", get, binds=False)


@LIBRARY.function("operator.methodcaller")
def methodcaller(vm: Interpreter, name: Value, /, *args: Value, **kwargs: Value) -> Value:
    method = text_of(name)
    return Native(
        "operator.methodcaller", lambda vm, obj, /: vm.call(vm.getattr(obj, method), args, kwargs), binds=False
    )
