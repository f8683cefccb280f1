"""Element types where they decide: rows of a table are asked for by whole numbers, weights are multiplied with what is of their own type.

Nothing is said of weights once the program has changed the type of a module or the default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cnnlint.graph import Tensor
from cnnlint.ops.outcome import Refused

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
    return Refused("dtype-mismatch", f"{what} {words}".strip(), recovery, given=x.dtype, needed=needed)
