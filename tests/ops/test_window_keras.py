"""Convolution, pooling and transposed convolution against Keras' own output shapes."""

from __future__ import annotations

import os

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnlint import ops
from cnnlint.graph import Input, Tensor
from cnnlint.ops import Layout, Refused
from cnnlint.symbolic import evaluate, symbol

os.environ.setdefault("KERAS_BACKEND", "torch")
keras = pytest.importorskip("keras")

_IMAGE = Input("x", None)
_CONVS = {1: "Conv1D", 2: "Conv2D", 3: "Conv3D"}
_MANY = settings(max_examples=80, deadline=None)
_PADDING = st.sampled_from(["valid", "same"])


def _each(low: int, high: int):
    return lambda n: st.tuples(*[st.integers(low, high)] * n)


def agree(op, layer, shape, last: bool) -> None:
    """Both give the same shape or both refuse, also where the batch and the first spatial axis are symbols."""
    try:
        expected = layer().compute_output_shape(shape)
    except ValueError:
        expected = None
    axis = 1 if last else 2
    names = {"N": shape[0], "H": shape[axis]}
    hidden = [symbol("N"), *shape[1:]]
    hidden[axis] = symbol("H")
    for sizes in (shape, tuple(hidden)):
        try:
            found = op(Tensor(sizes, sources=(_IMAGE,))).tensor.shape
        except Refused:
            assert expected is None, (sizes, expected)
        else:
            assert expected is not None or sizes != shape, (sizes, found)
            if expected is not None:
                assert tuple(evaluate(size, names) for size in found) == tuple(expected)


@_MANY
@given(st.data(), st.integers(1, 3), _PADDING, st.booleans())
def test_conv(data, n, padding, last):
    padding = data.draw(st.sampled_from([padding, "causal"])) if n == 1 and last else padding
    space = data.draw(_each(1, 9)(n))
    kernel, stride, dilation = (data.draw(_each(1, high)(n)) for high in (4, 3, 2))
    assume(max(stride) == 1 or max(dilation) == 1)
    shape = (2, *space, 4) if last else (2, 4, *space)
    layout = Layout.channels_last(n) if last else Layout.channels_first(n)
    agree(
        lambda x: ops.conv(
            x,
            layout=layout,
            kernel=kernel,
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=1,
            out_channels=6,
            in_channels=4,
        ),
        lambda: getattr(keras.layers, _CONVS[n])(
            6,
            kernel,
            stride,
            padding,
            dilation_rate=dilation,
            data_format="channels_last" if last else "channels_first",
        ),
        shape,
        last,
    )


@_MANY
@given(st.data(), st.integers(1, 3), _PADDING, st.booleans())
def test_pool(data, n, padding, last):
    space, kernel, stride = data.draw(_each(1, 9)(n)), data.draw(_each(1, 4)(n)), data.draw(_each(1, 3)(n))
    shape = (2, *space, 4) if last else (2, 4, *space)
    layout = Layout.channels_last(n) if last else Layout.channels_first(n)
    agree(
        lambda x: ops.pool(x, layout=layout, kernel=kernel, stride=stride, padding=padding, dilation=(1,) * n),
        lambda: getattr(keras.layers, f"MaxPooling{n}D")(
            kernel, stride, padding, "channels_last" if last else "channels_first"
        ),
        shape,
        last,
    )


@_MANY
@given(st.data(), st.integers(1, 3), _PADDING, st.booleans(), st.booleans())
def test_conv_transpose(data, n, padding, extra, last):
    space = data.draw(_each(1, 7)(n))
    kernel, stride = data.draw(_each(1, 4)(n)), data.draw(_each(1, 3)(n))
    more = data.draw(_each(0, 2)(n)) if extra else None
    assume(more is None or all(m < s for m, s in zip(more, stride, strict=True)))
    shape = (2, *space, 4) if last else (2, 4, *space)
    layout = Layout.channels_last(n) if last else Layout.channels_first(n)
    agree(
        lambda x: ops.conv_transpose(
            x,
            layout=layout,
            kernel=kernel,
            stride=stride,
            padding=padding,
            dilation=(1,) * n,
            groups=1,
            out_channels=6,
            in_channels=4,
            output_padding=more,
        ),
        lambda: getattr(keras.layers, f"Conv{n}DTranspose")(
            6,
            kernel,
            stride,
            padding,
            output_padding=more,
            data_format="channels_last" if last else "channels_first",
        ),
        shape,
        last,
    )
