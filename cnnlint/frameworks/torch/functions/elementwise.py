"""Functions of one tensor that keep its shape, and what changes its element type or its place only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.arguments import Operand
from cnnlint.frameworks.torch.dtypes import is_floating, promotion, typed
from cnnlint.frameworks.torch.functions.define import OUT, Types, everywhere, in_place_too, op
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import TENSOR, make, results
from cnnlint.frameworks.torch.types import DTYPE
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import ClassValue, Instance, Native, Unknown, Value
from cnnlint.ops.outcome import Outcome

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

# fmt: off
EVERYWHERE: Final = (  # torch.abs, torch.abs_, Tensor.abs, Tensor.abs_
    "abs", "ceil", "conj_physical", "fix", "floor", "frac", "neg", "negative", "square", "trunc",
)
TO_FLOATS: Final = (
    "acos", "acosh", "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctanh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "deg2rad",
    "erf", "erfc", "exp", "exp2", "expm1", "i0", "log", "log10", "log1p", "log2", "rad2deg", "reciprocal", "rsqrt", "sin", "sinc", "sinh",
    "sqrt", "tan",
)
NOT_AS_A_FUNCTION_IN_PLACE: Final = (
    "absolute", "bitwise_not", "sgn", "sign",
)
FLOATS_NOT_AS_A_FUNCTION_IN_PLACE: Final = ("digamma", "erfinv", "lgamma")
NOT_IN_PLACE: Final = ("angle", "conj", "imag", "positive", "real_", "resolve_conj", "resolve_neg")
SPECIAL: Final = (
    "airy_ai", "bessel_j0", "bessel_j1", "bessel_y0", "bessel_y1", "digamma", "entr", "erf", "erfc", "erfcx", "erfinv", "exp2", "expit",
    "expm1", "gammaln", "i0", "i0e", "i1", "i1e", "log1p", "log_ndtr", "modified_bessel_i0", "modified_bessel_i1", "modified_bessel_k0",
    "modified_bessel_k1", "scaled_modified_bessel_k0", "scaled_modified_bessel_k1", "ndtr", "ndtri", "psi", "sinc", "spherical_bessel_j0",
)
ACTIVATIONS: Final = ("sigmoid", "tanh", "relu")
TO_BOOL: Final = ("isfinite", "isinf", "isnan", "isneginf", "isposinf", "isreal", "signbit")
# fmt: on


@op(
    *(name for short in EVERYWHERE for name in (*in_place_too(short), f"torch.{short}_")),
    *in_place_too(*NOT_AS_A_FUNCTION_IN_PLACE),
    *everywhere(*(name for name in NOT_IN_PLACE if not name.endswith("_"))),
    "torch.real",
    role="elementwise",
    options=OUT,
)
def unary(vm: Interpreter, input: Tensor, **options: Value) -> Tensor:
    return input


@op(
    *(name for short in TO_FLOATS for name in (*in_place_too(short), f"torch.{short}_")),
    *in_place_too(*FLOATS_NOT_AS_A_FUNCTION_IN_PLACE),
    *(f"torch.special.{name}" for name in SPECIAL),
    role="elementwise",
    options=OUT,
    types="floating",
)
def to_floats(vm: Interpreter, input: Tensor, **options: Value) -> Tensor:
    return input


def declare_activation(name: str) -> None:
    """An activation that is a method too."""
    types: Types = "kept" if name == "relu" else "floating"

    @op(
        *in_place_too(name),
        f"torch.{name}_",
        role="activation",
        options=OUT,
        types=types,
        attributes=lambda given: {"activation": name},
    )
    def activation(vm: Interpreter, input: Tensor, **options: Value) -> Tensor:
        return input

    @op(f"F.{name}", role="activation", attributes=lambda given: {"activation": name}, types=types)
    def python_form(vm: Interpreter, input: Tensor) -> Tensor:
        return input


for _name in ACTIVATIONS:
    declare_activation(_name)


def retyped(x: Tensor, dtype: str | None) -> Tensor:
    """The tensor in another element type."""
    return Tensor(x.shape, dtype, x.field, x.sources)


@op(*everywhere(*TO_BOOL), *in_place_too("logical_not"), role="elementwise", options=OUT)
def to_bool(vm: Interpreter, input: Tensor, **options: Value) -> Tensor:
    return retyped(input, "bool")


@op(".__neg__", ".__pos__", ".__abs__", ".__invert__", role="elementwise")
def operator_of_one(vm: Interpreter, self: Tensor) -> Tensor:
    return self


@op(*in_place_too("round"), "torch.round_", "torch.special.round", role="elementwise", options=OUT)
def round_(vm: Interpreter, input: Tensor, *, decimals: Value = 0, **options: Value) -> Tensor:
    return input


@op(*in_place_too("nan_to_num"), "torch.nan_to_num_", role="elementwise", options=OUT)
def nan_to_num(
    vm: Interpreter, input: Tensor, nan: Value = None, posinf: Value = None, neginf: Value = None, **options: Value
) -> Tensor:
    return input


@op(*in_place_too("logit"), "torch.logit_", "torch.special.logit", role="elementwise", options=OUT)
def logit(vm: Interpreter, input: Tensor, eps: Value = None, **options: Value) -> Tensor:
    return input


@op(*in_place_too("polygamma"), "torch.special.polygamma", role="elementwise", options=OUT)
def polygamma(vm: Interpreter, n: Value, input: Value, **options: Value) -> Any:
    return next(value.tensor for value in (n, input) if isinstance(value, TensorValue))


@op(*in_place_too("mvlgamma"), "torch.special.multigammaln", role="elementwise", options=OUT)
def mvlgamma(vm: Interpreter, input: Tensor, p: Value, **options: Value) -> Tensor:
    return input


@op(*in_place_too("clamp", "clip"), "torch.clamp_", "torch.clip_", role="elementwise", options=OUT)
def clamp(vm: Interpreter, input: Tensor, min: Value = None, max: Value = None, **options: Value) -> Outcome:
    if min is None and max is None:
        words = "torch.clamp: At least one of 'min' or 'max' must not be None"
        raise Raises("RuntimeError", "invalid-argument", words, input, argument="min", value="None")
    outcome = ops.broadcast([input, *(bound.tensor for bound in (min, max) if isinstance(bound, TensorValue))])
    given = [bound for bound in (min, max) if bound is not None]
    return typed(outcome, promotion([make(input), *given]))  # type: ignore[no-any-return]


def declare_bound(name: str, bound: str) -> None:
    """`clamp_min` or `clamp_max`."""

    def clamped(vm: Interpreter, input: Tensor, limit: Operand, **options: Value) -> Outcome:
        if limit is None and not is_floating(input):
            input = retyped(input, None)
        return ops.broadcast([input] if limit is None else [input, limit])

    if bound == "min":

        @op(*in_place_too(name), f"torch.{name}_", role="elementwise", options=OUT)
        def clamp_min(vm: Interpreter, input: Tensor, min: Operand, **options: Value) -> Outcome:
            return clamped(vm, input, min)

    else:

        @op(*in_place_too(name), f"torch.{name}_", role="elementwise", options=OUT)
        def clamp_max(vm: Interpreter, input: Tensor, max: Operand, **options: Value) -> Outcome:
            return clamped(vm, input, max)


declare_bound("clamp_min", "min")
declare_bound("clamp_max", "max")


@op(*everywhere("clone"), "torch.detach_copy", "torch.alias_copy", recorded=False)
def clone(vm: Interpreter, input: Tensor, *, memory_format: Value = None) -> Tensor:
    return input


@op(*in_place_too("detach"), "torch.detach_", recorded=False)
def detach(vm: Interpreter, input: Tensor) -> Tensor:
    return input


@op(
    ".contiguous",
    ".coalesce",
    ".to_dense",
    ".to_mkldnn",
    ".dequantize",
    "torch.dequantize",
    ".rename",
    ".refine_names",
    recorded=False,
)
def same(vm: Interpreter, self: Tensor, *args: Value, **options: Value) -> Tensor:
    return self


@op(
    "torch.triu",
    "torch.tril",
    *(f".{name}{end}" for name in ("triu", "tril") for end in ("", "_")),
    role="elementwise",
    options=OUT,
)
def triangle(vm: Interpreter, input: Tensor, diagonal: Value = 0, **options: Value) -> Tensor:
    if input.shape is not None and len(input.shape) < 2:
        words = "takes at least 2 axes"
        raise Raises(
            "RuntimeError",
            "rank-mismatch",
            words,
            input,
            expected_rank=2,
            actual_rank=len(input.shape),
            shape=input.shape,
        )
    return input


FRACTIONS: Final = results("frexp", "mantissa", "exponent")


@op(*everywhere("frexp"), role="elementwise", options=OUT)
def frexp(vm: Interpreter, input: Tensor, **options: Value) -> Any:
    return FRACTIONS((input, retyped(input, "int32")))


@op("torch.bernoulli", ".bernoulli", role="elementwise", options=("out", "generator"))
def bernoulli(vm: Interpreter, input: Tensor, p: Value = None, **options: Value) -> Tensor:
    return input


@op("torch.poisson", role="elementwise", options=("generator",))
def poisson(vm: Interpreter, input: Tensor, **options: Value) -> Tensor:
    return input


@op("torch.binomial", role="elementwise", options=("generator",))
def binomial(vm: Interpreter, count: Tensor, prob: Tensor, **options: Value) -> Tensor:
    return count


# --- in place ---------------------------------------------------------------------------------------------------------


@op(".zero_", "torch.zero_", role="elementwise", recorded=False)
def zero(vm: Interpreter, input: Tensor) -> Tensor:
    return input


@op(".fill_", "torch.fill", "torch.fill_", role="elementwise", recorded=False)
def fill(vm: Interpreter, input: Tensor, value: Operand) -> Tensor:
    return input


@op(".fill_diagonal_", role="elementwise", recorded=False)
def fill_diagonal(vm: Interpreter, self: Tensor, fill_value: Value, wrap: Value = False) -> Tensor:
    return self


@op(
    ".normal_",
    ".uniform_",
    ".log_normal_",
    ".cauchy_",
    ".exponential_",
    ".geometric_",
    ".random_",
    ".bernoulli_",
    recorded=False,
)
def drawn(vm: Interpreter, self: Tensor, *parameters: Value, **options: Value) -> Tensor:
    return replace(self, labels=None)


@op(".copy_", recorded=False)
def copy_(vm: Interpreter, self: Tensor, src: Tensor, non_blocking: Value = False) -> Outcome:
    return Outcome(ops.broadcast([self, src]).tensor.with_shape(ops.broadcast_shape([self, src])))


@op(".set_", ".map_", ".map2_", ".apply_", ".detach_", ".share_memory_", ".requires_grad_like_", recorded=False)
def changed_in_place(vm: Interpreter, self: Tensor, *args: Value, **options: Value) -> Tensor:
    return replace(self, labels=None)


@torch.method(TENSOR, "requires_grad_", "share_memory_", "retain_grad", "pin_memory", "record_stream")
def same_value(vm: Interpreter, self: Instance, requires_grad: Value = True) -> Value:
    """The very tensor: a parameter stays one."""
    if isinstance(requires_grad, bool):
        vm.touch(self.attrs)
        self.attrs["requires_grad"] = requires_grad
    return self


# --- element type and place -------------------------------------------------------------------------------------------

CASTS: Final = {
    "float": "float32", "double": "float64", "half": "float16", "bfloat16": "bfloat16", "long": "int64", "int": "int32", "short": "int16",
    "byte": "uint8", "char": "int8", "bool": "bool", "cfloat": "complex64", "cdouble": "complex128",
}  # fmt: skip


def cast(x: Tensor, dtype: str | None) -> Tensor:
    """The same values as another element type."""
    return replace(x, dtype=dtype)


def declare_cast(name: str, dtype: str) -> None:
    """`x.float()` and its kin."""

    @op(f".{name}", recorded=False)
    def convert(vm: Interpreter, self: Tensor, memory_format: Value = None) -> Tensor:
        return cast(self, dtype)


for _name, _dtype in CASTS.items():
    declare_cast(_name, _dtype)


@op(".to", ".type", ".type_as", recorded=False)
def to(vm: Interpreter, self: Tensor, *args: Value, **kwargs: Value) -> Tensor:
    for value in (*args, *kwargs.values()):
        if isinstance(value, (ClassValue, Native)):
            return cast(self, None)
        if isinstance(value, TensorValue):
            return cast(self, value.tensor.dtype)
        if isinstance(value, Instance) and value.cls is DTYPE:
            return cast(self, str(value.payload))
    return cast(self, None) if any(isinstance(value, Unknown) for value in (*args, *kwargs.values())) else self


@op(".cuda", ".cpu", ".xpu", ".mtia", ".ipu", recorded=False)
def moved(
    vm: Interpreter, self: Tensor, device: Value = None, non_blocking: Value = False, memory_format: Value = None
) -> Tensor:
    return self
