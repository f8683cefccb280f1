"""What is done with a model once it is made: compiling, fitting, saving. Only what it is fed and compared with matters here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.made import note
from cnnlint.frameworks.common.nested import flat_values, mapped
from cnnlint.frameworks.keras import metrics
from cnnlint.frameworks.keras.calling import bare, run_layer, shape_of, training
from cnnlint.frameworks.keras.data import element_of, target_of
from cnnlint.frameworks.keras.fitting import (
    BATCH,
    check_inputs,
    check_targets,
    other_counts,
    refusals,
    refuse_data,
)
from cnnlint.frameworks.keras.graph import Graph, output_names
from cnnlint.frameworks.keras.layer import is_layer, name_of
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.losses import BY_NAME, of_outputs
from cnnlint.frameworks.keras.model import MODEL, graph_of, init_functional, open_shape
from cnnlint.frameworks.keras.sequential import SEQUENTIAL, start
from cnnlint.frameworks.keras.state import Seen, note_data, seen
from cnnlint.frameworks.keras.tensor import SymbolicTensor, make
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.symbolic import symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


@keras.method(MODEL, "compile")
def compile_model(
    vm: Interpreter, self: Instance, optimizer: Value = "rmsprop", loss: Value = None, *args: Value, **kwargs: Value
) -> Value:
    graph = graph_of(self)
    names = output_names(graph) if graph is not None else []
    if isinstance(optimizer, str) and optimizer in BY_NAME:
        words = f"could not interpret the optimizer identifier: {optimizer}, which is a loss"
        details = {"argument": "optimizer", "value": optimizer, "layer": name_of(self)}
        vm.refuse("invalid-argument", words, error="ValueError", details=details)
    store(vm, self, "optimizer", optimizer if not isinstance(optimizer, str) else vm.unknown("an optimizer"))
    store(vm, self, "loss", loss)
    store(vm, self, "_losses", of_outputs(loss, names, vm.here()))
    store(vm, self, "_metrics", metrics.of_outputs(kwargs.get("metrics"), names, vm.here()))
    return None


def fed(vm: Interpreter, self: Instance, data: Value, what: str, batch_size: Value, way: str) -> None:
    """Remember what a model is given: where nothing else has said it, that is the shape of its input."""
    if graph_of(self) is not None:
        check_inputs(vm, self, data, batch_size, way)
    if graph_of(self) is not None or id(self) in seen(vm):
        return
    tensors = list(flat_values(data))
    if not tensors or any(value.tensor.shape is None for value in tensors):
        return
    here = vm.here()
    note_data(vm, self, [value.tensor for value in tensors])
    first = tensors[0].tensor.shape
    if SEQUENTIAL in self.cls.mro:
        if len(tensors) == 1 and first:
            start_on_data(vm, self, first, what)
        return
    seen(vm)[id(self)] = Seen((bare(data),), what, here)


def start_on_data(vm: Interpreter, self: Instance, given: Shape, what: str) -> None:
    """Make the graph of a model whose first data say what its input is."""

    def begin() -> None:
        start(vm, self, (symbol("N"), *given[1:]), what, vm.here())

    if not vm.certain:
        begin()
        return
    for fact in refusals(vm, begin):
        if not refuse_data(vm, self, given, fact):
            vm.record(fact)


COMPARED = ("fit", "evaluate", "fit_generator", "evaluate_generator", "train_on_batch", "test_on_batch")
IN_BATCHES = ("fit", "evaluate", "predict")


def feeding(name: str) -> None:
    """A method that runs a model on data."""

    @keras.method(MODEL, name)
    def run(vm: Interpreter, self: Instance, x: Value = None, *args: Value, **kwargs: Value) -> Value:
        given = kwargs.get("generator", x)
        targets = kwargs.get("y", args[0] if args and name in COMPARED else target_of(given))
        place = 1 if name in COMPARED else 0
        size = kwargs.get("batch_size", args[place] if len(args) > place else None)
        feed(vm, self, name, given, targets, BATCH if size is None else size)
        validation = kwargs.get("validation_data")
        if isinstance(validation, (tuple, list)) and len(validation) in (2, 3):
            feed(vm, self, name, validation[0], validation[1], None, further=True)
        elif isinstance(validation, Instance):
            feed(vm, self, name, validation, target_of(validation), None, further=True)
        return vm.unknown(f"what {name} gives")


def feed(
    vm: Interpreter, self: Instance, name: str, given: Value, targets: Value, batch_size: Value, further: bool = False
) -> None:
    """Data for a model, and what its outputs are compared with; further data are given beside the first."""
    data = element_of(given)
    if data is None:
        return
    way = "" if further else "x" if data is given else "dataset"
    before = len(vm.facts)
    with training(vm, {"training": name in ("fit", "fit_generator", "train_on_batch") and not further}):
        fed(vm, self, data, name, batch_size if name in IN_BATCHES and data is given else None, way)
    if name not in COMPARED or targets is None or len(vm.facts) > before:
        return
    if data is not given or not other_counts(vm, self, data, targets):
        check_targets(vm, self, data, targets)


for _name in ("fit", "evaluate", "predict", "fit_generator", "evaluate_generator", "predict_generator", "train_on_batch", "test_on_batch",
              "predict_on_batch", "predict_classes", "predict_proba", "predict_step", "test_step", "train_step"):  # fmt: skip
    feeding(_name)


@keras.method(MODEL, "summary", "save", "export", "compile_from_config", "reset_states", "reset_metrics", "print_summary", "quantize",
              "save_own_variables")  # fmt: skip
def nothing(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return None


@keras.method(MODEL, "save_weights", "load_weights", "to_json", "to_yaml")
def written(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("a text, or how loading went")


@keras.method(MODEL, "build")
def build(vm: Interpreter, self: Instance, input_shape: Value = None, *args: Value, **kwargs: Value) -> Value:
    """The input of a model that is written as a class."""
    store(vm, self, "built", True)
    if graph_of(self) is not None or id(self) in seen(vm):
        return None

    def tensors(value: Value) -> Value:
        value = plain(value)
        if shape_of(value) is not None:
            return make(Tensor(open_shape(vm, list(value))))
        if isinstance(value, (list, tuple)):
            return [tensors(item) for item in value]
        if isinstance(value, dict):
            return {name: tensors(item) for name, item in value.items()}
        raise NotKnown("a shape that is not known")

    given = tensors(input_shape)
    seen(vm)[id(self)] = Seen((given,), "build", vm.here())
    run_layer(vm, self, (given,), {})
    return None


# --- models made of models --------------------------------------------------------------------------------------------


@keras.function("keras.models.clone_model")
def clone(
    vm: Interpreter,
    model: Value,
    input_tensors: Value = None,
    clone_function: Value = None,
    *args: Value,
    **kwargs: Value,
) -> Value:
    if not isinstance(model, Instance) or not is_layer(model):
        raise NotKnown("the model that is cloned")
    graph = graph_of(model)
    if SEQUENTIAL in model.cls.mro:
        copies = [copied(vm, layer, clone_function) for layer in model.attrs["_layers"]]
        return vm.call(SEQUENTIAL, (copies,), {"name": name_of(model)})
    if graph is None:
        return vm.call(model.cls)
    return cloned_graph(vm, model, graph, clone_function)


def copied(vm: Interpreter, layer: Instance, clone_function: Value) -> Value:
    """A layer made anew with the same arguments and name."""
    if clone_function is not None:
        return vm.call(clone_function, (layer,))
    if layer.cls.name == "InputLayer":
        tensor = layer.attrs["_inbound_nodes"][0].outputs[0].tensor
        made = Instance(layer.cls)
        vm.call(vm.getattr(made, "__init__"), (), {"batch_shape": tensor.shape, "name": name_of(layer)})
        return made
    if graph_of(layer) is not None or SEQUENTIAL in layer.cls.mro:
        return clone(vm, layer)
    config = plain(vm.call(vm.getattr(layer, "get_config")))
    if not isinstance(config, dict) or any(not isinstance(key, str) for key in config):
        raise NotKnown("the configuration of a layer")
    return vm.call(vm.getattr(layer.cls, "from_config"), (config,))


def cloned_graph(vm: Interpreter, model: Instance, graph: Graph, clone_function: Value) -> Value:
    """The same graph of new layers."""
    twins: dict[int, Value] = {}
    known: dict[int, Value] = {}
    for tensor in graph.flat_inputs:
        layer = Instance(tensor.node.operation.cls)
        vm.call(
            vm.getattr(keras.lookup("keras.layers.InputLayer"), "__init__"),
            (layer,),
            {"batch_shape": tensor.tensor.shape, "name": name_of(tensor.node.operation)},
        )
        known[id(tensor)] = layer.attrs["_inbound_nodes"][0].outputs[0]

    def fill(value: Value) -> Value:
        return known.get(id(value), value) if isinstance(value, SymbolicTensor) else value

    for node in graph.nodes:
        if node.is_input:
            continue
        args = tuple(mapped(arg, fill) for arg in node.args)
        kwargs = {name: mapped(value, fill) for name, value in node.kwargs.items()}
        if is_layer(node.operation):
            if id(node.operation) not in twins:
                twins[id(node.operation)] = copied(vm, node.operation, clone_function)
            result = vm.call(twins[id(node.operation)], args, kwargs)
        else:
            raise NotKnown("a graph of operations that is cloned")
        for old, new in zip(node.outputs, flat_values(result), strict=False):
            known[id(old)] = new
    made = Instance(model.cls if model.cls.node is None else keras.lookup("keras.models.Functional"))
    made.site = vm.site()
    init_functional(vm, made, mapped(graph.inputs, fill), mapped(graph.outputs, fill), name=name_of(model))
    note(vm, made)
    return made


@keras.function(
    "keras.models.load_model",
    "keras.saving.load_model",
    "keras.models.model_from_json",
    "keras.models.model_from_config",
    "keras.models.model_from_yaml",
)
def load(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return vm.lose("a model that is loaded from a file")


@keras.function("keras.models.save_model", "keras.saving.save_model")
def save(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return None
