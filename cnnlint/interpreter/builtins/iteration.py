"""Iterators, and the functions that draw from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cnnlint.interpreter import containers
from cnnlint.interpreter.builtins.effects import outside
from cnnlint.interpreter.builtins.sequences import iter_ as iter_host
from cnnlint.interpreter.builtins.tables import FUNCTION, GENERATOR, LIBRARY, METHOD, MODULE, NATIVE, constructor
from cnnlint.interpreter.host import endless, iterator, listed, reason, truth_of
from cnnlint.interpreter.outcome import NotKnown, Raised
from cnnlint.interpreter.values import MISSING, Instance, IteratorValue, Rest, Unknown, Value
from cnnlint.symbolic import Dim

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def together(
    vm: Interpreter, iterables: tuple[Value, ...], *, strict: bool = False
) -> Iterator[tuple[Value, ...] | Rest]:
    """One element of each, until one has no more; a Rest where one of them may end or not."""
    sources = [vm.iterate(iterable) for iterable in iterables]
    while sources:
        row: list[Value] = []
        for source in sources:
            item = next(source, MISSING)
            if item is MISSING and not (strict and any(part is not MISSING for part in row)):
                break
            row.append(item)
        if len(row) < len(sources):
            if strict and any(next(source, MISSING) is not MISSING for source in sources[len(row) + 1 :]):
                vm.python_error("ValueError", "zip() arguments have different lengths")
            return
        if MISSING in row:
            vm.python_error("ValueError", "zip() arguments have different lengths")
            return
        rest = next((item for item in row if isinstance(item, Rest)), None)
        if rest is not None:
            yield rest
            return
        yield tuple(row)


@LIBRARY.function("builtins.zip")
def zip_(vm: Interpreter, /, *iterables: Value, strict: Value = False) -> Value:
    rows = together(vm, iterables, strict=truth_of(vm, strict))
    if iterables and all(endless(source) for source in iterables):
        return IteratorValue(rows)
    return iterator(vm, rows)


@LIBRARY.function("builtins.enumerate")
def enumerate_(vm: Interpreter, iterable: Value, start: Value = 0) -> Value:
    def rows() -> Iterator[Value]:
        number = start
        for item in vm.iterate(iterable):
            yield item if isinstance(item, Rest) else (number, item)
            number = vm.binary("+", number, 1)

    return iterator(vm, rows(), iterable)


@LIBRARY.function("builtins.map")
def map_(vm: Interpreter, func: Value, /, *iterables: Value) -> Value:
    def results() -> Iterator[Value]:
        for row in together(vm, iterables):
            yield row if isinstance(row, Rest) else vm.call(func, row)

    if iterables and all(endless(source) for source in iterables):
        return IteratorValue(results())
    return iterator(vm, results())


@LIBRARY.function("builtins.filter")
def filter_(vm: Interpreter, function: Value, iterable: Value, /) -> Value:
    return iterator(vm, chosen(vm, function, iterable, wanted=True), iterable)


def chosen(vm: Interpreter, function: Value, iterable: Value, *, wanted: bool) -> Iterator[Value]:
    """The elements for which a condition (None: the element itself) is what is wanted; a Rest for those of which that is unknown."""
    for item in vm.iterate(iterable):
        if isinstance(item, Rest):
            yield item
            continue
        answer = vm.truth(item if function is None else vm.call(function, (item,)))
        if answer is None:
            yield Rest(vm.unknown("an element under a condition that is not known"))
        elif answer is wanted:
            yield item


@LIBRARY.function("builtins.reversed")
def reversed_(vm: Interpreter, sequence: Value, /) -> Value:
    if isinstance(sequence, Instance) and sequence.cls.lookup("__reversed__") is not MISSING:
        return vm.call(sequence.cls.lookup("__reversed__"), (sequence,))
    if isinstance(sequence, IteratorValue):
        return vm.python_error("TypeError", "'generator' object is not reversible")
    return IteratorValue(vm.elements(sequence)[::-1])


@LIBRARY.function("builtins.sum")
def sum_(vm: Interpreter, iterable: Value, /, start: Value = 0) -> Value:
    total = start
    for item in listed(vm, iterable):
        total = vm.binary("+", total, item)
    return total


@LIBRARY.function("builtins.any")
def any_(vm: Interpreter, iterable: Value, /) -> Value:
    return decided(vm, iterable, stops_at=True)


@LIBRARY.function("builtins.all")
def all_(vm: Interpreter, iterable: Value, /) -> Value:
    return decided(vm, iterable, stops_at=False)


def decided(vm: Interpreter, iterable: Value, *, stops_at: bool) -> bool:
    """Whether some element is true (or, for False, whether none is false)."""
    unknown = ""
    for item in vm.iterate(iterable):
        answer = None if isinstance(item, Rest) else vm.truth(item)
        if answer is stops_at:
            return stops_at
        if answer is None:
            unknown = reason(item) if isinstance(item, (Rest, Unknown)) else "a condition that is not known"
    if unknown:
        raise NotKnown(unknown)
    return not stops_at


for cls in (FUNCTION, NATIVE, METHOD, GENERATOR, MODULE):
    constructor(cls)(outside("an object that only the interpreter makes"))


# --- iterators --------------------------------------------------------------------------------------------------------


@LIBRARY.function("builtins.iter")
def iter_(vm: Interpreter, object: Value, sentinel: Value = MISSING, /) -> Value:
    if sentinel is not MISSING:
        return IteratorValue(until(vm, object, sentinel))
    if isinstance(object, IteratorValue):
        return object
    if isinstance(object, Unknown):
        return object
    if isinstance(object, Instance) and object.cls.lookup("__iter__") is not MISSING:
        return vm.call(object.cls.lookup("__iter__"), (object,))
    if isinstance(object, Dim):
        raise NotKnown("the elements of what may be a number")
    return iter_host(vm, object)


def until(vm: Interpreter, function: Value, sentinel: Value) -> Iterator[Value]:
    """What a function gives until it gives `sentinel`."""
    while True:
        item = vm.call(function)
        same = vm.truth(vm.compare("==", item, sentinel))
        if same is None:
            yield Rest(vm.unknown("how often a function is called is not known"))
            return
        if same:
            return
        yield item


@LIBRARY.function("builtins.next")
def next_(vm: Interpreter, iterator: Value, default: Value = MISSING, /) -> Value:
    if isinstance(iterator, IteratorValue):
        return drawn(vm, iterator, default)
    if isinstance(iterator, Unknown):
        return iterator
    method = iterator.cls.lookup("__next__") if isinstance(iterator, Instance) else MISSING
    if method is MISSING:
        return vm.python_error("TypeError", f"'{vm.type_name(iterator)}' object is not an iterator")
    if default is MISSING:
        return vm.call(method, (iterator,))
    try:
        with vm.trying():
            return vm.call(method, (iterator,))
    except Raised as raised:
        if not isinstance(raised.value, Instance) or not raised.value.cls.is_subclass(vm.builtin("StopIteration")):
            raise
        return default


def drawn(vm: Interpreter, source: IteratorValue, default: Value) -> Value:
    """The next element. Where there may be any number it is unknown, and the iterator stays there."""
    item = containers.advance(vm, source)
    if item is MISSING:
        return vm.python_error("StopIteration", "") if default is MISSING else default
    if isinstance(item, Rest):
        if isinstance(source.items, list) and isinstance(source.position[0], int):
            source.position[0] -= 1
        return item.why
    return item


@LIBRARY.method(GENERATOR, "__next__")
def next_of_generator(vm: Interpreter, self: Value, /) -> Value:
    return drawn(vm, self, MISSING)


@LIBRARY.method(GENERATOR, "send")
def send(vm: Interpreter, self: Value, value: Value, /) -> Value:
    raise NotKnown("what a generator makes of what it is sent")


LIBRARY.method(GENERATOR, "__iter__")(lambda vm, self, /: self)
LIBRARY.method(GENERATOR, "close")(lambda vm, self, /: None)
LIBRARY.method(GENERATOR, "throw")(lambda vm, self, /, *args: None)
