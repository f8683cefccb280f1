"""What would help, against the same change made to the graph by hand."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnnlint.rule_engine.remedies import remedies
from cnnlint.rule_engine.views import FieldView, FileView
from cnnlint.symbolic import symbol
from support.nets import Net


def costed(net: Net) -> Net:
    """The net with the multiply-accumulates of its convolutions."""
    for layer in net.layers:
        shape = layer.output_shape or ()
        if layer.attributes["role"] == "conv":
            layer.macs = shape[0] * shape[1] * shape[2] * (layer.parameters - shape[3])
    return net


def digits() -> Net:
    return costed(Net(28, 28, 1, framework="keras").conv(32).conv(64).conv(64, activation="relu"))


def text_of(net: Net) -> str | None:
    return FileView(net.file()).models[0].remedies


def test_the_digit_example() -> None:
    assert (text_of(digits()) or "").splitlines() == [
        "  MaxPooling2D(2) after conv0 and conv1  18×18   64 %   10.4 times fewer MACs",
        "  dilation_rate=2 on conv1, 4 on conv2   15×15   54 %   1.8 times fewer MACs",
        "  MaxPooling2D(2) after conv0            12×12   43 %   5.3 times fewer MACs",
    ]


SIZES = st.tuples(st.sampled_from([1, 2, 3, 5]), st.sampled_from([1, 1, 1, 2]), st.sampled_from([0, 0, 1, 2]))


@given(st.integers(16, 64), st.lists(SIZES, min_size=2, max_size=6), st.data())
def test_a_proposed_pooling_gives_the_field_that_is_promised(
    side: int, windows: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    chosen: set[int] = set()

    def build() -> Net:
        net = Net(side, side, 3)
        for index, (kernel, stride, padding) in enumerate(windows):
            net.conv(4, kernel, stride, min(padding, kernel // 2))
            if index in chosen:
                net.pool()
        return costed(net)

    shapes = [layer.output_shape or () for layer in build().layers]
    assume(all(isinstance(size, int) and size > 0 for shape in shapes for size in shape[1:]))
    final = FileView(build().file()).models[0].final
    assert final is not None
    found = [remedy for remedy in remedies(final) if remedy.words.startswith("MaxPool2d")]
    assume(found)
    remedy = data.draw(st.sampled_from(found))
    chosen |= {int(number) for number in re.findall(r"conv(\d+)", remedy.words)}
    changed = build().tensor
    assert changed.field is not None
    assert FieldView(changed.field).size == remedy.field
    assert remedy.coverage == min(1, FieldView(changed.field).coverage)


@pytest.mark.parametrize(
    "net",
    [
        Net(symbol("H"), symbol("W"), 3).conv(4).conv(4),
        Net(28, 28, 3).conv(4).conv(4, padding=1).plus(0),
        Net(28, 28, 3).conv(4),
        Net(28, 28, 3).conv(4).up(4).conv(4),
        Net(9).dense(4),
    ],
)
def test_nothing_is_proposed_where_it_cannot_be_computed(net: Net) -> None:
    assert text_of(net) is None


def test_nothing_is_proposed_where_the_graph_says_otherwise() -> None:
    net = digits()
    net.layers[1].attributes = {**net.layers[1].attributes, "kernel": (5, 5)}
    assert text_of(net) is None
