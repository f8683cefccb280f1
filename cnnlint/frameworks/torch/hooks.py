"""Hooks of modules: what the program has called before and after a module's `forward`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from cnnlint.frameworks.common.convert import flag
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.module import MODULE
from cnnlint.frameworks.torch.tensor import TENSOR
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Instance, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

BEFORE: Final = "_forward_pre_hooks"
AFTER: Final = "_forward_hooks"
MOST_HOOKS: Final = 64
HANDLE = torch.new_class("torch.utils.hooks.RemovableHandle")


def hooks(module: Instance, register: str) -> dict[Value, Value]:
    """The hooks of one kind, each with whether it takes keywords too, by number."""
    found = module.attrs.get(register)
    return found if isinstance(found, dict) else {}


def add(vm: Interpreter, module: Instance, register: str, hook: Value, keywords: Value) -> Value:
    """Keep a hook; the handle that takes it away again."""
    if not isinstance(module.attrs.get(register), dict):
        store(vm, module, register, {})
    entries = hooks(module, register)
    number = vm.state.get("torch.hooks", 0) + 1
    vm.state["torch.hooks"] = number
    vm.touch(entries)
    entries[number] = (hook, flag(keywords))
    return Instance(HANDLE, payload=(module, register, number))


@torch.method(MODULE, "register_forward_pre_hook")
def register_before(
    vm: Interpreter, self: Instance, hook: Value, *, prepend: Value = False, with_kwargs: Value = False
) -> Value:
    return add(vm, self, BEFORE, hook, with_kwargs)


@torch.method(MODULE, "register_forward_hook")
def register_after(
    vm: Interpreter, self: Instance, hook: Value, *, prepend: Value = False, with_kwargs: Value = False, always_call: Value = False
) -> Value:  # fmt: skip
    return add(vm, self, AFTER, hook, with_kwargs)


@torch.method(HANDLE, "remove", "__exit__")
def remove(vm: Interpreter, self: Instance, *args: Value) -> Value:
    module, register, number = self.payload
    entries = hooks(module, register)
    if number in entries:
        vm.touch(entries)
        del entries[number]
    return None


@torch.method(HANDLE, "__enter__")
def enter(vm: Interpreter, self: Instance) -> Value:
    return self


# --- what the backward pass calls -------------------------------------------------------------------------------------


@torch.method(MODULE, "register_full_backward_hook", "register_backward_hook", "register_full_backward_pre_hook")
@torch.method(TENSOR, "register_hook", "register_post_accumulate_grad_hook")
def register_backward(vm: Interpreter, self: Instance, hook: Value, *args: Value, **kwargs: Value) -> Value:
    waiting: list[tuple[Value, int]] = vm.state.setdefault("torch.backward_hooks", [])
    waiting.append((hook, 1 if TENSOR in self.cls.mro else 3))
    return vm.unknown("a handle")


@torch.method(TENSOR, "backward")
def backward(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    """The hooks of the backward pass may be called now, any number of times; what they are given is not known."""
    gradient = vm.unknown("a gradient")
    for hook, count in vm.state.get("torch.backward_hooks", ())[:MOST_HOOKS]:
        with recorder(vm).hushed():
            vm.maybe(partial(vm.call, hook, [gradient] * count), gradient)
    return None


# --- what a module's call does ----------------------------------------------------------------------------------------


def before(
    vm: Interpreter, module: Instance, args: Sequence[Value], kwargs: Mapping[str, Value]
) -> tuple[Sequence[Value], Mapping[str, Value]]:
    """The arguments as the hooks leave them."""
    for entry in list(hooks(module, BEFORE).values()):
        if not isinstance(entry, tuple):
            continue  # one that may or may not be there
        hook, keywords = entry
        given = plain(vm.call(hook, [module, tuple(args), *([dict(kwargs)] if keywords else [])]))
        if keywords and isinstance(given, tuple) and len(given) == 2 and isinstance(given[1], dict):
            args, kwargs = given[0], given[1]
        elif given is not None:
            args = given if isinstance(given, tuple) else (given,)
    return args, kwargs


def after(
    vm: Interpreter, module: Instance, args: Sequence[Value], kwargs: Mapping[str, Value], result: Value
) -> Value:
    """The result as the hooks leave it."""
    for entry in list(hooks(module, AFTER).values()):
        if isinstance(entry, tuple):
            hook, keywords = entry
            given = vm.call(hook, [module, tuple(args), *([dict(kwargs)] if keywords else []), result])
            result = result if given is None else given
    return result
