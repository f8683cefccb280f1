"""Recurrent layers: along time every step is counted as reading all of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from cnnlint.graph import Tensor, algebra
from cnnlint.ops.fields import provisional, renumbered
from cnnlint.ops.norm import check_ranks
from cnnlint.ops.shared import axis_of, derived, replaced, require_width, unknown_sizes
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, fresh, product


@dataclass(frozen=True, slots=True)
class Recurrence:
    """What a recurrent layer gives: each step's output, the last one's, and the final states of all layers and directions.

    With D directions, width P (the projection's, else the hidden size): `sequence` is the input with D * P features, `last`
    the same without the time axis, `hidden` (D * layers, *batch, P) and `cell` (D * layers, *batch, hidden size).
    """

    sequence: Tensor
    last: Tensor
    hidden: Tensor
    cell: Tensor
    macs: Size


@operation
def recurrent(
    x: Tensor,
    *,
    features_in: Size | None,
    hidden: Size,
    gates: Size,
    layers: Size = 1,
    bidirectional: bool = False,
    time_axis: int = 1,
    projection: Size | None = None,
    ranks: Collection[int] = (3,),
) -> Recurrence:
    """An RNN (1 gate), GRU (3) or LSTM (4); features stand last, the batch on the axis that remains, if there is one.

    `features_in` is what it was built for (None: what comes in). Refuses "feature-mismatch" and "rank-mismatch".
    """
    check_ranks(x, ranks)
    directions = 2 if bidirectional else 1
    width = hidden if projection is None else projection
    shape = x.shape if x.shape is not None else unknown_sizes(max(ranks, default=3))
    at = axis_of(x.with_shape(shape), time_axis)
    rest = [axis for axis in range(len(shape)) if axis != at]
    batch = [shape[axis] for axis in rest[:-1]]
    read = algebra.collapse(provisional(x.with_shape(shape)), shape, (at,), keep=True)
    final = algebra.dropped(read, at)
    last = renumbered(replace(x, shape=shape, field=final), rest)
    state = renumbered(replace(x, shape=shape, field=final), [None, *rest])
    result = Recurrence(
        derived(x, replaced(shape, {len(shape) - 1: directions * width}), read),
        derived(x, (*batch, directions * width), last),
        derived(x, (directions * layers, *batch, width), state),
        derived(x, (directions * layers, *batch, hidden), state),
        fresh("macs") if x.shape is None else _macs(shape, hidden, gates, layers, directions, projection),
    )
    if features_in is not None and x.shape is not None:
        require_width("feature-mismatch", features_in, shape[-1], result.sequence, what="features")
    return result


def _macs(
    shape: tuple[Size, ...], hidden: Size, gates: Size, layers: Size, directions: int, projection: Size | None
) -> Size:
    """Per step and layer gates * hidden * (input + state), and the projection."""
    width = hidden if projection is None else projection
    extra = 0 if projection is None else hidden * projection
    first = gates * hidden * (shape[-1] + width) + extra
    later = gates * hidden * (directions * width + width) + extra
    return product(shape[:-1]) * directions * (first + (layers - 1) * later)
