"""`keras.Model` and its inputs: models made of a graph, and models that the program writes as classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.nested import flat_values, mapped
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras import graph as graphs
from cnnlint.frameworks.keras import layer as layers
from cnnlint.frameworks.keras import state
from cnnlint.frameworks.keras.boundary import accepted_inputs
from cnnlint.frameworks.keras.graph import Disconnected, Graph, map_graph
from cnnlint.frameworks.keras.layer import LAYER, name_of
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.specs import SPECS, Spec
from cnnlint.frameworks.keras.tensor import (
    LETTERS,
    SymbolicTensor,
    found_again,
    make,
    new_node,
    open_size,
    static_shape,
    watch,
)
from cnnlint.graph import Input, Location, Shape, Tensor
from cnnlint.interpreter.attributes import OPEN, store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ClassValue, Instance, Native, Rest, Unknown, Value
from cnnlint.symbolic import Dim, Size, fresh, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MODEL = keras.new_class("keras.Model", LAYER)
MODEL.whole = True
keras.add("keras.models.Model", MODEL)
FUNCTIONAL = keras.new_class("keras.models.Functional", MODEL)
keras.add("keras.Functional", FUNCTIONAL)
INPUT_LAYER = keras.new_class("keras.layers.InputLayer", LAYER)


def is_model(value: Value) -> bool:
    """True for an object whose class derives from `Model`."""
    return isinstance(value, Instance) and MODEL in value.cls.mro


def graph_of(model: Instance) -> Graph | None:
    """The graph that a model is made of; None if it has none (yet)."""
    found = model.attrs.get("_graph")
    return found if isinstance(found, Graph) else None


# --- inputs -----------------------------------------------------------------------------------------------------------


def open_shape(vm: Interpreter, sizes: list[Value]) -> Shape:
    """The shape of an input: a size that is left open gets a name of its own, and the batch is N."""
    names = LETTERS.get(len(sizes), ("N",))
    shape: list[Size] = []
    for axis, given in enumerate(sizes):
        value = plain(given)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, (int, Dim)) and not isinstance(value, bool):
            shape.append(value)
        elif value is not None:
            shape.append(fresh("?", least=1))
        elif axis == 0:
            shape.append(symbol("N"))
        else:
            letter = names[axis] if axis < len(names) else f"S{axis}"
            shape.append(open_size(vm, letter))
    return tuple(shape)


def listed(value: Value) -> list[Value] | None:
    """The sizes of a shape; None where their number is not known."""
    value = plain(value)
    if isinstance(value, (int, Dim)) and not isinstance(value, bool):
        return [value]
    if isinstance(value, (list, tuple)) and not any(isinstance(size, Rest) for size in value):
        return list(value)
    return None


def new_input(
    vm: Interpreter,
    layer: Instance,
    shape: Shape | None,
    origin: str,
    at: Location | None,
    dtype: str | None = "float32",
) -> None:
    """Give an input layer its tensor."""
    watch(vm)
    store(vm, layer, "built", True)
    store(vm, layer, "batch_shape", static_shape(vm, shape))
    source = Input(name_of(layer), shape, origin, dtype, at, at)
    new_node(
        layer,
        (),
        {},
        lambda vm, args, kwargs: make(Tensor(shape, dtype, None, (source,))),
        vm,
        Tensor(shape, dtype, None, (source,)),
    )


@keras.method(INPUT_LAYER, "__init__")
def init_input(
    vm: Interpreter, self: Instance, shape: Value = None, batch_size: Value = None, dtype: Value = None, sparse: Value = None,
    ragged: Value = None, batch_shape: Value = None, input_tensor: Value = None, optional: Value = False, name: Value = None, **kwargs: Value,
) -> Value:  # fmt: skip
    layers.init(vm, self, name=name)
    batch_shape = kwargs.get("batch_input_shape", batch_shape)
    shape = kwargs.get("input_shape", shape)
    if isinstance(input_tensor, TensorValue):
        sizes: Shape | None = input_tensor.tensor.shape
    elif batch_shape is not None:
        given = listed(batch_shape)
        sizes = None if given is None else open_shape(vm, given)
    elif shape is None and (input_tensor is not None or kwargs.get("type_spec") is not None):
        sizes = None  # a tensor that is not known
    elif shape is None:
        words = "You must pass a `shape` argument."
        vm.refuse("wrong-arguments", words, error="ValueError", details={"function": "Input", "argument": "shape"})
        sizes = None
    else:
        given = listed(shape)
        sizes = None if given is None else open_shape(vm, [batch_size, *given])
    self.attrs["_stated_by"] = "batch_shape" if batch_shape is not None else "shape"
    new_input(
        vm, self, sizes, "Input", vm.here(), dtype if isinstance(dtype, str) else "float32" if dtype is None else None
    )
    return None


@keras.function("keras.Input", "keras.layers.Input")
def make_input(
    vm: Interpreter, shape: Value = None, batch_size: Value = None, dtype: Value = None, sparse: Value = None, ragged: Value = None,
    batch_shape: Value = None, name: Value = None, tensor: Value = None, optional: Value = False, type_spec: Value = None, **kwargs: Value,
) -> Value:  # fmt: skip
    if isinstance(batch_size, str):  # Keras 2 by position: shape, batch_size, name
        name, batch_size = batch_size, None
    layer = vm.call(
        INPUT_LAYER,
        (),
        {
            "shape": shape,
            "batch_size": batch_size,
            "dtype": dtype,
            "batch_shape": batch_shape,
            "name": name,
            "input_tensor": tensor,
            "type_spec": type_spec,
            **kwargs,
        },
    )
    return vm.getattr(layer, "output")


# --- graphs as models -------------------------------------------------------------------------------------------------


def new_model(vm: Interpreter, cls: ClassValue, *args: Value, **kwargs: Value) -> Value:
    """`Model(inputs, outputs)` makes a functional model."""
    if cls is MODEL and any(isinstance(arg, Rest) for arg in args):
        raise NotKnown("which kind of model it is")
    return Instance(FUNCTIONAL if cls is MODEL and is_graph(args, kwargs) else cls)


def is_graph(args: tuple[Value, ...], kwargs: dict[str, Value]) -> bool:
    """Whether a model is given its inputs and outputs."""
    return (
        len(args) >= 2
        or (len(args) == 1 and "outputs" in kwargs)
        or ("inputs" in kwargs and "outputs" in kwargs)
        or "input" in kwargs
        or ("inputs" in kwargs and "output" in kwargs)
    )


MODEL.namespace["__new__"] = Native("keras.Model", new_model, loose=True)


@keras.method(MODEL, "__init__")
def init_model(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    if not is_graph(args, kwargs):
        layers.init(vm, self, *args, **kwargs)
        state.note_made(vm, self)
        return None
    named = dict(zip(("inputs", "outputs", "name"), args, strict=False))
    old = [name for name in ("input", "output") if name in kwargs]
    if old:
        words = f"unrecognized keyword arguments passed to {self.cls.name}: {', '.join(old)}"
        since = f"; since Keras 2 {', '.join(f'`{name}` is `{name}s`' for name in old)}"
        details = {"function": self.cls.name, "argument": old[0], "meant": f"{old[0]}s"}
        vm.refuse("wrong-arguments", words + since, error="ValueError", details=details)
    return init_functional(vm, self, **{**named, **kwargs})


def init_functional(
    vm: Interpreter, self: Instance, inputs: Value = None, outputs: Value = None, name: Value = None, **kwargs: Value
) -> Value:
    """Make a model of the graph between tensors."""
    inputs, outputs = kwargs.pop("input", inputs), kwargs.pop("output", outputs)
    layers.init(vm, self, name=name, **kwargs)
    state.note_made(vm, self)
    inputs, outputs = found_again(vm, inputs), found_again(vm, outputs)
    unknown = next((value for value in (*nest(inputs), *nest(outputs)) if isinstance(value, (Unknown, Rest))), None)
    if unknown is not None:
        return obscure(vm, self, unknown.why if isinstance(unknown, Rest) else unknown)
    for what, values in (("inputs", nest(inputs)), ("outputs", nest(outputs))):
        if any(isinstance(value, TensorValue) and not isinstance(value, SymbolicTensor) for value in values):
            return obscure(vm, self, vm.unknown("a model of tensors of which it is not known where they come from"))
        if any(not isinstance(value, SymbolicTensor) for value in values):
            words = f"all `{what}` values must be KerasTensors"
            vm.refuse(
                "invalid-argument",
                words,
                error="ValueError",
                details={"argument": what, "value": vm.type_name(values[0])},
            )
            return obscure(vm, self, vm.unknown("a model without a graph"))
    adopt(vm, self, inputs, outputs)
    return None


def obscure(vm: Interpreter, self: Instance, why: Unknown) -> None:
    """Mark a model of which not all is known."""
    store(vm, self, OPEN, Unknown(why.reason, why.where))


def adopt(vm: Interpreter, self: Instance, inputs: Value, outputs: Value) -> None:
    """Make the graph between these tensors that of the model."""
    try:
        graph = map_graph(inputs, outputs)
    except Disconnected as error:
        if not graphs.is_certain(inputs, outputs):
            return obscure(vm, self, vm.unknown("a graph of tensors of which it is not known where they come from"))
        words = f"graph disconnected: {error}"
        vm.refuse("invalid-argument", words, error="ValueError", details={"argument": "outputs", "value": "a tensor"})
        return obscure(vm, self, vm.unknown("a graph that is not connected"))
    twice = graphs.repeated_name(graph)
    if twice is not None:
        words = f'the name "{twice[0]}" is used {twice[1]} times in the model; all operation names should be unique'
        vm.refuse("invalid-argument", words, error="ValueError", details={"argument": "name", "value": twice[0]})
    store(vm, self, "_graph", graph)
    store(vm, self, "_layers", graph.layers)
    store(vm, self, "built", True)
    return None


def nest(value: Value) -> list[Value]:
    """Everything in a nest that is not a tuple, list or dict."""
    found: list[Value] = []

    def note(one: Value) -> Value:
        found.append(one)
        return one

    mapped(value, note)
    return found


def run_model(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    """A functional model on tensors: its graph once more."""
    graph = graph_of(self)
    if graph is None:
        why = self.attrs.get(OPEN)
        if isinstance(why, Unknown):
            raise NotKnown(why.reason)
        words = f"Model {self.cls.name} does not have a `call()` method implemented."
        return vm.throw("NotImplementedError", words)
    values = accepted_inputs(vm, self, graph, list(flat_values(graphs.in_order([args, kwargs]))))
    return graphs.replay(vm, graph, values)


MODEL.namespace["call"] = Native(
    "keras.Model.call", lambda vm, self, *args, **kwargs: run_model(vm, self, *args, **kwargs)
)
SPECS["keras.Model"] = Spec(run_model, None, lambda self, inputs: {"role": "container"}, opens=True)


# --- what can be asked of a model -------------------------------------------------------------------------------------


@keras.attribute(MODEL, "layers")
def layers_of(vm: Interpreter, self: Instance) -> Value:
    graph = graph_of(self)
    if graph is None and isinstance(self.attrs.get(OPEN), Unknown):
        return self.attrs[OPEN]
    return graph.layers if graph is not None else layers.sublayers(self)


@keras.method(MODEL, "get_layer")
def get_layer(vm: Interpreter, self: Instance, name: Value = None, index: Value = None) -> Value:
    found = vm.getattr(self, "layers")
    if not isinstance(found, list):
        return found
    if index is not None:
        return vm.getitem(found, index)
    if not isinstance(name, str):
        raise NotKnown("the name of a layer")
    known = [layer for layer in found if isinstance(layer, Instance)]
    for layer in known:
        if name_of(layer) == name:
            return layer
    names = ", ".join(name_of(layer) for layer in known)
    if len(known) < len(found) or any(not isinstance(layer.attrs.get("_name"), str) for layer in known):
        raise NotKnown("the names of the layers")
    details = {"argument": "name", "value": name}
    return vm.refuse(
        "invalid-argument", f"no such layer: {name}; existing layers are: {names}", error="ValueError", details=details
    )


def needed(self: Instance) -> Graph:
    """The graph of a model that must have one."""
    graph = graph_of(self)
    if graph is None:
        raise NotKnown(f"the model {name_of(self)} has no graph yet")
    return graph


@keras.attribute(MODEL, "input")
def model_input(vm: Interpreter, self: Instance) -> Value:
    graph = needed(self)
    return graph.flat_inputs[0] if isinstance(graph.inputs, list) and len(graph.flat_inputs) == 1 else graph.inputs


@keras.attribute(MODEL, "output")
def model_output(vm: Interpreter, self: Instance) -> Value:
    graph = needed(self)
    return graph.flat_outputs[0] if isinstance(graph.outputs, list) and len(graph.flat_outputs) == 1 else graph.outputs


@keras.attribute(MODEL, "inputs")
def model_inputs(vm: Interpreter, self: Instance) -> Value:
    return list(needed(self).flat_inputs)


@keras.attribute(MODEL, "outputs")
def model_outputs(vm: Interpreter, self: Instance) -> Value:
    return list(needed(self).flat_outputs)


@keras.attribute(MODEL, "input_shape")
def model_input_shape(vm: Interpreter, self: Instance) -> Value:
    return layers.one_or_all([static_shape(vm, one.tensor.shape) for one in needed(self).flat_inputs])


@keras.attribute(MODEL, "output_shape")
def model_output_shape(vm: Interpreter, self: Instance) -> Value:
    return layers.one_or_all([static_shape(vm, one.tensor.shape) for one in needed(self).flat_outputs])


@keras.attribute(MODEL, "input_names")
def input_names(vm: Interpreter, self: Instance) -> Value:
    return [name_of(one.node.operation) for one in needed(self).flat_inputs]


@keras.attribute(MODEL, "output_names")
def output_names(vm: Interpreter, self: Instance) -> Value:
    return [name_of(one.node.operation) for one in needed(self).flat_outputs]
