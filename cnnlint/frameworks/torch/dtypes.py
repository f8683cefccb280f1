"""Element types where they decide: rows of a table are asked for by whole numbers, weights are multiplied with what is of their own type.

Nothing is said of weights once the program has changed the type of a module or the default.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import promoted
from cnnlint.symbolic import Dim

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

RETYPED: Final = "torch.retyped"
"""Set in the state of the analysis once weights may be of another type than float32."""
_WEIGHTS: Final = "float32"
_FLOATS: Final = ("float", "bfloat")
_WHOLE: Final = ("int", "uint", "bool")


def is_floating(x: Tensor) -> bool:
    """Whether its elements certainly are floating point numbers."""
    return x.dtype is not None and x.dtype.startswith(_FLOATS)


def is_whole(x: Tensor) -> bool:
    """Whether its elements certainly are whole numbers or flags."""
    return x.dtype is not None and x.dtype.startswith(_WHOLE)


def check_indices(x: Tensor, recovery: Tensor | None, what: str = "") -> None:
    """Refuse floating point numbers where whole ones are needed ("dtype-mismatch")."""
    if is_floating(x):
        raise mismatch(x, "int64", recovery, what)


def check_floats(x: Tensor, recovery: Tensor | None, what: str = "") -> None:
    """Refuse whole numbers where floating point ones are needed ("dtype-mismatch")."""
    if is_whole(x):
        raise mismatch(x, _WEIGHTS, recovery, what)


def check_like_weights(vm: Interpreter, x: Tensor, weight: Tensor | None, recovery: Tensor | None) -> None:
    """Refuse what is of another type than the weights it is multiplied with ("dtype-mismatch")."""
    sure = weight is not None and weight.dtype == _WEIGHTS and not vm.state.get(RETYPED)
    if sure and (is_whole(x) or x.dtype == "float64"):
        raise mismatch(x, _WEIGHTS, recovery)


def mismatch(x: Tensor, needed: str, recovery: Tensor | None, what: str = "") -> Refused:
    """The refusal of an element type; `what` is said in front of the words."""
    words = f"takes {needed} and gets {x.dtype}"
    argument = "target" if what else "input"
    return Refused(
        "dtype-mismatch", f"{what} {words}".strip(), recovery, given=x.dtype, needed=needed, argument=argument
    )


# --- promotion --------------------------------------------------------------------------------------------------------


def promotion(operands: Iterable[Value]) -> str | None:
    """The type of the result of arithmetic: that of the tensors with axes, unless one without, or a number, is of a higher kind.

    (PyTorch's documentation, "Tensor attributes": type promotion.) None where it is not known.
    """
    whole: list[str] = []
    single: list[str] = []
    numbers: list[str] = []
    for operand in operands:
        if isinstance(operand, TensorValue):
            tensor = operand.tensor
            if tensor.dtype is None or tensor.rank is None:
                return None
            (whole if tensor.rank else single).append(tensor.dtype)
        elif (number := _type_of_number(operand)) is not None:
            numbers.append(number)
        else:
            return None
    result: str | None = None
    for group in (whole, single, numbers):
        found = promoted([Tensor((), name) for name in group]) if group else None
        if found is not None and (result is None or _kind(found) > _kind(result)):
            result = found
    return result


def _type_of_number(value: Value) -> str | None:
    given = plain(value)
    if isinstance(given, bool):
        return "bool"
    if isinstance(given, (int, Dim)):
        return "int64"
    return "float32" if isinstance(given, float) else None


def _kind(name: str) -> int:
    if name.startswith("complex"):
        return 3
    return 2 if name.startswith(_FLOATS) else (0 if name == "bool" else 1)


def floating(name: str | None) -> str | None:
    """The type of what a division or a root gives: whole numbers become float32."""
    return None if name is None else ("float32" if _kind(name) < 2 else name)


def typed(result: Any, name: str | None) -> Any:
    """A result in another element type; one that is no tensor as it is."""
    if isinstance(result, Outcome):
        return Outcome(typed(result.tensor, name), result.macs)
    return Tensor(result.shape, name, result.field, result.sources) if isinstance(result, Tensor) else result
