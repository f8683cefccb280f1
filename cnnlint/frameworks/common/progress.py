"""tqdm: bars around what a program loops over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.builtins.effects import nothing
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import Instance, IteratorValue, Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library(
    "tqdm", aliases=dict.fromkeys(("tqdm.auto", "tqdm.notebook", "tqdm.std", "tqdm.asyncio", "tqdm.rich"), "tqdm")
)
BAR = LIBRARY.new_class("tqdm.tqdm")
for _name in ("tqdm_notebook", "tqdm_gui"):
    LIBRARY.add(f"tqdm.{_name}", BAR)


@LIBRARY.method(BAR, "__init__")
def init(vm: Interpreter, self: Instance, iterable: Value = (), *args: Value, **options: Value) -> Value:
    store(vm, self, "iterable", iterable)
    return None


@LIBRARY.method(BAR, "__iter__")
def iterate(vm: Interpreter, self: Instance) -> Value:
    return IteratorValue(vm.elements(self.attrs["iterable"]))


@LIBRARY.method(BAR, "__len__")
def length(vm: Interpreter, self: Instance) -> Value:
    return vm.length(self.attrs["iterable"])


@LIBRARY.method(BAR, "__enter__")
def enter(vm: Interpreter, self: Instance) -> Value:
    return self


@LIBRARY.method(BAR, "__getattr__")
def other(vm: Interpreter, self: Instance, name: str) -> Value:
    return vm.unknown(f"{name} of a progress bar")


for _name in ("__exit__", "update", "close", "clear", "refresh", "reset", "set_description", "set_description_str", "set_postfix",
              "set_postfix_str", "write"):  # fmt: skip
    BAR.namespace[_name] = Native(f"tqdm.tqdm.{_name}", nothing)


@LIBRARY.function("tqdm.trange", "tqdm.tnrange")
def trange(vm: Interpreter, *args: Value, **options: Value) -> Value:
    return vm.call(BAR, (vm.call(vm.builtin("range"), args),), options)
