"""math."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from cnnlint.interpreter.host import Delegated, ceil_of, floor_of, listed, truncated
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("math")
PLAIN = """acos acosh asin asinh atan atan2 atanh cbrt copysign cos cosh degrees dist erf erfc exp exp2 expm1 fabs fmod frexp fsum
gamma gcd hypot isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nextafter pow radians remainder sin
sinh sqrt sumprod tan tanh ulp"""
CONSTANTS = ("pi", "e", "tau", "inf", "nan")


def guard_growth(vm: Interpreter, *numbers: Any) -> None:
    """Refuse factorials and the like that would have more digits than an integer may have."""
    vm.limit(max((number * 200 for number in numbers if isinstance(number, int)), default=0))


for name in PLAIN.split():
    if hasattr(math, name):
        LIBRARY.function(f"math.{name}")(Delegated(getattr(math, name)))
for name in ("factorial", "comb", "perm"):
    LIBRARY.function(f"math.{name}")(Delegated(getattr(math, name), guard_growth))
for name in CONSTANTS:
    LIBRARY.add(f"math.{name}", getattr(math, name))


@LIBRARY.function("math.floor")
def floor(vm: Interpreter, x: Value, /) -> Value:
    return floor_of(vm, x)


@LIBRARY.function("math.ceil")
def ceil(vm: Interpreter, x: Value, /) -> Value:
    return ceil_of(vm, x)


@LIBRARY.function("math.trunc")
def trunc(vm: Interpreter, x: Value, /) -> Value:
    return truncated(vm, x)


@LIBRARY.function("math.prod")
def prod(vm: Interpreter, iterable: Value, /, *, start: Value = 1) -> Value:
    result = start
    for item in listed(vm, iterable):
        result = vm.binary("*", result, item)
    return result
