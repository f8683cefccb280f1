"""Holds an op against the framework: same shapes, same refusals, and the same with sizes that are not known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from cnnlint.graph import Input, Tensor
from cnnlint.graph.schema import DETAILS, FACTS, conforms
from cnnlint.ops import Outcome, Refused
from cnnlint.symbolic import Size, evaluate, fresh, is_anonymous, symbol

Op = Callable[..., Any]
_IMAGE = Input("x", None)
_REFUSALS = (RuntimeError, ValueError, IndexError, TypeError, AssertionError)


def tensors_of(result: object) -> list[Tensor]:
    if isinstance(result, Outcome):
        return [result.tensor]
    if isinstance(result, Tensor):
        return [result]
    assert isinstance(result, tuple | list), result
    return [tensor for part in result for tensor in tensors_of(part)]


def shapes_in_torch(call: Op, shapes: Sequence[Sequence[int]]) -> list[tuple[int, ...]] | str:
    """The shapes that the framework gives, or its words of refusal."""
    try:
        result = call(*[torch.zeros(tuple(shape)) for shape in shapes])
    except _REFUSALS as refusal:
        return str(refusal) or type(refusal).__name__
    parts = result if isinstance(result, tuple | list) else [result]
    return [tuple(part.shape) for part in parts]


def shapes_here(op: Op, shapes: Sequence[Sequence[Size]]) -> list[tuple[Size, ...] | None] | Refused:
    try:
        return [x.shape for x in tensors_of(op(*[Tensor(tuple(shape), sources=(_IMAGE,)) for shape in shapes]))]
    except Refused as refusal:
        assert_declared(refusal)
        return refusal


def assert_declared(refusal: Refused) -> None:
    """Rules see a refusal's kind and details, so both must be among those declared; and there is a result to go on with."""
    assert refusal.kind in FACTS
    for name, value in refusal.details.items():
        assert name in DETAILS, (refusal.kind, name)
        assert conforms(value, DETAILS[name].type), (refusal.kind, name, value)
    assert refusal.recovery is not None
    assert refusal.words


def check(op: Op, call: Op, shapes: Sequence[Sequence[int]], unknown: Sequence[bool] = ()) -> bool:
    """Assert that both agree; with `unknown` (one per axis of all tensors) also with these sizes as symbols. True if accepted."""
    expected = shapes_in_torch(call, shapes)
    found = shapes_here(op, shapes)
    if isinstance(expected, str):
        assert isinstance(found, Refused), f"accepted {shapes}: {found}, refused there: {expected}"
    else:
        assert not isinstance(found, Refused), f"refused {shapes}: {found}, accepted there: {expected}"
        assert found == expected
    if any(unknown):
        _check_symbols(op, shapes, unknown, expected)
    return not isinstance(expected, str)


def _check_symbols(op: Op, shapes: Sequence[Sequence[int]], unknown: Sequence[bool], expected: object) -> None:
    values: dict[str, int] = {}
    named: list[list[Size]] = []
    nameless: list[list[Size]] = []
    flags = iter(unknown)
    for shape in shapes:
        named.append([])
        nameless.append([])
        for size in shape:
            hidden = next(flags, False)
            name = f"S{len(values)}"
            if hidden:
                values[name] = size
            named[-1].append(symbol(name) if hidden else size)
            nameless[-1].append(fresh() if hidden else size)
    if any(value < 1 for value in values.values()):
        return
    for given in (named, nameless):
        found = shapes_here(op, given)
        if isinstance(expected, str):
            continue
        assert not isinstance(found, Refused), f"refused {given}: {found}, but {shapes} works"
        assert isinstance(expected, list)
        for ours, theirs in zip(found, expected, strict=True):
            if ours is None:
                continue
            assert len(ours) == len(theirs)
            sure = [(size, real) for size, real in zip(ours, theirs, strict=True) if not is_anonymous(size)]
            # A slice that ends before it begins has the size 0; its length is not cut off at 0, to stay legible.
            assert [max(evaluate(size, values), 0) for size, _ in sure] == [real for _, real in sure], (
                given,
                ours,
                theirs,
            )
