"""Tensors in nested tuples, lists and dicts: what an op gives, and what the program handles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.graph import Tensor
from cnnlint.interpreter.budget import MOST_PARTS
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Outcome, cost_of
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
    return Several(tuple(nested_tensors(given)), cost_of(given))


def nested_tensors(value: Any) -> Iterator[Tensor]:
    """The abstract tensors in nested tuples and dicts of tensors and outcomes."""
    if isinstance(value, Outcome):
        yield value.tensor
    elif isinstance(value, Tensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from nested_tensors(item)


def filled(given: Any, recorded: Iterator[Tensor], make: Callable[[Tensor], Value]) -> Value:
    """What an op gave as values of the program, each tensor replaced by its recorded twin."""
    if isinstance(given, (Tensor, Outcome)):
        return make(next(recorded))
    if isinstance(given, (list, tuple)):
        return type(given)([filled(item, recorded, make) for item in given])
    return given


def leaves(value: Value) -> Iterator[Value]:
    """What stands in nested tuples, lists, dicts and dataclasses, in order; NotKnown where it is very much."""
    waiting, room = [value], MOST_PARTS
    while waiting:
        value = waiting.pop()
        if isinstance(value, TensorValue):
            yield value
            continue
        inside: Iterable[Value] | None = None
        if isinstance(value, (list, tuple)):
            inside = value
        elif isinstance(value, dict):
            inside = value.values()
        elif isinstance(value, Instance):
            inside = parts(value)
        if inside is None:
            yield value
            continue
        found = list(inside)
        waiting.extend(reversed(found))
        room -= len(found) + 1
        if room < 0:
            raise NotKnown("a very large value")


def parts(value: Instance) -> Iterable[Value] | None:
    """What an object holds that is a list, tuple or dict of a class of its own, or a dataclass; None for any other."""
    if isinstance(value.payload, (list, tuple)):
        return value.payload
    if isinstance(value.payload, dict):
        return value.payload.values()
    fields = value.cls.lookup("__dataclass_fields__")
    return [value.attrs.get(name) for name in fields] if isinstance(fields, dict) else None


def flat_values(value: Value) -> Iterator[TensorValue]:
    """The tensors of the program among the leaves, in order."""
    for leaf in leaves(value):
        if isinstance(leaf, TensorValue):
            yield leaf


def flat_tensors(value: Value) -> Iterator[Tensor]:
    """What these tensors stand for."""
    for found in flat_values(value):
        yield found.tensor


def mapped(value: Value, change: Callable[[Value], Value]) -> Value:
    """The same nest with `change` applied to everything in it that is not a tuple, list or dict; NotKnown where it is very much."""
    return changed(value, change, [MOST_PARTS])


def changed(value: Value, change: Callable[[Value], Value], room: list[int]) -> Value:
    """The same; `room` counts down how much there may still be."""
    room[0] -= 1
    if room[0] < 0:
        raise NotKnown("a very large value")
    if type(value) in (list, tuple):
        return type(value)([changed(item, change, room) for item in value])
    if type(value) is dict:
        return {key: changed(item, change, room) for key, item in value.items()}
    if isinstance(value, Instance) and type(value.payload) in (list, tuple, dict):
        twin = Instance(value.cls, changed(value.payload, change, room))
        twin.attrs.update(value.attrs)
        return twin
    return change(value)
