"""abc and numbers."""

from __future__ import annotations

from cnnlint.interpreter.builtins.tables import OBJECT, TYPE
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.stdlib.abstract import NUMBER_CLASSES
from cnnlint.interpreter.values import ClassMethod, Property, StaticMethod

LIBRARY = Library("abc")
LIBRARY.new_class("abc.ABC", OBJECT)
LIBRARY.new_class("abc.ABCMeta", TYPE)
LIBRARY.function("abc.abstractmethod")(lambda vm, funcobj, /: funcobj)
LIBRARY.function("abc.abstractproperty")(lambda vm, fget=None, fset=None: Property(fget, fset))
LIBRARY.function("abc.abstractclassmethod")(lambda vm, callable, /: ClassMethod(callable))
LIBRARY.function("abc.abstractstaticmethod")(lambda vm, callable, /: StaticMethod(callable))
LIBRARY.function("abc.update_abstractmethods")(lambda vm, cls, /: cls)

NUMBERS = Library("numbers")
for name, cls in NUMBER_CLASSES.items():
    NUMBERS.add(f"numbers.{name}", cls)
