"""Arithmetic, comparison and the functions that act on each element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import tensor
from cnnlint.frameworks.common.sizes import SizeValue
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.functions.define import op, own
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.tensor import ANY, SymbolicTensor, shown_shape
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Unknown, Value
from cnnlint.ops.broadcast import broadcast
from cnnlint.symbolic import Dim, Ratio

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

SCALARS = (int, float, complex, bool, Dim, Ratio)


def operand(value: Value) -> Tensor | None:
    """A tensor of an arithmetic operation; None for a number, which changes no shape."""
    if isinstance(value, TensorValue):
        return value.tensor
    found = plain(value)
    if isinstance(found, SCALARS) or found is None:
        return None
    if isinstance(found, (list, tuple)) and all(isinstance(plain(item), SCALARS) for item in found):
        return Tensor((len(found),), "float32")
    raise NotKnown(value.reason if isinstance(value, Unknown) else "an operand that is not known")


def together(*values: Value, dtype: str = "") -> Any:
    """Several operands broadcast."""
    tensors = [one for one in (operand(value) for value in values) if one is not None]
    if not tensors:
        return Tensor((), dtype or None)
    made = tensors[0] if len(tensors) == 1 else broadcast(tensors).tensor
    return Tensor(made.shape, dtype, made.field, made.sources) if dtype else made


def binary(functions: str, method: str = "", role: str = "elementwise", dtype: str = "") -> None:
    """An operator or function of two operands, under all its names."""

    @op(functions, method=method, role=role)
    def run(vm: Interpreter, x1: Value, x2: Value, name: Value = None, **kwargs: Value) -> Any:
        return together(x1, x2, dtype=dtype)


def everywhere(names: str, *places: str) -> str:
    """Each name in each of these modules."""
    return " ".join(f"{place}.{name}" for name in names.split() for place in places)


binary("ops.add tf.add tf.math.add", "__add__ __radd__", "add")
binary("ops.subtract tf.subtract tf.math.subtract", "__sub__ __rsub__")
binary("ops.multiply tf.multiply tf.math.multiply", "__mul__ __rmul__", "scale")
binary(
    "ops.divide ops.true_divide tf.divide tf.math.divide tf.truediv ops.divide_no_nan tf.math.divide_no_nan",
    "__truediv__ __rtruediv__",
)
binary("ops.floor_divide tf.math.floordiv tf.floordiv", "__floordiv__ __rfloordiv__")
binary("ops.mod tf.math.mod tf.math.floormod tf.mod", "__mod__ __rmod__")
binary("ops.power tf.pow tf.math.pow backend.pow", "__pow__ __rpow__")
binary("ops.fmax ops.fmin ops.fmod ops.hypot ops.gcd ops.lcm ops.ldexp ops.nextafter ops.logaddexp2 ops.heaviside ops.xlogy ops.left_shift "
       "ops.right_shift ops.bitwise_left_shift ops.bitwise_right_shift tf.math.xlogy tf.bitwise.left_shift tf.bitwise.right_shift")  # fmt: skip
binary("ops.maximum ops.minimum tf.maximum tf.minimum tf.math.maximum tf.math.minimum backend.maximum backend.minimum ops.arctan2 ops.logaddexp "
       "tf.math.squared_difference tf.math.atan2")  # fmt: skip
binary(
    "ops.isclose ops.equal ops.not_equal tf.equal tf.not_equal tf.math.equal tf.math.not_equal backend.equal backend.not_equal",
    "__eq__ __ne__",
    dtype="bool",
)
binary("ops.less ops.less_equal ops.greater ops.greater_equal tf.less tf.less_equal tf.greater tf.greater_equal tf.math.less tf.math.less_equal "
       "tf.math.greater tf.math.greater_equal backend.less backend.less_equal backend.greater backend.greater_equal",
       "__lt__ __le__ __gt__ __ge__", dtype="bool")  # fmt: skip
binary("ops.logical_and ops.bitwise_and tf.logical_and tf.math.logical_and", "__and__ __rand__")
binary("ops.logical_or ops.bitwise_or tf.logical_or tf.math.logical_or", "__or__ __ror__")
binary("ops.logical_xor ops.bitwise_xor tf.math.logical_xor", "__xor__ __rxor__")

UNARY = (
    "abs negative exp expm1 log log1p log2 log10 sqrt rsqrt square sin cos tan arcsin arccos arctan sinh cosh arctanh arcsinh arccosh reciprocal sign "
    "floor ceil round erf erfc erfinv isnan isinf isfinite logical_not nan_to_num real imag conjugate conj stop_gradient trunc exp2 positive copy "
    "absolute fabs angle cbrt deg2rad rad2deg i0 sinc signbit isneginf isposinf isreal bitwise_not bitwise_invert"
)
ACTIVATIONS = (
    "relu relu6 sigmoid tanh silu swish gelu elu selu celu softplus softsign leaky_relu hard_sigmoid hard_silu hard_swish hard_tanh log_sigmoid mish "
    "exponential linear tanh_shrink hard_shrink soft_shrink threshold squareplus sparse_plus sparse_sigmoid sparsemax quick_gelu"
)


@op(
    f"{everywhere(UNARY, 'ops', 'tf.math', 'tf', 'backend')} tf.math.is_nan tf.identity tf.math.softplus tf.math.sigmoid tf.sigmoid tf.tanh tf.math.tanh "
    "tf.math.erf tf.nn.l2_normalize tf.math.l2_normalize ops.normalize backend.l2_normalize utils.normalize tf.linalg.l2_normalize backend.identity tf.stop_gradient "
    "tf.math.ceil tf.math.acos tf.math.asin tf.math.atan tf.acos backend.clip ops.clip tf.clip_by_value tf.clip_by_norm backend.cast_to_floatx backend.pattern_broadcast "
    "tf.debugging.check_numerics tf.ensure_shape tf.nn.lrn tf.nn.local_response_normalization tf.nn.bias_add backend.bias_add",
    method="__neg__ __abs__ __pos__ __invert__ numpy value clip",
    role="elementwise",
)  # fmt: skip
def unary(vm: Interpreter, x: Value, *args: Value, **kwargs: Value) -> Any:
    return Tensor(()) if isinstance(plain(x), SCALARS) else tensor(x)


def activation(name: str) -> None:
    """A function that is also used as an activation."""
    called = {"swish": "silu", "hard_silu": "hard_swish"}.get(name, name)

    @op(
        f"ops.{name} activations.{name} tf.nn.{name} backend.{name}",
        role="activation",
        attributes=lambda *rest: {"activation": called},
    )
    def run(vm: Interpreter, x: Value, *args: Value, **kwargs: Value) -> Any:
        return tensor(x)


for _name in ACTIVATIONS.split():
    activation(_name)


@op(
    "ops.softmax activations.softmax tf.nn.softmax backend.softmax tf.math.softmax ops.log_softmax activations.log_softmax tf.nn.log_softmax",
    role="softmax", attributes=lambda *rest: {"activation": "softmax"},
)  # fmt: skip
def softmax(vm: Interpreter, x: Value, axis: Value = -1, **kwargs: Value) -> Any:
    chosen = plain(axis)
    return ops.softmax(tensor(x), chosen) if isinstance(chosen, int) else tensor(x)


@op("activations.glu ops.glu", role="activation", attributes=lambda *rest: {"activation": "glu"})
def glu(vm: Interpreter, x: Value, axis: Value = -1) -> Any:
    chosen = plain(axis)
    halves = ops.chunk(tensor(x), 2, chosen if isinstance(chosen, int) else -1)
    if halves is None:
        raise NotKnown("the halves of a tensor of unknown rank")
    return halves[0]


@op(
    "ops.dropout tf.nn.dropout backend.dropout random.dropout random.alpha_dropout tf.nn.experimental.stateless_dropout",
    role="dropout",
)
def dropout(vm: Interpreter, x: Value, *args: Value, **kwargs: Value) -> Any:
    return tensor(x)


@op("ops.cast tf.cast backend.cast ops.convert_to_tensor tf.convert_to_tensor tf.bitcast tf.saturate_cast ops.saturate_cast", method="astype cast",
    recorded=False)  # fmt: skip
def cast(vm: Interpreter, x: Value, dtype: Value = None, **kwargs: Value) -> Any:
    found = plain(x)
    if isinstance(found, (int, Dim)) or isinstance(x, SizeValue):
        return x
    if isinstance(found, SCALARS):
        return Tensor((), None)
    if isinstance(found, (list, tuple)):
        return vm.call(keras.lookup("keras.ops.array"), (x,))
    x_ = tensor(x)
    return Tensor(
        x_.shape, dtype if isinstance(dtype, str) else x_.dtype if dtype is None else None, x_.field, x_.sources
    )


@op("ops.where tf.where backend.switch tf.compat.v1.where_v2", role="elementwise")
def where(vm: Interpreter, condition: Value, x1: Value = None, x2: Value = None, **kwargs: Value) -> Any:
    if x1 is None and x2 is None and "x" not in kwargs:
        return ops.nonzero(tensor(condition))
    return together(condition, kwargs.get("x", x1), kwargs.get("y", x2))


@op("tf.add_n tf.math.add_n tf.math.accumulate_n", role="add")
def add_n(vm: Interpreter, inputs: Value, name: Value = None) -> Any:
    return together(*vm.elements(inputs))


# --- what tensors have ------------------------------------------------------------------------------------------------


@keras.attribute(ANY, "shape", "_keras_shape")
def shape_attribute(vm: Interpreter, self: Instance) -> Value:
    assert isinstance(self, TensorValue)  # noqa: S101
    return shown_shape(vm, self)


@keras.method(ANY, "get_shape", "static_shape")
def shape_method(vm: Interpreter, self: Instance) -> Value:
    return shape_attribute(vm, self)


@keras.attribute(ANY, "ndim", "rank")
def rank_attribute(vm: Interpreter, self: Instance) -> Value:
    rank = own(self).rank
    return vm.unknown("the rank of a tensor") if rank is None else rank


@keras.attribute(ANY, "dtype")
def dtype_attribute(vm: Interpreter, self: Instance) -> Value:
    return own(self).dtype or vm.unknown("the element type of a tensor")


@keras.attribute(ANY, "size")
def size_attribute(vm: Interpreter, self: Instance) -> Value:
    elements = own(self).elements
    return vm.unknown("the size of a tensor") if elements is None else elements


@keras.attribute(ANY, "name")
def name_attribute(vm: Interpreter, self: Instance) -> Value:
    if isinstance(self, SymbolicTensor):
        return self.node.operation.attrs.get("_name", "keras_tensor")
    return vm.unknown("the name of a tensor")


@keras.attribute(ANY, "op", "graph", "device", "sparse", "ragged", "values", "_keras_mask")
def unknown_attribute(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("what a tensor is made of")


@keras.method(
    ANY,
    "__bool__",
    "__float__",
    "__int__",
    "__index__",
    "item",
    "tolist",
    "eval",
    "__format__",
    "__str__",
    "__repr__",
    "__contains__",
)
def value_of(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("a value that depends on data")


@keras.method(ANY, "__len__")
def length_of(vm: Interpreter, self: Instance) -> Value:
    shape = own(self).shape
    return shape[0] if shape else vm.unknown("the length of a tensor")


@keras.method(ANY, "assign", "assign_add", "assign_sub", "set_shape", "__setitem__")
def assign(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return None
