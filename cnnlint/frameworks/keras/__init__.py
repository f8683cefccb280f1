"""Keras: its names, signatures and conventions, bound to the neutral ops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnnlint.frameworks.common import made
from cnnlint.frameworks.common.made import Made
from cnnlint.frameworks.common.marks import settings
from cnnlint.frameworks.common.sources import Sources
from cnnlint.frameworks.framework import Fed
from cnnlint.frameworks.keras import (
    data,
    generators,
    history,
    initializers,
    losses,
    models,
    state,
    surroundings,
    training,
)
from cnnlint.frameworks.keras import layer as base
from cnnlint.frameworks.keras.functions import (
    algebra,
    arithmetic,
    categories,
    control,
    create,
    image,
    nn,
    reduce,
    segments,
    shape,
    spectra,
)
from cnnlint.frameworks.keras.layer import LAYER, defined_in
from cnnlint.frameworks.keras.layers import (
    activation,
    attention,
    conv,
    core,
    merging,
    norm,
    pool,
    preprocessing,
    recurrent,
    regularization,
    space,
    wrappers,
)
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.model import INPUT_LAYER, MODEL, graph_of, is_model
from cnnlint.frameworks.keras.parts import is_native, is_new_result
from cnnlint.frameworks.keras.sequential import SEQUENTIAL
from cnnlint.frameworks.keras.tensor import SymbolicTensor
from cnnlint.graph import Input, Location, Model
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import ClassValue, Instance, Value
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

__all__ = ["FRAMEWORK"]

# Importing the tables fills the library.
LAYERS = (
    activation,
    attention,
    conv,
    core,
    merging,
    norm,
    pool,
    preprocessing,
    recurrent,
    regularization,
    space,
    wrappers,
)
FUNCTIONS = (
    algebra, arithmetic, categories, control, create, data, generators, history, image, initializers, losses, nn, reduce, segments, shape, spectra, surroundings,
    training,
)  # fmt: skip


class Keras:
    """The framework as the analysis sees it."""

    name = "keras"
    roots: Sequence[str] = ("keras", "tensorflow", "tf_keras")

    def library(self, root: str) -> Library | None:
        """The table of Keras, which answers for all three names."""
        return keras

    def prepare(self, vm: Interpreter, mode: str) -> None:
        """Layers behave as in this mode; automatic names begin anew."""
        vm.state["keras.mode"] = mode
        state.counters(vm).clear()

    def is_model(self, vm: Interpreter, value: Value) -> bool:
        """True for a `Model`, and for a layer of the program's own that no model has used."""
        own = base.is_layer(value) and isinstance(value, Instance) and value.cls.node is not None
        return is_model(value) or (own and defined_in(value, "call")[0] is not LAYER and not value.attrs.get("_called"))

    def is_whole(self, vm: Interpreter, value: Value) -> bool:
        """True for whatever is a model here."""
        return self.is_model(vm, value)

    def is_model_class(self, vm: Interpreter, value: Value) -> bool:
        """True for a class of the program derived from `Layer`."""
        return isinstance(value, ClassValue) and LAYER in value.mro and value.node is not None

    def used(self, vm: Interpreter) -> set[ClassValue]:
        """The classes of the layers made so far, with their bases."""
        return state.used(vm)

    def others(self, vm: Interpreter, path: str) -> list[tuple[str, Instance, Location]]:
        """The models that were built in the file and are no part of another."""
        came_about = {id(one.module) for one in made.made(vm)}
        known = [model for model in state.made(vm) if id(model) in came_about]
        parts = {id(part) for model in known for part in base.everything(model) if part is not model}
        found: dict[Location, tuple[str, Instance, Location]] = {}
        for model in known:
            if model.site is not None and model.site.path == path and id(model) not in parts and MODEL in model.cls.mro:
                found.setdefault(model.site.location, (base.name_of(model), model, model.site.location))
        return list(found.values())

    def made(self, vm: Interpreter, path: str) -> list[Made]:
        """The models, and the layers of the program's own that nothing has used."""
        found = [one for one in made.whole(vm, path) if self.is_model(vm, one.module)]
        return [one for one in found if is_called(one.module) or held_models(one.module)]

    def label(self, model: Instance) -> str:
        """The name that Keras gives it; of a layer that of its class."""
        return base.name_of(model) if is_model(model) else model.cls.name

    def parts(self, model: Instance) -> list[Instance]:
        """Its layers."""
        return base.everything(model)

    def entered(self, model: Instance) -> list[tuple[str, Instance]]:
        """The model; where it has neither a graph nor a `call`, as one that only has a training step, the models that it holds."""
        return held_models(model) or [("", model)]

    def is_told(self, vm: Interpreter, model: Instance) -> bool:
        """True if it has a graph, or the program has run it."""
        return graph_of(model) is not None or id(model) in state.seen(vm)

    def fed(self, vm: Interpreter) -> list[Fed]:
        """The models that the program made and whose inputs are known by now. That it comes to what it does with them is not certain."""
        return [Fed(model, inputs, False) for model in state.made(vm) if (inputs := models.fed_inputs(vm, model))]

    def loaded(self, vm: Interpreter) -> list[Input]:
        """Data are given to a model by name here: none are told that are not."""
        return []

    def is_dropped(self, vm: Interpreter, value: Value, place: Location, node: ir.Call) -> bool:
        """A layer, the tensor of one that is built and called in one go, or a result inside of a `call`."""
        if base.is_layer(value):
            return is_native(value) and value.site is not None and value.site.location == place
        if isinstance(value, SymbolicTensor):
            return isinstance(node.func, ir.Call) and value.node.at == place and is_native(value.node.operation)
        return bool(vm.state.get("keras.running")) and is_new_result(value, place)

    def mark(self, model: Instance) -> str:
        """The classes and public settings of all layers."""
        return "\n".join(settings(part, BUILT) for part in base.everything(model) if part.cls is not INPUT_LAYER)

    def models(
        self, vm: Interpreter, model: Instance, name: str, at: Location, inputs: Sources, *, concrete: bool
    ) -> list[Model]:
        """Run the model."""
        return models.models(vm, model, name, at, inputs, concrete=concrete)


def is_called(model: Instance) -> bool:
    """True for what can be called by itself."""
    return graph_of(model) is not None or SEQUENTIAL in model.cls.mro or defined_in(model, "call")[0].node is not None


def held_models(model: Instance) -> list[tuple[str, Instance]]:
    """The models in the attributes of one that cannot be called, several in one attribute numbered."""
    found: dict[str, list[Instance]] = {}
    for name, part in [] if is_called(model) else base.held(model):
        if is_model(part):
            found.setdefault(name, []).append(part)
    return [
        (f".{name}.{number}" if len(parts) > 1 else f".{name}", part)
        for name, parts in found.items()
        for number, part in enumerate(parts)
    ]


BUILT = ("built", "batch_shape", "optimizer", "loss")
"""Settings that a model gets when it is used."""
FRAMEWORK = Keras()
