"""The fields of generated 1-D chains against what gradients say: an output reads an input sample where its derivative is not 0.

All weights are positive and every pooling is an average, so that nothing cancels. Inner positions are looked at, whose fields do not
run off the map.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pytest
import torch
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from torch import nn

from cnnlint import ops
from cnnlint.graph import AxisField, Input, Tensor
from cnnlint.ops import Layout, Refused

_IMAGE = Input("x", None)
_LAYOUT = Layout.channels_first(1)


@dataclass(frozen=True)
class Stage:
    """One step of a chain, here and in the framework."""

    text: str
    here: Callable[[Tensor], Tensor]
    there: Callable[[torch.Tensor], torch.Tensor]

    def __repr__(self) -> str:
        return self.text


def conv(k: int, s: int, p: int, d: int) -> Stage:
    window = {"kernel": (k,), "stride": (s,), "padding": [(p, p)], "dilation": (d,), "groups": 1, "out_channels": 1}
    weight = torch.ones(1, 1, k)
    return Stage(
        f"conv(k={k}, s={s}, p={p}, d={d})",
        lambda x: ops.conv(x, layout=_LAYOUT, **window).tensor,
        lambda x: nn.functional.conv1d(x, weight, None, s, p, d),
    )


def pool(k: int, s: int) -> Stage:
    window = {"kernel": (k,), "stride": (s,), "padding": [(0, 0)], "dilation": (1,)}
    return Stage(
        f"pool(k={k}, s={s})",
        lambda x: ops.pool(x, layout=_LAYOUT, **window).tensor,
        lambda x: nn.functional.avg_pool1d(x, k, s),
    )


def opened(k: int, s: int, p: int) -> Stage:
    p = min(p, (k - 1) // 2)
    window = {"kernel": (k,), "stride": (s,), "padding": (p,), "dilation": (1,), "groups": 1, "out_channels": 1}
    weight = torch.ones(1, 1, k)
    return Stage(
        f"conv_transpose(k={k}, s={s}, p={p})",
        lambda x: ops.conv_transpose(x, layout=_LAYOUT, **window).tensor,
        lambda x: nn.functional.conv_transpose1d(x, weight, None, s, p),
    )


def resized(scale: Fraction, mode: str) -> Stage:
    return Stage(
        f"resize({scale}, {mode})",
        lambda x: ops.resize(x, layout=_LAYOUT, scale=(scale,), mode=mode).tensor,
        lambda x: nn.functional.interpolate(x, scale_factor=float(scale), mode=mode),
    )


def padded(left: int, right: int) -> Stage:
    return Stage(
        f"pad({left}, {right})",
        lambda x: ops.pad(x, [(0, 0), (0, 0), (left, right)]).tensor,
        lambda x: nn.functional.pad(x, (left, right)),
    )


def sliced(start: int, step: int) -> Stage:
    return Stage(
        f"[{start}::{step}]",
        lambda x: ops.index(x, (slice(None), slice(None), slice(start, None, step))).tensor,
        lambda x: x[:, :, start::step],
    )


def branched(*branches: Sequence[Stage]) -> Stage:
    def here(x: Tensor) -> Tensor:
        return ops.broadcast([run(branch, x) for branch in branches]).tensor

    def there(x: torch.Tensor) -> torch.Tensor:
        ends = []
        for branch in branches:
            y = x
            for stage in branch:
                y = stage.there(y)
            ends.append(y)
        return sum(ends)

    return Stage(f"sum{branches}", here, there)


def run(stages: Sequence[Stage], x: Tensor) -> Tensor:
    for stage in stages:
        x = stage.here(x)
    return x


def support(stages: Sequence[Stage], length: int) -> list[tuple[int, int]]:
    """(first, last) input sample that each position of the result reads; (0, -1) for none.

    The chain is linear, so a batch of unit impulses gives its whole Jacobian in one pass.
    """
    y = torch.eye(length).unsqueeze(1)
    for stage in stages:
        y = stage.there(y)
        y = y / max(float(y.abs().max()), 1e-30)
    read = y[:, 0, :].abs() > 1e-9
    first = read.int().argmax(0).tolist()
    last = (length - 1 - read.flip(0).int().argmax(0)).tolist()
    return [(a, b) if some else (0, -1) for some, a, b in zip(read.any(0).tolist(), first, last, strict=True)]


def field_of(stages: Sequence[Stage], length: int) -> tuple[AxisField, int]:
    try:
        result = run(
            [conv(1, 1, 0, 1), *stages], Tensor((1, 1, length), sources=(_IMAGE,))
        )  # the first window marks the input
    except Refused:
        reject()
    assert result.field is not None
    assert result.shape is not None
    return result.field.axes[0], int(result.shape[-1])  # type: ignore[arg-type]


_STAGE = st.one_of(
    st.builds(conv, st.integers(1, 5), st.integers(1, 3), st.integers(0, 2), st.integers(1, 3)),
    st.builds(pool, st.integers(1, 3), st.integers(1, 3)),
    st.builds(padded, st.integers(-2, 3), st.integers(-2, 3)),
    st.builds(sliced, st.integers(0, 3), st.integers(1, 2)),
)
_GROWING = st.one_of(
    st.builds(opened, st.integers(1, 5), st.integers(1, 3), st.integers(0, 2)),
    st.builds(resized, st.sampled_from([Fraction(2), Fraction(3), Fraction(4)]), st.just("nearest")),
    st.builds(resized, st.sampled_from([Fraction(2), Fraction(4), Fraction(1, 2), Fraction(1, 4)]), st.just("linear")),
)
_DYADIC = st.one_of(
    st.builds(conv, st.integers(1, 5), st.sampled_from([1, 2]), st.integers(0, 2), st.integers(1, 3)),
    st.builds(pool, st.integers(1, 3), st.sampled_from([1, 2, 4])),
    st.builds(opened, st.integers(1, 5), st.sampled_from([1, 2, 4]), st.integers(0, 2)),
    st.builds(resized, st.sampled_from([Fraction(2), Fraction(4)]), st.just("nearest")),
)
_LENGTH = 240


def inner(spans: Sequence[tuple[int, int]], margin: int) -> list[int]:
    """Positions far from the ends of the map, whose fields lie far from the ends of the input."""
    middle = range(len(spans) // 3, len(spans) - len(spans) // 3)
    return [u for u in middle if spans[u][1] >= 0 and spans[u][0] > margin and spans[u][1] < _LENGTH - 1 - margin]


@settings(max_examples=150, deadline=None)
@given(st.lists(_STAGE, min_size=1, max_size=5))
def test_windows_are_exact(stages):
    """Without upsampling, every position's field is exactly where it is said to be (holes of a wide stride aside)."""
    axis, count = field_of(stages, _LENGTH)
    spans = support(stages, _LENGTH)
    assert len(spans) == count
    for u in inner(spans, 1):
        low = axis.step * u + axis.low
        if low >= 0 and low + axis.size + 3 * axis.step < _LENGTH:  # what a stride leaves over is cut off behind
            assert spans[u] == (low, low + axis.size - 1), (u, axis)


def largest(stages: Sequence[Stage]) -> tuple[int, AxisField] | None:
    """The size of the largest field that is found, and the one told; None where too few positions lie inside."""
    axis, count = field_of(stages, _LENGTH)
    assume(count <= 2000)
    spans = support(stages, _LENGTH)
    places = inner(spans, 1)
    if len(places) < max(8, 2 * axis.phases.factor):
        return None
    return max(spans[u][1] - spans[u][0] + 1 for u in places), axis


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(_STAGE, _GROWING), min_size=1, max_size=5))
def test_no_field_is_larger_than_told(stages):
    """With upsampling positions differ in phase: the size is that of the largest."""
    found = largest(stages)
    if found is not None:
        size, axis = found
        assert size <= axis.size


@settings(max_examples=120, deadline=None)
@given(st.lists(_DYADIC, min_size=1, max_size=6))
def test_the_largest_field_is_told_where_steps_divide_each_other(stages):
    found = largest(stages)
    if found is not None:
        size, axis = found
        assert size == axis.size, axis


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(_STAGE, max_size=2), st.integers(1, 2))
def test_branches_that_meet(data, stem, stride):
    """The hull of two branches of one step."""
    branches = []
    for _ in range(2):
        odd = st.sampled_from([1, 3, 5])
        k1, k2 = data.draw(odd), data.draw(odd)
        branches.append([conv(k1, stride, k1 // 2, 1), conv(k2, 1, k2 // 2, 1)])
    stages = [*stem, branched(*branches)]
    axis, _ = field_of(stages, _LENGTH)
    spans = support(stages, _LENGTH)
    for u in inner(spans, 1):
        low = axis.step * u + axis.low
        assert spans[u] == (low, low + axis.size - 1)


UNETS = {
    "transposed 2/2": [opened(2, 2, 0)],
    "nearest, then a window": [resized(Fraction(2), "nearest"), conv(3, 1, 1, 1)],
    "linear": [resized(Fraction(2), "linear")],
    "transposed 4/2": [opened(4, 2, 1)],
}


@pytest.mark.parametrize("up", UNETS.values(), ids=UNETS)
def test_skip_around_a_lower_level(up):
    """A U-Net's level: down, a window, up, met by a skip, and a window behind."""
    around = branched([conv(3, 1, 1, 1)], [pool(2, 2), conv(3, 1, 1, 1), *up])
    stages = [conv(3, 1, 1, 1), around, conv(3, 1, 1, 1)]
    axis, _ = field_of(stages, _LENGTH)
    spans = support(stages, _LENGTH)
    sizes = [spans[u][1] - spans[u][0] + 1 for u in inner(spans, 1)]
    assert max(sizes) == axis.size
    assert axis.aligned
    assert axis.step == 1
    assert axis.least == 7
