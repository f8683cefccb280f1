"""`keras.Sequential`: layers one after the other, a graph as soon as the shape of the input is known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.nested import flat_values
from cnnlint.frameworks.common.origins import call_words
from cnnlint.frameworks.keras import layer as layers
from cnnlint.frameworks.keras import state
from cnnlint.frameworks.keras.calling import call_layer, stated_shapes
from cnnlint.frameworks.keras.graph import Graph
from cnnlint.frameworks.keras.layer import is_layer, name_of
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.model import (
    INPUT_LAYER,
    MODEL,
    graph_of,
    is_model,
    listed,
    new_input,
    obscure,
    open_shape,
    run_model,
)
from cnnlint.frameworks.keras.specs import SPECS, Spec
from cnnlint.frameworks.keras.tensor import SymbolicTensor
from cnnlint.graph import Input, Location, Shape
from cnnlint.interpreter.attributes import OPEN, store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Native, Rest, Unknown, Value
from cnnlint.symbolic import symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

SEQUENTIAL = keras.new_class("keras.Sequential", MODEL)
keras.add("keras.models.Sequential", SEQUENTIAL)


def stack(vm: Interpreter, self: Instance) -> list[Instance]:
    """The layers, the input layer included; where some are not known, not all of the model is."""
    found: list[Value] = self.attrs["_layers"]
    lost = next((one for one in found if not is_layer(one)), None)
    if lost is not None:
        vm.touch(found)
        found[:] = [one for one in found if is_layer(one)]
        why = lost.why if isinstance(lost, Rest) else lost
        obscure(vm, self, why if isinstance(why, Unknown) else vm.unknown("a layer that is not known"))
    return found


def chain(self: Instance) -> list[Value]:
    """What the layers gave one after the other, the input first; empty as long as there is no graph."""
    found: list[Value] = self.attrs["_chain"]
    return found


@keras.method(SEQUENTIAL, "__init__")
def init(
    vm: Interpreter, self: Instance, layers_: Value = None, trainable: Value = True, name: Value = None, **kwargs: Value
) -> Value:
    given = kwargs.pop("layers", layers_)
    if isinstance(trainable, str):  # Keras 2 by position: layers, name
        trainable, name = True, trainable
    layers.init(vm, self, trainable=trainable, name=name, **kwargs)
    store(vm, self, "_layers", [])
    store(vm, self, "_chain", [])
    state.note_made(vm, self)
    for one in vm.elements(given) if given is not None else ():
        if isinstance(one, Rest):
            obscure(vm, self, one.why)
            return None
        append(vm, self, one)
    follow(vm, self)
    return None


@keras.method(SEQUENTIAL, "add")
def add(vm: Interpreter, self: Instance, layer: Value, rebuild: Value = True) -> Value:
    append(vm, self, layer)
    follow(vm, self)
    return None


def append(vm: Interpreter, self: Instance, layer: Value) -> None:
    """Put a layer on top; refuses what is none."""
    held = stack(vm, self)
    if isinstance(layer, Unknown):
        obscure(vm, self, layer)
        return
    if isinstance(layer, SymbolicTensor) and layer.node.operation.cls is INPUT_LAYER:
        layer = layer.node.operation
    if not is_layer(layer):
        words = f"only instances of `keras.Layer` can be added to a Sequential model; received {vm.type_name(layer)}"
        vm.refuse(
            "invalid-argument", words, error="ValueError", details={"argument": "layer", "value": vm.type_name(layer)}
        )
        obscure(vm, self, vm.unknown("a Sequential of something that is not a layer"))
        return
    stated = layer.attrs.get("_input_shape_arg")
    if not held and isinstance(stated, tuple):
        vm.touch(held)
        held.append(stated_input(vm, layer, *stated))
    twin = next((one for one in held if one is not layer and name_of(one) == name_of(layer)), None)
    if twin is not None and isinstance(layer.attrs.get("_name"), str):
        words = f"all layers added to a Sequential model should have unique names; '{name_of(layer)}' is already the name of one"
        vm.refuse("invalid-argument", words, error="ValueError", details={"argument": "name", "value": name_of(layer)})
    vm.touch(held)
    held.append(layer)


def stated_input(vm: Interpreter, layer: Instance, key: str, value: Value, batch: Value) -> Instance:
    """The input layer that the first layer's `input_shape` asks for."""
    sizes = listed(value)
    if sizes is not None and key != "batch_input_shape":
        sizes = [batch, *sizes]
    at = layer.site.location if layer.site is not None else vm.here()
    return bare_input(vm, None if sizes is None else open_shape(vm, sizes), key, at)


def bare_input(vm: Interpreter, shape: Shape | None, origin: str, at: Location | None) -> Instance:
    """An input layer that the program does not make itself."""
    made = Instance(INPUT_LAYER)
    layers.init(vm, made)
    made.attrs["_stated_by"] = origin
    new_input(vm, made, shape, origin, at)
    return made


def follow(vm: Interpreter, self: Instance) -> None:
    """Call the layers that have been added since, if the shape of the input is known."""
    held = stack(vm, self)
    if len(held) < 2 or self.attrs.get(OPEN) is not None:
        return
    if held[0].cls is not INPUT_LAYER:
        inner = graph_of(held[0]) if is_model(held[0]) else None
        if inner is None or len(inner.flat_inputs) != 1:
            return
        vm.touch(held)
        tensor = inner.flat_inputs[0]
        source = input_of(tensor)
        words, at = (source.origin, source.learnt) if source is not None else ("", None)
        held.insert(0, bare_input(vm, tensor.tensor.shape, words, at or vm.here()))
    run_on(vm, self)


def input_of(tensor: SymbolicTensor) -> Input | None:
    """The input that a tensor is, with where its shape comes from."""
    source = tensor.tensor.sources[0] if tensor.tensor.sources else None
    return source if isinstance(source, Input) else None


def run_on(vm: Interpreter, self: Instance) -> None:
    """Carry the chain through the layers that it has not reached yet."""
    held, results = stack(vm, self), chain(self)
    vm.touch(results)
    if not results:
        results.append(held[0].attrs["_inbound_nodes"][0].outputs[0])
    with at_layers(vm):
        for layer in held[len(results) :]:
            results.append(call_layer(vm, layer, results[-1]))
    state.auto_name(vm, "Functional")
    if not all(isinstance(value, SymbolicTensor) for value in flat_values(results[-1])) or isinstance(
        results[-1], Unknown
    ):
        obscure(vm, self, vm.unknown("a Sequential whose result is not known"))
        return
    nodes = [node_of(value) for value in results[1:]]
    store(vm, self, "_graph", Graph(results[0], results[-1], [results[0].node, *nodes], list(held)))
    store(vm, self, "built", True)


@contextmanager
def at_layers(vm: Interpreter) -> Iterator[None]:
    """What a layer refuses that the program does not call itself stands where the layer was built, not where the model is made of it."""
    facts, here = vm.facts, vm.here()
    first = len(facts)
    yield
    facts[first:] = [
        replace(fact, at=fact.defined, related=(*fact.related, (fact.at, "called from here")))
        if fact.defined is not None and here is not None and fact.at == here and fact.defined.path == here.path
        else fact
        for fact in facts[first:]
    ]


def node_of(value: Value) -> Value:
    """The call that gave a tensor, or several."""
    return next(one.node for one in flat_values(value) if isinstance(one, SymbolicTensor))


@keras.method(SEQUENTIAL, "pop")
def pop(vm: Interpreter, self: Instance, rebuild: Value = True) -> Value:
    held, results = stack(vm, self), chain(self)
    if not held:
        raise NotKnown("a layer of an empty model")
    vm.touch(held)
    last = held.pop()
    vm.touch(results)
    del results[len(held) :]
    store(vm, self, "_graph", None)
    if results and len(held) > 1:
        run_on(vm, self)
    return last


@keras.method(SEQUENTIAL, "build")
def build_method(vm: Interpreter, self: Instance, input_shape: Value = None) -> Value:
    shape = stated_shapes(input_shape)
    if isinstance(shape, tuple):
        sizes = plain(input_shape)
        start(vm, self, open_shape(vm, list(sizes)), "build", vm.here())
    return None


def start(vm: Interpreter, self: Instance, shape: Shape, origin: str, at: Location | None) -> None:
    """Make the graph of a model whose input is now known."""
    held = stack(vm, self)
    if graph_of(self) is None and held and held[0].cls is not INPUT_LAYER and self.attrs.get(OPEN) is None:
        vm.touch(held)
        held.insert(0, bare_input(vm, shape, origin, at))
        run_on(vm, self)


def build(vm: Interpreter, self: Instance, shapes: object) -> None:
    """What the first call on a tensor does."""
    if not isinstance(shapes, tuple):
        self.attrs["built"] = False
    elif shapes:
        around, vm.state["keras.on_tensors"] = vm.state.get("keras.on_tensors"), not vm.state.get("keras.symbolic")
        try:
            start(vm, self, (symbol("N"), *shapes[1:]), call_words(vm), vm.here())
        finally:
            vm.state["keras.on_tensors"] = around


def run(vm: Interpreter, self: Instance, inputs: Value, **kwargs: Value) -> Value:
    """The graph, or the layers one after the other where there is none."""
    if graph_of(self) is not None or self.attrs.get(OPEN) is not None:
        return run_model(vm, self, inputs)
    for layer in stack(vm, self):
        if layer.cls is not INPUT_LAYER:
            inputs = call_layer(vm, layer, inputs)
    return inputs


SPECS["keras.Sequential"] = Spec(run, build, lambda self, inputs: {"role": "container"}, opens=True)
SEQUENTIAL.namespace["call"] = Native("keras.Sequential.call", run)


@keras.attribute(SEQUENTIAL, "layers")
def layers_of(vm: Interpreter, self: Instance) -> Value:
    why = self.attrs.get(OPEN)
    known = [layer for layer in stack(vm, self) if layer.cls is not INPUT_LAYER]
    return [*known, Rest(why)] if isinstance(why, Unknown) else known
