"""Elements picked by tensors of indexes: gather, take, index_select, masks, sampling grids."""

from __future__ import annotations

from cnnlint.graph import Field, Tensor, algebra
from cnnlint.ops.broadcast import broadcast_sizes
from cnnlint.ops.fields import renumbered
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axis_of, derived, replaced, sources_of, written
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, fresh, less


@operation
def gather(x: Tensor, axis: int, index: Tensor) -> Outcome:
    """For each element of `index` the one of `x` at that index along the axis, elsewhere at the same place (`torch.gather`).

    Refuses other ranks ("rank-mismatch"), and an index larger than the tensor on another axis ("broadcast-mismatch").
    """
    if x.shape is None or index.shape is None:
        return Outcome(_picked(x, index, index.shape, None))
    at = axis_of(x, axis)
    result = _picked(x, index, index.shape, _anywhere(x, at))
    if len(x.shape) != len(index.shape):
        words = f"the index has {len(index.shape)} axes, the tensor {len(x.shape)}"
        ranks = {"expected_rank": len(x.shape), "actual_rank": len(index.shape)}
        raise Refused("rank-mismatch", words, result, shape=index.shape, **ranks)
    for n, (size, picked) in enumerate(zip(x.shape, index.shape, strict=True)):
        if n != at and less(size, picked) is True:
            words = f"an index of {written(index.shape)} is larger than {written(x.shape)}"
            raise Refused("broadcast-mismatch", words, result, left=x.shape, right=index.shape)
    return Outcome(result)


@operation
def take_along(x: Tensor, axis: int | None, index: Tensor) -> Outcome:
    """As `gather`, the other axes broadcast (`numpy.take_along_axis`); axis None: of the flattened tensor."""
    if x.shape is None or index.shape is None or axis is None:
        return Outcome(_picked(x, index, None if axis is not None else index.shape, None))
    at = axis_of(x, axis)
    if len(x.shape) != len(index.shape):
        return gather(x, axis, index)
    sizes = broadcast_sizes(replaced(x.shape, {at: 1}), replaced(index.shape, {at: 1}))
    if sizes is None:
        words = f"an index of {written(index.shape)} does not fit {written(x.shape)}"
        lost = _picked(x, index, index.shape, None)
        raise Refused("broadcast-mismatch", words, lost, left=x.shape, right=index.shape)
    return Outcome(_picked(x, index, replaced(sizes, {at: index.shape[at]}), _anywhere(x, at)))


@operation
def take(x: Tensor, index: Tensor, axis: int | None = None) -> Outcome:
    """The slices of an axis that the index names, the axis replaced by the index's axes (`numpy.take`, `torch.index_select`)."""
    if axis is None:
        return Outcome(_picked(x, index, index.shape, None if x.field is None else algebra.LOST))
    if x.shape is None or index.shape is None:
        return Outcome(_picked(x, index, None, None))
    at = axis_of(x, axis)
    new = len(index.shape)
    order = [*range(at), *([at] if new == 1 else [None] * new), *range(at + 1, len(x.shape))]
    reads = algebra.unplaced(x.field, at) if new == 1 else algebra.selected(x.field, at)
    shape = (*x.shape[:at], *index.shape, *x.shape[at + 1 :])
    return Outcome(_picked(x, index, shape, renumbered(Tensor(x.shape, x.dtype, reads), order)))


@operation
def masked_select(x: Tensor, mask: Tensor) -> Outcome:
    """The elements where the mask is true, in a row of a length that the data decides."""
    return Outcome(_picked(x, mask, (fresh(),), None if x.field is None else algebra.LOST))


@operation
def grid_sample(x: Tensor, grid: Tensor) -> Outcome:
    """(N, C, *space) read at the points of a grid (N, *points, dimensions): what a point reads is up to the data."""
    if x.shape is None or grid.shape is None:
        return Outcome(_picked(x, grid, None, None))
    shape: list[Size] = [*x.shape[:2], *grid.shape[1:-1]]
    if len(shape) != len(x.shape) or len(grid.shape) != len(x.shape):
        words = f"a grid of {written(grid.shape)} does not fit {written(x.shape)}"
        ranks = {"expected_rank": len(x.shape), "actual_rank": len(grid.shape)}
        raise Refused("rank-mismatch", words, derived(x, None), shape=grid.shape, **ranks)
    field = algebra.collapse(x.field, x.shape, range(2, len(x.shape)), keep=True)
    return Outcome(_picked(x, grid, shape, field))


def _anywhere(x: Tensor, axis: int) -> Field | None:
    """The positions of an axis picked by the data: each may read what any does."""
    return algebra.dropped(algebra.collapse(x.field, x.shape or (), (axis,), keep=True), axis)


def _picked(x: Tensor, index: Tensor, shape: list[Size] | tuple[Size, ...] | None, field: Field | None) -> Tensor:
    return Tensor(None if shape is None else tuple(shape), x.dtype, field, sources_of([x, index]))
