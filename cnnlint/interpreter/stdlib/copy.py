"""copy."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import MISSING, Attributes, Instance, IteratorValue, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("copy")
Memo = dict[
    int, tuple[Value, Value]
]  # by identity: the original, kept alive so that its identity stays its own, and the copy


@LIBRARY.function("copy.copy")
def shallow(vm: Interpreter, x: Value) -> Value:
    if isinstance(x, (list, dict, set)):
        return x.copy()
    if not isinstance(x, Instance):
        return x
    method = x.cls.lookup("__copy__")
    if method is not MISSING:
        return vm.call(method, (x,))
    made = copy.copy(x)
    made.attrs = Attributes(x.attrs)
    made.payload = x.payload.copy() if isinstance(x.payload, (list, dict, set)) else x.payload
    return made


@LIBRARY.function("copy.deepcopy")
def deep(vm: Interpreter, x: Value, memo: Value = None, _nil: Value = ()) -> Value:
    """The memo that a `__deepcopy__` of the program passes on is that of the copy under way."""
    outer: Memo | None = vm.state.get("copy.memo")
    table: Memo = outer if outer is not None and memo is not None else {}
    vm.state["copy.memo"] = table
    try:
        return deep_copy(vm, x, table)
    finally:
        vm.state["copy.memo"] = outer


def deep_copy(vm: Interpreter, value: Value, memo: Memo) -> Value:
    """A copy through and through; functions, classes and what is not known are shared."""
    if not isinstance(value, (list, dict, set, tuple, Instance, IteratorValue)):
        return value
    if id(value) in memo:
        return memo[id(value)][1]
    vm.spend(1)
    if isinstance(value, tuple):
        return tuple(deep_copy(vm, item, memo) for item in value)
    if isinstance(value, Instance):
        return copy_object(vm, value, memo)
    if isinstance(value, IteratorValue):
        return value
    made: Value = type(value)()
    memo[id(value)] = value, made
    if isinstance(value, dict):
        made.update({key: deep_copy(vm, item, memo) for key, item in value.items()})
    elif isinstance(value, set):
        made.update(value)
    else:
        made.extend(deep_copy(vm, item, memo) for item in value)
    return made


def copy_object(vm: Interpreter, value: Instance, memo: Memo) -> Value:
    """A copy of an object: by its own `__deepcopy__`, else with copies of its attributes and of what it wraps."""
    method = value.cls.lookup("__deepcopy__")
    if method is not MISSING:
        made = vm.call(method, (value, {}))
        memo[id(value)] = value, made
        return made
    made = copy.copy(value)
    memo[id(value)] = value, made
    made.attrs = Attributes()
    made.attrs.update({name: deep_copy(vm, item, memo) for name, item in value.attrs.items()})
    made.payload = deep_copy(vm, value.payload, memo)
    return made
