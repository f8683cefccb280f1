"""Reductions over axes, and operations along one that keep it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cnnlint.graph import Tensor, algebra
from cnnlint.ops.fields import provisional, renumbered
from cnnlint.ops.outcome import Outcome
from cnnlint.ops.shared import axes_of, axis_of, derived, invalid, replaced
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, fresh, less


@operation
def reduce(x: Tensor, axes: int | Sequence[int] | None = None, *, keepdims: bool = False) -> Outcome:
    """One value for all elements along these axes (None: all): a sum, mean, maximum, norm. Positions on them are read whole."""
    if x.shape is None:
        every = axes is None and not keepdims
        return Outcome(derived(x, () if every else None, algebra.LOST if every and x.field is not None else None))
    chosen = tuple(range(len(x.shape))) if axes is None else axes_of(x, axes)
    if not x.shape:
        return Outcome(x)
    field = algebra.collapse(provisional(x), x.shape, chosen)
    if keepdims:
        return Outcome(derived(x, replaced(x.shape, dict.fromkeys(chosen, 1)), field))
    left = [axis for axis in range(len(x.shape)) if axis not in chosen]
    return Outcome(derived(x, [x.shape[axis] for axis in left], renumbered(replace(x, field=field), left)))


@operation
def cumulative(x: Tensor, axis: int) -> Outcome:
    """Running sums or products along an axis: a position reads those before it, counted as all."""
    if x.shape is None:
        return Outcome(derived(x, None))
    at = axis_of(x, axis)
    return Outcome(replace(x, field=algebra.collapse(x.field, x.shape, (at,), keep=True)))


@operation
def softmax(x: Tensor, axis: int = -1) -> Outcome:
    """Values along an axis that add up to one. Over positions it only scales, so the field stays."""
    if x.shape is not None:
        axis_of(x, axis)
    return Outcome(x)


@operation
def topk(x: Tensor, count: Size, axis: int = -1) -> tuple[Tensor, Tensor]:
    """The largest values along an axis and their indexes: of positions any may be among them. Refuses a count above the size."""
    if x.shape is None:
        return derived(x, None), derived(x, None, dtype="int64")
    at = axis_of(x, axis)
    shape = replaced(x.shape, {at: count}) if x.shape else ()
    field = algebra.dropped(algebra.collapse(x.field, x.shape, (at,), keep=True), at)
    result = derived(x, shape, field)
    if x.shape and less(x.shape[at], count) is True:
        raise invalid(x, "k", count, f"is more than the {x.shape[at]} of axis {at}", result)
    return result, derived(x, shape, field, "int64")


@operation
def sort(x: Tensor, axis: int = -1) -> Outcome:
    """The elements in order along an axis."""
    if x.shape is None:
        return Outcome(derived(x, None))
    return cumulative(x, axis)


@operation
def nonzero(x: Tensor) -> Outcome:
    """The indexes of the elements that are not 0, one row each."""
    field = None if x.field is None else algebra.LOST
    return Outcome(derived(x, (fresh(), fresh() if x.shape is None else len(x.shape)), field, "int64"))
