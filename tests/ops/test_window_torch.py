"""Convolution, pooling, transposed convolution and their relatives against PyTorch."""

from __future__ import annotations

import torch.nn.functional as f
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnlint import ops
from cnnlint.ops import Layout
from tests.ops.agreement import check

_POOLS = {1: f.max_pool1d, 2: f.max_pool2d, 3: f.max_pool3d}
_AVERAGES = {1: f.avg_pool1d, 2: f.avg_pool2d, 3: f.avg_pool3d}
_CONVS = {1: f.conv1d, 2: f.conv2d, 3: f.conv3d}
_OPENED = {1: f.conv_transpose1d, 2: f.conv_transpose2d, 3: f.conv_transpose3d}
_ADAPTIVE = {1: f.adaptive_avg_pool1d, 2: f.adaptive_avg_pool2d, 3: f.adaptive_avg_pool3d}
_UNKNOWN = st.lists(st.booleans(), min_size=5, max_size=5)


def _each(low: int, high: int):
    return lambda n: st.tuples(*[st.integers(low, high)] * n)


@st.composite
def _space(draw, dimensions: int):
    batch = draw(st.sampled_from([(), (2,)]))
    return batch, draw(_each(1, 9)(dimensions))


@settings(max_examples=150, deadline=None)
@given(st.data(), st.integers(1, 3), _UNKNOWN)
def test_conv(data, n, unknown):
    batch, space = data.draw(_space(n))
    channels, groups = data.draw(st.sampled_from([(4, 1), (4, 2), (6, 3), (4, 4), (4, 3)]))
    built = data.draw(st.sampled_from([channels, channels, channels, 2 * channels]))
    out = data.draw(st.sampled_from([4, 6, 12]))
    kernel, stride, dilation = (data.draw(_each(1, high)(n)) for high in (5, 3, 3))
    padding = data.draw(st.one_of(_each(0, 3)(n), st.sampled_from(["same", "valid"])))
    ours = {"same": "same-stride-1", "valid": "valid"}.get(padding) if isinstance(padding, str) else None

    def in_torch(x):
        import torch

        weight = torch.zeros(out, built // groups, *kernel)
        if built % groups or out % groups:
            raise ValueError("groups")
        return _CONVS[n](x, weight, None, stride, padding, dilation, groups)

    def here(x):
        return ops.conv(
            x,
            layout=Layout.channels_first(n, unbatched=True),
            kernel=kernel,
            stride=stride,
            padding=ours or [(p, p) for p in padding],
            dilation=dilation,
            groups=groups,
            out_channels=out,
            in_channels=built,
        )

    check(here, in_torch, [(*batch, channels, *space)], unknown)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.integers(1, 3), st.booleans(), _UNKNOWN)
def test_max_pool(data, n, ceil_mode, unknown):
    batch, space = data.draw(_space(n))
    kernel, stride, dilation = (data.draw(_each(1, high)(n)) for high in (4, 4, 2))
    padding = data.draw(_each(0, 2)(n))
    check(
        lambda x: ops.pool(
            x,
            layout=Layout.channels_first(n, unbatched=True),
            kernel=kernel,
            stride=stride,
            padding=[(p, p) for p in padding],
            dilation=dilation,
            ceil_mode=ceil_mode,
        ),
        lambda x: _POOLS[n](x, kernel, stride, padding, dilation, ceil_mode),
        [(*batch, 3, *space)],
        unknown,
    )


@settings(max_examples=120, deadline=None)
@given(st.data(), st.integers(1, 3), st.booleans(), _UNKNOWN)
def test_average_pool(data, n, ceil_mode, unknown):
    batch, space = data.draw(_space(n))
    kernel, stride, padding = (data.draw(_each(low, high)(n)) for low, high in ((1, 4), (1, 4), (0, 2)))
    assume(
        n < 3 or all(k <= i for k, i in zip(kernel, space, strict=True))
    )  # avg_pool3d asks it of the map without padding
    check(
        lambda x: ops.pool(
            x,
            layout=Layout.channels_first(n, unbatched=True),
            kernel=kernel,
            stride=stride,
            padding=[(p, p) for p in padding],
            dilation=(1,) * n,
            ceil_mode=ceil_mode,
        ),
        lambda x: _AVERAGES[n](x, kernel, stride, padding, ceil_mode),
        [(*batch, 3, *space)],
        unknown,
    )


@settings(max_examples=120, deadline=None)
@given(st.data(), st.integers(1, 3), _UNKNOWN)
def test_conv_transpose(data, n, unknown):
    batch, space = data.draw(_space(n))
    channels, groups = data.draw(st.sampled_from([(4, 1), (4, 2), (6, 3)]))
    kernel, stride, dilation = (data.draw(_each(1, high)(n)) for high in (4, 3, 2))
    padding, extra = data.draw(_each(0, 3)(n)), data.draw(_each(0, 2)(n))
    rules = zip(space, kernel, stride, dilation, padding, extra, strict=True)
    assume(all((i - 1) * s - 2 * p + d * (k - 1) + 1 + e != 0 for i, k, s, d, p, e in rules))  # by the backend

    def in_torch(x):
        import torch

        return _OPENED[n](x, torch.zeros(channels, 2, *kernel), None, stride, padding, extra, groups, dilation)

    def here(x):
        return ops.conv_transpose(
            x,
            layout=Layout.channels_first(n, unbatched=True),
            kernel=kernel,
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=groups,
            out_channels=2 * groups,
            in_channels=channels,
            output_padding=extra,
        )

    check(here, in_torch, [(*batch, channels, *space)], unknown)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.integers(1, 3), _UNKNOWN)
def test_adaptive_pool(data, n, unknown):
    batch, space = data.draw(_space(n))
    output = (
        data.draw(st.tuples(*[st.one_of(st.none(), st.integers(1, 7))] * n)) if n > 1 else data.draw(_each(1, 7)(n))
    )
    layout = Layout.channels_first(n, unbatched=True)
    check(
        lambda x: ops.adaptive_pool(x, layout=layout, output=output),
        lambda x: _ADAPTIVE[n](x, output),
        [(*batch, 3, *space)],
        unknown,
    )


@settings(max_examples=100, deadline=None)
@given(st.data(), _UNKNOWN)
def test_unfold(data, unknown):
    batch, space = data.draw(_space(2))
    kernel, stride, dilation, padding = (data.draw(_each(*r)(2)) for r in ((1, 4), (1, 3), (1, 2), (0, 2)))
    check(
        lambda x: ops.unfold(x, kernel=kernel, stride=stride, padding=padding, dilation=dilation),
        lambda x: f.unfold(x, kernel, dilation, padding, stride),
        [(*batch, 3, *space)],
        unknown,
    )


@settings(max_examples=100, deadline=None)
@given(st.data(), _UNKNOWN, st.booleans())
def test_fold(data, unknown, exact):
    batch, output = data.draw(_space(2))
    kernel, stride, dilation, padding = (data.draw(_each(*r)(2)) for r in ((1, 3), (1, 3), (1, 2), (0, 2)))
    fits = 1
    for size, k, s, d, p in zip(output, kernel, stride, dilation, padding, strict=True):
        fits *= max((size + 2 * p - d * (k - 1) - 1) // s + 1, 0)
    width = 2 * kernel[0] * kernel[1] + (0 if exact else 1)
    windows = max(fits, 1) + data.draw(st.sampled_from([0, 0, 0, 1]))
    check(
        lambda x: ops.fold(x, output=output, kernel=kernel, stride=stride, padding=padding, dilation=dilation),
        lambda x: f.fold(x, output, kernel, dilation, padding, stride),
        [(*batch, width, windows)],
        unknown,
    )


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(["nearest", "linear", "cubic"]), _UNKNOWN)
def test_resize(data, mode, unknown):
    space = data.draw(_each(1, 9)(2))
    name = {"nearest": "nearest", "linear": "bilinear", "cubic": "bicubic"}[mode]
    scale = data.draw(st.one_of(st.none(), st.tuples(*[st.sampled_from([0.1, 0.3, 0.5, 1.0, 1.5, 2.0, 2.3, 3.0])] * 2)))
    size = data.draw(_each(1, 12)(2)) if scale is None else None
    check(
        lambda x: ops.resize(x, layout=Layout.channels_first(2), size=size, scale=scale, mode=mode),
        lambda x: f.interpolate(x, size, scale, name),
        [(2, 3, *space)],
        unknown,
    )


@settings(max_examples=100, deadline=None)
@given(_each(1, 6)(2), st.integers(1, 3), st.integers(1, 12), _UNKNOWN)
def test_pixel_shuffles(space, factor, channels, unknown):
    layout = Layout(-3, (-2, -1))
    shapes = [(2, channels, *space)]
    check(
        lambda x: ops.pixel_shuffle(x, layout=layout, factor=factor),
        lambda x: f.pixel_shuffle(x, factor),
        shapes,
        unknown,
    )
    check(
        lambda x: ops.pixel_unshuffle(x, layout=layout, factor=factor),
        lambda x: f.pixel_unshuffle(x, factor),
        shapes,
        unknown,
    )
