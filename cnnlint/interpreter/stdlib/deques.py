"""collections.deque."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.tables import LIST, constructor
from cnnlint.interpreter.host import content, listed
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import ClassValue, Instance, Rest, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

TABLE = Library("collections")


def copied(vm: Interpreter, self: Value, /) -> Value:
    """A shallow copy of the same class, with the same attributes of its own."""
    made = Instance(self.cls, payload=content(self).copy())
    made.attrs.update(self.attrs)
    return made


DEQUE = TABLE.new_class("collections.deque")
SHARED = """append extend pop insert remove clear reverse index count __len__ __iter__ __contains__ __getitem__ __setitem__
__delitem__"""


@constructor(DEQUE)
def new_deque(vm: Interpreter, cls: ClassValue, /, *args: Value, **kwargs: Value) -> Value:
    return Instance(cls, payload=[])


@TABLE.method(DEQUE, "__init__")
def init_deque(vm: Interpreter, self: Instance, iterable: Value = (), maxlen: Value = None) -> Value:
    items = vm.elements(iterable)
    vm.touch(content(self))
    content(self)[:] = items
    self.attrs["maxlen"] = maxlen
    trim(vm, self, 0)
    return None


def trim(vm: Interpreter, self: Instance, end: int) -> None:
    """Drop what is more than the greatest length, from the front (0) or the back (-1)."""
    most = plain(self.attrs.get("maxlen"))
    if most is None:
        return
    if not isinstance(most, int):
        content(self)[:] = [Rest(vm.unknown("a queue of a length that is not known"))]
        return
    if most < 0:
        vm.python_error("ValueError", "maxlen must be non-negative")
        return
    while len(content(self)) > most:
        content(self).pop(end)


for name in SHARED.split():
    DEQUE.namespace[name] = LIST.namespace[name]


@TABLE.method(DEQUE, "append")
def append(vm: Interpreter, self: Instance, x: Value, /) -> Value:
    return extend(vm, self, (x,))


@TABLE.method(DEQUE, "extend")
def extend(vm: Interpreter, self: Instance, iterable: Value, /) -> Value:
    added = vm.elements(iterable)
    vm.touch(content(self))
    content(self).extend(added)
    vm.bound(content(self))
    trim(vm, self, 0)
    return None


@TABLE.method(DEQUE, "appendleft")
def appendleft(vm: Interpreter, self: Instance, x: Value, /) -> Value:
    return extendleft(vm, self, (x,))


@TABLE.method(DEQUE, "extendleft")
def extendleft(vm: Interpreter, self: Instance, iterable: Value, /) -> Value:
    added = vm.elements(iterable)
    vm.touch(content(self))
    content(self)[:0] = added[::-1]
    vm.bound(content(self))
    trim(vm, self, -1)
    return None


@TABLE.method(DEQUE, "popleft")
def popleft(vm: Interpreter, self: Instance, /) -> Value:
    if not content(self):
        return vm.python_error("IndexError", "pop from an empty deque")
    if isinstance(content(self)[0], Rest):
        return content(self)[0].why
    vm.touch(content(self))
    return content(self).pop(0)


@TABLE.method(DEQUE, "rotate")
def rotate(vm: Interpreter, self: Instance, n: Value = 1, /) -> Value:
    items = listed(vm, content(self))
    vm.touch(content(self))
    steps = plain(n)
    if not isinstance(steps, int):
        content(self)[:] = [vm.unknown("a queue turned by what is not known") for _ in items]
    elif items:
        turn = -steps % len(items)
        content(self)[:] = items[turn:] + items[:turn]
    return None


TABLE.method(DEQUE, "copy", "__copy__")(copied)
