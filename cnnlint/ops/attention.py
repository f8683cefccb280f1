"""Attention: every query position reads all positions of the keys and values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from cnnlint.graph import Field, Tensor, algebra
from cnnlint.ops.broadcast import broadcast_sizes
from cnnlint.ops.fields import met, provisional
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axes_of, combined, invalid, require_width, unknown, unknown_sizes, written
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, divides, equal, fresh, product, same


@operation
def attention(query: Tensor, key: Tensor, value: Tensor, *, grouped: bool = False) -> Outcome:
    """softmax(Q K^T) V for (…, L, E), (…, S, E) and (…, S, V): (…, L, V).

    With `grouped` several query heads (third axis from the end) share one of keys and values. Refuses widths or lengths that
    differ ("matmul-mismatch") and stacks that do not broadcast ("broadcast-mismatch").
    """
    tensors = (query, key, value)
    if query.shape is None or key.shape is None or value.shape is None:
        return Outcome(unknown(tensors), fresh("macs"))
    for x in tensors:
        if len(x.shape or ()) < 2:
            words = f"takes at least 2 axes and gets {x.rank}"
            raise Refused("rank-mismatch", words, query, expected_rank=2, actual_rank=x.rank, shape=x.shape)
    batch = query.shape[:-2]
    for other in () if grouped else (key.shape, value.shape):
        joined = broadcast_sizes(batch, other[:-2])
        if joined is None:
            words = f"{written(query.shape)} and {written(other)} do not broadcast"
            raise Refused("broadcast-mismatch", words, query, left=query.shape, right=other)
        batch = joined
    shape = (*batch, query.shape[-2], value.shape[-1])
    result = combined(tensors, shape, _attended(query, key, value, (len(shape) - 2,), len(shape)))
    for wanted, got in ((query.shape[-1], key.shape[-1]), (key.shape[-2], value.shape[-2])):
        require(same(wanted, got), partial(_differ, tensors, result, wanted, got))
    length = key.shape[-2]
    return Outcome(result, product(batch) * query.shape[-2] * length * (query.shape[-1] + value.shape[-1]))


def _differ(tensors: Sequence[Tensor], result: Tensor, wanted: Size, got: Size) -> Refused:
    shapes = ", ".join(written(x.shape or ()) for x in tensors)
    return Refused("matmul-mismatch", f"{wanted} is not {got} in {shapes}", result, expected=wanted, actual=got)


def _attended(query: Tensor, key: Tensor, value: Tensor, axes: Sequence[int], rank: int) -> Field | None:
    """Positions on `axes` of the result are the query's; each reads all that stand on the same axes of keys and values."""
    fields: list[Field | None] = []
    for x in (query, key, value):
        shift = rank - len(x.shape or ())
        own = [axis - shift for axis in axes]
        reads = provisional(x)
        if x is not query or x is key:
            reads = algebra.collapse(reads, x.shape or (), own, keep=True)
        if x is not query and reads is not None and query.field != x.field:
            for axis in own:
                reads = algebra.dropped(reads, axis)
        fields.append(algebra.relocated(reads, {axis: axis + shift for axis in range(len(x.shape or ()))}))
    return met((query, key, value), fields)


@operation
def multi_head(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    *,
    position_axes: Sequence[int],
    heads: Size,
    head_size: Size,
    out_features: Size,
    value_size: Size | None = None,
    query_features: Size | None = None,
    key_features: Size | None = None,
    value_features: Size | None = None,
    average: bool = False,
) -> tuple[Outcome, Tensor]:
    """Multi-head attention with its projections: the output, and the weights (batch, heads, *queries, *keys).

    Features stand last; `position_axes` (PyTorch: (1,) batch first, (0,) otherwise; Keras: `attention_axes`) are attended over.
    `head_size` and `value_size` are the width of a head's keys and values; the `…_features` what the projections were built
    for (None: what comes in). With `average` the weights have no axis of heads. Multiply-accumulates are those of the four projections
    and of both products. Refuses "feature-mismatch", "matmul-mismatch", "rank-mismatch".
    """
    tensors = (query, key, value)
    if query.shape is None or key.shape is None or value.shape is None:
        shape = None if query.shape is None else (*query.shape[:-1], out_features)
        return Outcome(unknown(tensors).with_shape(shape), fresh("macs")), unknown(tensors)
    at = axes_of(query, position_axes)
    result = combined(tensors, (*query.shape[:-1], out_features), _attended(query, key, value, at, len(query.shape)))
    _check_heads(tensors, (query_features, key_features, value_features), at, result)
    batch = [query.shape[axis] for axis in range(len(query.shape) - 1) if axis not in at]
    queries, keys = [query.shape[axis] for axis in at], [key.shape[axis] for axis in at]
    weights = combined(tensors, (*batch, *(() if average else (heads,)), *queries, *keys), _weights_field(result))
    inner = head_size if value_size is None else value_size
    macs = product(query.shape) * heads * head_size + product(key.shape) * heads * head_size
    macs = macs + product(value.shape) * heads * inner + product(query.shape[:-1]) * heads * inner * out_features
    scores = product(batch) * product(queries) * product(keys) * heads
    return Outcome(result, macs + scores * (head_size + inner)), weights


def _weights_field(result: Tensor) -> Field | None:
    return None if result.field is None else algebra.LOST


def _check_heads(
    tensors: tuple[Tensor, Tensor, Tensor], features: Sequence[Size | None], at: Sequence[int], result: Tensor
) -> None:
    rank = len(tensors[0].shape or ())
    for x, width in zip(tensors, features, strict=True):
        shape = x.shape or ()
        if len(shape) != rank:
            words = f"takes {rank} axes and gets {len(shape)}"
            raise Refused("rank-mismatch", words, result, expected_rank=rank, actual_rank=len(shape), shape=shape)
        if width is not None:
            require_width("feature-mismatch", width, shape[-1], result, what="features")
    keys, values = tensors[1].shape or (), tensors[2].shape or ()
    for axis in at:
        if equal(keys[axis], values[axis]) is False:
            words = f"{keys[axis]} keys and {values[axis]} values"
            raise Refused(
                "matmul-mismatch", words, result, left=keys, right=values, expected=keys[axis], actual=values[axis]
            )


def check_heads(x: Tensor, width: Size, heads: Size) -> None:
    """Refuse a number of heads that does not divide the width ("invalid-argument")."""
    if divides(heads, width) is False:
        recovery = x.with_shape(unknown_sizes(x.rank)) if x.rank is not None else x
        raise invalid(x, "num_heads", heads, f"{heads} does not divide the width of {width}", recovery)
