"""Making tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import shape, tensor
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.frameworks.keras.layer import new_variable
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.tensor import VARIABLE, make
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ClassValue, FunctionValue, Instance, Native, Value, has_rest
from cnnlint.ops.broadcast import broadcast_shape
from cnnlint.symbolic import Dim, Size, ceil_div, fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MOST_COMPARED = 16  # elements of a list that are looked at to see whether they are alike
FLOATS = "float16 float32 float64 bfloat16"
for (
    _dtype
) in f"{FLOATS} int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool string complex64 complex128 half double".split():
    keras.add(f"tensorflow.{_dtype}", _dtype)
    keras.add(f"tensorflow.dtypes.{_dtype}", _dtype)


def element_type(value: Value, default: str | None = "float32") -> str | None:
    """The element type that `dtype=` names."""
    if value is None:
        return default
    return value if isinstance(value, str) else None


def stated(vm: Interpreter, value: Value) -> tuple[Size, ...]:
    """A shape, also one that stands in a list of sizes of other tensors."""
    return shape(value)


@keras.function(
    "keras.ops.zeros", "keras.ops.ones", "keras.ops.empty", "tensorflow.zeros", "tensorflow.ones", "keras.backend.zeros", "keras.backend.ones",
    "keras.random.normal", "keras.random.uniform", "keras.random.truncated_normal", "tensorflow.random.normal", "tensorflow.random.uniform",
    "tensorflow.random.truncated_normal", "tensorflow.random_normal", "tensorflow.random_uniform", "keras.backend.random_normal",
    "keras.backend.random_uniform", "keras.backend.truncated_normal", "tensorflow.random.stateless_normal",
    "tensorflow.random.stateless_uniform", "keras.backend.random_bernoulli", "keras.backend.random_binomial",
)  # fmt: skip
def filled(vm: Interpreter, shape: Value, *args: Value, dtype: Value = None, **kwargs: Value) -> Value:
    return make(Tensor(stated(vm, shape), element_type(dtype)))


@keras.function(
    "keras.random.randint",
    "keras.random.binomial",
    "keras.random.beta",
    "keras.random.gamma",
    "tensorflow.random.poisson",
)
def filled_integers(vm: Interpreter, shape: Value, *args: Value, **kwargs: Value) -> Value:
    return make(Tensor(stated(vm, shape), element_type(kwargs.get("dtype"), None)))


@keras.function("keras.ops.full", "tensorflow.fill")
def full(vm: Interpreter, shape: Value = None, fill_value: Value = None, dtype: Value = None, **kwargs: Value) -> Value:
    return make(Tensor(stated(vm, kwargs.get("dims", shape)), element_type(dtype, None)))


@op(
    "ops.zeros_like ops.ones_like ops.full_like ops.empty_like tf.zeros_like tf.ones_like backend.zeros_like backend.ones_like random.shuffle "
    "tf.random.shuffle",
    recorded=False,
)  # fmt: skip
def like(vm: Interpreter, x: Value = None, *args: Value, **kwargs: Value) -> Tensor:
    found = tensor(kwargs.get("input", x))
    return Tensor(found.shape, element_type(kwargs.get("dtype"), found.dtype))


@keras.function("keras.ops.arange", "tensorflow.range", "keras.backend.arange")
def arange(
    vm: Interpreter,
    start: Value = 0,
    stop: Value = None,
    step: Value = 1,
    dtype: Value = None,
    name: Value = None,
    **kwargs: Value,
) -> Value:
    stop, step = kwargs.get("limit", stop), kwargs.get("delta", step)
    first, last = (0, start) if stop is None else (start, stop)
    values = [plain(value) for value in (first, last, step)]
    whole = all(isinstance(value, (int, Dim)) for value in values)
    count: Size = fresh("?")
    if whole and isinstance(values[2], int) and values[2] > 0:
        count = ceil_div(values[1] - values[0], values[2])
        count = max(count, 0) if isinstance(count, int) else count
    return make(Tensor((count,), element_type(dtype, "int32" if whole else "float32")))


@op("ops.linspace tf.linspace", recorded=False)
def linspace(
    vm: Interpreter, start: Value, stop: Value, num: Value = 50, endpoint: Value = True, retstep: Value = False,
    dtype: Value = None, axis: Value = 0, name: Value = None,
) -> Tensor:  # fmt: skip
    ends = [nested_shape(value) for value in (start, stop)]
    if retstep is not False or plain(axis) != 0 or None in ends:
        raise NotKnown("numbers between what is not known")
    between = broadcast_shape([Tensor(shape) for shape in ends])
    return Tensor(None if between is None else (size_of(num), *between), "float32")


@keras.function("keras.ops.eye", "keras.ops.identity", "tensorflow.eye", "keras.backend.eye")
def eye(vm: Interpreter, n: Value = None, m: Value = None, *args: Value, **kwargs: Value) -> Value:
    rows = kwargs.get("num_rows", n)
    columns = kwargs.get("num_columns", m)
    return make(Tensor((size_of(rows), size_of(rows if columns is None else columns)), "float32"))


def nested_shape(data: Value) -> tuple[Size, ...] | None:
    """The shape of nested lists of numbers."""
    data = plain(data)
    if isinstance(data, TensorValue):
        return data.tensor.shape
    if isinstance(data, (list, tuple, range)):
        if has_rest(data):
            return None
        inner = [nested_shape(item) for item in data[:MOST_COMPARED]]
        alike = all(one is not None and one == inner[0] for one in inner)
        return (len(data), *(inner[0] or () if inner else ())) if alike else None
    return () if isinstance(data, (int, float, complex, str, bytes, Dim)) else None


@keras.function("keras.ops.array", "tensorflow.constant", "keras.backend.constant")
def array(
    vm: Interpreter, x: Value = None, dtype: Value = None, shape: Value = None, name: Value = None, **kwargs: Value
) -> Value:
    given = kwargs.get("value", x)
    if shape is not None:
        return make(Tensor(stated(vm, shape), element_type(dtype)))
    if isinstance(given, TensorValue):
        return make(Tensor(given.tensor.shape, element_type(dtype, given.tensor.dtype)))
    return make(Tensor(nested_shape(given), element_type(dtype)), plain(given))


def new_variable_value(
    vm: Interpreter, cls: ClassValue, initial_value: Value = None, *args: Value, **kwargs: Value
) -> Value:
    """`tf.Variable(value)`, `keras.Variable(initializer, shape=…)`."""
    given = kwargs.get("initializer", initial_value)
    if kwargs.get("shape") is not None:
        found: tuple[Size, ...] | None = shape(kwargs["shape"])
    elif isinstance(given, (str, Instance)) and not isinstance(given, TensorValue):
        found = None
    else:
        found = nested_shape(vm.call(given) if isinstance(given, FunctionValue) else given)
    trainable = kwargs.get("trainable", args[0] if args and isinstance(args[0], bool) else True)
    return new_variable(
        Tensor(found, "float32"), str(kwargs.get("name") or "variable"), trainable=trainable is not False
    )


VARIABLE.namespace["__new__"] = Native("keras.Variable", new_variable_value)


@keras.function("keras.backend.variable", "keras.backend.placeholder")
def variable(vm: Interpreter, value: Value = None, *args: Value, **kwargs: Value) -> Value:
    if kwargs.get("shape") is not None:
        return make(
            Tensor(
                tuple(fresh("?", least=1) if size is None else size_of(size) for size in vm.elements(kwargs["shape"]))
            )
        )
    return new_variable(Tensor(nested_shape(value)))


@keras.function("tensorflow.placeholder")
def placeholder(vm: Interpreter, dtype: Value = None, shape: Value = None, name: Value = None) -> Value:
    return variable(vm, None, shape=shape) if shape is not None else make(Tensor(None, None))


@keras.function("keras.ops.convert_to_numpy", "keras.backend.get_value", "keras.backend.eval")
def to_numpy(vm: Interpreter, x: Value) -> Value:
    return make(tensor(x))


@keras.function("tensorflow.function", "tensorflow.autograph.experimental.do_not_convert", "tensorflow.no_gradient", "tensorflow.custom_gradient",
    "keras.api_export.keras_export",
                "keras.saving.register_keras_serializable", "keras.utils.register_keras_serializable", "tensorflow.recompute_grad")  # fmt: skip
def transparent(vm: Interpreter, func: Value = None, *args: Value, **kwargs: Value) -> Value:
    """Decorators that leave a function or class what it is."""
    from cnnlint.interpreter.values import FunctionValue

    vm.state["keras.custom_objects"] = True
    if isinstance(func, (FunctionValue, ClassValue)):
        return func
    return Native("keras.decorator", lambda vm, thing: thing, binds=False)
