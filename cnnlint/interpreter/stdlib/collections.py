"""collections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins import mappings
from cnnlint.interpreter.builtins.tables import DICT, LIST, STR
from cnnlint.interpreter.host import content, listed, put, slot, text_of, truth_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.operators import key_of, plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.stdlib import abstract
from cnnlint.interpreter.stdlib.deques import DEQUE, copied
from cnnlint.interpreter.stdlib.named_tuples import field_names as names_of
from cnnlint.interpreter.stdlib.named_tuples import named_tuple
from cnnlint.interpreter.values import Instance, Rest, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("collections")
for name, cls in abstract.CLASSES.items():
    LIBRARY.add(f"collections.abc.{name}", cls)
LIBRARY.add("collections.deque", DEQUE)
LIBRARY.add("collections.UserDict", DICT)
LIBRARY.add("collections.UserList", LIST)
LIBRARY.add("collections.UserString", STR)


@LIBRARY.function("collections.namedtuple")
def namedtuple(
    vm: Interpreter,
    typename: Value,
    field_names: Value,
    *,
    rename: Value = False,
    defaults: Value = None,
    module: Value = None,
) -> Value:
    fields = names_of(vm, field_names)
    last = listed(vm, defaults) if defaults is not None else []
    where = vm.frame.module.name if vm.frame is not None else ""
    known = dict(zip(fields[len(fields) - len(last) :], last, strict=False))
    return named_tuple(text_of(typename), fields, known, where)


# --- OrderedDict ------------------------------------------------------------------------------------------------------

ORDERED = LIBRARY.new_class("collections.OrderedDict", DICT)
LIBRARY.method(ORDERED, "copy", "__copy__")(copied)


@LIBRARY.method(ORDERED, "move_to_end")
def move_to_end(vm: Interpreter, self: Instance, key: Value, last: Value = True) -> Value:
    known, items = key_of(vm, key), content(self)
    if known not in items:
        return vm.python_error("KeyError", repr(known))
    vm.touch(items)
    value = items.pop(known)
    before = {} if truth_of(vm, last) else items.copy()
    if not truth_of(vm, last):
        items.clear()
    items[known] = value
    items.update(before)
    return None


@LIBRARY.method(ORDERED, "popitem")
def popitem(vm: Interpreter, self: Instance, last: Value = True) -> Value:
    if truth_of(vm, last) or not content(self):
        return mappings.popitem(vm, self)
    key = next(iter(content(self)))
    if isinstance(key, Rest):
        raise NotKnown(key.why.reason)
    vm.touch(content(self))
    return key, content(self).pop(key)


# --- defaultdict ------------------------------------------------------------------------------------------------------

DEFAULT = LIBRARY.new_class("collections.defaultdict", DICT)
LIBRARY.method(DEFAULT, "copy", "__copy__")(copied)


@LIBRARY.method(DEFAULT, "__init__")
def init_default(
    vm: Interpreter, self: Instance, default_factory: Value = None, /, *args: Value, **kwargs: Value
) -> Value:
    self.attrs["default_factory"] = default_factory
    mappings.fill(vm, content(self), args, kwargs)
    return None


@LIBRARY.method(DEFAULT, "__missing__")
def make_missing(vm: Interpreter, self: Instance, key: Value, /) -> Value:
    factory = slot(self, "default_factory")
    if factory is None:
        return vm.python_error("KeyError", "a key")
    value = vm.call(factory)
    vm.touch(content(self))
    content(self)[key_of(vm, key)] = value
    return value


# --- Counter ----------------------------------------------------------------------------------------------------------

COUNTER = LIBRARY.new_class("collections.Counter", DICT)
LIBRARY.method(COUNTER, "copy", "__copy__")(copied)


@LIBRARY.method(COUNTER, "__init__", "update")
def add_counts(vm: Interpreter, self: Instance, iterable: Value = None, /, **kwargs: Value) -> Value:
    return tally(vm, self, iterable, kwargs, "+")


@LIBRARY.method(COUNTER, "subtract")
def subtract(vm: Interpreter, self: Instance, iterable: Value = None, /, **kwargs: Value) -> Value:
    return tally(vm, self, iterable, kwargs, "-")


def tally(vm: Interpreter, self: Instance, iterable: Value, kwargs: dict[str, Value], op: str) -> Value:
    """Count elements, or add the counts of a mapping."""
    counts = plain(iterable)
    pairs = (
        list(counts.items())
        if isinstance(counts, dict)
        else [(item, 1) for item in vm.elements(() if counts is None else counts)]
    )
    vm.touch(content(self))
    for key, number in (*pairs, *kwargs.items()):
        if isinstance(key, Rest):
            put(vm, content(self), key, key.why)
        else:
            put(vm, content(self), key, vm.binary(op, content(self).get(key_of(vm, key), 0), number))
    return None


@LIBRARY.method(COUNTER, "__missing__")
def count_missing(vm: Interpreter, self: Instance, key: Value, /) -> Value:
    return 0


@LIBRARY.method(COUNTER, "most_common")
def most_common(vm: Interpreter, self: Instance, n: Value = None) -> Value:
    pairs = vm.elements(vm.call(vm.getattr(content(self), "items")))
    by_count = vm.library_value("operator.itemgetter")
    ordered = vm.call(vm.library_value("builtins.sorted"), (pairs,), {"key": vm.call(by_count, (1,)), "reverse": True})
    return vm.getitem(ordered, slice(None, n, None))


@LIBRARY.method(COUNTER, "total")
def total(vm: Interpreter, self: Instance, /) -> Value:
    return vm.call(vm.library_value("builtins.sum"), (list(content(self).values()),))


@LIBRARY.method(COUNTER, "elements")
def elements(vm: Interpreter, self: Instance, /) -> Value:
    found: list[Value] = []
    for key, number in content(self).items():
        found.extend(vm.elements(vm.binary("*", [key], number)))
        vm.limit(len(found))
    return found


# --- ChainMap ---------------------------------------------------------------------------------------------------------

CHAIN_MAP = LIBRARY.new_class("collections.ChainMap", DICT)


@LIBRARY.method(CHAIN_MAP, "__init__")
def init_chain(vm: Interpreter, self: Instance, /, *maps: Value) -> Value:
    self.attrs["maps"] = list(maps) or [{}]
    return None


@LIBRARY.method(CHAIN_MAP, "__getitem__")
def get_chained(vm: Interpreter, self: Instance, key: Value, /) -> Value:
    for mapping in slot(self, "maps"):
        if truth_of(vm, vm.compare("in", key, mapping)):
            return vm.getitem(mapping, key)
    return vm.python_error("KeyError", "a key")


@LIBRARY.method(CHAIN_MAP, "get")
def get(vm: Interpreter, self: Instance, key: Value, default: Value = None) -> Value:
    return get_chained(vm, self, key) if truth_of(vm, in_chain(vm, self, key)) else default


@LIBRARY.method(CHAIN_MAP, "__contains__")
def in_chain(vm: Interpreter, self: Instance, key: Value, /) -> Value:
    return any(truth_of(vm, vm.compare("in", key, mapping)) for mapping in slot(self, "maps"))


@LIBRARY.method(CHAIN_MAP, "__setitem__")
def set_chained(vm: Interpreter, self: Instance, key: Value, value: Value, /) -> Value:
    vm.setitem(slot(self, "maps")[0], key, value)
    return None


def merged(vm: Interpreter, self: Instance) -> dict[Value, Value]:
    """All entries, those of the first map before those of the others."""
    found: dict[Value, Value] = {}
    for mapping in reversed(slot(self, "maps")):
        mappings.fill(vm, found, (mapping,), {})
    return found


for name in ("keys", "values", "items", "__iter__", "__len__"):

    @LIBRARY.method(CHAIN_MAP, name)
    def of_merged(vm: Interpreter, self: Instance, /, *, name: str = name) -> Value:
        return vm.call(vm.getattr(merged(vm, self), name))
