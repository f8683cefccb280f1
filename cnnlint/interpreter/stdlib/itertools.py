"""itertools. What may be endless is drawn as it is asked for, everything else at once (so that a branch can undo a draw)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.iteration import chosen, together
from cnnlint.interpreter.builtins.tables import constructor
from cnnlint.interpreter.host import endless, integer_of, iterator, known, listed
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, IteratorValue, Native, Rest, StaticMethod, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("itertools")
CHAIN = LIBRARY.new_class("itertools.chain")


# --- endless ----------------------------------------------------------------------------------------------------------


@LIBRARY.function("itertools.count")
def count(vm: Interpreter, start: Value = 0, step: Value = 1) -> Value:
    def numbers() -> Iterator[Value]:
        number = start
        while True:
            yield number
            number = vm.binary("+", number, step)

    return IteratorValue(numbers())


@LIBRARY.function("itertools.cycle")
def cycle(vm: Interpreter, iterable: Value, /) -> Value:
    return IteratorValue(itertools.cycle(vm.elements(iterable)))


@LIBRARY.function("itertools.repeat")
def repeat(vm: Interpreter, object: Value, times: Value = MISSING) -> Value:
    if times is MISSING:
        return IteratorValue(itertools.repeat(object))
    try:
        number = integer_of(times)
    except NotKnown as unknown:
        return IteratorValue([Rest(vm.unknown(unknown.reason))])
    vm.limit(number)
    return IteratorValue([object] * number)


# --- one after the other ----------------------------------------------------------------------------------------------


def chained(vm: Interpreter, sources: list[Value]) -> Value:
    """The elements of several iterables; a Rest among them stands for iterables that are not known."""

    def items() -> Iterator[Value]:
        for source in sources:
            if isinstance(source, Rest):
                yield source
            else:
                yield from vm.iterate(source)

    return iterator(vm, items(), *sources)


constructor(CHAIN)(lambda vm, cls, /, *iterables: chained(vm, list(iterables)))
CHAIN.namespace["from_iterable"] = StaticMethod(
    Native("itertools.chain.from_iterable", lambda vm, iterable, /: chained(vm, vm.elements(iterable)))
)


@LIBRARY.function("itertools.islice")
def islice(vm: Interpreter, iterable: Value, /, *args: Value) -> Value:
    if not 1 <= len(args) <= 3:
        return vm.python_error("TypeError", "islice expects 2 to 4 arguments")
    bounds = slice(*[None if plain(arg) is None else integer_of(arg) for arg in args])
    start, stop, step = bounds.start or 0, bounds.stop, bounds.step or 1

    def items() -> Iterator[Value]:
        if stop is not None and start >= stop:
            return
        for position, item in enumerate(vm.iterate(iterable)):
            if isinstance(item, Rest):
                yield item
                return
            if position >= start and (position - start) % step == 0:
                yield item
            if stop is not None and position + 1 >= stop:
                return

    return iterator(vm, items()) if stop is not None else iterator(vm, items(), iterable)


@LIBRARY.function("itertools.accumulate")
def accumulate(vm: Interpreter, iterable: Value, func: Value = None, *, initial: Value = None) -> Value:
    def add(total: Value, item: Value) -> Value:
        return vm.binary("+", total, item) if func is None else vm.call(func, (total, item))

    def totals() -> Iterator[Value]:
        total = initial
        if initial is not None:
            yield initial
        for item in vm.iterate(iterable):
            if isinstance(item, Rest):
                yield item
                return
            total = item if total is None else add(total, item)
            yield total

    return iterator(vm, totals(), iterable)


@LIBRARY.function("itertools.pairwise")
def pairwise(vm: Interpreter, iterable: Value, /) -> Value:
    def pairs() -> Iterator[Value]:
        before = MISSING
        for item in vm.iterate(iterable):
            if isinstance(item, Rest):
                yield item
                return
            if before is not MISSING:
                yield before, item
            before = item

    return iterator(vm, pairs(), iterable)


@LIBRARY.function("itertools.batched")
def batched(vm: Interpreter, iterable: Value, n: Value) -> Value:
    items, size = listed(vm, iterable), integer_of(n)
    if size < 1:
        return vm.python_error("ValueError", "n must be at least one")
    return IteratorValue([tuple(items[start : start + size]) for start in range(0, len(items), size)])


# --- side by side -----------------------------------------------------------------------------------------------------


@LIBRARY.function("itertools.zip_longest")
def zip_longest(vm: Interpreter, /, *iterables: Value, fillvalue: Value = None) -> Value:
    columns = [listed(vm, iterable) for iterable in iterables]
    return IteratorValue(list(itertools.zip_longest(*columns, fillvalue=fillvalue)))


@LIBRARY.function("itertools.starmap")
def starmap(vm: Interpreter, function: Value, iterable: Value, /) -> Value:
    def results() -> Iterator[Value]:
        for item in vm.iterate(iterable):
            yield item if isinstance(item, Rest) else vm.call(function, vm.elements(item))

    return iterator(vm, results(), iterable)


@LIBRARY.function("itertools.compress")
def compress(vm: Interpreter, data: Value, selectors: Value) -> Value:
    def items() -> Iterator[Value]:
        for row in together(vm, (data, selectors)):
            answer = False if isinstance(row, Rest) else vm.truth(row[1])
            if isinstance(row, Rest):
                yield row
            elif answer is None:
                yield Rest(vm.unknown("an element under a condition that is not known"))
            elif answer:
                yield row[0]

    return iterator(vm, items(), data)


@LIBRARY.function("itertools.tee")
def tee(vm: Interpreter, iterable: Value, n: Value = 2, /) -> Value:
    copies = integer_of(n)
    vm.limit(copies)
    if endless(iterable):
        return tuple(IteratorValue(copy) for copy in itertools.tee(vm.iterate(iterable), copies))
    items = vm.elements(iterable)
    return tuple(IteratorValue(items) for _ in range(copies))


# --- by a condition ---------------------------------------------------------------------------------------------------


@LIBRARY.function("itertools.filterfalse")
def filterfalse(vm: Interpreter, function: Value, iterable: Value, /) -> Value:
    return iterator(vm, chosen(vm, function, iterable, wanted=False), iterable)


@LIBRARY.function("itertools.takewhile")
def takewhile(vm: Interpreter, predicate: Value, iterable: Value, /) -> Value:
    def items() -> Iterator[Value]:
        for item in vm.iterate(iterable):
            answer = None if isinstance(item, Rest) else vm.truth(vm.call(predicate, (item,)))
            if answer is None:
                yield item if isinstance(item, Rest) else Rest(vm.unknown("a condition that is not known"))
                return
            if not answer:
                return
            yield item

    return iterator(vm, items(), iterable)


@LIBRARY.function("itertools.dropwhile")
def dropwhile(vm: Interpreter, predicate: Value, iterable: Value, /) -> Value:
    def items() -> Iterator[Value]:
        dropping = True
        for item in vm.iterate(iterable):
            answer = vm.truth(vm.call(predicate, (item,))) if dropping and not isinstance(item, Rest) else False
            if answer is None:
                yield Rest(vm.unknown("a condition that is not known"))
                return
            dropping = dropping and answer
            if not dropping:
                yield item

    return iterator(vm, items(), iterable)


@LIBRARY.function("itertools.groupby")
def groupby(vm: Interpreter, iterable: Value, key: Value = None) -> Value:
    groups: list[Value] = []
    members: list[Value] = []
    for item in listed(vm, iterable):
        rank = item if key is None else vm.call(key, (item,))
        if groups and known(vm.compare("==", groups[-1][0], rank)):
            members.append(item)
        else:
            members = [item]
            groups.append((rank, IteratorValue(members)))
    return IteratorValue(groups)


# --- combinations -----------------------------------------------------------------------------------------------------


@LIBRARY.function("itertools.product")
def product(vm: Interpreter, /, *iterables: Value, repeat: Value = 1) -> Value:
    columns = [listed(vm, iterable) for iterable in iterables]
    times = integer_of(repeat)
    vm.limit(times)
    vm.limit(math.prod(len(column) for column in columns) ** times)
    return IteratorValue(list(itertools.product(*columns, repeat=times)))


@LIBRARY.function("itertools.combinations")
def combinations(vm: Interpreter, iterable: Value, r: Value) -> Value:
    items, size = listed(vm, iterable), integer_of(r)
    if size < 0:
        return vm.python_error("ValueError", "r must be non-negative")
    vm.limit(math.comb(len(items), min(size, len(items) + 1)))
    return IteratorValue(list(itertools.combinations(items, min(size, len(items) + 1))))


@LIBRARY.function("itertools.combinations_with_replacement")
def combinations_with_replacement(vm: Interpreter, iterable: Value, r: Value) -> Value:
    items, size = listed(vm, iterable), integer_of(r)
    if size < 0:
        return vm.python_error("ValueError", "r must be non-negative")
    vm.limit(size)
    vm.limit(len(items) ** min(size, 64))
    return IteratorValue(list(itertools.combinations_with_replacement(items, size)))


@LIBRARY.function("itertools.permutations")
def permutations(vm: Interpreter, iterable: Value, r: Value = None) -> Value:
    items = listed(vm, iterable)
    size = len(items) if plain(r) is None else integer_of(r)
    if size < 0:
        return vm.python_error("ValueError", "r must be non-negative")
    vm.limit(math.perm(len(items), size) if size <= len(items) <= 64 else len(items))
    return IteratorValue(list(itertools.permutations(items, min(size, len(items) + 1))) if len(items) <= 64 else [])
