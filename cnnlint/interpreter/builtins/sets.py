"""set and frozenset."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.numbers import wrapped, wrapping
from cnnlint.interpreter.builtins.tables import FROZENSET, LIBRARY, SET, constructor
from cnnlint.interpreter.host import content
from cnnlint.interpreter.operators import key_of
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ClassValue, Rest, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def keys(vm: Interpreter, iterable: Value) -> list[Value]:
    """The elements of an iterable as members of a set; a Rest for each that is not known."""
    found: list[Value] = []
    for item in vm.elements(iterable):
        try:
            found.append(item if isinstance(item, Rest) else key_of(vm, item))
        except NotKnown as unknown:
            found.append(Rest(vm.unknown(unknown.reason)))
    return found


def rest_of(*groups: Iterable[Value]) -> Rest | None:
    """What says that one of these may have members that are not known."""
    return next((item for group in groups for item in group if isinstance(item, Rest)), None)


def new_set(vm: Interpreter, cls: ClassValue, /, *args: Value, **kwargs: Value) -> Value:
    if cls is SET:
        return set(keys(vm, args[0])) if args else set()
    return wrapping(cls, set())


@LIBRARY.method(SET, "__init__")
def init(vm: Interpreter, self: Value, iterable: Value = (), /) -> Value:
    vm.touch(content(self))
    content(self).clear()
    content(self).update(keys(vm, iterable))
    return None


def new_frozenset(vm: Interpreter, cls: ClassValue, iterable: Value = (), /) -> Value:
    return wrapped(cls, FROZENSET, frozenset(keys(vm, iterable)))


constructor(SET)(new_set)
constructor(FROZENSET)(new_frozenset)


# --- changing ---------------------------------------------------------------------------------------------------------


@LIBRARY.method(SET, "add")
def add(vm: Interpreter, self: Value, elem: Value, /) -> Value:
    vm.touch(content(self))
    content(self).update(keys(vm, (elem,)))
    vm.bound(content(self))
    return None


@LIBRARY.method(SET, "update")
def update(vm: Interpreter, self: Value, /, *others: Value) -> Value:
    vm.touch(content(self))
    for other in others:
        content(self).update(keys(vm, other))
    vm.bound(content(self))
    return None


@LIBRARY.method(SET, "remove")
def remove(vm: Interpreter, self: Value, elem: Value, /) -> Value:
    key = key_of(vm, elem)
    if key not in content(self) and rest_of(content(self)) is None:
        return vm.python_error("KeyError", repr(key))
    return discard(vm, self, elem)


@LIBRARY.method(SET, "discard")
def discard(vm: Interpreter, self: Value, elem: Value, /) -> Value:
    target = content(self)
    vm.touch(target)
    try:
        target.discard(key_of(vm, elem))
    except NotKnown as unknown:
        target.clear()
        target.add(Rest(vm.unknown(unknown.reason)))
    return None


@LIBRARY.method(SET, "pop")
def pop(vm: Interpreter, self: Value, /) -> Value:
    target = content(self)
    vm.touch(target)
    if not target:
        return vm.python_error("KeyError", "pop from an empty set")
    if len(target) == 1 and rest_of(target) is None:
        return target.pop()
    why = vm.unknown("which member of a set comes first is not known")
    target.clear()
    target.add(Rest(why))
    return why


@LIBRARY.method(SET, "clear")
def clear(vm: Interpreter, self: Value, /) -> Value:
    vm.touch(content(self))
    content(self).clear()
    return None


# --- combining --------------------------------------------------------------------------------------------------------


@LIBRARY.method(SET, "copy")
@LIBRARY.method(FROZENSET, "copy")
def copy(vm: Interpreter, self: Value, /) -> Value:
    return content(self).copy()


@LIBRARY.method(SET, "union")
@LIBRARY.method(FROZENSET, "union")
def union(vm: Interpreter, self: Value, /, *others: Value) -> Value:
    return content(self).union(*(keys(vm, other) for other in others))


def certain(host: Value, self: Value, others: list[list[Value]]) -> Value:
    """The result of a combination, with a Rest where one side may have members that are not known."""
    rest = rest_of(self, *others)
    known = {item for item in host if not isinstance(item, Rest)}
    return host if rest is None else type(host)(known | {rest})


@LIBRARY.method(SET, "intersection")
@LIBRARY.method(FROZENSET, "intersection")
def intersection(vm: Interpreter, self: Value, /, *others: Value) -> Value:
    sides = [keys(vm, other) for other in others]
    return certain(content(self).intersection(*sides), content(self), sides)


@LIBRARY.method(SET, "difference")
@LIBRARY.method(FROZENSET, "difference")
def difference(vm: Interpreter, self: Value, /, *others: Value) -> Value:
    sides = [keys(vm, other) for other in others]
    if rest_of(*sides) is not None:
        return type(content(self))([rest_of(*sides)])
    return certain(content(self).difference(*sides), content(self), sides)


@LIBRARY.method(SET, "symmetric_difference")
@LIBRARY.method(FROZENSET, "symmetric_difference")
def symmetric_difference(vm: Interpreter, self: Value, other: Value, /) -> Value:
    side = keys(vm, other)
    if rest_of(content(self), side) is not None:
        return type(content(self))([rest_of(content(self), side)])
    return content(self).symmetric_difference(side)


@LIBRARY.method(SET, "difference_update")
def difference_update(vm: Interpreter, self: Value, /, *others: Value) -> Value:
    return replace(vm, self, difference(vm, self, *others))


@LIBRARY.method(SET, "intersection_update")
def intersection_update(vm: Interpreter, self: Value, /, *others: Value) -> Value:
    return replace(vm, self, intersection(vm, self, *others))


def replace(vm: Interpreter, self: Value, members: Value) -> None:
    """Give a set these members."""
    target = content(self)
    vm.touch(target)
    target.clear()
    target.update(members)


def relation(name: str) -> None:
    """A comparison of sets, unknown where one of them may have members that are not known."""

    @LIBRARY.method(SET, name)
    @LIBRARY.method(FROZENSET, name)
    def compare(vm: Interpreter, self: Value, other: Value, /) -> Value:
        side = keys(vm, other)
        rest = rest_of(content(self), side)
        if rest is not None:
            raise NotKnown(rest.why.reason)
        return getattr(content(self), name)(side)


for name in ("issubset", "issuperset", "isdisjoint"):
    relation(name)
