"""Networks whose fields are known: size, step and left padding measured by gradients on torchvision's implementations.

alexnet, vgg11 and vgg16 also stand in Araujo, Norris and Sim (Distill, 2019), there as TensorFlow-Slim has them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cnnlint import ops
from cnnlint.graph import Input, Tensor
from cnnlint.ops import Layout

_LAYOUT = Layout.channels_first(2)


def window(x: Tensor, k: int, s: int = 1, p: int | None = None) -> Tensor:
    pad = k // 2 if p is None else p
    return ops.pool(x, layout=_LAYOUT, kernel=(k, k), stride=(s, s), padding=[(pad, pad)] * 2, dilation=(1, 1)).tensor


def chain(x: Tensor, stages: Sequence[tuple[int, ...]]) -> Tensor:
    for stage in stages:
        x = window(x, *stage)
    return x


def vgg(*blocks: int) -> list[tuple[int, ...]]:
    return [stage for count in blocks for stage in (*[(3,)] * count, (2, 2, 0))]


def residual(x: Tensor, bottleneck: bool, *blocks: int) -> Tensor:
    x = chain(x, [(7, 2), (3, 2)])
    for level, count in enumerate(blocks):
        for n in range(count):
            s = 2 if level > 0 and n == 0 else 1
            branch = chain(x, [(1,), (3, s), (1,)] if bottleneck else [(3, s), (3,)])
            x = ops.broadcast((branch, window(x, 1, s))).tensor
    return x


def squeezed(x: Tensor) -> Tensor:
    x = window(x, 3, 2, 0)
    for fires in (2, 2, 4):
        x = window(x, 3, 2, 0)
        for _ in range(fires):
            x = ops.concat((window(x, 1), window(x, 3)), 1).tensor
    return x


NETS = {
    "alexnet": (lambda x: chain(x, [(11, 4, 2), (3, 2, 0), (5,), (3, 2, 0), (3,), (3,), (3,), (3, 2, 0)]), 195, 32, 66),
    "vgg11": (lambda x: chain(x, vgg(1, 1, 2, 2, 2)), 150, 32, 59),
    "vgg16": (lambda x: chain(x, vgg(2, 2, 3, 3, 3)), 212, 32, 90),
    "resnet18": (lambda x: residual(x, False, 2, 2, 2, 2), 435, 32, 217),
    "resnet50": (lambda x: residual(x, True, 3, 4, 6, 3), 427, 32, 213),
    "squeezenet1_1": (squeezed, 207, 16, 88),
}


@pytest.mark.parametrize(("build", "size", "step", "left"), NETS.values(), ids=NETS)
def test_size_step_and_padding(build, size, step, left):
    x = build(Tensor((1, 1, 512, 512), sources=(Input("x", None),)))
    assert x.field is not None
    for axis in x.field.axes:
        assert (axis.size, axis.step) == (size, step)
        assert axis.low == -left
