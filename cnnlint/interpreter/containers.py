"""Indexing, iterating and measuring abstract containers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cnnlint.interpreter.attributes import resolve
from cnnlint.interpreter.likelihood import supposed
from cnnlint.interpreter.operators import equals, key_of, plain
from cnnlint.interpreter.outcome import NotKnown, Raised
from cnnlint.interpreter.values import (
    MISSING,
    ClassMethod,
    ClassValue,
    Instance,
    IteratorValue,
    Likely,
    Namespace,
    Native,
    Rest,
    StaticMethod,
    Unknown,
    Value,
    is_bare,
    is_fixed,
)
from cnnlint.symbolic import Dim, Ratio

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


# --- reading ----------------------------------------------------------------------------------------------------------


def getitem(vm: Interpreter, target: Value, index: Value) -> Value:
    """`target[index]`."""
    if isinstance(target, Unknown):
        return Unknown(target.reason, target.where)
    if isinstance(target, Instance):
        method = target.cls.lookup("__getitem__")
        if method is not MISSING:
            return vm.call(method, (target, index))
        if target.payload is MISSING:
            return target.cls.open or vm.python_error("TypeError", f"'{target.cls.name}' object is not subscriptable")
        return of_payload(vm, target, index)
    if isinstance(target, ClassValue):
        return of_class(vm, target, index)
    if isinstance(target, dict):
        return of_dict(vm, target, index)
    if isinstance(target, (list, tuple, str, bytes, range)):
        return of_sequence(vm, target, plain(index))
    if isinstance(target, (Namespace, Native)):
        return vm.unknown("a subscript of a library's name")
    return vm.python_error("TypeError", f"'{vm.type_name(target)}' object is not subscriptable", target)


def of_payload(vm: Interpreter, target: Instance, index: Value) -> Value:
    """An element of an object whose class derives from list, dict, …; `__missing__` where a dict's key is absent."""
    missing = target.cls.lookup("__missing__")
    if missing is not MISSING and isinstance(target.payload, dict):
        try:
            if key_of(vm, index) not in target.payload:
                rest = next((known for known in target.payload if isinstance(known, Rest)), None)
                return vm.call(missing, (target, index)) if rest is None else rest.why
        except NotKnown as unknown:
            why = vm.unknown(unknown.reason)
            vm.touch(target.payload)
            target.payload[Rest(why)] = why
            return one_of(vm, target.payload.values(), why)
    return getitem(vm, target.payload, index)


def one_of(vm: Interpreter, elements: Iterable[Value], why: Unknown) -> Unknown:
    """An element of which it is not known which: whatever is done to it may be done to each of them."""
    vm.strangers = vm.strangers or not all(map(is_bare, elements))
    return why


def of_class(vm: Interpreter, target: ClassValue, index: Value) -> Value:
    """`Class[index]`: `__class_getitem__`, a member of an enumeration, or a generic alias (the class itself)."""
    for name in ("__class_getitem__", "__getitem_of_class__"):
        method = target.lookup(name)
        if method is not MISSING:
            bound = method.function if isinstance(method, (ClassMethod, StaticMethod)) else method
            return vm.call(bound, (target, index))
    return target


def of_dict(vm: Interpreter, target: dict[Value, Value], index: Value) -> Value:
    """The value of a key; unknown where the key is, or where the dict may hold more than we know of."""
    try:
        key = key_of(vm, supposed(index))
    except NotKnown as unknown:
        return vm.unknown(unknown.reason)
    found = target.get(key, MISSING)
    if found is not MISSING:
        return resolve(found)
    rest = next((known for known in target if isinstance(known, Rest)), None)
    if rest is not None:
        return rest.why
    if isinstance(key, Dim):
        return vm.unknown("a key that is not known")
    words = repr(key) if isinstance(key, (str, int)) else "a key"
    return vm.python_error(
        "KeyError", words, target, sure=not vm.strangers and is_fixed(key) and not isinstance(index, Likely)
    )


def of_sequence(vm: Interpreter, target: Value, index: Value) -> Value:
    """An element or a slice."""
    if isinstance(index, (Unknown, Dim, Ratio)):
        return one_of(vm, target, vm.unknown("an element at an index that is not known"))
    rests = (
        [position for position, item in enumerate(target) if isinstance(item, Rest)]
        if isinstance(target, (list, tuple))
        else []
    )
    if isinstance(index, slice):
        return of_slice(vm, target, index, rests)
    if not isinstance(index, int):
        words = f"{type(target).__name__} indices must be integers or slices, not {vm.type_name(index)}"
        return vm.python_error("TypeError", words, target, index)
    if rests and not 0 <= index < rests[0] and not -(len(target) - rests[-1]) < index < 0:
        return target[rests[0]].why
    try:
        return target[index]
    except IndexError:
        words = f"{type(target).__name__} index out of range"
        return vm.python_error("IndexError", words, target, sure=type(target) is not list or not vm.strangers)


def of_slice(vm: Interpreter, target: Value, index: slice, rests: list[int]) -> Value:
    """`target[a:b:c]`; a slice past a Rest is a sequence that ends in it."""
    bounds = (index.start, index.stop, index.step)
    if any(isinstance(bound, (Unknown, Dim, Ratio)) for bound in bounds):
        why = vm.unknown("a slice whose bounds are not known")
        return type(target)([Rest(why)]) if isinstance(target, (list, tuple)) else why
    if rests:
        start, stop, step = index.start or 0, index.stop, index.step or 1
        inside = start >= 0 and step > 0 and stop is not None and 0 <= stop <= rests[0]
        if not inside:
            known = list(target[start : rests[0]]) if start >= 0 and step == 1 else []
            return type(target)([*known, target[rests[0]]])
    try:
        found = target[index]
        vm.limit(len(found))
        return found
    except (TypeError, ValueError) as error:
        return vm.python_error(type(error).__name__, str(error))


# --- writing ----------------------------------------------------------------------------------------------------------


def setitem(vm: Interpreter, target: Value, index: Value, value: Value) -> None:
    """`target[index] = value`. At an index that is not known, every element may have changed."""
    if isinstance(target, Instance):
        target.forget()
        method = target.cls.lookup("__setitem__")
        if method is not MISSING:
            vm.call(method, (target, index, value))
            return
        target = target.payload
    if isinstance(target, dict):
        set_key(vm, target, index, value)
    elif isinstance(target, list):
        set_element(vm, target, plain(index), value)


def set_key(vm: Interpreter, target: dict[Value, Value], index: Value, value: Value) -> None:
    """A key of a dict."""
    vm.touch(target)
    try:
        target[key_of(vm, supposed(index))] = value
    except NotKnown as unknown:
        target[Rest(vm.unknown(unknown.reason))] = value
    vm.bound(target)


def set_element(vm: Interpreter, target: list[Value], index: Value, value: Value) -> None:
    """An element or slice of a list."""
    vm.touch(target)
    if isinstance(index, int) and not any(isinstance(item, Rest) for item in target):
        if -len(target) <= index < len(target):
            target[index] = value
        else:
            vm.python_error("IndexError", "list assignment index out of range")
    elif isinstance(index, slice) and all(
        isinstance(bound, (int, type(None))) for bound in (index.start, index.stop, index.step)
    ):
        try:
            target[index] = vm.elements(value)
        except ValueError as error:
            vm.python_error("ValueError", str(error))
    else:
        target[:] = [Rest(vm.unknown("a list changed at an index that is not known"))]


def delitem(vm: Interpreter, target: Value, index: Value) -> None:
    """`del target[index]`."""
    if isinstance(target, Instance):
        method = target.cls.lookup("__delitem__")
        if method is not MISSING:
            vm.call(method, (target, index))
            return
        target = target.payload
    if not isinstance(target, (list, dict)):
        return
    vm.touch(target)
    try:
        del target[index if isinstance(target, list) else key_of(vm, index)]
    except (KeyError, IndexError, TypeError) as error:
        vm.python_error(type(error).__name__, str(error))
    except NotKnown as unknown:
        target.clear()
        if isinstance(target, list):
            target.append(Rest(vm.unknown(unknown.reason)))


# --- iterating --------------------------------------------------------------------------------------------------------


def iterate(vm: Interpreter, target: Value) -> Iterator[Value]:
    """The elements in order; a Rest among them stands for any number that are not known."""
    if isinstance(target, (list, tuple, str, range)):
        return iter(target)
    if isinstance(target, dict):
        return iter(list(target))  # it may grow while it is iterated, which Python refuses
    if isinstance(target, (set, frozenset)):
        return iter(
            sorted(target, key=lambda item: (type(item).__name__, item if isinstance(item, (int, float, str)) else 0))
        )
    if isinstance(target, bytes):
        return iter(target)
    if isinstance(target, IteratorValue):
        return draw(vm, target)
    if isinstance(target, Unknown):
        return iter((Rest(target),))
    if isinstance(target, Instance):
        return of_object(vm, target)
    if isinstance(target, ClassValue) and target.lookup("__iter_of_class__") is not MISSING:
        return iterate(vm, vm.call(target.lookup("__iter_of_class__"), (target,)))
    if isinstance(target, (Dim, Ratio)):
        return iter((Rest(vm.unknown("the elements of what may be a number")),))
    return iter((Rest(vm.python_error("TypeError", f"'{vm.type_name(target)}' object is not iterable", target)),))


def draw(vm: Interpreter, target: IteratorValue) -> Iterator[Value]:
    """What is left of an iterator."""
    while True:
        item = advance(vm, target)
        if item is MISSING:
            return
        yield item
        if not isinstance(target.position[0], int):
            return


def advance(vm: Interpreter, target: IteratorValue) -> Value:
    """The next element, MISSING at the end; a Rest, again and again, where it is not known how many have been drawn."""
    if isinstance(target.items, list):
        position = target.position[0]
        if not isinstance(position, int):
            return Rest(vm.unknown("how many elements have been drawn is not known"))
        if position >= len(target.items):
            return MISSING
        vm.touch(target.position)
        target.position[0] = position + 1
        return target.items[position]
    vm.spend(1)
    return next(target.items, MISSING)


def of_object(vm: Interpreter, target: Instance) -> Iterator[Value]:
    """`__iter__` and `__next__`, else `__getitem__` with `__len__`, else what it wraps."""
    method = target.cls.lookup("__iter__")
    if method is not MISSING:
        found = vm.call(method, (target,))
        if isinstance(found, Instance) and found.cls.lookup("__next__") is not MISSING:
            return by_next(vm, found)
        return iterate(vm, found)
    if target.payload is not MISSING:
        return iterate(vm, target.payload)
    if target.cls.lookup("__getitem__") is not MISSING:
        return by_index(vm, target)
    return iter((Rest(target.cls.open or vm.python_error("TypeError", f"'{target.cls.name}' object is not iterable")),))


def by_next(vm: Interpreter, target: Instance) -> Iterator[Value]:
    """Elements by `__next__` until it raises StopIteration."""
    method = target.cls.lookup("__next__")
    while True:
        vm.spend(1)
        try:
            with vm.trying():
                item = vm.call(method, (target,))
        except Raised as raised:
            if isinstance(raised.value, Instance) and raised.value.cls.is_subclass(vm.builtin("StopIteration")):
                return
            raise
        if isinstance(item, Unknown):
            yield Rest(item)
            return
        yield item


def by_index(vm: Interpreter, target: Instance) -> Iterator[Value]:
    """Elements by `__getitem__` from 0 until it raises IndexError; as many as `__len__` says where there is one."""
    method = target.cls.lookup("__getitem__")
    count = length(vm, target) if target.cls.lookup("__len__") is not MISSING else None
    if count is not None and not isinstance(count, int):
        yield Rest(vm.unknown("a number of elements that is not known"))
        return
    index = 0
    while count is None or index < count:
        vm.spend(1)
        try:
            with vm.trying():
                item = vm.call(method, (target, index))
        except Raised:
            return
        if isinstance(item, Unknown) and count is None:
            yield Rest(item)
            return
        yield item
        index += 1


def elements(vm: Interpreter, target: Value) -> list[Value]:
    """All elements; where they are too many, none is known."""
    found: list[Value] = []
    for item in iterate(vm, target):
        found.append(item)
        if isinstance(item, Rest) and isinstance(target, (Unknown, Instance, IteratorValue)):
            break
        if len(found) > vm.budget.elements:
            break
    vm.limit(min(len(found), vm.budget.elements))
    vm.bound(found)
    return found


def length(vm: Interpreter, target: Value) -> Value:
    """`len(target)`: an int, a Dim or Unknown."""
    if isinstance(target, Unknown):
        return target
    if isinstance(target, Instance):
        method = target.cls.lookup("__len__")
        if method is not MISSING:
            return vm.call(method, (target,))
        if target.payload is MISSING:
            return target.cls.open or vm.python_error("TypeError", f"object of type '{target.cls.name}' has no len()")
        target = target.payload
    if isinstance(target, (list, tuple, dict, set, frozenset)):
        rest = next((item for item in target if isinstance(item, Rest)), None)
        return len(target) if rest is None else rest.why
    if isinstance(target, (str, bytes, range)):
        return len(target)
    if isinstance(target, ClassValue) and target.lookup("__len_of_class__") is not MISSING:
        return vm.call(target.lookup("__len_of_class__"), (target,))
    return vm.python_error("TypeError", f"object of type '{vm.type_name(target)}' has no len()", target)


def index_of(vm: Interpreter, target: Value, item: Value) -> int | None:
    """The position of the first element that equals `item`, None if there is none; NotKnown where that is not known."""
    for position, element in enumerate(target):
        same = equals(vm, element, item)
        if same:
            return position
        if same is None:
            raise NotKnown("the position of what is not known")
    return None
