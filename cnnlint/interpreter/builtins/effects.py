"""Functions that reach outside of the program: they do nothing here, or nothing is known of what they give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.tables import LIBRARY
from cnnlint.interpreter.native import Host
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def nothing(vm: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    """A native that does nothing."""
    return None


def outside(reason: str) -> Host:
    """A native of whose result nothing is known."""

    def native(vm: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        raise NotKnown(reason)

    return native


LIBRARY.function("builtins.print", "builtins.breakpoint", "builtins.help")(nothing)
LIBRARY.function("builtins.input")(outside("what the user types"))
LIBRARY.function("builtins.open")(outside("the contents of a file"))
LIBRARY.function("builtins.compile")(outside("code that is made at run time"))
LIBRARY.function("builtins.__import__")(outside("a module that is chosen at run time"))
LIBRARY.function("builtins.memoryview", "builtins.bytearray")(outside("bytes in memory"))


@LIBRARY.function("builtins.eval", "builtins.exec")
def run_text(vm: Interpreter, source: Value, /, *scopes: Value, **kwargs: Value) -> Value:
    """Code that is made at run time may change whatever it is given as its scope."""
    vm.escape(scopes, kwargs)
    raise NotKnown("code that is made at run time")


@LIBRARY.function("builtins.exit", "builtins.quit")
def exit_(vm: Interpreter, code: Value = None) -> Value:
    vm.throw("SystemExit", "")
