"""Tensors in nested tuples, lists and dicts: what an op gives, and what the program handles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Size


class Several(tuple[Tensor, ...]):
    """Several tensors, and the multiply-accumulates that they cost together."""

    macs: Size

    def __new__(cls, tensors: tuple[Tensor, ...], macs: Size) -> Several:
        made = super().__new__(cls, tensors)
        made.macs = macs
        return made


def gathered(given: Any) -> Outcome | Several:
    """What an op gave, nested as it may be, as one outcome or a flat tuple; the work of all outcomes in it counts."""
    if isinstance(given, Outcome):
        return given
    return Several(tuple(nested_tensors(given)), nested_macs(given))


def nested_tensors(value: Any) -> Iterator[Tensor]:
    """The abstract tensors in nested tuples and dicts of tensors and outcomes."""
    if isinstance(value, Outcome):
        yield value.tensor
    elif isinstance(value, Tensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from nested_tensors(item)


def nested_macs(value: Any) -> Size:
    """The multiply-accumulates of all outcomes in nested tuples."""
    if isinstance(value, Outcome):
        return value.macs
    total: Size = 0
    if isinstance(value, (list, tuple)):
        for item in value:
            total = total + nested_macs(item)
    return total


def filled(given: Any, recorded: Iterator[Tensor], make: Callable[[Tensor], Value]) -> Value:
    """What an op gave as values of the program, each tensor replaced by its recorded twin."""
    if isinstance(given, (Tensor, Outcome)):
        return make(next(recorded))
    if isinstance(given, (list, tuple)):
        return type(given)([filled(item, recorded, make) for item in given])
    return given


def flat_values(value: Value) -> Iterator[TensorValue]:
    """The tensors of the program in nested tuples, lists, dicts and dataclasses, in order."""
    if isinstance(value, TensorValue):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from flat_values(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from flat_values(item)
    elif isinstance(value, Instance) and isinstance(value.payload, (list, tuple, dict)):
        yield from flat_values(value.payload)
    elif isinstance(value, Instance) and isinstance(fields := value.cls.lookup("__dataclass_fields__"), dict):
        for name in fields:
            yield from flat_values(value.attrs.get(name))


def flat_tensors(value: Value) -> Iterator[Tensor]:
    """What these tensors stand for."""
    for found in flat_values(value):
        yield found.tensor


def mapped(value: Value, change: Callable[[Value], Value]) -> Value:
    """The same nest with `change` applied to everything in it that is not a tuple, list or dict."""
    if type(value) in (list, tuple):
        return type(value)([mapped(item, change) for item in value])
    if type(value) is dict:
        return {key: mapped(item, change) for key, item in value.items()}
    if isinstance(value, Instance) and type(value.payload) in (list, tuple, dict):
        twin = Instance(value.cls, mapped(value.payload, change))
        twin.attrs.update(value.attrs)
        return twin
    return change(value)
