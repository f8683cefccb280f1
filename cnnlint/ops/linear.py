"""Linear maps of the features: dense layers, bilinear ones, and products of matrices."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlint.graph import Field, Tensor, algebra
from cnnlint.ops.broadcast import broadcast_sizes
from cnnlint.ops.fields import met, provisional
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axis_of, combined, derived, replaced, require_width, unknown, written
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, equal, fresh, product, same


@operation
def dense(x: Tensor, *, in_features: Size | None, out_features: Size, axis: int = -1) -> Outcome:
    """A learnt linear map of one axis; `in_features` is what the weight was built for (None: what comes in).

    Positions that stand on that axis are read whole from then on. The bias is not counted. Refuses "feature-mismatch", and
    "rank-mismatch" for a tensor without axes.
    """
    if x.shape is None:
        return Outcome(derived(x, None), fresh("macs"))
    if not x.shape:
        raise Refused(
            "rank-mismatch",
            "takes at least 1 axis and gets 0",
            derived(x, (out_features,)),
            expected_rank=1,
            actual_rank=0,
            shape=(),
        )
    at = axis_of(x, axis)
    result = derived(x, replaced(x.shape, {at: out_features}), contracted(x, (at,)))
    if in_features is not None:
        require_width("feature-mismatch", in_features, x.shape[at], result, what="features")
    return Outcome(result, product(x.shape) * out_features)


def contracted(x: Tensor, axes: Sequence[int]) -> Field | None:
    """The field once these axes have been summed over; the axes themselves stay where they are."""
    return algebra.collapse(algebra.patched(provisional(x), axes), x.shape or (), axes)


@operation
def bilinear(a: Tensor, b: Tensor, *, in_features: tuple[Size, Size], out_features: Size) -> Outcome:
    """x W y for each output, over the last axis of both. Refuses "feature-mismatch" and "broadcast-mismatch"."""
    tensors = (a, b)
    if a.shape is None or b.shape is None:
        return Outcome(unknown(tensors), fresh("macs"))
    fields = [contracted(x, (len(x.shape or ()) - 1,)) for x in tensors]
    shape = (*a.shape[:-1], out_features)
    result = combined(tensors, shape, met(tensors, fields))
    for x, width in zip(tensors, in_features, strict=True):
        if x.shape:
            require_width("feature-mismatch", width, x.shape[-1], result, what="features")
    rows_differ = any(equal(p, q) is False for p, q in zip(a.shape[:-1], b.shape[:-1], strict=False))
    if len(a.shape) != len(b.shape) or rows_differ:
        words = f"{written(a.shape)} and {written(b.shape)} differ before the last axis"
        raise Refused("broadcast-mismatch", words, result, left=a.shape, right=b.shape)
    return Outcome(result, product(shape) * in_features[0] * in_features[1])


@operation
def matmul(a: Tensor, b: Tensor) -> Outcome:
    """The product of two (stacks of) matrices or vectors: (…, n, m) and (…, m, p) to (…, n, p).

    Refuses "matmul-mismatch", for stacks that do not broadcast "broadcast-mismatch", for a scalar "rank-mismatch".
    """
    tensors = (a, b)
    if a.shape is None or b.shape is None:
        return Outcome(unknown(tensors), fresh("macs"))
    for x in tensors:
        if not x.shape:
            words = "takes at least 1 axis and gets 0"
            raise Refused("rank-mismatch", words, unknown(tensors), expected_rank=1, actual_rank=0, shape=())
    rows, columns = a.shape[-2:-1], b.shape[-1:] if len(b.shape) > 1 else ()
    if len(b.shape) > 1 and equal(a.shape[-1], b.shape[-2]) is False and equal(a.shape[-1], b.shape[-1]) is True:
        columns = b.shape[-2:-1]  # the result that is meant, where the right side is the wrong way round
    batch = broadcast_sizes(a.shape[:-2], b.shape[:-2])
    inner_a, inner_b = a.shape[-1], b.shape[-2] if len(b.shape) > 1 else b.shape[0]
    shape = (*(batch if batch is not None else [fresh() for _ in a.shape[:-2]]), *rows, *columns)
    result = combined(tensors, shape, _product_field(a, b, shape, len(rows), len(columns)))
    left, right = a.shape, b.shape
    require(
        same(inner_a, inner_b),
        lambda: Refused(
            "matmul-mismatch",
            f"{written(left)} times {written(right)}: {inner_a} is not {inner_b}",
            result,
            left=left,
            right=right,
            expected=inner_a,
            actual=inner_b,
        ),
    )
    if batch is None:
        words = f"{written(a.shape[:-2])} and {written(b.shape[:-2])} do not broadcast"
        raise Refused("broadcast-mismatch", words, result, left=a.shape, right=b.shape)
    return Outcome(result, product(shape) * inner_a)


def _product_field(a: Tensor, b: Tensor, shape: Sequence[Size], rows: int, columns: int) -> Field | None:
    batch = len(shape) - rows - columns
    rank_a, rank_b = len(a.shape or ()), len(b.shape or ())
    onto_a = {axis: axis - (rank_a - 2) + batch for axis in range(rank_a - 2)}
    onto_b = {axis: axis - (rank_b - 2) + batch for axis in range(rank_b - 2)}
    if rows:
        onto_a[rank_a - 2] = batch
    if columns:
        onto_b[rank_b - 1] = batch + rows
    fields = [
        product_operand(a, (rank_a - 1,), onto_a),
        product_operand(b, (max(rank_b - 2, 0),), onto_b),
    ]
    return met((a, b), fields)


def product_operand(x: Tensor, axes: Sequence[int], onto: dict[int, int]) -> Field | None:
    """The field of one operand of a product, summed over `axes`, its other axes moved onto those of the result."""
    summed = algebra.collapse(provisional(x), x.shape or (), axes, keep=True)
    for axis in axes:
        summed = algebra.dropped(summed, axis)
    return algebra.relocated(summed, onto)


@operation
def outer(a: Tensor, b: Tensor) -> Outcome:
    """All products of the elements of two vectors."""
    if a.shape is None or b.shape is None:
        return Outcome(combined((a, b), (fresh(), fresh())))
    shape = (product(a.shape), product(b.shape))
    result = combined((a, b), shape, None if a.field is None and b.field is None else algebra.LOST)
    return Outcome(result, product(shape))
