"""What is refused, by which kind and figures, and what is left to go on with; and that nothing unknown is ever refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlint import ops
from cnnlint.graph import Input, Tensor
from cnnlint.ops import Layout, Refused
from cnnlint.symbolic import Size, bounds, fresh, symbol
from tests.ops.agreement import assert_declared, tensors_of

_IMAGE = Input("x", None)
N, H, W = symbol("N"), symbol("H"), symbol("W")
_IMAGES = Layout.channels_first(2)


def tensor(*shape: Size) -> Tensor:
    return Tensor(shape, sources=(_IMAGE,))


def conv(x: Tensor, kernel: Size = 3, *, pad: Size = 0, groups: Size = 1, out: Size = 8, built: Size | None = None):
    return ops.conv(
        x,
        layout=_IMAGES,
        kernel=(kernel, kernel),
        stride=(1, 1),
        padding=[(pad, pad)] * 2,
        dilation=(1, 1),
        groups=groups,
        out_channels=out,
        in_channels=built,
    )


def pool(x: Tensor, kernel: Size, pad: Size = 0):
    return ops.pool(
        x, layout=_IMAGES, kernel=(kernel,) * 2, stride=(kernel,) * 2, padding=[(pad, pad)] * 2, dilation=(1, 1)
    )


REFUSED = {
    "channels": (lambda: conv(tensor(N, 3, H, W), built=1), "channel-mismatch", {"expected": 1, "actual": 3}),
    "groups": (lambda: conv(tensor(N, 3, H, W), groups=2), "group-mismatch", {"groups": 2, "actual": 3}),
    "groups of the output": (lambda: conv(tensor(N, 6, H, W), groups=3), "group-mismatch", {"groups": 3, "actual": 8}),
    "kernel": (lambda: conv(tensor(N, 3, 4, W), 7), "vanished-size", {"axis": 2, "kernel": 7, "actual": 4}),
    "kernel on a symbol": (lambda: conv(tensor(N, 3, H - H + 2, W), 3), "vanished-size", {"axis": 2, "actual": 2}),
    "rank": (lambda: conv(tensor(N, 3, H)), "rank-mismatch", {"expected_rank": 4, "actual_rank": 3}),
    "pool padding": (lambda: pool(tensor(N, 3, 8, 8), 2, 2), "invalid-argument", {"argument": "padding"}),
    "features": (
        lambda: ops.dense(tensor(N, 256), in_features=400, out_features=10),
        "feature-mismatch",
        {"expected": 400},
    ),
    "features of a symbol": (
        lambda: ops.dense(tensor(N, 64 * H), in_features=100, out_features=10),
        "feature-mismatch",
        {"expected": 100},
    ),
    "matmul": (lambda: ops.matmul(tensor(N, 3, 4), tensor(N, 5, 6)), "matmul-mismatch", {"expected": 4, "actual": 5}),
    "reshape": (lambda: ops.reshape(tensor(N, 3, 4), (N, 13)), "reshape-mismatch", {"target": (N, 13)}),
    "reshape with -1": (lambda: ops.reshape(tensor(2, 3, 4), (-1, 7)), "reshape-mismatch", {"elements": 24}),
    "concat": (lambda: ops.concat((tensor(N, 3, 8), tensor(N, 3, 9)), 1), "concat-mismatch", {"axis": 1}),
    "concat of ranks": (lambda: ops.concat((tensor(N, 3, 8), tensor(N, 3)), 1), "concat-mismatch", {}),
    "broadcast": (lambda: ops.broadcast((tensor(N, 3), tensor(N, 4))), "broadcast-mismatch", {"left": (N, 3)}),
    "expand": (lambda: ops.expand(tensor(N, 3), (N, 6)), "broadcast-mismatch", {"right": (N, 6)}),
    "norm": (lambda: ops.batch_norm(tensor(N, 32, H, W), channel_axis=1, features=64), "norm-mismatch", {"actual": 32}),
    "layer norm": (lambda: ops.layer_norm(tensor(N, 32), sizes=(64,)), "norm-mismatch", {"expected": 64}),
    "norm groups": (
        lambda: ops.group_norm(tensor(N, 30, H), channel_axis=1, groups=4),
        "group-mismatch",
        {"groups": 4},
    ),
    "axis": (lambda: ops.softmax(tensor(N, 3), 2), "axis-out-of-range", {"axis": 2, "actual_rank": 2}),
    "index": (lambda: ops.index(tensor(N, 3), (slice(None), 3)), "invalid-argument", {"argument": "index"}),
    "indexes": (lambda: ops.index(tensor(N, 3), (0, 0, 0)), "axis-out-of-range", {"actual_rank": 2}),
    "split": (lambda: ops.split(tensor(N, 7), (3, 3), 1), "invalid-argument", {"argument": "split_sizes"}),
    "pixel shuffle": (
        lambda: ops.pixel_shuffle(tensor(N, 6, H, W), layout=_IMAGES, factor=2),
        "group-mismatch",
        {"groups": 4, "actual": 6},
    ),
    "heads": (lambda: ops.check_heads(tensor(N, H, 10), 10, 4), "invalid-argument", {"argument": "num_heads"}),
    "crop": (
        lambda: ops.center_crop(tensor(N, 3, 8, 8), layout=_IMAGES, output=(-1, 4)),
        "vanished-size",
        {"axis": 2, "actual": 8},
    ),
    "recurrent width": (
        lambda: ops.recurrent(tensor(N, 5, 8), features_in=7, hidden=4, gates=4),
        "feature-mismatch",
        {"expected": 7, "actual": 8},
    ),
}


@pytest.mark.parametrize(("run", "kind", "details"), REFUSED.values(), ids=REFUSED)
def test_refused(run, kind, details):
    with pytest.raises(Refused) as caught:
        run()
    assert_declared(caught.value)
    assert caught.value.kind == kind
    assert {name: caught.value.details[name] for name in details} == details


def test_the_layers_behind_a_refusal_get_what_was_meant():
    with pytest.raises(Refused) as caught:
        ops.dense(tensor(N, 256), in_features=400, out_features=120)
    assert caught.value.recovery is not None
    assert caught.value.recovery.shape == (N, 120)
    with pytest.raises(Refused) as caught:
        conv(tensor(N, 3, 4, W), 7)
    recovered = caught.value.recovery
    assert recovered is not None
    assert recovered.shape is not None
    assert recovered.shape[:2] == (N, 8)
    assert bounds(recovered.shape[2])[1] is None, "the size that vanished is open again"


NOT_REFUSED = {
    "a kernel that may fit": lambda: conv(tensor(N, 3, H, W), 7),
    "channels that may agree": lambda: conv(tensor(N, symbol("C"), H, W), built=3),
    "groups that may divide": lambda: conv(tensor(N, symbol("C"), H, W), groups=symbol("g")),
    "features that may agree": lambda: ops.dense(tensor(N, 16 * H * W), in_features=400, out_features=10),
    "sizes that may agree": lambda: ops.broadcast((tensor(N, H), tensor(N, W))),
    "a size that may be 1": lambda: ops.broadcast((tensor(N, H), tensor(N, 7))),
    "a join that may agree": lambda: ops.concat((tensor(N, 3, H), tensor(N, 3, 2 * (H // 2))), 1),
    "elements that may agree": lambda: ops.reshape(tensor(N, 3, H, W), (-1, 400)),
    "a matmul that may fit": lambda: ops.matmul(tensor(N, H), tensor(W, 3)),
    "an index that may lie inside": lambda: ops.index(tensor(N, H), (slice(None), 5)),
    "a resize by what is not known": lambda: ops.resize(
        tensor(N, 3, H, W), layout=_IMAGES, scale=(None, Fraction(1, 3))
    ),
    "pieces that may add up": lambda: ops.split(tensor(N, H), (3, 4), 1),
}


@pytest.mark.parametrize("run", NOT_REFUSED.values(), ids=NOT_REFUSED)
def test_what_may_work_is_not_refused(run):
    assert tensors_of(run())


NOWHERE = Tensor(None, sources=(_IMAGE,))
OF_UNKNOWN_RANK = {
    "conv": (lambda x: conv(x, out=12), 4),
    "pool": (lambda x: pool(x, 2), 4),
    "adaptive pool": (lambda x: ops.adaptive_pool(x, layout=_IMAGES, output=(1, 1)), 4),
    "global pool": (lambda x: ops.global_pool(x, layout=_IMAGES), 2),
    "resize": (lambda x: ops.resize(x, layout=_IMAGES, size=(4, 4)), 4),
    "dense": (lambda x: ops.dense(x, in_features=3, out_features=4), None),
    "reshape": (lambda x: ops.reshape(x, (2, -1)), 2),
    "permute": (lambda x: ops.permute(x, (1, 0)), 2),
    "flatten": (lambda x: ops.flatten(x, 1), None),
    "concat": (lambda x: ops.concat((x, x), 1), None),
    "concat with a known one": (lambda x: ops.concat((tensor(N, 3, H), x), 1), 3),
    "broadcast": (lambda x: ops.broadcast((x, tensor(N, 3))), None),
    "matmul": (lambda x: ops.matmul(x, tensor(N, 3)), None),
    "einsum": (lambda x: ops.einsum("ij,jk->ik", (x, x)), 2),
    "index": (lambda x: ops.index(x, (0, ...)), None),
    "reduce": (lambda x: ops.reduce(x, 1), None),
    "reduce all": (lambda x: ops.reduce(x), 0),
    "pad": (lambda x: ops.pad(x, [(0, 0), (1, 1)]), 2),
    "attention": (lambda x: ops.attention(x, x, x), None),
    "batch norm": (lambda x: ops.batch_norm(x, channel_axis=1, features=3), None),
    "recurrent": (lambda x: ops.recurrent(x, features_in=3, hidden=4, gates=1).sequence, 3),
}


@pytest.mark.parametrize(("run", "rank"), OF_UNKNOWN_RANK.values(), ids=OF_UNKNOWN_RANK)
def test_a_tensor_of_unknown_rank(run, rank):
    (found,) = tensors_of(run(NOWHERE))
    assert found.rank == rank
    assert found.sources == (_IMAGE,)


_ARGUMENT = st.one_of(st.integers(-2, 5), st.just("?"), st.just("S"))


def number(value: object) -> Size:
    return fresh() if value == "?" else symbol("S") if value == "S" else value  # type: ignore[return-value]


@settings(max_examples=200, deadline=None)
@given(st.lists(_ARGUMENT, min_size=5, max_size=5), st.lists(_ARGUMENT, min_size=8, max_size=8))
def test_nothing_but_a_refusal_comes_out(shape, arguments):
    """Any mixture of numbers, names and unknowns is answered or refused."""
    x = tensor(*(number(size) for size in shape[:4]))
    a, b, c, d, e, f, g, h = (number(argument) for argument in arguments)
    whole = e if isinstance(e, int) else 1
    calls = (
        lambda: ops.conv(
            x, layout=_IMAGES, kernel=(a, 3), stride=(b, 1), padding=[(c, d), (1, 1)], dilation=(e, 1), groups=f,
            out_channels=g, in_channels=h,
        ),
        lambda: ops.conv(
            x, layout=_IMAGES, kernel=(a, 3), stride=(b, 2), padding="same", dilation=(e, 1), groups=f, out_channels=g
        ),
        lambda: ops.pool(
            x, layout=_IMAGES, kernel=(a, 2), stride=(b, 1), padding=[(c, d), (1, 1)], dilation=(e, 1), ceil_mode=True
        ),
        lambda: ops.conv_transpose(
            x, layout=_IMAGES, kernel=(a, 3), stride=(b, 1), padding=(c, d), dilation=(e, 1), groups=f, out_channels=g,
            in_channels=h, output_padding=(c, 0),
        ),
        lambda: ops.adaptive_pool(x, layout=_IMAGES, output=(a, b)),
        lambda: ops.unfold(x, kernel=(a, 2), stride=(b, 1), padding=(c, 0), dilation=(d, 1)),
        lambda: ops.unfold_axis(x, axis=1, size=a, step=b),
        lambda: ops.resize(x, layout=_IMAGES, size=(a, b), mode="bicubic"),
        lambda: ops.pixel_shuffle(x, layout=_IMAGES, factor=a),
        lambda: ops.pixel_unshuffle(x, layout=_IMAGES, factor=a),
        lambda: ops.reshape(x, (a, b, -1)),
        lambda: ops.reshape(x, (a, b, c)),
        lambda: ops.split(x, a, 1),
        lambda: ops.split(x, (a, b), 1),
        lambda: ops.piece(x, 1, a, b),
        lambda: ops.tensor_split(x, (a, b), 1),
        lambda: ops.expand(x, (a, b, c, d)),
        lambda: ops.pad(x, [(0, 0), (a, b), (0, 0), (c, d)]),
        lambda: ops.index(x, (a, slice(b, c, whole), slice(None, None, b))),
        lambda: ops.repeat_interleave(x, a, 2),
        lambda: ops.tile(x, (a, b)),
        lambda: ops.topk(x, a, 1),
        lambda: ops.group_norm(x, channel_axis=1, groups=a, channels=b),
        lambda: ops.dense(x, in_features=a, out_features=b),
        lambda: ops.recurrent(
            ops.reduce(x, 1).tensor, features_in=a, hidden=b, gates=4, layers=c, projection=d
        ).sequence,
    )  # fmt: skip
    for call in calls:
        try:
            result = call()
        except Refused as refusal:
            assert_declared(refusal)
        else:
            for found in tensors_of(result) if result is not None else ():
                assert found.sources == (_IMAGE,)
