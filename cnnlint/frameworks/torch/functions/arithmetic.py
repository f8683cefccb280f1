"""Arithmetic, comparison and the functions that act on each element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import tensor
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.functions.define import op, own
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import TENSOR
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Unknown, Value
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Dim, Ratio

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

SCALARS = (int, float, complex, bool, Dim, Ratio)


def operand(value: Value) -> Tensor | None:
    """A tensor of an arithmetic operation; None for a number, which changes no shape."""
    if isinstance(value, TensorValue):
        return value.tensor
    if isinstance(plain(value), SCALARS) or value is None:
        return None
    raise NotKnown(value.reason if isinstance(value, Unknown) else "an operand that is not known")


def together(*values: Value, dtype: str = "") -> Any:
    """Several operands broadcast."""
    tensors = [one for one in (operand(value) for value in values) if one is not None]
    if not tensors:
        raise NotKnown("an operation on numbers")
    made = tensors[0] if len(tensors) == 1 else ops.broadcast(tensors).tensor
    return Tensor(made.shape, dtype, made.field, made.sources) if dtype else made


def binary(function: str, names: str, role: str = "elementwise", dtype: str = "", functions: str = "") -> None:
    """An operator or function of two operands, under all its names."""

    @op(*functions.split(), method=names, role=role)
    def run(vm: Interpreter, input: Value, other: Value, *, alpha: Value = 1, rounding_mode: Value = None, out: Value = None) -> Any:
        if isinstance(input, Instance) and not isinstance(input, TensorValue):
            return NotImplemented
        return together(input, other, dtype=dtype)


binary("add", "__add__ __radd__ __iadd__ add add_", "add", functions="torch.add")
binary("sub", "__sub__ __rsub__ __isub__ sub sub_ subtract", functions="torch.sub torch.subtract torch.rsub")
binary("mul", "__mul__ __rmul__ __imul__ mul mul_ multiply", "scale", functions="torch.mul torch.multiply")
binary("div", "__truediv__ __rtruediv__ __itruediv__ div div_ divide true_divide", functions="torch.div torch.divide torch.true_divide")
binary("floordiv", "__floordiv__ __rfloordiv__ floor_divide", functions="torch.floor_divide")
binary("mod", "__mod__ __rmod__ remainder fmod", functions="torch.remainder torch.fmod")
binary("pow", "__pow__ __rpow__ pow pow_", functions="torch.pow torch.float_power")
binary("max", "maximum minimum fmax fmin", functions="torch.maximum torch.minimum torch.fmax torch.fmin torch.atan2 torch.hypot torch.logaddexp")
for _function, _names in (("eq", "__eq__ eq"), ("ne", "__ne__ ne"), ("lt", "__lt__ lt"), ("le", "__le__ le"), ("gt", "__gt__ gt"), ("ge", "__ge__ ge")):
    binary(_function, _names, dtype="bool", functions=f"torch.{_function}")
binary("and", "__and__ __rand__ logical_and bitwise_and", functions="torch.logical_and torch.bitwise_and")
binary("or", "__or__ __ror__ logical_or bitwise_or", functions="torch.logical_or torch.bitwise_or")
binary("xor", "__xor__ __rxor__ logical_xor bitwise_xor", functions="torch.logical_xor torch.bitwise_xor")

UNARY = (
    "abs absolute neg negative positive exp expm1 exp2 log log2 log10 log1p sqrt rsqrt square sin cos tan asin acos atan sinh cosh asinh acosh "
    "atanh reciprocal sign sgn floor ceil round trunc frac erf erfc erfinv sigmoid tanh relu nan_to_num clone detach contiguous conj real imag angle "
    "deg2rad rad2deg logit lgamma digamma i0 sinc bernoulli"
)
SAME = (
    "clamp clamp_min clamp_max clip addcmul addcdiv lerp softplus hardshrink dropout masked_fill index_fill index_add index_copy scatter "
    "scatter_add scatter_reduce masked_scatter fill_diagonal renorm"
)
METHODS_ONLY = (
    "requires_grad_ retain_grad cuda cpu pin_memory data_ptr fill_ zero_ normal_ uniform_ trunc_normal_ xavier_ copy_ exponential_ random_ "
    "bernoulli_ share_memory_ detach_ masked_fill_ clamp_ clamp_min_ clamp_max_ scatter_ scatter_add_ index_fill_ index_add_ index_copy_ "
    "relu_ sigmoid_ tanh_ exp_ sqrt_ abs_ neg_ floor_ ceil_ round_ log_ nan_to_num_ rename refine_names align_to erfinv_ lerp_ addcmul_ addcdiv_ clip_ "
    "coalesce to_dense record_stream"
)


@op(
    *(f"torch.{name}" for name in UNARY.split() if name not in ("contiguous",)),
    method=" ".join(f"{name} {name}_" if name not in ("clone", "detach", "contiguous", "real", "imag") else name for name in UNARY.split()),
    role="elementwise",
)
def unary(vm: Interpreter, input: Value, *args: Value, out: Value = None, **kwargs: Value) -> Tensor:
    return tensor(input)


@op(*(f"torch.{name}" for name in SAME.split()), method=SAME, role="elementwise")
def same(vm: Interpreter, input: Value, *args: Value, **kwargs: Value) -> Tensor:
    """The other arguments of these broadcast to the first or pick places in it."""
    return tensor(input)


@op(method=METHODS_ONLY, role="elementwise", recorded=False)
def same_method(vm: Interpreter, self: Value, *args: Value, **kwargs: Value) -> Tensor:
    return tensor(self)


@op(method="__neg__ __pos__ __abs__", role="elementwise")
def negative(vm: Interpreter, self: Value) -> Tensor:
    return tensor(self)


@op("torch.logical_not", "torch.bitwise_not", "torch.isnan", "torch.isinf", "torch.isfinite",
    method="__invert__ logical_not bitwise_not isnan isinf isfinite", role="elementwise")  # fmt: skip
def to_bool(vm: Interpreter, input: Value) -> Tensor:
    x = tensor(input)
    return Tensor(x.shape, "bool", x.field, x.sources)


@op("torch.where", method="where", role="elementwise")
def where_(vm: Interpreter, condition: Value, input: Value, other: Value) -> Any:
    given = [operand(value) for value in (condition, input, other)]
    known = [one for one in given if one is not None]
    if len(known) == 3:
        return ops.where(*known)
    return ops.broadcast(known)


@op("torch.matmul", "torch.mm", "torch.bmm", "torch.mv", "torch.linalg.matmul", method="matmul mm bmm mv __matmul__", role="matmul")
def matmul(vm: Interpreter, input: Value, other: Value, *, out: Value = None) -> Outcome:
    return ops.matmul(tensor(input), tensor(other))


@op(method="__rmatmul__", role="matmul")
def reversed_matmul(vm: Interpreter, self: Value, other: Value) -> Outcome:
    return ops.matmul(tensor(other), tensor(self))


@op("torch.dot", "torch.inner", "torch.vdot", method="dot inner", role="matmul")
def dot(vm: Interpreter, input: Value, other: Value) -> Outcome:
    a, b = tensor(input), tensor(other)
    if a.rank is not None and b.rank is not None and b.rank > 1:
        raise NotKnown("an inner product of more than one axis")
    return ops.matmul(a, b)


@op("torch.outer", "torch.ger", method="outer ger", role="matmul")
def outer(vm: Interpreter, input: Value, vec2: Value) -> Outcome:
    return ops.outer(tensor(input), tensor(vec2))


@op("torch.addmm", "torch.baddbmm", "torch.addmv", method="addmm baddbmm addmv", role="matmul")
def add_product(vm: Interpreter, input: Value, mat1: Value, mat2: Value, *, beta: Value = 1, alpha: Value = 1) -> Outcome:
    result = ops.matmul(tensor(mat1), tensor(mat2))
    return Outcome(ops.broadcast([result.tensor, tensor(input)]).tensor, result.macs)


# --- element type, place, value ---------------------------------------------------------------------------------------

CASTS = {
    "float": "float32", "double": "float64", "half": "float16", "bfloat16": "bfloat16", "long": "int64", "int": "int32", "short": "int16",
    "byte": "uint8", "char": "int8", "bool": "bool", "cfloat": "complex64",
}  # fmt: skip


def cast(x: Tensor, dtype: str | None) -> Tensor:
    """The tensor in another element type."""
    return Tensor(x.shape, dtype, x.field, x.sources)


def declare_cast(name: str, dtype: str) -> None:
    """`x.float()` and its kin."""

    @op(method=name, recorded=False)
    def convert(vm: Interpreter, self: Value, memory_format: Value = None) -> Tensor:
        return cast(tensor(self), dtype)


for _name, _dtype in CASTS.items():
    declare_cast(_name, _dtype)


@op(method="to type type_as new_tensor", recorded=False)
def to(vm: Interpreter, self: Value, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(self)
    for value in (*args, *kwargs.values()):
        if isinstance(value, TensorValue):
            return cast(x, value.tensor.dtype)
        if isinstance(value, Instance) and value.cls.name == "dtype":
            return cast(x, str(value.payload))
    return cast(x, None) if any(isinstance(value, Unknown) for value in args) else x


@torch.method(TENSOR, "item", "tolist", "numpy", "__float__", "__int__", "__index__", "__array__", "backward", "register_hook", "stride",
              "storage", "untyped_storage", "storage_offset", "element_size", "is_contiguous", "__format__", "data_ptr", "get_device")  # fmt: skip
def value_of(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
    return vm.unknown("a value that depends on data")


@torch.method(TENSOR, "__bool__")
def truth_of(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("a condition that depends on data")


@torch.method(TENSOR, "__repr__", "__str__")
def text_of(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("the text of a tensor")


@torch.method(TENSOR, "__iter__")
def iterate(vm: Interpreter, self: Instance) -> Value:
    parts = vm.call(vm.getattr(self, "unbind"), (0,))
    return list(parts) if isinstance(parts, tuple) else parts


@torch.method(TENSOR, "is_floating_point", "is_complex", "is_sparse")
def floats(vm: Interpreter, self: Instance) -> Value:
    return (own(self).dtype or "float32").startswith("float")


@torch.attribute(TENSOR, "data", "grad", "real")
def data(vm: Interpreter, self: Instance) -> Value:
    return self


@torch.attribute(TENSOR, "is_cuda", "is_mps", "is_quantized", "is_sparse", "is_meta", "is_mkldnn", "is_nested")
def no_place(vm: Interpreter, self: Instance) -> Value:
    return False


@torch.attribute(TENSOR, "device", "layout", "grad_fn", "names")
def place(vm: Interpreter, self: Instance) -> Value:
    return vm.unknown("where a tensor lives")
