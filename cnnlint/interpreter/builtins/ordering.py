"""Sorting and extremes, where sizes may be unknown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key
from typing import TYPE_CHECKING

from cnnlint import symbolic
from cnnlint.interpreter.builtins.tables import LIBRARY
from cnnlint.interpreter.host import listed, reason, truth_of
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Rest, Unknown, Value
from cnnlint.symbolic import Dim

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def less(vm: Interpreter, one: Value, other: Value) -> bool:
    """`one < other`; NotKnown where that is not known."""
    return truth_of(vm, vm.compare("<", one, other))


def sort(vm: Interpreter, iterable: Value, key: Value, reverse: Value) -> list[Value]:
    """The elements in order, as `sorted` gives them; NotKnown if the order is not known."""
    items = listed(vm, iterable)
    vm.spend(len(items))
    ranks = items if key is None else [vm.call(key, (item,)) for item in items]

    def order(one: int, other: int) -> int:
        if less(vm, ranks[one], ranks[other]):
            return -1
        return int(less(vm, ranks[other], ranks[one]))

    descending = truth_of(vm, reverse)
    places = sorted(range(len(items)), key=cmp_to_key(order), reverse=descending)
    return [items[place] for place in places]


@LIBRARY.function("builtins.sorted")
def sorted_(vm: Interpreter, iterable: Value, /, *, key: Value = None, reverse: Value = False) -> Value:
    return sort(vm, iterable, key, reverse)


@LIBRARY.function("builtins.min")
def min_(vm: Interpreter, /, *args: Value, key: Value = None, default: Value = MISSING) -> Value:
    return extreme(vm, "min", args, key, default)


@LIBRARY.function("builtins.max")
def max_(vm: Interpreter, /, *args: Value, key: Value = None, default: Value = MISSING) -> Value:
    return extreme(vm, "max", args, key, default)


def extreme(vm: Interpreter, name: str, args: tuple[Value, ...], key: Value, default: Value) -> Value:
    """The first least or greatest of the arguments, or of the elements of the only one."""
    items = listed(vm, args[0]) if len(args) == 1 else list(args)
    if not items:
        if not args:
            return vm.python_error("TypeError", f"{name} expected at least 1 argument, got 0")
        return vm.python_error("ValueError", f"{name}() iterable argument is empty") if default is MISSING else default
    if key is None and all(is_size(item) for item in items):
        return extreme_size(name, [plain(item) for item in items])
    ranks = items if key is None else [vm.call(key, (item,)) for item in items]
    unknown = next((rank for rank in ranks if isinstance(rank, (Unknown, Rest))), None)
    if unknown is not None:
        raise NotKnown(reason(unknown))
    best = 0
    for place in range(1, len(items)):
        if truth_of(vm, vm.compare("<" if name == "min" else ">", ranks[place], ranks[best])):
            best = place
    return items[best]


def is_size(value: Value) -> bool:
    """True for integers, known or not, of which at least the class is."""
    return isinstance(value, Dim) or (isinstance(value, int) and not isinstance(value, bool))


def extreme_size(name: str, sizes: Sequence[symbolic.Size]) -> symbolic.Size:
    """The least or greatest of some sizes, itself a size."""
    choose = symbolic.minimum if name == "min" else symbolic.maximum
    found = sizes[0]
    for size in sizes[1:]:
        found = choose(found, size)
    return found
