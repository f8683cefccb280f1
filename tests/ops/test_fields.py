"""What operations on whole tensors do to the receptive field: which axes its positions stand on, what is read whole, what is lost."""

from __future__ import annotations

import pytest

from cnnlint import ops
from cnnlint.graph import Field, Input, LayerCall, Tensor
from cnnlint.ops import Layout
from cnnlint.symbolic import Size, symbol

_IMAGE = Input("x", None)
N, H, W = symbol("N"), symbol("H"), symbol("W")
_LAYOUT = Layout.channels_first(2)


def image(*shape: Size) -> Tensor:
    return Tensor(shape or (N, 3, 56, 56), sources=(_IMAGE,))


def conv(x: Tensor, k: int = 3, s: int = 1, out: Size = 64) -> Tensor:
    pads = [(k // 2, k // 2)] * 2
    return ops.conv(
        x, layout=_LAYOUT, kernel=(k, k), stride=(s, s), padding=pads, dilation=(1, 1), groups=1, out_channels=out
    ).tensor


def places(x: Tensor) -> list[tuple[int, ...]]:
    assert x.field is not None
    return [tuple(place.axis for place in at) for at in x.field.places]


def sizes(x: Tensor) -> list[Size]:
    assert x.field is not None
    return [axis.size for axis in x.field.axes]


def whole(x: Tensor) -> list[bool]:
    assert x.field is not None
    return [axis.whole for axis in x.field.axes]


def test_seeded_by_the_first_window_only():
    assert image().field is None
    assert ops.elementwise(image()).tensor.field is None
    x = conv(image())
    assert x.field is not None
    assert x.field.extent == (56, 56)
    assert places(x) == [(2,), (3,)]
    assert sizes(conv(x)) == [5, 5]
    assert conv(Tensor((1, 3, 56, 56))).field is None, "a constant reads no input"


def test_flatten_and_dense_read_everything():
    flat = ops.flatten(conv(image()), 1).tensor
    assert places(flat) == [(1,), (1,)]
    assert sizes(flat) == [3, 3]
    logits = ops.dense(flat, in_features=64 * 56 * 56, out_features=10).tensor
    assert whole(logits) == [True, True]
    assert places(logits) == [(), ()]
    assert logits.field is not None
    assert logits.field.is_global
    assert not logits.field.is_spatial


def test_dense_over_channels_keeps_positions():
    x = ops.permute(conv(image()), (0, 2, 3, 1)).tensor
    y = ops.dense(x, in_features=64, out_features=8).tensor
    assert places(y) == [(1,), (2,)]
    assert whole(y) == [False, False]


@pytest.mark.parametrize("keepdims", [True, False])
def test_global_pool(keepdims):
    y = ops.global_pool(conv(image()), layout=_LAYOUT, keepdims=keepdims).tensor
    assert whole(y) == [True, True]
    assert sizes(y) == [56, 56]
    assert places(y) == [(), ()]


def test_mean_over_one_axis_of_space():
    y = ops.reduce(conv(image()), -1).tensor
    assert whole(y) == [False, True]
    assert places(y) == [(2,), ()]


def test_tokens_and_back():
    x = conv(image(N, 3, H, W))
    tokens = ops.transpose(ops.flatten(x, 2).tensor, 1, 2).tensor
    assert places(tokens) == [(1,), (1,)]
    back = ops.reshape(ops.transpose(tokens, 1, 2).tensor, (N, 64, H, W)).tensor
    assert back.field == x.field
    assert sizes(conv(back)) == [5, 5]


def test_channel_shuffle_keeps_positions():
    x = conv(image(N, 3, H, W))
    y = ops.transpose(ops.reshape(x, (N, 4, 16, H, W)).tensor, 1, 2).tensor
    y = ops.reshape(y, (N, -1, H, W)).tensor
    assert y.field == x.field


def partitioned(x: Tensor, window: int) -> Tensor:
    """(N, C, H, W) as (N * windows, window * window, C)."""
    n = 56 // window
    y = ops.reshape(ops.permute(x, (0, 2, 3, 1)).tensor, (N, n, window, n, window, 64)).tensor
    return ops.reshape(ops.permute(y, (0, 1, 3, 2, 4, 5)).tensor, (-1, window * window, 64)).tensor


def merged(x: Tensor, window: int) -> Tensor:
    n = 56 // window
    y = ops.permute(ops.reshape(x, (N, n, n, window, window, 64)).tensor, (0, 5, 1, 3, 2, 4)).tensor
    return ops.reshape(y, (N, 64, 56, 56)).tensor


def test_window_partition_and_back():
    x = conv(image())
    assert places(partitioned(x, 7)) == [(0, 1), (0, 1)]
    assert merged(partitioned(x, 7), 7).field == x.field


def test_attention_in_windows_reads_windows():
    x = partitioned(conv(image()), 7)
    y = ops.attention(x, x, x).tensor
    assert sizes(merged(y, 7)) == [3 + 6, 3 + 6]
    assert whole(y) == [False, False]
    assert sizes(conv(merged(y, 7))) == [16, 16], "a window may lie across two of them"


def test_attention_over_all_tokens():
    x = ops.transpose(ops.flatten(conv(image()), 2).tensor, 1, 2).tensor
    y = ops.attention(x, x, x).tensor
    assert whole(y) == [True, True]
    assert places(y) == [(1,), (1,)]
    joined = ops.broadcast((x, y)).tensor
    assert whole(joined) == [True, True]
    assert joined.field is not None
    assert [axis.least for axis in joined.field.axes] == [3, 3], "the skip reads less"


def test_attention_written_by_hand():
    x = ops.transpose(ops.flatten(conv(image()), 2).tensor, 1, 2).tensor
    q = ops.transpose(ops.reshape(x, (N, 56 * 56, 4, 16)).tensor, 1, 2).tensor
    scores = ops.matmul(q, ops.transpose(q, -2, -1).tensor).tensor
    y = ops.matmul(ops.softmax(scores, -1).tensor, q).tensor
    y = ops.reshape(ops.transpose(y, 1, 2).tensor, (N, 56 * 56, 64)).tensor
    assert whole(y) == [True, True]
    assert places(y) == [(1,), (1,)]


def test_attention_written_by_hand_in_windows():
    x = partitioned(conv(image()), 7)
    scores = ops.einsum("bqd,bkd->bqk", (x, x)).tensor
    y = ops.einsum("bqk,bkd->bqd", (scores, x)).tensor
    assert whole(y) == [False, False]
    assert places(merged(y, 7)) == [(2,), (3,)]
    assert all(9 <= size <= 15 for size in sizes(y)), "no less than the window and no more than two around"


def test_multi_head_attention_and_queries_without_positions():
    x = ops.transpose(ops.flatten(conv(image()), 2).tensor, 1, 2).tensor
    queries = Tensor((N, 100, 64))
    y, _ = ops.multi_head(queries, x, x, position_axes=(1,), heads=4, head_size=16, out_features=64)
    assert whole(y.tensor) == [True, True]
    assert places(y.tensor) == [(), ()]


def test_a_gate_is_context():
    x = conv(image())
    gate = conv(ops.global_pool(x, layout=_LAYOUT, keepdims=True).tensor, 1)
    y = ops.broadcast((x, gate)).tensor
    assert y.field is not None
    assert y.field.axes == x.field.axes  # type: ignore[union-attr]
    assert y.field.context
    assert places(y) == [(2,), (3,)]


def test_a_pooled_branch_that_is_concatenated_counts():
    x = conv(image())
    pooled = ops.global_pool(x, layout=_LAYOUT, keepdims=True).tensor
    spread = ops.resize(pooled, layout=_LAYOUT, size=(56, 56), mode="bilinear").tensor
    y = ops.concat((x, spread), 1).tensor
    assert y.field is not None
    assert y.field.context or whole(y) == [True, True]


def test_residual_of_the_bare_input():
    x = image(N, 64, 56, 56)
    y = ops.broadcast((x, conv(x))).tensor
    assert y.field is not None
    assert [axis.least for axis in y.field.axes] == [1, 1]
    assert sizes(y) == [3, 3]


def test_constants_do_not_count():
    x = conv(image())
    y = ops.broadcast((x, Tensor((1, 64, 56, 56)))).tensor
    assert y.field == x.field


def test_branches_of_different_step_are_misaligned():
    x = image()
    a, b = conv(conv(x), 1, 2), ops.index(conv(x), (slice(None), slice(None), slice(0, 28), slice(0, 28))).tensor
    y = ops.broadcast((a, b)).tensor
    assert y.field is not None
    assert not any(axis.aligned for axis in y.field.axes)


def test_class_token():
    x = ops.transpose(ops.flatten(conv(image()), 2).tensor, 1, 2).tensor
    token = ops.expand(Tensor((1, 1, 64)), (N, -1, -1)).tensor
    tokens = ops.concat((token, x), 1).tensor
    y = ops.attention(tokens, tokens, tokens).tensor
    head = ops.index(y, (slice(None), 0)).tensor
    assert whole(head) == [True, True]
    assert places(head) == [(), ()]
    assert head.shape == (N, 64)


def test_slices_of_space_shift_and_stride():
    x = conv(image())
    y = ops.index(x, (slice(None), slice(None), slice(1, None, 2), slice(3, -1))).tensor
    assert y.field is not None
    assert [(axis.low, axis.step) for axis in y.field.axes] == [(0, 2), (2, 1)]
    assert y.shape == (N, 64, 28, 52)


def test_padding_and_cropping_shift():
    x = conv(image())
    y = ops.pad(x, [(0, 0), (0, 0), (1, 2), (-3, 0)]).tensor
    assert y.field is not None
    assert [axis.low for axis in y.field.axes] == [-2, 2]


def test_pixel_shuffle_there_and_back():
    x = conv(image())
    y = ops.pixel_unshuffle(x, layout=_LAYOUT, factor=2).tensor
    assert sizes(y) == [4, 4]
    z = ops.pixel_shuffle(y, layout=_LAYOUT, factor=2).tensor
    assert z.field is not None
    assert [axis.step for axis in z.field.axes] == [1, 1]


def test_adaptive_pool():
    x = conv(image())
    even = ops.adaptive_pool(x, layout=_LAYOUT, output=(7, 7)).tensor
    assert sizes(even) == [10, 10]
    uneven = ops.adaptive_pool(x, layout=_LAYOUT, output=(9, 56)).tensor
    assert uneven.field is not None
    assert (uneven.field.axes[0].size, uneven.field.axes[0].least, uneven.field.axes[0].low) == (10, 9, -1)
    assert uneven.field.axes[1] == x.field.axes[1]  # type: ignore[union-attr]
    one = ops.adaptive_pool(x, layout=_LAYOUT, output=(1, 1)).tensor
    assert whole(one) == [True, True]


def test_space_made_of_features_is_not_the_inputs():
    made = LayerCall("fc", "Linear", "torch.nn.Linear", "module", (_IMAGE,), (), None)
    features = Tensor((N, 7 * 7 * 64), sources=(made,))
    x = ops.reshape(features, (N, 64, 7, 7)).tensor
    assert x.field is not None
    assert x.field.is_lost
    assert conv(x).field == x.field
    assert not x.field.is_spatial
    assert not x.field.is_global
    flat = Tensor((N, 784), sources=(_IMAGE,))
    assert sizes(conv(ops.reshape(flat, (N, 1, 28, 28)).tensor)) == [3, 3]


def test_positions_that_are_mixed_are_lost():
    x = conv(image(N, 3, H, W))
    y = ops.reshape(x, (N, H, W, 64)).tensor
    assert y.field is None or y.field.is_lost or places(y) != [(2,), (3,)]


def test_what_is_not_spatial_is_left_alone():
    x = Tensor((N, 100), "int64", sources=(_IMAGE,))
    words = ops.embedding(x, width=32).tensor
    assert words.field is None
    read = ops.recurrent(words, features_in=32, hidden=8, gates=4)
    assert read.last.shape == (N, 8)
    assert read.last.field is None or read.last.field.provisional


def test_recurrence_over_a_map_reads_all_of_time():
    layout = Layout.channels_last(1)
    x = ops.conv(
        image(N, 100, 12),
        layout=layout,
        kernel=(3,),
        stride=(1,),
        padding="same",
        dilation=(1,),
        groups=1,
        out_channels=8,
    ).tensor
    read = ops.recurrent(x, features_in=8, hidden=8, gates=3)
    assert whole(read.sequence) == [True]
    assert places(read.sequence) == [(1,)]
    assert places(read.last) == [()]


def test_symbolic_kernel_and_stride_give_no_figures_and_no_errors():
    k = symbol("k")
    x = ops.conv(
        image(N, 3, H, W),
        layout=_LAYOUT,
        kernel=(k, k),
        stride=(1, 1),
        padding=[(k // 2, k // 2)] * 2,
        dilation=(1, 1),
        groups=1,
        out_channels=8,
    ).tensor
    assert sizes(x) == [k, k]
    assert x.field is not None
    assert x.field.axes[0].low is None


def test_symbolic_skips_align():
    """Resizing to a skip's size keeps the step where the sizes divide each other."""
    x = conv(image(N, 3, H, W))
    down = ops.pool(x, layout=_LAYOUT, kernel=(2, 2), stride=(2, 2), padding=[(0, 0)] * 2, dilation=(1, 1)).tensor
    assert down.shape == (N, 64, H // 2, W // 2)
    up = ops.resize(down, layout=_LAYOUT, size=(H, W), mode="nearest").tensor
    y = ops.concat((x, up), 1).tensor
    assert isinstance(y.field, Field)
    assert [axis.step for axis in y.field.axes] == [1, 1]
    assert [axis.aligned for axis in y.field.axes] == [True, True]


def test_depth_to_space_by_hand_is_upsampling():
    x = conv(image(N, 3, H, W), out=64)
    y = ops.reshape(x, (N, 16, 2, 2, H, W)).tensor
    y = ops.reshape(ops.permute(y, (0, 1, 4, 2, 5, 3)).tensor, (N, 16, 2 * H, 2 * W)).tensor
    shuffled = ops.pixel_shuffle(x, layout=_LAYOUT, factor=2).tensor
    assert y.shape == shuffled.shape
    assert conv(y).field == conv(shuffled).field


def test_space_to_depth_by_hand_is_a_window():
    x = conv(image(N, 3, 56, 56), out=64)
    y = ops.permute(ops.reshape(x, (N, 64, 28, 2, 28, 2)).tensor, (0, 1, 3, 5, 2, 4)).tensor
    y = ops.reshape(y, (N, 256, 28, 28)).tensor
    z = ops.dense(ops.permute(y, (0, 2, 3, 1)).tensor, in_features=256, out_features=8).tensor
    assert places(z) == [(1,), (2,)]
    assert sizes(z) == [4, 4]


def test_a_window_over_all_of_space_is_global():
    x = conv(image(N, 3, 7, 7))
    y = ops.pool(x, layout=_LAYOUT, kernel=(7, 7), stride=(1, 1), padding="valid", dilation=(1, 1)).tensor
    assert whole(y) == [True, True]
    assert places(y) == [(), ()]


def test_spread_is_the_variance_of_the_stack():
    """n windows of k taps and step 1 have the variance n (k² - 1) / 12."""
    x = image()
    for _ in range(5):
        x = conv(x)
    assert x.field is not None
    assert [axis.spread for axis in x.field.axes] == pytest.approx([5 * 8 / 12] * 2)


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "left"),
    [
        (28, 3, 2, 0),
        (27, 3, 2, 1),
        (28, 5, 1, 2),
        (H, 3, 1, 1),
        (H, 4, 2, 1),
        (H, 2, 2, 0),
        (H, 3, 2, None),
        (2 * H, 3, 2, 0),
    ],
)
def test_same_padding_before(size, kernel, stride, left):
    layout = Layout.channels_last(1)
    x = ops.conv(
        image(N, size, 8),
        layout=layout,
        kernel=(kernel,),
        stride=(stride,),
        padding="same",
        dilation=(1,),
        groups=1,
        out_channels=8,
    ).tensor
    assert x.field is not None
    assert x.field.axes[0].low == (None if left is None else -left)


def test_a_vector_that_is_added_everywhere_is_no_skip():
    step = Tensor((N, 64, 1, 1), sources=(Input("t", None),))
    y = ops.broadcast((conv(image()), step)).tensor
    assert y.field == conv(image()).field


def test_the_axis_of_a_stack_is_no_space():
    """A signal beside what has read all of it, laid out over it."""
    x = image(1, 2, 168)
    layout = Layout.channels_first(1)
    pooled = ops.resize(ops.global_pool(x, layout=layout, keepdims=True).tensor, layout=layout, size=(168,)).tensor
    y = ops.stack([x, pooled], 0).tensor
    assert places(y) == [(3,)]
    assert whole(y) == [True]


def test_what_reads_nothing_reads_nothing_once_it_is_summed():
    """A transposed window of one tap and stride 2 leaves every other position out, and a stride of 2 picks those."""
    layout = Layout.channels_first(1)
    x = ops.conv_transpose(
        image(1, 2, 64), layout=layout, kernel=(1,), stride=(2,), padding=(1,), dilation=(1,), groups=1, out_channels=2
    ).tensor
    left_out = ops.pool(x, layout=layout, kernel=(1,), stride=(2,), padding=[(0, 0)], dilation=(1,)).tensor
    assert whole(ops.global_pool(left_out, layout=layout, keepdims=True).tensor) == [False]
    assert whole(ops.global_pool(x, layout=layout, keepdims=True).tensor) == [True]


def test_a_cut_input_meets_what_has_read_one_axis_whole():
    """Which of the input's axes are space is told by where positions stand, and of those read whole by their size."""
    x = image(1, 3, 47, 58)
    cut = ops.piece(ops.piece(x, 2, 0, 46), 3, 1, 57)
    rows = ops.expand(ops.reduce(conv(x, out=3), 3, keepdims=True).tensor, (-1, -1, -1, 57)).tensor
    y = ops.broadcast((cut, ops.piece(rows, 2, 0, 46))).tensor
    assert y.field is not None
    assert y.field.extent == (47, 58)
    assert places(y) == [(2,), (3,)]
    assert whole(y) == [False, True]
