"""The table of Python's own names, and the classes that everything else is built from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from cnnlint.interpreter.native import Host, Library
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ClassValue, Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("builtins")
OBJECT = LIBRARY.new_class("builtins.object")
OBJECT.host = object
OBJECT.whole = True


def host_class(name: str, host: type | None = None, *bases: ClassValue) -> ClassValue:
    """A built-in class; `host` is the Python type whose values are its instances."""
    cls = LIBRARY.new_class(f"builtins.{name}", *(bases or (OBJECT,)))
    cls.host = host
    return cls


TYPE = host_class("type", type)
INT = host_class("int", int)
BOOL = host_class("bool", bool, INT)
FLOAT = host_class("float", float)
COMPLEX = host_class("complex", complex)
STR = host_class("str", str)
BYTES = host_class("bytes", bytes)
LIST = host_class("list", list)
TUPLE = host_class("tuple", tuple)
DICT = host_class("dict", dict)
SET = host_class("set", set)
FROZENSET = host_class("frozenset", frozenset)
RANGE = host_class("range", range)
SLICE = host_class("slice", slice)
NONE = host_class("NoneType", type(None))
ELLIPSIS = host_class("ellipsis", type(Ellipsis))
NOT_IMPLEMENTED = host_class("NotImplementedType", type(NotImplemented))
FUNCTION = host_class("function")
NATIVE = host_class("builtin_function_or_method")
METHOD = host_class("method")
GENERATOR = host_class("generator")
MODULE = host_class("module")
PROPERTY = host_class("property")
STATICMETHOD = host_class("staticmethod")
CLASSMETHOD = host_class("classmethod")
SUPER = host_class("super")

LIBRARY.add("builtins.Ellipsis", ...)
LIBRARY.add("builtins.NotImplemented", NotImplemented)
LIBRARY.add("builtins.__debug__", True)


def constructor(cls: ClassValue) -> Callable[[Host], Host]:
    """Decorator: the host function `(vm, cls, …)` makes the instances of a class, and of those that derive from it."""

    def register(function: Host) -> Host:
        @wraps(function)
        def make(vm: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
            if not args or not isinstance(args[0], ClassValue):
                raise NotKnown("an object of a class that is not known")
            return function(vm, *args, **kwargs)

        cls.namespace["__new__"] = Native(f"{cls.qualified}.__new__", make, binds=False)
        return function

    return register
