"""contextlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.tables import OBJECT
from cnnlint.interpreter.host import slot
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.stdlib.inert import silent_class
from cnnlint.interpreter.values import MISSING, Instance, Native, Rest, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("contextlib")
for name in ("AbstractContextManager", "AbstractAsyncContextManager", "ContextDecorator", "AsyncContextDecorator"):
    LIBRARY.new_class(f"contextlib.{name}", OBJECT)
for name in ("redirect_stdout", "redirect_stderr", "chdir"):
    silent_class(LIBRARY, f"contextlib.{name}")


def enter(vm: Interpreter, manager: Value) -> Value:
    """`manager.__enter__()`."""
    method = manager.cls.lookup("__enter__") if isinstance(manager, Instance) else MISSING
    return vm.unknown("what a context manager gives") if method is MISSING else vm.call(method, (manager,))


def leave(vm: Interpreter, manager: Value) -> None:
    """`manager.__exit__(None, None, None)`."""
    method = manager.cls.lookup("__exit__") if isinstance(manager, Instance) else MISSING
    if method is not MISSING:
        vm.call(method, (manager, None, None, None))


# --- contextmanager ---------------------------------------------------------------------------------------------------

GENERATED = LIBRARY.new_class("contextlib._GeneratorContextManager")


@LIBRARY.function("contextlib.contextmanager", "contextlib.asynccontextmanager")
def contextmanager(vm: Interpreter, func: Value) -> Value:
    def make(vm: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        made = Instance(GENERATED)
        made.attrs["gen"] = vm.call(func, args, kwargs)
        return made

    return Native("contextmanager", make)


@LIBRARY.method(GENERATED, "__enter__")
def enter_generated(vm: Interpreter, self: Instance, /) -> Value:
    first = next(iter(vm.elements(slot(self, "gen"))), None)
    return first.why if isinstance(first, Rest) else first


LIBRARY.method(GENERATED, "__exit__")(lambda vm, self, /, *exception: None)
LIBRARY.method(GENERATED, "__call__")(lambda vm, self, func, /: func)


# --- others -----------------------------------------------------------------------------------------------------------

SUPPRESS = LIBRARY.new_class("contextlib.suppress", __suppresses__=True)
LIBRARY.method(SUPPRESS, "__init__")(lambda vm, self, /, *exceptions: None)
LIBRARY.method(SUPPRESS, "__enter__")(lambda vm, self, /: None)
LIBRARY.method(SUPPRESS, "__exit__")(lambda vm, self, /, *exception: None)

NULL = LIBRARY.new_class("contextlib.nullcontext")
CLOSING = LIBRARY.new_class("contextlib.closing")


@LIBRARY.method(NULL, "__init__")
def init_null(vm: Interpreter, self: Instance, enter_result: Value = None) -> Value:
    self.attrs["enter_result"] = enter_result
    return None


@LIBRARY.method(CLOSING, "__init__")
def init_closing(vm: Interpreter, self: Instance, thing: Value) -> Value:
    self.attrs["enter_result"] = thing
    return None


for cls in (NULL, CLOSING):
    LIBRARY.method(cls, "__enter__")(lambda vm, self, /: slot(self, "enter_result"))
    LIBRARY.method(cls, "__exit__")(lambda vm, self, /, *exception: None)

STACK = LIBRARY.new_class("contextlib.ExitStack")
LIBRARY.add("contextlib.AsyncExitStack", STACK)


@LIBRARY.method(STACK, "__init__")
def init_stack(vm: Interpreter, self: Instance) -> Value:
    self.attrs["managers"] = []
    return None


@LIBRARY.method(STACK, "enter_context", "push")
def enter_context(vm: Interpreter, self: Instance, cm: Value) -> Value:
    vm.touch(slot(self, "managers"))
    slot(self, "managers").append(cm)
    return enter(vm, cm)


@LIBRARY.method(STACK, "callback")
def callback(vm: Interpreter, self: Instance, callback: Value, /, *args: Value, **kwargs: Value) -> Value:
    return callback


@LIBRARY.method(STACK, "__exit__", "close")
def close(vm: Interpreter, self: Instance, /, *exception: Value) -> Value:
    for manager in slot(self, "managers")[::-1]:
        leave(vm, manager)
    return None


LIBRARY.method(STACK, "__enter__")(lambda vm, self, /: self)
