"""Arithmetic and comparison of several tensors: all of it broadcasts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.arguments import Operand, Unfit, as_operand, fitted
from cnnlint.frameworks.torch.functions.define import OUT, Types, everywhere, in_place_too, op
from cnnlint.frameworks.torch.functions.elementwise import retyped
from cnnlint.frameworks.torch.module import is_module
from cnnlint.graph import Tensor
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Instance, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

# fmt: off
TWO_OPERANDS: Final = (  # torch.f, Tensor.f, Tensor.f_
    "arctan2", "atan2", "bitwise_and", "bitwise_left_shift", "bitwise_or", "bitwise_right_shift", "bitwise_xor", "copysign", "floor_divide",
    "fmod", "gcd", "hypot", "igamma", "igammac", "lcm", "ldexp", "multiply", "nextafter", "remainder", "xlogy",
)
NOT_IN_PLACE: Final = ("fmax", "fmin", "logaddexp", "logaddexp2", "maximum", "minimum")
SPECIAL: Final = (
    "xlog1py", "xlogy", "zeta", "gammainc", "gammaincc", "chebyshev_polynomial_t", "chebyshev_polynomial_u", "chebyshev_polynomial_v",
    "chebyshev_polynomial_w", "shifted_chebyshev_polynomial_t", "shifted_chebyshev_polynomial_u", "shifted_chebyshev_polynomial_v",
    "shifted_chebyshev_polynomial_w", "hermite_polynomial_h", "hermite_polynomial_he", "laguerre_polynomial_l", "legendre_polynomial_p",
)
COMPARISONS: Final = ("eq", "ge", "greater", "greater_equal", "gt", "le", "less", "less_equal", "lt", "ne", "not_equal")
LOGICAL: Final = ("logical_and", "logical_or", "logical_xor")
# fmt: on


def together(*operands: Operand, dtype: str | None = None) -> Tensor:
    """Several operands broadcast, those that are numbers left out."""
    tensors = [one for one in operands if one is not None]
    if not tensors:
        raise NotKnown("an operation on numbers")
    made = ops.broadcast(tensors).tensor
    return made if dtype is None else retyped(made, dtype)


def two_tensors(role: str) -> Any:
    """The role of an operation if it meets two tensors; with a number it is one on each element."""

    def described(given: Mapping[str, Any]) -> Mapping[str, object]:
        values = [value for value in given.values() if isinstance(value, (Tensor, TensorValue))]
        return {"role": role if len(values) > 1 and all(rank_of(value) for value in values) else "elementwise"}

    return described


def rank_of(value: Tensor | TensorValue) -> int | None:
    """The rank, None for that of a number too."""
    return (value.tensor if isinstance(value, TensorValue) else value).rank


@op(
    *in_place_too(*TWO_OPERANDS), *everywhere(*NOT_IN_PLACE), "torch.gcd_", "torch.lcm_", "torch.ldexp_", "torch.xlogy_",
    *(f"torch.special.{name}" for name in SPECIAL), role="elementwise", options=OUT, types="promoted",
)  # fmt: skip
def of_two(vm: Interpreter, input: Operand, other: Operand, **options: Value) -> Tensor:
    return together(input, other)


@op(*in_place_too("mul"), role="scale", attributes=two_tensors("scale"), options=OUT, types="promoted")
def multiply(vm: Interpreter, input: Operand, other: Operand, **options: Value) -> Tensor:
    return together(input, other)


@op(*in_place_too("add"), role="add", attributes=two_tensors("add"), options=OUT, types="promoted")
def add(vm: Interpreter, input: Operand, other: Operand, *, alpha: Value = 1, **options: Value) -> Tensor:
    return together(input, other)


@op(*in_place_too("sub", "subtract"), "torch.rsub", role="elementwise", options=OUT, types="promoted")
def subtract(vm: Interpreter, input: Operand, other: Operand, *, alpha: Value = 1, **options: Value) -> Tensor:
    return together(input, other)


@op(*in_place_too("div", "divide", "true_divide"), role="elementwise", options=OUT, types="floating")
def divide(vm: Interpreter, input: Operand, other: Operand, *, rounding_mode: Value = None, **options: Value) -> Tensor:
    found = together(input, other)
    return found if rounding_mode is None else retyped(found, None)


@op(*in_place_too("pow"), role="elementwise", options=OUT, types="promoted")
def power(vm: Interpreter, input: Operand, exponent: Operand, **options: Value) -> Tensor:
    return together(input, exponent)


@op(*in_place_too("float_power"), role="elementwise", options=OUT)
def float_power(vm: Interpreter, input: Operand, exponent: Operand, **options: Value) -> Tensor:
    return together(input, exponent, dtype="float64")


@op(*in_place_too(*COMPARISONS, *LOGICAL), role="elementwise", options=OUT)
def compare(vm: Interpreter, input: Operand, other: Operand, **options: Value) -> Tensor:
    return together(input, other, dtype="bool")


@op(*in_place_too("heaviside"), role="elementwise", options=OUT)
def heaviside(vm: Interpreter, input: Tensor, values: Tensor, **options: Value) -> Tensor:
    return together(input, values)


@op(*everywhere("isclose"), role="elementwise")
def close(
    vm: Interpreter, input: Tensor, other: Tensor, rtol: Value = 1e-5, atol: Value = 1e-8, equal_nan: Value = False
) -> Tensor:
    return together(input, other, dtype="bool")


@op(*in_place_too("lerp"), role="elementwise", options=OUT)
def lerp(vm: Interpreter, input: Tensor, end: Tensor, weight: Operand, **options: Value) -> Tensor:
    return together(input, end, weight)


@op(*in_place_too("addcmul", "addcdiv"), role="elementwise", options=OUT)
def add_quotient(
    vm: Interpreter, input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: Value = 1, **options: Value
) -> Tensor:
    return together(input, tensor1, tensor2)


@op("torch.where", role="elementwise", options=OUT)
def where(vm: Interpreter, condition: Tensor, input: Value = MISSING, other: Value = MISSING, **options: Value) -> Any:
    """Where a condition holds, or one of two values for each element."""
    if (input is MISSING) != (other is MISSING):
        raise Raises(
            "TypeError", "wrong-arguments", "where() takes (condition) or (condition, input, other)", function="where"
        )
    if input is MISSING:
        found = ops.nonzero(condition).tensor
        if condition.rank is None:
            raise NotKnown("the rank of a tensor")
        return (Tensor((found.shape or (0,))[:1], "int64", found.field, found.sources),) * max(condition.rank, 1)
    operands = [fitted(as_operand, name, given) for name, given in (("input", input), ("other", other))]
    made = together(condition, *operands)
    known = [one.dtype for one in operands if one is not None]
    return retyped(made, ops.promoted([Tensor((), dtype) for dtype in known]) if len(known) == 2 else None)


@op(".where", role="elementwise")
def where_method(vm: Interpreter, self: Tensor, condition: Tensor, other: Operand) -> Tensor:
    return retyped(together(condition, self, other), self.dtype)


@op("torch.complex", "torch.polar", role="elementwise", options=OUT)
def complex_(vm: Interpreter, real: Tensor, imag: Tensor, **options: Value) -> Tensor:
    return together(real, imag, dtype="complex64")


# --- operators --------------------------------------------------------------------------------------------------------


def comparable(other: Value) -> bool:
    """Whether a tensor compares its elements with this."""
    try:
        as_operand(other)
    except Unfit:
        return False
    return True


def operator(*names: str, role: str, dtype: str | None = None) -> None:
    """An operator, its mirrored form and its augmented one."""
    types: Types = "kept" if dtype is not None else "floating" if names[0] == "truediv" else "promoted"
    described = two_tensors(role) if role != "elementwise" else None

    @op(*(f".__{name}__" for name in names), role=role, attributes=described, types=types)
    def run(vm: Interpreter, self: Tensor, other: Value) -> Any:
        if (
            isinstance(other, Instance)
            and not isinstance(other, TensorValue)
            and other.payload is MISSING
            and not is_module(other)
        ):
            return NotImplemented
        if names[0] in ("eq", "ne") and not comparable(other):
            return NotImplemented  # so that Python compares the objects themselves
        return together(self, fitted(as_operand, "other", other), dtype=dtype)


operator("add", "radd", "iadd", role="add")
operator("mul", "rmul", "imul", role="scale")
for _name in ("sub", "truediv", "floordiv", "mod", "pow", "and", "or", "xor", "lshift", "rshift"):
    operator(_name, f"r{_name}", f"i{_name}", role="elementwise")
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    operator(_name, role="elementwise", dtype="bool")
