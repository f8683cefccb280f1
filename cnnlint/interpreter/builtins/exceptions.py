"""The tree of built-in exceptions."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.tables import LIBRARY, OBJECT, constructor, host_class
from cnnlint.interpreter.host import slot
from cnnlint.interpreter.values import ClassValue, Instance, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def class_of(host: type) -> ClassValue:
    """The class of an exception of Python's own, made after those that it derives from."""
    known = LIBRARY.values.get(f"builtins.{host.__name__}")
    if isinstance(known, ClassValue):
        return known
    bases = [OBJECT if base is object else class_of(base) for base in host.__bases__]
    return host_class(host.__name__, None, *bases)


for value in list(vars(builtins).values()):
    if isinstance(value, type) and issubclass(value, BaseException):
        class_of(value)
        LIBRARY.add(f"builtins.{value.__name__}", class_of(value))
LIBRARY.add("builtins.EnvironmentError", class_of(OSError))
LIBRARY.add("builtins.IOError", class_of(OSError))
BASE = class_of(BaseException)


def new(vm: Interpreter, cls: ClassValue, /, *args: Value, **kwargs: Value) -> Value:
    made = cls.new(cls) if cls.new else Instance(cls)
    made.attrs["args"] = args
    return made


@LIBRARY.method(BASE, "__init__")
def init(vm: Interpreter, self: Instance, /, *args: Value, **kwargs: Value) -> Value:
    vm.touch(self.attrs)
    self.attrs["args"] = args
    return None


@LIBRARY.method(BASE, "with_traceback")
def with_traceback(vm: Interpreter, self: Instance, tb: Value, /) -> Value:
    return self


constructor(BASE)(new)
BASE.namespace.update({"__traceback__": None, "__cause__": None, "__context__": None})
LIBRARY.method(BASE, "add_note")(lambda vm, self, note, /: None)


@LIBRARY.attribute(class_of(StopIteration), "value")
@LIBRARY.attribute(class_of(SystemExit), "code")
def first_argument(vm: Interpreter, self: Instance) -> Value:
    arguments = slot(self, "args")
    return arguments[0] if arguments else None
