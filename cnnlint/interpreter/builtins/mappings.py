"""dict and its views."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.numbers import wrapping
from cnnlint.interpreter.builtins.tables import DICT, LIBRARY, constructor, host_class
from cnnlint.interpreter.host import content, entries, put, slot
from cnnlint.interpreter.operators import key_of, plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import (
    MISSING,
    ClassMethod,
    ClassValue,
    Instance,
    IteratorValue,
    LazyImport,
    Native,
    Rest,
    Unknown,
    Value,
    is_fixed,
)

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

KEYS, VALUES, ITEMS = host_class("dict_keys"), host_class("dict_values"), host_class("dict_items")
OF = "mapping"  # the attribute of a view that holds its dict


# --- making and filling -----------------------------------------------------------------------------------------------


def new_dict(vm: Interpreter, cls: ClassValue, /, *args: Value, **kwargs: Value) -> Value:
    if cls is not DICT:
        return wrapping(cls, {})
    made: dict[Value, Value] = {}
    fill(vm, made, args, kwargs)
    return made


def fill(vm: Interpreter, target: dict[Value, Value], args: tuple[Value, ...], kwargs: dict[str, Value]) -> None:
    """What `dict(*args, **kwargs)` and `update` do to a host dict."""
    added: list[tuple[Value, Value]] = []
    for source in args:
        if isinstance(source, Unknown):
            added.append((Rest(source), source))
        else:
            added.extend(entries(vm, source))
    vm.touch(target)
    for key, value in (*added, *kwargs.items()):
        put(vm, target, key, value)


@LIBRARY.method(DICT, "__init__", "update")
def update(vm: Interpreter, self: Value, iterable: Value = (), /, **kwargs: Value) -> Value:
    fill(vm, content(self), (iterable,), kwargs)
    return None


def from_keys(vm: Interpreter, cls: ClassValue, iterable: Value, value: Value = None, /) -> Value:
    made = vm.call(cls)
    target = content(made)
    if not isinstance(target, dict):
        raise NotKnown("a mapping of a class that is not known")
    for key in vm.elements(iterable):
        put(vm, target, key, value)
    return made


constructor(DICT)(new_dict)
DICT.namespace["fromkeys"] = ClassMethod(Native("dict.fromkeys", from_keys))


# --- reading and changing ---------------------------------------------------------------------------------------------


def found(target: dict[Value, Value], key: Value) -> Value:
    """The value of a key, MISSING if there is none; NotKnown where that is not known. A name's import is resolved."""
    value = target.get(key, MISSING)
    if value is MISSING:
        rest = next((other for other in target if isinstance(other, Rest)), None)
        if rest is not None:
            raise NotKnown(rest.why.reason)
    return value.resolve() if isinstance(value, LazyImport) else value


@LIBRARY.method(DICT, "get")
def get(vm: Interpreter, self: Value, key: Value, default: Value = None, /) -> Value:
    value = found(content(self), key_of(vm, key))
    return default if value is MISSING else value


@LIBRARY.method(DICT, "setdefault")
def setdefault(vm: Interpreter, self: Value, key: Value, default: Value = None, /) -> Value:
    target = content(self)
    known = key_of(vm, key)
    value = found(target, known)
    if value is not MISSING:
        return value
    vm.touch(target)
    target[known] = default
    return default


@LIBRARY.method(DICT, "pop")
def pop(vm: Interpreter, self: Value, key: Value, default: Value = MISSING, /) -> Value:
    target = content(self)
    known = key_of(vm, key)
    value = found(target, known)
    if value is MISSING:
        if default is not MISSING:
            return default
        return vm.python_error("KeyError", repr(known), target, sure=not vm.strangers and is_fixed(known))
    vm.touch(target)
    del target[known]
    return value


@LIBRARY.method(DICT, "popitem")
def popitem(vm: Interpreter, self: Value, /) -> Value:
    target = content(self)
    if not target:
        return vm.python_error("KeyError", "popitem(): dictionary is empty")
    key = next(reversed(target))
    if isinstance(key, Rest):
        raise NotKnown(key.why.reason)
    vm.touch(target)
    return key, target.pop(key)


@LIBRARY.method(DICT, "clear")
def clear(vm: Interpreter, self: Value, /) -> Value:
    vm.touch(content(self))
    content(self).clear()
    return None


@LIBRARY.method(DICT, "copy")
def copy(vm: Interpreter, self: Value, /) -> Value:
    return dict(content(self))


@LIBRARY.method(DICT, "__reversed__")
def reversed_(vm: Interpreter, self: Value, /) -> Value:
    return IteratorValue(list(reversed(content(self))))


# --- views ------------------------------------------------------------------------------------------------------------


def view(cls: ClassValue, mapping: dict[Value, Value]) -> Instance:
    """A view of a host dict as it is whenever it is looked at. Raises TypeError for what is no dict."""
    if not isinstance(mapping, dict):
        raise TypeError
    made = Instance(cls)
    made.attrs[OF] = mapping
    return made


LIBRARY.method(DICT, "keys")(lambda vm, self, /: view(KEYS, content(self)))
LIBRARY.method(DICT, "values")(lambda vm, self, /: view(VALUES, content(self)))
LIBRARY.method(DICT, "items")(lambda vm, self, /: view(ITEMS, content(self)))


def shown(self: Instance) -> Iterator[Value]:
    """The elements of a view."""
    for key, value in slot(self, OF).items():
        if self.cls is KEYS or isinstance(key, Rest):
            yield key
        else:
            value = value.resolve() if isinstance(value, LazyImport) else value
            yield value if self.cls is VALUES else (key, value)


for cls in (KEYS, VALUES, ITEMS):

    @LIBRARY.method(cls, "__iter__")
    def iter_view(vm: Interpreter, self: Instance, /) -> Value:
        return IteratorValue(list(shown(self)))

    @LIBRARY.method(cls, "__reversed__")
    def reverse_view(vm: Interpreter, self: Instance, /) -> Value:
        return IteratorValue(list(shown(self))[::-1])

    @LIBRARY.method(cls, "__len__")
    def len_view(vm: Interpreter, self: Instance, /) -> Value:
        return vm.length(slot(self, OF))

    @LIBRARY.method(cls, "__contains__")
    def in_view(vm: Interpreter, self: Instance, item: Value, /) -> Value:
        return vm.compare("in", item, slot(self, OF) if self.cls is KEYS else list(shown(self)))


def set_of_view(vm: Interpreter, self: Value) -> set[Value]:
    """The elements of a view, or of whatever it is combined with, as a set."""
    return {key_of(vm, item) if not isinstance(item, Rest) else item for item in vm.elements(self)}


for cls in (KEYS, ITEMS):
    for method, op in (("and", "&"), ("or", "|"), ("sub", "-"), ("xor", "^")):

        @LIBRARY.method(cls, f"__{method}__")
        def combine(vm: Interpreter, self: Value, other: Value, /, *, op: str = op) -> Value:
            return vm.binary(op, set_of_view(vm, self), set_of_view(vm, other))

    @LIBRARY.method(cls, "isdisjoint")
    def is_disjoint(vm: Interpreter, self: Value, other: Value, /) -> Value:
        return vm.call(vm.getattr(set_of_view(vm, self), "isdisjoint"), (other,))

    @LIBRARY.method(cls, "__eq__")
    def equal(vm: Interpreter, self: Value, other: Value, /) -> Value:
        if not isinstance(plain(other), (set, frozenset)) and getattr(other, "cls", None) not in (KEYS, ITEMS):
            return False
        return vm.compare("==", set_of_view(vm, self), set_of_view(vm, other))
