"""PyTorch: its names, signatures and conventions, bound to the neutral ops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cnnlint.frameworks.common import made
from cnnlint.frameworks.common.made import Made
from cnnlint.frameworks.common.marks import settings
from cnnlint.frameworks.common.sources import Sources
from cnnlint.frameworks.framework import Fed
from cnnlint.frameworks.torch import (
    calling,
    containers,
    data,
    init,
    models,
    optim,
    parametrize,
    surroundings,
    tools,
    utils,
)
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.functions import (
    activation,
    arithmetic,
    create,
    elementwise,
    fourier,
    index,
    join,
    linalg,
    lookup,
    loss,
    norm,
    pick,
    products,
    reduce,
    resize,
    shape,
    values,
    windows,
)
from cnnlint.frameworks.torch.layers import TABLES as LAYER_TABLES
from cnnlint.frameworks.torch.layers.loss import LOSS
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.uses import is_new_result, is_running
from cnnlint.graph import Input, Location, Model
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import ClassValue, Instance, Unknown, Value
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

__all__ = ["FRAMEWORK"]

# Importing the tables fills the library.
TABLES = (
    *(
        activation,
        arithmetic,
        create,
        elementwise,
        fourier,
        index,
        join,
        linalg,
        lookup,
        loss,
        norm,
        pick,
        products,
        reduce,
        resize,
        shape,
        values,
    ),
    *(containers, data, init, optim, parametrize, surroundings, tools, utils, windows),
    *LAYER_TABLES,
)


class Torch:
    """The framework as the analysis sees it."""

    name = "torch"
    roots: Sequence[str] = ("torch",)

    def library(self, root: str) -> Library | None:
        """The table of PyTorch."""
        return torch if root == "torch" else None

    def prepare(self, vm: Interpreter, mode: str) -> None:
        """Layers behave as in this mode."""
        vm.state["torch.training"] = mode == "train"

    def is_model(self, vm: Interpreter, value: Value) -> bool:
        """True for an `nn.Module`."""
        return modules.is_module(value)

    def is_whole(self, vm: Interpreter, value: Value) -> bool:
        """True for a module of the program's own, or one that has parts."""
        return modules.is_module(value) and is_whole(value)

    def is_model_class(self, vm: Interpreter, value: Value) -> bool:
        """True for a class derived from `nn.Module`."""
        return isinstance(value, ClassValue) and modules.MODULE in value.mro

    def used(self, vm: Interpreter) -> set[ClassValue]:
        """The classes of the modules made so far, with their bases."""
        found: set[ClassValue] = vm.state.setdefault("torch.used", set())
        return found

    def others(self, vm: Interpreter, path: str) -> list[tuple[str, Instance, Location]]:
        """The modules that the program ran."""
        run = [*(trace.module for trace in calling.traces(vm)), *calling.unfed(vm)]
        return [
            (module.cls.name, module, module.site.location)
            for module in {id(module): module for module in run}.values()
            if module.site is not None and module.site.path == path
        ]

    def made(self, vm: Interpreter, path: str) -> list[Made]:
        """The modules made that are worth a report of their own."""
        found = [one for one in made.whole(vm, path) if modules.is_module(one.module)]
        return [one for one in found if any(True for _ in entered(one.module))]

    def label(self, model: Instance) -> str:
        """The name of its class."""
        return model.cls.name

    def parts(self, model: Instance) -> list[Instance]:
        """Its modules."""
        return [module for _, module in modules.named_modules(model)]

    def entered(self, model: Instance) -> list[tuple[str, Instance]]:
        """The model; where it has no `forward`, the outermost of its parts that have one and are models by themselves."""
        return list(entered(model)) or [("", model)]

    def is_told(self, vm: Interpreter, model: Instance) -> bool:
        """True if the program runs it on an input of known shape."""
        return any(trace.module is model and is_known(trace) for trace in calling.traces(vm))

    def fed(self, vm: Interpreter) -> list[Fed]:
        """What the program ran."""
        return [
            Fed(trace.module, {source.name: source for source in trace.inputs}, trace.is_certain)
            for trace in calling.traces(vm)
            if is_known(trace)
        ]

    def loaded(self, vm: Interpreter) -> list[Input]:
        """What loaders give."""
        return data.loaded(vm)

    def is_dropped(self, vm: Interpreter, value: Value, place: Location, node: ir.Call) -> bool:
        """A result inside of a model, or a layer."""
        if modules.is_module(value):
            is_layer = value.cls.node is None and calling.layer_of(value) is not None
            return is_layer and value.site is not None and value.site.location == place
        return is_running(vm) and is_new_result(value, place)

    def mark(self, model: Instance) -> str:
        """The classes and public settings of all modules."""
        return "\n".join(f"{name} {settings(module)}" for name, module in modules.named_modules(model))

    def models(
        self, vm: Interpreter, model: Instance, name: str, at: Location, inputs: Sources, *, concrete: bool
    ) -> list[Model]:
        """Run the model."""
        return models.models(vm, model, name, at, inputs, concrete=concrete)


def is_known(trace: calling.Trace) -> bool:
    """True for a run whose inputs have known shapes."""
    return bool(trace.inputs) and all(source.shape is not None for source in trace.inputs)


def is_whole(module: Instance) -> bool:
    """True for a module of the program's own, or one that has parts."""
    return module.cls.node is not None or any(True for _ in modules.children(module))


def entered(module: Instance, path: str = "") -> Iterator[tuple[str, Instance]]:
    """The networks that are called of a module: itself, or parts of one that has no `forward`."""
    if module.cls.lookup("forward") is not modules.MODULE.namespace["forward"]:
        if is_whole(module) and is_network(module):
            yield path, module
        return
    for name, part in modules.children(module):
        yield from entered(part, f"{path}.{name}")


def is_network(module: Instance) -> bool:
    """True for a module that has something to be trained, or parts that are not known, and is no loss."""
    if LOSS in module.cls.mro or module.cls.name.lower().endswith(LOSSES):
        return False
    held = [value for _, part in modules.named_modules(module) for value in part.attrs.values()]
    return modules.all_parameters(module)[0] != 0 or any(isinstance(value, Unknown) for value in held)


LOSSES = ("loss", "criterion")
FRAMEWORK = Torch()
