"""Reshapes, joins, indexing, products and reductions against PyTorch."""

from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlint import ops
from cnnlint.graph import Tensor
from tests.ops.agreement import check

_SIZES = st.lists(st.integers(1, 4), min_size=0, max_size=4)
_SOME = st.lists(st.integers(1, 4), min_size=1, max_size=4)
_UNKNOWN = st.lists(st.booleans(), min_size=8, max_size=8)
_AXIS = st.integers(-4, 4)
_MANY = settings(max_examples=120, deadline=None)


def _index(size: int = 1) -> Tensor:
    return Tensor((size,), "int64")


@st.composite
def _reshaping(draw):
    """A shape and one that its elements may take, or nearly."""
    old = draw(_SIZES)
    elements = 1
    for size in old:
        elements *= size
    new = []
    while elements > 1 and len(new) < 5:
        share = draw(st.sampled_from([d for d in range(1, elements + 1) if elements % d == 0]))
        new.append(share)
        elements //= share
    new.append(elements)
    new = draw(st.permutations(new))
    if draw(st.booleans()):
        new[draw(st.integers(0, len(new) - 1))] = draw(st.sampled_from([-1, -1, 2, 3]))
    return old, new


@_MANY
@given(_reshaping(), _UNKNOWN)
def test_reshape(case, unknown):
    old, new = case
    check(lambda x: ops.reshape(x, new), lambda x: x.reshape(new), [old], unknown)


@_MANY
@given(_SIZES, _AXIS, _AXIS, _UNKNOWN)
def test_flatten_transpose_and_single_axes(shape, a, b, unknown):
    check(lambda x: ops.flatten(x, a, b), lambda x: torch.flatten(x, a, b), [shape], unknown)
    check(lambda x: ops.transpose(x, a, b), lambda x: x.transpose(a, b), [shape], unknown)
    check(lambda x: ops.move_axis(x, a, b), lambda x: x.movedim(a, b), [shape], unknown)
    check(lambda x: ops.unsqueeze(x, a), lambda x: x.unsqueeze(a), [shape], unknown)
    check(lambda x: ops.softmax(x, a), lambda x: torch.softmax(x, a), [shape], unknown)
    check(lambda x: ops.cumulative(x, a), lambda x: torch.cumsum(x, a), [shape], unknown)
    check(lambda x: ops.squeeze(x, a), lambda x: x.squeeze(a), [shape])
    check(lambda x: ops.squeeze(x), lambda x: x.squeeze(), [shape])
    if shape:
        check(lambda x: ops.repeat_interleave(x, 3, a), lambda x: x.repeat_interleave(3, a), [shape], unknown)


@_MANY
@given(_SIZES, _AXIS, st.lists(st.sampled_from([-1, 1, 2, 3, 4]), min_size=1, max_size=3), _UNKNOWN)
def test_unflatten(shape, axis, sizes, unknown):
    check(lambda x: ops.unflatten(x, axis, sizes), lambda x: x.unflatten(axis, sizes), [shape], unknown)


@_MANY
@given(_SIZES, st.lists(st.integers(-4, 3), max_size=4), _UNKNOWN)
def test_permute(shape, order, unknown):
    check(lambda x: ops.permute(x, order), lambda x: x.permute(order), [shape], unknown)


@_MANY
@given(_SIZES, st.one_of(st.none(), st.lists(_AXIS, min_size=1, max_size=3)), st.booleans(), _UNKNOWN)
def test_reduce(shape, axes, keepdims, unknown):
    every = list(range(len(shape))) if axes is None else axes
    check(
        lambda x: ops.reduce(x, axes, keepdims=keepdims),
        lambda x: torch.amax(x, every, keepdims),
        [shape],
        unknown,
    )


@_MANY
@given(_SIZES, st.lists(st.sampled_from([-1, 1, 2, 3, 4]), max_size=5), _UNKNOWN)
def test_expand_repeat_and_tile(shape, sizes, unknown):
    check(lambda x: ops.expand(x, sizes), lambda x: x.expand(sizes), [shape])
    times = [abs(size) for size in sizes]
    check(lambda x: ops.repeat(x, times), lambda x: x.repeat(times), [shape], unknown)
    check(lambda x: ops.tile(x, times), lambda x: x.tile(times), [shape], unknown)


@st.composite
def _siblings(draw, count: int = 3):
    """Shapes that differ on few axes, or in rank."""
    base = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    shapes = []
    for _ in range(draw(st.integers(1, count))):
        shape = list(base)
        for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
            shape[draw(st.integers(0, len(shape) - 1))] = draw(st.integers(1, 4))
        shapes.append(shape if draw(st.integers(0, 9)) else shape[1:])
    return shapes


@_MANY
@given(_siblings(), _AXIS, _UNKNOWN)
def test_concat_and_stack(shapes, axis, unknown):
    # PyTorch skips tensors of shape (0,) for old times' sake; none is drawn here.
    check(lambda *x: ops.concat(x, axis), lambda *x: torch.cat(x, axis), shapes, unknown)
    check(lambda *x: ops.stack(x, axis), lambda *x: torch.stack(x, axis), shapes, unknown)


@_MANY
@given(_siblings(), _UNKNOWN)
def test_broadcast(shapes, unknown):
    check(lambda *x: ops.broadcast(x), lambda *x: torch.broadcast_tensors(*x)[0], shapes)
    check(lambda *x: ops.broadcast_tensors(x), lambda *x: torch.broadcast_tensors(*x), shapes)
    check(lambda *x: ops.broadcast(x), lambda *x: torch.broadcast_tensors(*x)[0], shapes, unknown)


@_MANY
@given(_SOME, _AXIS, st.one_of(st.integers(0, 3), st.lists(st.integers(0, 3), max_size=4)), st.integers(0, 4), _UNKNOWN)
def test_splits(shape, axis, sizes, parts, unknown):
    check(lambda x: ops.split(x, sizes, axis), lambda x: x.split(sizes, axis), [shape])
    check(lambda x: ops.chunk(x, parts, axis), lambda x: x.chunk(parts, axis), [shape])
    check(lambda x: ops.tensor_split(x, parts, axis), lambda x: x.tensor_split(parts, axis), [shape], unknown)
    check(lambda x: ops.unbind(x, axis), lambda x: x.unbind(axis), [shape])


@_MANY
@given(_SOME, _AXIS, st.lists(st.integers(-5, 5), min_size=1, max_size=3), _UNKNOWN)
def test_tensor_split_at_indexes(shape, axis, cuts, unknown):
    check(lambda x: ops.tensor_split(x, cuts, axis), lambda x: x.tensor_split(cuts, axis), [shape], unknown)


@_MANY
@given(_SIZES, _SIZES, _UNKNOWN)
def test_matmul(a, b, unknown):
    check(ops.matmul, torch.matmul, [a, b], unknown)


@_MANY
@given(st.data(), st.integers(1, 3), st.lists(st.integers(1, 2), max_size=2), _UNKNOWN)
def test_matmul_that_mostly_fits(data, inner, batch, unknown):
    a = [*batch, data.draw(st.integers(1, 3)), inner]
    b = [*data.draw(st.lists(st.integers(1, 2), max_size=2)), data.draw(st.integers(inner, inner + 1)), 2]
    check(ops.matmul, torch.matmul, [a, b], unknown)


_EQUATIONS = ["ij,jk->ik", "bqd,bkd->bqk", "ij,jk", "i,j->ij", "...ij,...jk->...ik", "bhqd,bhkd->bhqk", "ii->i", "ijk->kji", "ij->",
              "...d,de->...e", "ij,kj", "b...c,c->b...", "ij,jk->iz"]  # fmt: skip


@_MANY
@given(st.sampled_from(_EQUATIONS), st.data(), _UNKNOWN)
def test_einsum(equation, data, unknown):
    sizes = {letter: data.draw(st.integers(1, 4)) for letter in "abcdehijkqz"}
    shapes = []
    for term in equation.split("->")[0].split(","):
        shape = [sizes[letter] for letter in term.replace(".", "")]
        at = max(term.find("."), 0)
        if "..." in term:
            shape[at:at] = data.draw(st.lists(st.sampled_from([1, 2, 2]), max_size=2))
        if shape and data.draw(st.integers(0, 4)) == 0:
            shape[data.draw(st.integers(0, len(shape) - 1))] += 1
        shapes.append(shape if data.draw(st.integers(0, 9)) else shape[1:])
    check(lambda *x: ops.einsum(equation, x), lambda *x: torch.einsum(equation, *x), shapes, unknown)


@_MANY
@given(_SOME, _SOME, st.integers(0, 2), _UNKNOWN)
def test_tensordot(a, b, axes, unknown):
    check(lambda x, y: ops.tensordot(x, y, axes=axes), lambda x, y: torch.tensordot(x, y, axes), [a, b])


_BOUND = st.one_of(st.none(), st.integers(-5, 5))
_ITEM = st.one_of(
    st.builds(slice, _BOUND, _BOUND, st.one_of(st.none(), st.integers(1, 3))),
    st.integers(-5, 4),
    st.none(),
    st.just(...),
    st.lists(st.just(0), min_size=1, max_size=3),
    st.just([[0, 0]]),
)


@settings(max_examples=600, deadline=None)
@given(_SIZES, st.lists(_ITEM, max_size=4), _UNKNOWN)
def test_index(shape, items, unknown):
    if sum(item is ... for item in items) > 1:
        items = [item for item in items if item is not ...]
    ours = [Tensor(tuple(torch.tensor(item).shape), "int64") if isinstance(item, list) else item for item in items]
    theirs = tuple(torch.tensor(item) if isinstance(item, list) else item for item in items)
    check(lambda x: ops.index(x, ours), lambda x: x[theirs], [shape], unknown)


@_MANY
@given(_SOME, _SOME, _AXIS, _UNKNOWN)
def test_gather(shape, picked, axis, unknown):
    index = torch.zeros(picked, dtype=torch.int64)
    ours = Tensor(tuple(picked), "int64")
    check(lambda x: ops.gather(x, axis, ours), lambda x: torch.gather(x, axis, index), [shape])
    if len(shape) == len(picked) and shape:
        check(lambda x: ops.gather(x, axis, ours), lambda x: torch.gather(x, axis, index), [shape], unknown)


@_MANY
@given(_SOME, _AXIS, st.integers(1, 5), _UNKNOWN)
def test_index_select_and_topk(shape, axis, count, unknown):
    index = torch.zeros(count, dtype=torch.int64)
    ours = Tensor((count,), "int64")
    check(lambda x: ops.take(x, ours, axis), lambda x: torch.index_select(x, axis, index), [shape], unknown)
    check(lambda x: ops.topk(x, count, axis), lambda x: tuple(torch.topk(x, count, axis)), [shape], unknown)


@_MANY
@given(_SOME, st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2)), min_size=1, max_size=4), _UNKNOWN)
def test_pad(shape, pads, unknown):
    pads = (pads * 4)[: len(shape)]
    flat = [amount for pair in reversed(pads) for amount in pair]
    check(lambda x: ops.pad(x, pads), lambda x: torch.nn.functional.pad(x, flat), [shape], unknown)


@_MANY
@given(_SOME, _AXIS, st.integers(1, 4), st.integers(1, 3), _UNKNOWN)
def test_unfold_axis(shape, axis, size, step, unknown):
    check(
        lambda x: ops.unfold_axis(x, axis=axis, size=size, step=step),
        lambda x: x.unfold(axis, size, step),
        [shape],
        unknown,
    )


@_MANY
@given(_SIZES, st.integers(1, 4), st.integers(1, 3), _UNKNOWN)
def test_dense(shape, width, out, unknown):
    check(
        lambda x: ops.dense(x, in_features=width, out_features=out),
        lambda x: torch.nn.functional.linear(x, torch.zeros(out, width)),
        [shape],
        unknown,
    )


@_MANY
@given(st.lists(st.integers(1, 2), max_size=2), st.integers(1, 3), st.integers(1, 3), st.data(), _UNKNOWN)
def test_attention(batch, length, width, data, unknown):
    key = [*batch, data.draw(st.integers(1, 3)), data.draw(st.sampled_from([width, width, 2]))]
    value = [*batch, data.draw(st.sampled_from([key[-2], key[-2], 2])), 4]
    shapes = [[*batch, length, width], key, value]
    check(ops.attention, torch.nn.functional.scaled_dot_product_attention, shapes, unknown)


@_MANY
@given(st.integers(1, 3), st.integers(1, 2), st.booleans(), st.sampled_from([None, 2]), _SOME, st.booleans(), _UNKNOWN)
def test_lstm(hidden, layers, both, projection, shape, batch_first, unknown):
    projection = projection if projection is not None and projection < hidden else None
    module = torch.nn.LSTM(2, hidden, layers, batch_first=batch_first, bidirectional=both, proj_size=projection or 0)

    def here(x):
        read = ops.recurrent(
            x,
            features_in=2,
            hidden=hidden,
            gates=4,
            layers=layers,
            bidirectional=both,
            time_axis=1 if batch_first and x.rank == 3 else 0,
            projection=projection,
            ranks=(2, 3),
        )
        return read.sequence, read.hidden, read.cell

    def in_torch(x):
        out, (h, c) = module(x)
        return out, h, c

    check(here, in_torch, [shape], unknown)


@_MANY
@given(st.integers(1, 3), st.booleans(), st.booleans(), st.data(), _UNKNOWN)
def test_multi_head(length, batch_first, average, data, unknown):
    module = torch.nn.MultiheadAttention(4, 2, kdim=3, vdim=5, batch_first=batch_first)
    keys = data.draw(st.integers(1, 3))
    widths = [4, data.draw(st.sampled_from([3, 3, 4])), 5]
    lengths = [length, keys, data.draw(st.sampled_from([keys, keys, 2]))]
    shapes = [[2, n, width] if batch_first else [n, 2, width] for n, width in zip(lengths, widths, strict=True)]

    def here(q, k, v):
        return ops.multi_head(
            q,
            k,
            v,
            position_axes=(1 if batch_first else 0,),
            heads=2,
            head_size=2,
            out_features=4,
            query_features=4,
            key_features=3,
            value_features=5,
            average=average,
        )

    check(here, lambda q, k, v: module(q, k, v, average_attn_weights=average), shapes, unknown)


@_MANY
@given(_SOME, st.integers(1, 4), st.integers(1, 4), _UNKNOWN)
def test_norms(shape, features, groups, unknown):
    f = torch.nn.functional
    ones = torch.ones(features)
    check(
        lambda x: ops.batch_norm(x, channel_axis=1, features=features),
        lambda x: f.batch_norm(x, torch.zeros(features), ones),
        [[2, *shape]],
        unknown,
    )
    check(lambda x: ops.layer_norm(x, sizes=(2, features)), lambda x: f.layer_norm(x, (2, features)), [shape], unknown)
    check(
        lambda x: ops.group_norm(x, channel_axis=1, groups=groups, channels=None),
        lambda x: f.group_norm(x, groups),
        [[2, 12, *shape, 2]],
    )
