"""Numbers in small tensors, carried along where they are known: tables of widths and rates that models compute with tensors.

The arithmetic is done in double precision. A result that PyTorch rounds otherwise in single precision lies closer to a boundary than
tables of widths do.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import MISSING, Value

MOST: Final = 4096  # numbers in one tensor that are followed


def reversed_(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The function with its operands exchanged."""
    return lambda a, b: function(b, a)


BINARY: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "add": operator.add, "radd": operator.add, "sub": operator.sub, "rsub": reversed_(operator.sub), "subtract": operator.sub,
    "mul": operator.mul, "rmul": operator.mul, "multiply": operator.mul, "div": operator.truediv, "divide": operator.truediv,
    "truediv": operator.truediv, "true_divide": operator.truediv, "rtruediv": reversed_(operator.truediv),
    "floordiv": operator.floordiv, "floor_divide": operator.floordiv, "mod": operator.mod, "remainder": operator.mod,
    "pow": operator.pow, "rpow": reversed_(operator.pow), "maximum": max, "minimum": min,
}  # fmt: skip
UNARY: Final[Mapping[str, Callable[[Any], Any]]] = {
    "neg": operator.neg, "abs": abs, "round": lambda x: float(round(x)), "floor": lambda x: float(math.floor(x)),
    "ceil": lambda x: float(math.ceil(x)), "log": math.log, "log2": math.log2, "exp": math.exp, "sqrt": math.sqrt, "int": int,
    "long": int, "float": float, "double": float, "clone": lambda x: x, "detach": lambda x: x, "cpu": lambda x: x,
}  # fmt: skip

WHOLE: Final[Mapping[str, Callable[[list[Any]], Any]]] = {
    "diff": lambda xs: [b - a for a, b in pairwise(xs)],
    "sum": sum,
    "max": max, "min": min, "amax": max, "amin": min, "prod": math.prod,
}  # fmt: skip


def computed(name: str, args: Sequence[Value]) -> Value:
    """The numbers that an operation gives, MISSING where those that it takes are not all known."""
    operands = [figures(value) for value in args]
    if MISSING in operands:
        return MISSING
    try:
        if name in UNARY and len(operands) == 1:
            return mapped(UNARY[name], operands[0])
        if name in WHOLE and len(operands) == 1 and isinstance(operands[0], list):
            return WHOLE[name](operands[0])
        if name in BINARY and len(operands) == 2:
            return paired(BINARY[name], *operands)
    except (ArithmeticError, ValueError, TypeError):
        pass
    return MISSING


PARTS: Final = frozenset(
    {"split", "split_with_sizes", "chunk", "tensor_split", "unbind", "unsafe_chunk", "unsafe_split"}
)


def share(name: str, args: Sequence[Value], kwargs: Mapping[str, Value], results: Sequence[Value]) -> None:
    """Give the tensors that come of a vector of known numbers their numbers, and their lengths where these hang on the numbers."""
    known = figures(args[0]) if args else MISSING
    if not isinstance(known, list) or not all(isinstance(result, TensorValue) for result in results):
        return
    if name in PARTS and not kwargs:
        cut(known, results)
    elif name == "unique" and len(args) == 1 and set(kwargs) <= {"return_inverse", "return_counts"}:
        values = sorted(set(known))
        found = [values]
        if plain(kwargs.get("return_inverse", False)) is True:
            found.append([values.index(number) for number in known])
        if plain(kwargs.get("return_counts", False)) is True:
            found.append([known.count(number) for number in values])
        for result, numbers in zip(results, found, strict=False):
            result.known, result.tensor = numbers, replace(result.tensor, shape=(len(numbers),))


def cut(known: list[Any], parts: Sequence[Value]) -> None:
    """Give each part of a vector, in order, its numbers."""
    start = 0
    for part in parts:
        shape = part.tensor.shape
        if shape == ():
            part.known, start = known[start : start + 1][0], start + 1
        elif shape is not None and len(shape) == 1 and isinstance(shape[0], int):
            part.known, start = known[start : start + shape[0]], start + shape[0]
        else:
            return


def figures(value: Value) -> Value:
    """A number, or a flat list of numbers, that a tensor holds."""
    known = value.known if isinstance(value, TensorValue) else plain(value)
    if isinstance(known, (int, float)):
        return known
    flat = isinstance(known, list) and len(known) <= MOST and all(isinstance(item, (int, float)) for item in known)
    return known if flat else MISSING


def mapped(function: Callable[[Any], Any], operand: Any) -> Any:
    """The function of each number."""
    return [function(item) for item in operand] if isinstance(operand, list) else function(operand)


def paired(function: Callable[[Any, Any], Any], one: Any, other: Any) -> Any:
    """The function of numbers that stand at the same place; a single number goes with all."""
    if isinstance(one, list) and isinstance(other, list):
        return [function(a, b) for a, b in zip(one, other, strict=True)]
    if isinstance(one, list):
        return [function(a, other) for a in one]
    return [function(one, b) for b in other] if isinstance(other, list) else function(one, other)
