"""sys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.effects import outside
from cnnlint.interpreter.host import text_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.stdlib.inert import does_nothing, is_outside, silent_object
from cnnlint.interpreter.stdlib.named_tuples import named_tuple
from cnnlint.interpreter.values import Instance, Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("sys")
VERSION = named_tuple("version_info", ("major", "minor", "micro", "releaselevel", "serial"), {}, "sys")
LIBRARY.add("sys.version_info", Instance(VERSION, payload=(3, 11, 0, "final", 0)))
LIBRARY.add("sys.maxsize", 2**63 - 1)
LIBRARY.add("sys.byteorder", "little")
for name in ("stdout", "stderr", "stdin", "__stdout__", "__stderr__"):
    silent_object(LIBRARY, f"sys.{name}")
does_nothing(LIBRARY, "setrecursionlimit settrace setprofile setswitchinterval")
is_outside(
    LIBRARY, "getsizeof getrefcount exc_info getrecursionlimit _getframe getdefaultencoding", "the running interpreter"
)


@LIBRARY.function("sys.exit")
def exit_(vm: Interpreter, status: Value = None, /) -> Value:
    vm.throw("SystemExit", "")


@LIBRARY.function("sys.intern")
def intern(vm: Interpreter, string: Value, /) -> Value:
    return string


# --- where modules are found, and what the command line says ----------------------------------------------------------


def unknown_list(dotted: str, reason: str) -> None:
    """A list that the program may change but of which nothing is known."""
    cls = LIBRARY.new_class(f"{dotted}.__class__")
    for name in ("append", "insert", "extend", "remove", "__setitem__", "__delitem__"):
        LIBRARY.method(cls, name)(lambda vm, self, /, *args: None)
    for name in ("pop", "index", "copy", "__getitem__", "__len__", "__iter__", "__contains__"):
        cls.namespace[name] = Native(f"{dotted}.{name}", outside(reason))
    LIBRARY.add(dotted, Instance(cls))


unknown_list("sys.path", "where modules are found")
unknown_list("sys.argv", "the command line")
MODULES = LIBRARY.new_class("sys.modules.__class__")
LIBRARY.add("sys.modules", Instance(MODULES))


@LIBRARY.method(MODULES, "__getitem__", "get")
def module_by_name(vm: Interpreter, self: Instance, name: Value, default: Value = None, /) -> Value:
    wanted = text_of(name)
    found = next((module for module in vm.modules.values() if module.name == wanted), None)
    if found is None:
        raise NotKnown(f"whether the module {wanted} has been imported")
    return found


LIBRARY.method(MODULES, "__setitem__")(lambda vm, self, /, *args: None)
for name in ("__contains__", "__iter__", "__len__", "keys", "values", "items", "pop"):
    MODULES.namespace[name] = Native(f"sys.modules.{name}", outside("which modules have been imported"))
