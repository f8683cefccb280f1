"""Arguments of the program as the ops take them.

What is not known becomes a fresh size where only a size can stand; elsewhere `NotKnown` makes the whole call unknown. Neither is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Rest, Unknown, Value
from cnnlint.symbolic import Dim, Size, fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def is_tensor(value: Value) -> bool:
    """True for a tensor of any framework."""
    return isinstance(value, TensorValue)


def tensor(value: Value) -> Tensor:
    """The abstract tensor; NotKnown where the value is not one."""
    if isinstance(value, TensorValue):
        return value.tensor
    raise NotKnown(value.reason if isinstance(value, Unknown) else "a tensor that is not known")


def size(value: Value, least: int = 0) -> Size:
    """An integer, known or not. `least` bounds one that is not known."""
    value = plain(value)
    if isinstance(value, TensorValue) and isinstance(value.known, int):
        return value.known
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, Dim)):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return fresh("?", least=least)


def integer(value: Value) -> int:
    """An integer that must be known (an axis, a number of parts)."""
    value = plain(value)
    if isinstance(value, int):
        return int(value)
    raise NotKnown("a number that is not known")


def sizes(value: Value, count: int, least: int = 0) -> tuple[Size, ...]:
    """One size per spatial axis, from one number for all or a sequence."""
    value = plain(value)
    if isinstance(value, (list, tuple)):
        if any(isinstance(item, Rest) for item in value):
            return tuple(fresh("?", least=least) for _ in range(count))
        if len(value) == 1:
            return (size(value[0], least),) * count
        if len(value) == count:
            return tuple(size(item, least) for item in value)
        raise NotKnown(f"{len(value)} numbers where {count} are needed")
    return (size(value, least),) * count


def shape(value: Value) -> tuple[Size, ...]:
    """A shape from one sequence or number; NotKnown where the rank is not known."""
    value = plain(value)
    if isinstance(value, (int, Dim)) and not isinstance(value, bool):
        return (value,)
    if isinstance(value, (list, tuple)) and not any(isinstance(item, Rest) for item in value):
        return tuple(size(item) for item in value)
    raise NotKnown("a shape that is not known")


def shape_of_args(values: Sequence[Value]) -> tuple[Size, ...]:
    """A shape given as `f(2, 3)` or as `f((2, 3))`."""
    if len(values) == 1 and isinstance(plain(values[0]), (list, tuple)):
        return shape(values[0])
    return shape(tuple(values))


def axes(value: Value) -> tuple[int, ...] | None:
    """Axes from None, one number or a sequence."""
    value = plain(value)
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return tuple(integer(item) for item in value)
    return (integer(value),)


def flag(value: Value, default: bool = False) -> bool:
    """A bool; `default` where it is not known."""
    value = plain(value)
    return bool(value) if isinstance(value, (bool, int)) else default


def word(value: Value, default: str = "") -> str:
    """A string; `default` where it is not known."""
    value = plain(value)
    return value if isinstance(value, str) else default


def tensors(vm: Interpreter, value: Value) -> list[Tensor]:
    """The tensors of a list or tuple; NotKnown where its length or any of them is not known."""
    if value is MISSING or isinstance(value, Unknown):
        raise NotKnown("tensors that are not known")
    return [tensor(item) for item in vm.elements(value)]
