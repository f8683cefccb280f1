"""`keras.layers.Layer`: its state, its weights, and what can be asked of it.

State stands in attributes where Keras keeps it or under a name with an underscore. Sublayers and variables are found in the attributes when they are
asked for, in lists and dicts too, so that nothing has to be kept in step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import flag
from cnnlint.frameworks.common.made import note
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras import state
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.tensor import VARIABLE, Node, static_shape
from cnnlint.graph import Tensor
from cnnlint.interpreter.attributes import OPEN as PARTLY_KNOWN
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.calls import OPEN
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import (
    MISSING,
    ClassMethod,
    ClassValue,
    Instance,
    Native,
    Property,
    Rest,
    Unknown,
    Value,
)
from cnnlint.symbolic import Dim, Size, fresh, is_anonymous, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LAYER = keras.new_class("keras.layers.Layer")
keras.add("keras.Layer", LAYER)
LAYER.whole = True
LAYER.finished = note
keras.presumed["call"] = LAYER

# Arguments that every layer takes, those of Keras 2 included.
COMMON = frozenset(
    ["name", "trainable", "dtype", "activity_regularizer", "autocast", "dynamic", "weights", "batch_size", "implementation",
     "input_shape", "input_dim", "batch_input_shape", "input_length"]
)  # fmt: skip
# Attributes that the program may ask for and of which nothing is kept.
ASKED = frozenset(
    ["input_spec", "losses", "updates", "metrics", "metrics_names", "optimizer", "loss", "compiled_loss", "compiled_metrics", "history", "dtype",
     "compute_dtype", "variable_dtype", "dtype_policy", "supports_masking", "activity_regularizer", "stateful", "dynamic", "submodules", "state_updates",
     "distribute_strategy", "run_eagerly", "jit_compile", "path", "autocast", "input_mask", "output_mask", "inbound_nodes", "outbound_nodes",
     "stop_training", "train_function", "test_function", "predict_function", "quantization_mode", "input_dtype", "supports_jit", "variables_lock",
     "compute_metrics", "compute_loss", "reset_metrics", "make_train_function", "make_test_function", "make_predict_function", "save_spec",
     "with_name_scope", "name_scope", "get_build_config", "build_from_config", "get_compile_config", "compile_from_config", "save_own_variables",
     "load_own_variables", "stateless_call", "quantize", "rematerialized_call", "symbolic_call", "compute_output_spec", "add_variable",
     "get_losses_for", "get_updates_for", "get_input_at", "get_output_at", "get_input_shape_at", "get_output_shape_at", "get_input_mask_at",
     "train_on_batch", "test_on_batch", "predict_on_batch", "reset_states", "to_json", "to_yaml", "save_weights", "load_weights", "export",
     "steps_per_execution", "auto_scale_loss", "compiled", "unrelated_metrics", "loss_tracker", "call_signature_parameters"]
)  # fmt: skip


# What a layer is beside one of Keras, on one of its backends: a module of PyTorch, a trackable of TensorFlow.
OF_BACKENDS = frozenset(
    ["T_destination", "add_module", "apply", "bfloat16", "buffers", "call_super_init", "children", "cpu", "cuda", "double", "dump_patches",
     "eval", "extra_repr", "float", "forward", "get_buffer", "get_extra_state", "get_parameter", "get_submodule", "half", "ipu",
     "load_state_dict", "modules", "mtia", "named_buffers", "named_children", "named_modules", "named_parameters", "parameters",
     "register_backward_hook", "register_buffer", "register_forward_hook", "register_forward_pre_hook", "register_full_backward_hook",
     "register_full_backward_pre_hook", "register_load_state_dict_post_hook", "register_load_state_dict_pre_hook", "register_module",
     "register_parameter", "register_state_dict_post_hook", "register_state_dict_pre_hook", "requires_grad_", "set_extra_state",
     "set_submodule", "share_memory", "state_dict", "to", "to_empty", "torch_params", "train", "training", "type", "xpu", "zero_grad",
     "built", "compile", "metrics_variables", "quantized_build", "quantized_call", "get_metrics_result", "get_state_tree", "set_state_tree",
     "get_quantization_layer_structure", "stateless_compute_loss"]
)  # fmt: skip
HIDDEN = frozenset(
    ["_config", "_inbound_nodes", "_graph", "_losses", "_metrics"]
)  # attributes in which nothing is tracked


def is_layer(value: Value) -> bool:
    """True for an object whose class derives from `Layer`."""
    return isinstance(value, Instance) and LAYER in value.cls.mro


def name_of(layer: Instance) -> str:
    """A layer's name."""
    name = layer.attrs.get("_name")
    return name if isinstance(name, str) else state.snake_case(layer.cls.name)


def tracked(value: Value) -> Iterator[Instance]:
    """The layers and variables in a value of an attribute."""
    value = plain(value)
    if is_layer(value) or (isinstance(value, TensorValue) and VARIABLE in value.cls.mro):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from tracked(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from tracked(item)


def owned(layer: Instance) -> list[Instance]:
    """The layers and variables that a layer itself holds, each once, in order."""
    return [found for _, found in held(layer)]


def held(layer: Instance) -> list[tuple[str, Instance]]:
    """The same with the attributes that they are held in."""
    seen: dict[int, tuple[str, Instance]] = {}
    for name, value in list(layer.attrs.items()):
        for found in tracked(value) if name not in HIDDEN else ():
            if found is not layer:
                seen.setdefault(id(found), (str(name), found))
    return list(seen.values())


def sublayers(layer: Instance) -> list[Instance]:
    """The layers that a layer itself holds."""
    return [value for value in owned(layer) if is_layer(value)]


def everything(layer: Instance) -> list[Instance]:
    """A layer and all below it, each once."""
    seen: dict[int, Instance] = {id(layer): layer}
    pending = [layer]
    while pending:
        for part in sublayers(pending.pop(0)):
            if id(part) not in seen:
                seen[id(part)] = part
                pending.append(part)
    return list(seen.values())


def variables(layer: Instance) -> list[TensorValue]:
    """All variables of a layer and below it, each once."""
    found: dict[int, TensorValue] = {}
    for one in everything(layer):
        found.update({id(value): value for value in owned(one) if isinstance(value, TensorValue)})
    return list(found.values())


def with_open_end(vm: Interpreter, layer: Instance, found: Sequence[Value]) -> list[Value]:
    """These variables of a layer, and any number of others where it holds parts of which not all is known."""
    is_open = any(PARTLY_KNOWN in one.attrs for one in everything(layer))
    return [*found, Rest(vm.unknown("the weights of a layer that is not known"))] if is_open else list(found)


def is_trained(layer: Instance, value: TensorValue) -> bool:
    """Whether training this layer changes a variable of it."""
    return flag(layer.attrs.get("_trainable", True), True) and value.attrs.get("trainable", True) is not False


def count(layer: Instance) -> tuple[Size, Size]:
    """(elements of all variables, elements of those that are trained)."""
    total: Size = 0
    trained: Size = 0
    for value in variables(layer):
        elements = product(value.tensor.shape) if value.tensor.shape is not None else fresh("parameters")
        total = total + elements
        if is_trained(layer, value):
            trained = trained + elements
    return total, trained


def add_variable(
    vm: Interpreter,
    self: Instance,
    name: str,
    shape: Iterable[Size],
    *,
    trainable: bool = True,
    dtype: str | None = "float32",
) -> TensorValue:
    """Give a layer a variable, and itself an attribute of its name."""
    sizes = tuple(shape)
    value = new_variable(Tensor(sizes, dtype), name, trainable=trainable)
    if not flag(self.attrs.get("_trainable", True), True):
        value.attrs["trainable"] = False
    if any(is_anonymous(size) for size in sizes):
        store(vm, self, "_vague", True)
    held = self.attrs.setdefault("_own_weights", [])
    vm.touch(held)
    held.append(value)
    return value


def new_variable(tensor: Tensor, name: str = "variable", *, trainable: bool = True) -> TensorValue:
    """A variable; `_tracked` is whether it was trainable when it was made, which is what `layer.trainable = True` restores."""
    value = TensorValue(VARIABLE, tensor)
    value.attrs.update({"name": name, "trainable": trainable, "_tracked": trainable})
    return value


def defined_in(layer: Instance, method: str) -> tuple[ClassValue, Value]:
    """The class whose method a layer runs, and the method."""
    for cls in layer.cls.mro:
        found = cls.namespace.get(method, MISSING)
        if found is not MISSING:
            return cls, found
    return LAYER, None


# --- the protocol -----------------------------------------------------------------------------------------------------


@keras.method(LAYER, "__init__")
def init(
    vm: Interpreter,
    self: Instance,
    trainable: Value = True,
    name: Value = None,
    dtype: Value = None,
    dynamic: Value = False,
    **kwargs: Value,
) -> Value:
    if isinstance(trainable, str):  # by position a name is meant
        trainable, name = True, trainable
    vm.touch(self.attrs)
    self.attrs["_name"] = state.auto_name(vm, self.cls.name) if name is None else name
    self.attrs["_named"] = name is not None
    self.attrs["_trainable"] = trainable
    self.attrs["_dtype"] = dtype
    self.attrs["_inbound_nodes"] = []
    self.attrs.setdefault("_own_weights", [])
    self.attrs["built"] = False
    for key in ("input_dim", "input_shape", "batch_input_shape"):
        given = kwargs.get(key)
        if given is not None:
            self.attrs["_input_shape_arg"] = (key, given, kwargs.get("batch_size"))
    state.used(vm).update(self.cls.mro)
    if self.cls.name == "Masking" or not isinstance(defined_in(self, "compute_mask")[1], Native):
        vm.state["keras.masks"] = True
    wrong = [key for key in kwargs if key not in COMMON and key != OPEN]
    if wrong:
        words = f"Unrecognized keyword arguments passed to {self.cls.name}: {', '.join(wrong)}"
        details = {"function": self.cls.name, "argument": wrong[0]}
        vm.refuse("wrong-arguments", words, error="ValueError", details=details)
    return None


@keras.method(LAYER, "__getattr__")
def get_attribute(vm: Interpreter, self: Instance, name: str) -> Value:
    for value in self.attrs.get("_own_weights", ()):
        if self.cls.node is None and isinstance(value, Instance) and value.attrs.get("name") == name:
            return value
    if name in ASKED or name in OF_BACKENDS or (name.startswith("_") and not name.startswith("__")):
        return vm.unknown(f"the attribute {name} of a layer")
    return MISSING


def get_name(vm: Interpreter, self: Instance) -> Value:
    """The name as it stands."""
    return self.attrs.get("_name", MISSING)


def set_name(vm: Interpreter, self: Instance, value: Value) -> Value:
    """Rename the layer."""
    store(vm, self, "_name", value)
    return None


def get_trainable(vm: Interpreter, self: Instance) -> Value:
    """Whether it is trained."""
    return self.attrs.get("_trainable", True)


def set_trainable(vm: Interpreter, self: Instance, value: Value) -> Value:
    """Freeze or thaw the layer and all below it."""
    for layer in everything(self):
        store(vm, layer, "_trainable", value)
    wanted = flag(value, True)
    for variable in variables(self):
        vm.touch(variable.attrs)
        variable.attrs["trainable"] = wanted and variable.attrs.get("_tracked", True)
    return None


LAYER.namespace["name"] = Property(Native("keras.Layer.name", get_name), Native("keras.Layer.name", set_name))
LAYER.namespace["trainable"] = Property(
    Native("keras.Layer.trainable", get_trainable), Native("keras.Layer.trainable", set_trainable)
)


# What `add_weight` takes by position: a shape, or a name and a shape in Keras 2.
SHAPE_FIRST = ("shape", "initializer", "dtype", "trainable", "autocast", "regularizer", "constraint", "aggregation",
               "overwrite_with_gradient", "name")  # fmt: skip
NAME_FIRST = ("name", "shape", "dtype", "initializer", "regularizer", "trainable", "constraint")


def is_no_size(value: Value) -> bool:
    """True for what certainly is no size of a weight."""
    if type(value) is float:
        return value % 1 != 0
    return value is None or isinstance(value, (str, bytes, tuple, list, dict))


@keras.method(LAYER, "add_weight", "add_variable")
def add_weight(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    named = isinstance(plain(args[0]), str) or (args[0] is None and len(args) > 1) if args else False
    options = {**dict(zip(NAME_FIRST if named else SHAPE_FIRST, args, strict=False)), **kwargs}
    name, trainable = options.get("name"), options.get("trainable", True)
    given = plain(options.get("shape"))
    given = () if given is None else given
    if isinstance(given, (int, Dim)):
        given = (given,)
    called = name if isinstance(name, str) else "variable"
    if "_own_weights" not in self.attrs:
        store(vm, self, "_own_weights", [])
    if not isinstance(given, (list, tuple)) or any(isinstance(size, Rest) for size in given):
        value = new_variable(Tensor(None), called, trainable=flag(trainable, True))
        vm.touch(self.attrs["_own_weights"])
        self.attrs["_own_weights"].append(value)
        return value
    given = [plain(size) for size in given]
    if any(map(is_no_size, given)):
        words = f"the shape of the weight {called} must be made of whole numbers, and is {vm.text(tuple(given))}"
        vm.refuse("invalid-argument", words, error="ValueError", details={"argument": "shape"})
    sizes = [size if isinstance(size, (int, Dim)) else fresh("?", least=1) for size in given]
    return add_variable(vm, self, called, sizes, trainable=flag(trainable, True))


def of_name(name: str) -> Property:
    """An attribute that a layer of Keras is given by name, or not at all, and keeps as an object."""

    def get(vm: Interpreter, self: Instance) -> Value:
        value, config = self.attrs.get(name, MISSING), self.attrs.get("_config")
        if not isinstance(value, str) or not isinstance(config, dict) or config.get(name) is not value:
            return value
        function = keras.lookup(f"keras.activations.{value}") if name.endswith("activation") else MISSING
        return function if function is not MISSING else vm.unknown(f"the {name} of a layer")

    def put(vm: Interpreter, self: Instance, value: Value) -> Value:
        store(vm, self, name, value)
        return None

    return Property(Native(f"keras.Layer.{name}", get), Native(f"keras.Layer.{name}", put))


for _what in ("", "recurrent_"):
    LAYER.namespace[f"{_what}activation"] = of_name(f"{_what}activation")
for _what in (
    "kernel",
    "bias",
    "recurrent",
    "depthwise",
    "pointwise",
    "embeddings",
    "gamma",
    "beta",
    "moving_mean",
    "moving_variance",
    "alpha",
):
    LAYER.namespace[f"{_what}_initializer"] = of_name(f"{_what}_initializer")


@keras.method(LAYER, "count_params")
def count_params(vm: Interpreter, self: Instance) -> Value:
    return count(self)[0]


@keras.method(LAYER, "compute_mask")
def compute_mask(vm: Interpreter, self: Instance, inputs: Value = None, mask: Value = None, **kwargs: Value) -> Value:
    return kwargs.get("previous_mask", mask)


@keras.method(LAYER, "add_loss", "add_metric", "add_update", "set_weights", "_set_dtype_policy", "_check_super_called")
def nothing(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return None


@keras.method(LAYER, "get_weights")
def get_weights(vm: Interpreter, self: Instance) -> Value:
    return with_open_end(vm, self, variables(self))


@keras.method(LAYER, "get_config")
def get_config(vm: Interpreter, self: Instance) -> Value:
    given = self.attrs.get("_config")
    common = {
        "name": self.attrs.get("_name"),
        "trainable": self.attrs.get("_trainable", True),
        "dtype": self.attrs.get("_dtype"),
    }
    return {**common, **(given if isinstance(given, dict) else {})}


def from_config(vm: Interpreter, cls: Value, config: Value, custom_objects: Value = None) -> Value:
    """A layer made from what `get_config` gave."""
    config = plain(config)
    if not isinstance(config, dict) or any(not isinstance(key, str) for key in config):
        raise NotKnown("the configuration of a layer")
    return vm.call(cls, (), config)


LAYER.namespace["from_config"] = ClassMethod(Native("keras.Layer.from_config", from_config))


@keras.attribute(LAYER, "weights", "variables", "_weights")
def all_weights(vm: Interpreter, self: Instance) -> Value:
    return with_open_end(vm, self, variables(self))


@keras.attribute(LAYER, "trainable_weights", "trainable_variables")
def trained_weights(vm: Interpreter, self: Instance) -> Value:
    return with_open_end(vm, self, [value for value in variables(self) if is_trained(self, value)])


@keras.attribute(LAYER, "non_trainable_weights", "non_trainable_variables")
def frozen_weights(vm: Interpreter, self: Instance) -> Value:
    return [value for value in variables(self) if not is_trained(self, value)]


@keras.method(LAYER, "_flatten_layers")
def flatten_layers(vm: Interpreter, self: Instance, include_self: Value = True, recursive: Value = True) -> Value:
    found = everything(self) if recursive is not False else [self, *sublayers(self)]
    return found if include_self is not False else found[1:]


def first_node(vm: Interpreter, self: Instance, at: int = 0) -> Node:
    """A symbolic call of the layer."""
    nodes = self.attrs.get("_inbound_nodes")
    found = nodes[at] if isinstance(nodes, list) and at < len(nodes) else None
    if isinstance(found, Node):
        return found
    raise NotKnown(f"the layer {name_of(self)} has not been called on a tensor of a graph")


def one_or_all(values: list[Value]) -> Value:
    """The only value itself, or the list."""
    return values[0] if len(values) == 1 else values


@keras.attribute(LAYER, "output")
def output(vm: Interpreter, self: Instance) -> Value:
    return one_or_all(list(first_node(vm, self).outputs))


@keras.attribute(LAYER, "input")
def input_(vm: Interpreter, self: Instance) -> Value:
    node = first_node(vm, self)
    return one_or_all(list(node.outputs if node.is_input else node.inputs))


@keras.attribute(LAYER, "output_shape")
def output_shape(vm: Interpreter, self: Instance) -> Value:
    return one_or_all([static_shape(vm, value.tensor.shape) for value in first_node(vm, self).outputs])


@keras.attribute(LAYER, "input_shape", "batch_input_shape")
def input_shape(vm: Interpreter, self: Instance) -> Value:
    node = first_node(vm, self)
    return one_or_all(
        [static_shape(vm, value.tensor.shape) for value in (node.outputs if node.is_input else node.inputs)]
    )


@keras.method(LAYER, "get_output_at")
def get_output_at(vm: Interpreter, self: Instance, node_index: Value) -> Value:
    if not isinstance(node_index, int):
        raise NotKnown("a number that is not known")
    return one_or_all(list(first_node(vm, self, node_index).outputs))


@keras.method(LAYER, "get_input_at")
def get_input_at(vm: Interpreter, self: Instance, node_index: Value) -> Value:
    if not isinstance(node_index, int):
        raise NotKnown("a number that is not known")
    return one_or_all(list(first_node(vm, self, node_index).inputs))


@keras.method(LAYER, "call")
def call(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return vm.throw("NotImplementedError", f"Layer {self.cls.name} does not have a `call()` method implemented.")


def unknown_of(values: Iterable[Value]) -> Unknown | None:
    """The first of the values that is not known."""
    return next((value for value in values if isinstance(value, Unknown)), None)
