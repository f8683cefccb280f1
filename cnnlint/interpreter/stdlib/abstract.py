"""The abstract classes of `collections.abc` and `numbers`: what counts as an instance of them."""

from __future__ import annotations

from collections.abc import Callable

from cnnlint.interpreter.builtins.mappings import ITEMS, KEYS, VALUES
from cnnlint.interpreter.builtins.tables import (
    BYTES,
    COMPLEX,
    DICT,
    FLOAT,
    FROZENSET,
    FUNCTION,
    GENERATOR,
    INT,
    LIST,
    METHOD,
    NATIVE,
    RANGE,
    SET,
    STR,
    TUPLE,
    TYPE,
)
from cnnlint.interpreter.values import MISSING, ClassValue, Native, Unknown, Value
from cnnlint.interpreter.vm import Interpreter

METHODS = {
    "Hashable": (),
    "Sized": ("__len__",),
    "Iterable": ("__iter__",),
    "Container": ("__contains__",),
    "Collection": ("__len__", "__iter__", "__contains__"),
    "Iterator": ("__iter__", "__next__"),
    "Reversible": ("__reversed__", "__iter__"),
    "Callable": ("__call__",),
    "Awaitable": ("__await__",),
    "AsyncIterable": ("__aiter__",),
    "AsyncIterator": ("__anext__",),
}
"""Classes of whatever has certain methods."""

NOMINAL: dict[str, tuple[ClassValue, ...]] = {
    "Sequence": (LIST, TUPLE, STR, BYTES, RANGE),
    "MutableSequence": (LIST,),
    "ByteString": (BYTES,),
    "Mapping": (DICT,),
    "MutableMapping": (DICT,),
    "Set": (SET, FROZENSET, KEYS, ITEMS),
    "MutableSet": (SET,),
    "MappingView": (KEYS, VALUES, ITEMS),
    "KeysView": (KEYS,),
    "ValuesView": (VALUES,),
    "ItemsView": (ITEMS,),
    "Generator": (GENERATOR,),
    "AsyncGenerator": (),
    "Coroutine": (),
    "Buffer": (BYTES,),
}
"""Classes that others must derive from or be registered with."""

NUMBERS: dict[str, tuple[ClassValue, ...]] = {
    "Number": (COMPLEX, FLOAT, INT),
    "Complex": (COMPLEX, FLOAT, INT),
    "Real": (FLOAT, INT),
    "Rational": (INT,),
    "Integral": (INT,),
}
ALSO: dict[str, tuple[ClassValue, ...]] = {
    "Reversible": (LIST, TUPLE, STR, RANGE),
    "Callable": (FUNCTION, NATIVE, METHOD, TYPE),
}
UNHASHABLE = (LIST, DICT, SET)

Check = Callable[[Interpreter, ClassValue, ClassValue], bool | Unknown]


def by_class(bases: tuple[ClassValue, ...]) -> Check:
    """True for classes that derive from these."""

    def check(vm: Interpreter, abc: ClassValue, cls: ClassValue) -> bool | Unknown:
        if cls.is_subclass(abc) or any(cls.is_subclass(base) for base in bases):
            return True
        return cls.open or False

    return check


def by_methods(methods: tuple[str, ...], also: tuple[ClassValue, ...]) -> Check:
    """True for classes that have these methods."""

    def check(vm: Interpreter, abc: ClassValue, cls: ClassValue) -> bool | Unknown:
        if cls.is_subclass(abc) or any(cls.is_subclass(base) for base in also):
            return True
        if all(cls.lookup(method) not in (MISSING, None) for method in methods):
            return True
        return cls.open or False

    return check


def hashable(vm: Interpreter, abc: ClassValue, cls: ClassValue) -> bool | Unknown:
    """True unless a class turns hashing off."""
    own = cls.lookup("__hash__")
    if own is None or any(cls.is_subclass(base) for base in UNHASHABLE):
        return False
    return cls.open or True


def abstract_class(module: str, name: str, check: Check) -> ClassValue:
    """An abstract class with its own idea of what derives from it."""

    def of_instance(vm: Interpreter, abc: ClassValue, value: Value) -> Value:
        cls = vm.type_of(value)
        return cls if isinstance(cls, Unknown) else check(vm, abc, cls)

    cls = ClassValue(name, module=module)
    cls.namespace["__instancecheck__"] = Native(f"{name}.__instancecheck__", of_instance)
    cls.namespace["__subclasscheck__"] = Native(f"{name}.__subclasscheck__", check)
    return cls


CLASSES = {
    name: abstract_class("collections.abc", name, by_methods(methods, ALSO.get(name, ())))
    for name, methods in METHODS.items()
}
CLASSES["Hashable"] = abstract_class("collections.abc", "Hashable", hashable)
CLASSES.update({name: abstract_class("collections.abc", name, by_class(bases)) for name, bases in NOMINAL.items()})
NUMBER_CLASSES = {name: abstract_class("numbers", name, by_class(bases)) for name, bases in NUMBERS.items()}
