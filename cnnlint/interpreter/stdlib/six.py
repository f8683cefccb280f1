"""`six`, by which programs of both Pythons name what only one of them has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.tables import LIBRARY as BUILTINS
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.stdlib.functools import LIBRARY as FUNCTOOLS
from cnnlint.interpreter.values import Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("six")
LIBRARY.add("six.PY2", False)
LIBRARY.add("six.PY3", True)
for _name in ("range", "zip", "map", "filter", "input"):
    LIBRARY.add(f"six.moves.{_name}", BUILTINS.lookup(f"builtins.{_name}"))
LIBRARY.add("six.moves.xrange", BUILTINS.lookup("builtins.range"))
LIBRARY.add("six.moves.reduce", FUNCTOOLS.lookup("functools.reduce"))
for _name, _type in {"string_types": "str", "integer_types": "int", "class_types": "type"}.items():
    LIBRARY.add(f"six.{_name}", (BUILTINS.lookup(f"builtins.{_type}"),))
for _name, _type in {"text_type": "str", "binary_type": "bytes"}.items():
    LIBRARY.add(f"six.{_name}", BUILTINS.lookup(f"builtins.{_type}"))


@LIBRARY.function("six.iteritems")
def items(vm: Interpreter, d: Value) -> Value:
    return vm.call(vm.getattr(d, "items"))


@LIBRARY.function("six.iterkeys")
def keys(vm: Interpreter, d: Value) -> Value:
    return vm.call(vm.getattr(d, "keys"))


@LIBRARY.function("six.itervalues")
def values(vm: Interpreter, d: Value) -> Value:
    return vm.call(vm.getattr(d, "values"))
