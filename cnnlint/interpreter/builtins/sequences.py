"""list, tuple, range, slice, and what all containers have."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cnnlint.interpreter import containers
from cnnlint.interpreter.builtins.numbers import wrapped, wrapping
from cnnlint.interpreter.builtins.ordering import sort
from cnnlint.interpreter.builtins.tables import (
    BYTES,
    DICT,
    FROZENSET,
    LIBRARY,
    LIST,
    RANGE,
    SET,
    SLICE,
    STR,
    TUPLE,
    constructor,
)
from cnnlint.interpreter.host import content, host_call, host_of, integer_of, known, listed
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ClassValue, Instance, IteratorValue, Rest, Value, has_rest
from cnnlint.symbolic import Dim

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LONG = 10_000  # elements of a range that are not made before they are asked for


# --- what all containers have -----------------------------------------------------------------------------------------


def len_(vm: Interpreter, self: Value, /) -> Value:
    return containers.length(vm, content(self))


def iter_(vm: Interpreter, self: Value, /) -> Value:
    source = content(self)
    if isinstance(source, range) and len(source) > LONG:
        return IteratorValue(iter(source))
    return IteratorValue(source if isinstance(source, list) else vm.elements(source))


def contains(vm: Interpreter, self: Value, item: Value, /) -> Value:
    return vm.compare("in", item, content(self))


def getitem(vm: Interpreter, self: Value, index: Value, /) -> Value:
    if isinstance(self, Instance):
        return containers.of_payload(vm, self, index)
    return vm.getitem(self, index)


def setitem(vm: Interpreter, self: Value, index: Value, value: Value, /) -> Value:
    vm.setitem(content(self), index, value)
    return None


def delitem(vm: Interpreter, self: Value, index: Value, /) -> Value:
    containers.delitem(vm, content(self), index)
    return None


for cls in (STR, BYTES, LIST, TUPLE, RANGE, DICT, SET, FROZENSET):
    for name, function in (("__len__", len_), ("__iter__", iter_), ("__contains__", contains)):
        LIBRARY.method(cls, name)(function)
    if cls not in (SET, FROZENSET):
        LIBRARY.method(cls, "__getitem__")(getitem)
    if cls in (LIST, DICT):
        LIBRARY.method(cls, "__setitem__")(setitem)
        LIBRARY.method(cls, "__delitem__")(delitem)


# --- list -------------------------------------------------------------------------------------------------------------


def new_list(vm: Interpreter, cls: ClassValue, /, *args: Value, **kwargs: Value) -> Value:
    if cls is LIST:
        return vm.call(LIST.namespace["__init__"], ([], *args), kwargs)
    return wrapping(cls, [])


@LIBRARY.method(LIST, "__init__")
def init_list(vm: Interpreter, self: Value, iterable: Value = (), /) -> Value:
    items, target = vm.elements(iterable), content(self)
    vm.touch(target)
    target[:] = items
    return target if target is self else None


constructor(LIST)(new_list)


@LIBRARY.method(LIST, "append")
def append(vm: Interpreter, self: Value, object: Value, /) -> Value:
    target = content(self)
    vm.touch(target)
    target.append(object)
    vm.bound(target)
    return None


@LIBRARY.method(LIST, "extend")
def extend(vm: Interpreter, self: Value, iterable: Value, /) -> Value:
    items, target = vm.elements(iterable), content(self)
    vm.touch(target)
    target.extend(items)
    vm.bound(target)
    return None


@LIBRARY.method(LIST, "insert")
def insert(vm: Interpreter, self: Value, index: Value, object: Value, /) -> Value:
    target, position = content(self), plain(index)
    vm.touch(target)
    if isinstance(position, int) and in_front(target, position):
        target.insert(max(-len(target), min(position, len(target))), object)
    else:
        target[:] = [Rest(vm.unknown("a list changed at an index that is not known"))]
    vm.bound(target)
    return None


def in_front(target: list[Value], position: int) -> bool:
    """True if an index counts from an end of which all elements up to it are known."""
    rests = [i for i, item in enumerate(target) if isinstance(item, Rest)]
    return not rests or 0 <= position <= rests[0] or -(len(target) - rests[-1]) < position < 0


@LIBRARY.method(LIST, "pop")
def pop(vm: Interpreter, self: Value, index: Value = -1, /) -> Value:
    target, position = content(self), plain(index)
    vm.touch(target)
    if not isinstance(position, int):
        why = vm.unknown("an element at an index that is not known")
        target[:] = [Rest(why)]
        return why
    if has_rest(target) and (not in_front(target, position) or isinstance(target[position], Rest)):
        return next(item.why for item in target if isinstance(item, Rest))
    if not -len(target) <= position < len(target):
        words = "pop index out of range" if target else "pop from empty list"
        return vm.python_error("IndexError", words, target, sure=not vm.strangers)
    return target.pop(position)


@LIBRARY.method(LIST, "remove")
def remove(vm: Interpreter, self: Value, value: Value, /) -> Value:
    target = content(self)
    try:
        position = containers.index_of(vm, target, value)
    except NotKnown as unknown:
        vm.touch(target)
        target[:] = [Rest(vm.unknown(unknown.reason))]
        raise
    if position is None:
        return vm.python_error("ValueError", "list.remove(x): x not in list")
    vm.touch(target)
    del target[position]
    return None


@LIBRARY.method(LIST, "clear")
def clear(vm: Interpreter, self: Value, /) -> Value:
    vm.touch(content(self))
    content(self).clear()
    return None


@LIBRARY.method(LIST, "copy")
def copy(vm: Interpreter, self: Value, /) -> Value:
    return list(content(self))


@LIBRARY.method(LIST, "reverse")
def reverse(vm: Interpreter, self: Value, /) -> Value:
    vm.touch(content(self))
    content(self).reverse()
    return None


@LIBRARY.method(LIST, "sort")
def sort_in_place(vm: Interpreter, self: Value, /, *, key: Value = None, reverse: Value = False) -> Value:
    target = content(self)
    vm.touch(target)
    try:
        target[:] = sort(vm, target, key, reverse)
    except NotKnown as unknown:
        target[:] = (
            [Rest(vm.unknown(unknown.reason))] if has_rest(target) else [vm.unknown(unknown.reason) for _ in target]
        )
    return None


@LIBRARY.method(LIST, "index")
@LIBRARY.method(TUPLE, "index")
@LIBRARY.method(RANGE, "index")
def index(vm: Interpreter, self: Value, value: Value, start: Value = 0, stop: Value = None, /) -> Value:
    first, last = integer_of(start), None if stop is None else integer_of(stop)
    items = content(self)[first:last]
    position = containers.index_of(vm, items, value)
    if position is None:
        return vm.python_error("ValueError", "the value is not in the list")
    return range(len(content(self)))[first:last][position]


@LIBRARY.method(LIST, "count")
@LIBRARY.method(TUPLE, "count")
@LIBRARY.method(RANGE, "count")
def count(vm: Interpreter, self: Value, value: Value, /) -> Value:
    total = 0
    for item in listed(vm, content(self)):
        total += bool(known(vm.compare("==", item, value)))
    return total


# --- tuple, range, slice ----------------------------------------------------------------------------------------------


def new_tuple(vm: Interpreter, cls: ClassValue, iterable: Value = (), /) -> Value:
    return wrapped(cls, TUPLE, tuple(vm.elements(iterable)))


def new_range(vm: Interpreter, cls: ClassValue, /, *args: Value) -> Value:
    bounds = [plain(known(arg)) for arg in args]
    size = next((bound for bound in bounds if isinstance(bound, Dim)), None)
    if size is not None:
        return [Rest(vm.unknown(f"a number up to {size}, which is not known"))]
    made = host_call(vm, range, [host_of(bound) for bound in bounds], {})
    if isinstance(made, range) and made[sys.maxsize :]:
        raise NotKnown("a range of more elements than can be counted")
    return made


def new_slice(vm: Interpreter, cls: ClassValue, /, *args: Value) -> Value:
    return host_call(vm, slice, args, {})


constructor(TUPLE)(new_tuple)
constructor(RANGE)(new_range)
constructor(SLICE)(new_slice)


@LIBRARY.attribute(RANGE, "start")
@LIBRARY.attribute(SLICE, "start")
def start(vm: Interpreter, self: Value) -> Value:
    return self.start


@LIBRARY.attribute(RANGE, "stop")
@LIBRARY.attribute(SLICE, "stop")
def stop(vm: Interpreter, self: Value) -> Value:
    return self.stop


@LIBRARY.attribute(RANGE, "step")
@LIBRARY.attribute(SLICE, "step")
def step(vm: Interpreter, self: Value) -> Value:
    return self.step


@LIBRARY.method(SLICE, "indices")
def indices(vm: Interpreter, self: Value, length: Value, /) -> Value:
    return host_call(vm, host_of(self).indices, [host_of(length)], {})


# --- len --------------------------------------------------------------------------------------------------------------


@LIBRARY.function("builtins.len")
def len_of(vm: Interpreter, obj: Value, /) -> Value:
    return vm.length(obj)
