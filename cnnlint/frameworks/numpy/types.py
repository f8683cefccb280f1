"""Element types of NumPy: their names, and what arithmetic makes of them (NEP 50: numbers of Python take the kind that they need, no more)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Value
from cnnlint.symbolic import Dim

NAMES: Final = frozenset(
    [
        "float16",
        "float32",
        "float64",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "bool",
        "complex64",
        "complex128",
    ]
)
OTHER_NAMES: Final[Mapping[str, str]] = {
    "f": "float32", "f4": "float32", "d": "float64", "f8": "float64", "float": "float64", "float_": "float64", "double": "float64",
    "single": "float32", "half": "float16", "i": "int32", "i4": "int32", "i8": "int64", "l": "int64", "q": "int64", "int": "int64", "int_": "int64",
    "intp": "int64", "bool_": "bool", "?": "bool", "u1": "uint8", "B": "uint8",
}  # fmt: skip


def named(value: Value) -> str | None:
    """The type that a text names; None where that is not known."""
    given = plain(value)
    if not isinstance(given, str):
        return None
    name = OTHER_NAMES.get(given.lstrip("<>=|"), given)
    return name if name in NAMES else None


def floating(name: str | None) -> str | None:
    """The type of a root, a mean or a quotient: whole numbers become float64."""
    return None if name is None else "float64" if name.startswith(("int", "uint", "bool")) else name


def arithmetic(operands: Sequence[Value]) -> str | None:
    """The type of a sum or product; None where that is not known."""
    arrays = {value.tensor.dtype for value in operands if isinstance(value, TensorValue)}
    numbers = [plain(value) for value in operands if not isinstance(value, TensorValue)]
    if None in arrays or not arrays or not all(isinstance(one, (bool, int, float, Dim)) for one in numbers):
        return None
    if len(arrays) > 1:
        return "float64" if "float64" in arrays and not any("complex" in str(one) for one in arrays) else None
    (name,) = arrays
    if any(isinstance(one, float) for one in numbers):
        return floating(name)
    return "int64" if name == "bool" and numbers else name
