"""What stands around models: configuration, sessions, gradients, utilities. Nothing of it changes a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import shape
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras import state
from cnnlint.frameworks.keras.library import keras
from cnnlint.graph import Tensor
from cnnlint.interpreter.join import join
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Native, Value
from cnnlint.symbolic import symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

keras.add("keras.__version__", "3.10.0")
keras.add("tensorflow.__version__", "2.18.0")
keras.add("tensorflow.newaxis", None)
keras.add("tensorflow.data.AUTOTUNE", -1)
keras.add("tensorflow.data.experimental.AUTOTUNE", -1)


@keras.function("keras.backend.image_data_format", "keras.config.image_data_format")
def image_data_format(vm: Interpreter) -> Value:
    return vm.state.get("keras.data_format", "channels_last")


@keras.function("keras.backend.set_image_data_format", "keras.config.set_image_data_format")
def set_image_data_format(vm: Interpreter, data_format: Value) -> Value:
    if data_format in ("channels_first", "channels_last"):
        vm.state["keras.data_format"] = data_format
    return None


@keras.function("keras.backend.image_dim_ordering")
def image_dim_ordering(vm: Interpreter) -> Value:
    return "th" if image_data_format(vm) == "channels_first" else "tf"


@keras.function(
    "keras.backend.clear_session",
    "keras.utils.clear_session",
    "keras.backend.reset_uids",
    "tensorflow.reset_default_graph",
)
def clear_session(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    state.counters(vm).clear()
    return None


@keras.function("keras.backend.floatx", "keras.config.floatx", "keras.backend.standardize_dtype")
def floatx(vm: Interpreter, *args: Value) -> Value:
    return "float32"


@keras.function("keras.backend.epsilon", "keras.config.epsilon")
def epsilon(vm: Interpreter) -> Value:
    return 1e-7


@keras.function("keras.backend.backend", "keras.config.backend")
def backend(vm: Interpreter) -> Value:
    return vm.unknown("the backend of Keras")


@keras.function("keras.backend.learning_phase")
def learning_phase(vm: Interpreter) -> Value:
    return vm.state.get("keras.mode") == "train"


@keras.function("keras.backend.get_uid")
def get_uid(vm: Interpreter, prefix: Value = "") -> Value:
    if not isinstance(prefix, str):
        raise NotKnown("the prefix of a name")
    counters = state.counters(vm)
    counters[prefix] = counters.get(prefix, 0) + 1
    return counters[prefix]


@keras.function("keras.version")
def version(vm: Interpreter) -> Value:
    return "3.10.0"


@keras.function(
    "keras.utils.set_random_seed", "tensorflow.random.set_seed", "tensorflow.set_random_seed", "keras.backend.set_epsilon",
    "keras.backend.set_floatx", "keras.backend.set_learning_phase", "keras.backend.set_session", "keras.mixed_precision.set_global_policy",
    "keras.config.set_floatx", "keras.config.set_dtype_policy", "keras.config.set_epsilon", "keras.config.disable_traceback_filtering",
    "keras.config.enable_unsafe_deserialization", "keras.mixed_precision.set_dtype_policy", "keras.backend.manual_variable_initialization",
    "tensorflow.config.run_functions_eagerly", "tensorflow.config.set_visible_devices", "tensorflow.compat.v1.disable_eager_execution",
    "tensorflow.enable_eager_execution", "tensorflow.print", "keras.utils.disable_interactive_logging", "tensorflow.debugging.assert_equal",
    "tensorflow.config.optimizer.set_jit", "tensorflow.debugging.set_log_device_placement", "tensorflow.assert_equal",
)  # fmt: skip
def nothing(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return None


@keras.function(
    "keras.utils.plot_model",
    "keras.utils.vis_utils.plot_model",
    "keras.utils.model_to_dot",
    "keras.backend.update",
    "tensorflow.get_logger",
)
def of_no_concern(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("a picture, a logger or an operation")


@keras.function("keras.activations.get", "keras.activations.deserialize")
def get_activation(vm: Interpreter, identifier: Value = None, *args: Value) -> Value:
    if identifier is None or isinstance(identifier, str):
        found = keras.lookup(f"keras.activations.{identifier or 'linear'}")
        return found if isinstance(found, Native) else vm.unknown(f"the activation {identifier}")
    return identifier


@keras.function("keras.activations.serialize")
def serialize_activation(vm: Interpreter, activation: Value) -> Value:
    return activation.name.rpartition(".")[2] if isinstance(activation, Native) else activation


@keras.function(
    "keras.regularizers.get", "keras.constraints.get", "keras.optimizers.get", "keras.metrics.get",
    "keras.initializers.serialize", "keras.regularizers.serialize", "keras.constraints.serialize", "keras.saving.serialize_keras_object",
    "keras.regularizers.l1", "keras.regularizers.l2", "keras.regularizers.l1_l2", "keras.constraints.max_norm", "keras.saving.deserialize_keras_object",
    "keras.regularizers.orthogonal_regularizer", "keras.constraints.non_neg", "keras.constraints.unit_norm", "keras.utils.deserialize_keras_object",
)  # fmt: skip
def something(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("an object that changes no shape")


@keras.function("keras.layers.InputSpec", "keras.InputSpec")
def input_spec(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("what a layer takes")


@keras.function("keras.utils.get_custom_objects", "keras.saving.get_custom_objects")
def custom_objects(vm: Interpreter) -> Value:
    vm.state["keras.custom_objects"] = True
    return vm.unknown("the objects that the program has registered")


@keras.function("keras.utils.pad_sequences", "keras.preprocessing.sequence.pad_sequences")
def pad_sequences(vm: Interpreter, sequences: Value, maxlen: Value = None, *args: Value, **kwargs: Value) -> Value:
    rows = sequences.tensor.shape[0] if isinstance(sequences, TensorValue) and sequences.tensor.shape else symbol("N")
    if maxlen is None:
        raise NotKnown("the length of the longest sequence")
    from cnnlint.frameworks.numpy import ARRAY

    return TensorValue(ARRAY, Tensor((rows, *shape(maxlen)), "int32"))


# --- contexts ---------------------------------------------------------------------------------------------------------

CONTEXT = keras.new_class("tensorflow.GradientTape")


@keras.method(CONTEXT, "__init__")
def init_context(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return None


@keras.method(CONTEXT, "__enter__")
def enter(vm: Interpreter, self: Instance) -> Value:
    return self


@keras.method(CONTEXT, "__exit__")
def leave(vm: Interpreter, self: Instance, *args: Value) -> Value:
    return None


@keras.method(CONTEXT, "gradient", "watch", "jacobian", "batch_jacobian", "stop_recording", "reset")
def gradient(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("a gradient")


@keras.method(CONTEXT, "__getattr__")
def get_attribute(vm: Interpreter, self: Instance, name: str) -> Value:
    return vm.unknown(f"{name} of a context")


for _name in (
    "tensorflow.name_scope", "tensorflow.device", "tensorflow.variable_scope", "keras.name_scope", "keras.backend.name_scope", "keras.device",
    "keras.utils.custom_object_scope", "keras.saving.custom_object_scope", "keras.utils.CustomObjectScope", "tensorflow.control_dependencies",
    "tensorflow.init_scope", "keras.StatelessScope", "keras.SymbolicScope", "keras.RematScope",
):  # fmt: skip
    keras.add(_name, CONTEXT)


@keras.function("tensorflow.cond", "keras.ops.cond")
def either(
    vm: Interpreter, pred: Value, true_fn: Value = None, false_fn: Value = None, *args: Value, **kwargs: Value
) -> Value:
    answer = vm.truth(pred)
    if answer is not None:
        return vm.call(true_fn if answer else false_fn)
    why = vm.unknown("a condition that depends on data")
    first, second = vm.either(lambda: vm.call(true_fn), lambda: vm.call(false_fn), why)
    if first.raised or second.raised:
        return second.result if first.raised else first.result
    return join(first.result, second.result, why)


@keras.function("keras.random.SeedGenerator", "tensorflow.random.Generator.from_seed")
def seed_generator(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("a source of random numbers")


@keras.function("tensorflow.executing_eagerly")
def eagerly(vm: Interpreter) -> Value:
    return True


@keras.function("tensorflow.TensorSpec")
def tensor_spec(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("the form of a tensor")
