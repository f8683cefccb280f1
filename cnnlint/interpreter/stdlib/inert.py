"""Objects and functions of libraries whose work leaves no trace in a model: logging, warnings, clocks, processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.effects import nothing, outside
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import ClassValue, Instance, Native, StaticMethod, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

DO_NOTHING = Native("nothing", nothing, binds=False)


def silent_method(vm: Interpreter, self: Value, name: Value, /) -> Value:
    """Any attribute of an object that does nothing: a method that does nothing."""
    return DO_NOTHING


def silent_class(library: Library, dotted: str, *bases: ClassValue) -> ClassValue:
    """A class whose objects take any arguments, and whose methods all do nothing; as a context it does nothing either."""
    cls = library.new_class(dotted, *bases, __init__=nothing, __getattr__=silent_method, __call__=nothing)
    cls.namespace["__enter__"] = Native(f"{dotted}.__enter__", lambda vm, self, /: self)
    cls.namespace["__exit__"] = Native(f"{dotted}.__exit__", nothing)
    return cls


def silent_object(library: Library, dotted: str) -> Instance:
    """The one object of a silent class, under a name of the library."""
    made = Instance(silent_class(library, f"{dotted}.__class__"))
    library.add(dotted, made)
    return made


def does_nothing(library: Library, names: str) -> None:
    """Functions that give None."""
    for name in names.split():
        library.function(f"{library.roots[0]}.{name}")(nothing)


def is_outside(library: Library, names: str, reason: str) -> None:
    """Functions of whose results nothing is known, and why."""
    for name in names.split():
        library.function(f"{library.roots[0]}.{name}")(outside(reason))


def outside_class(library: Library, dotted: str, reason: str, makers: str = "") -> ClassValue:
    """A class of whose objects nothing is known; `makers` are its further constructors."""
    cls = library.new_class(dotted)
    cls.namespace["__new__"] = Native(dotted, outside(reason), binds=False)
    for name in makers.split():
        cls.namespace[name] = StaticMethod(Native(f"{dotted}.{name}", outside(reason)))
    return cls
