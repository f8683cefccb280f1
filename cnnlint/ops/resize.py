"""Space made larger or smaller: interpolation, pixel shuffling, cropping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from math import floor, isfinite
from typing import Final

from cnnlint.graph import Field, Tensor, algebra, axis_field
from cnnlint.graph.reads import Interpolation
from cnnlint.ops.adaptive import binned
from cnnlint.ops.fields import seeded
from cnnlint.ops.layout import Layout
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.repeat import pad
from cnnlint.ops.shared import derived, invalid, replaced
from cnnlint.ops.tape import operation
from cnnlint.symbolic import (
    Size,
    at_least,
    divides,
    divisible,
    equal,
    evaluate,
    exact_div,
    floor_div,
    fresh,
    is_anonymous,
    less,
    symbols,
)

REACHES: Final[Mapping[str, int]] = {
    "nearest": 0,
    "nearest-exact": 0,
    "linear": 1,
    "bilinear": 1,
    "trilinear": 1,
    "cubic": 2,
    "bicubic": 2,
    "lanczos": 3,
    "lanczos3": 3,
    "lanczos5": 5,
}
"""How far on either side each way of interpolation looks for neighbours; 0 takes the nearest alone."""


@operation
def resize(
    x: Tensor,
    *,
    layout: Layout,
    size: Sequence[Size] | None = None,
    scale: Sequence[Fraction | float | None] | None = None,
    mode: str = "nearest",
    align_corners: bool = False,
    antialias: bool = False,
) -> Outcome:
    """Interpolation to a size, or by a factor to floor(size * factor); one entry per spatial axis, a factor None is not known.

    The mode "area" averages as adaptive pooling does; one that is not in `REACHES` is taken to be linear. With `align_corners` the
    first and the last position stay where they were, else the borders of the map do. Refuses "rank-mismatch", and a size below 1
    ("invalid-argument").
    """
    shape = layout.expect(x)
    if shape is None:
        unknown = layout.unknown_shape()
        _, spatial, _ = layout.axes(len(unknown))
        known = {} if size is None else dict(zip(spatial, size, strict=False))
        return Outcome(derived(x, replaced(unknown, known)))
    _, spatial, _ = layout.axes(len(shape))
    for name, values in (("size", size), ("scale_factor", scale)):
        if values is not None and len(values) != len(spatial):
            raise invalid(x, name, tuple(values), f"has {len(values)} entries for {len(spatial)} spatial axes")
    field, sizes = seeded(x, spatial), {}
    for n, axis in enumerate(spatial):
        factor = None if scale is None else scale[n]
        sizes[axis] = size[n] if size is not None else _scaled(shape[axis], factor)
        ratio = _ratio(sizes[axis], shape[axis]) if factor is None or not isfinite(factor) else _fraction(factor)
        if mode == "area":
            field = binned(field, axis, shape, sizes[axis])
        else:
            how = _between_corners(mode, shape[axis], sizes[axis]) if align_corners else None
            field = _resized(field, axis, how or _interpolation(mode, ratio, antialias=antialias), sizes[axis])
    result = derived(x, replaced(shape, sizes), field)
    for axis in spatial:
        words = f"leaves {sizes[axis]} of {shape[axis]}"
        require(at_least(sizes[axis], 1), partial(invalid, x, "size", sizes[axis], words, result))
    return Outcome(result)


def _scaled(size: Size, factor: Fraction | float | None) -> Size:
    if factor is None or not isfinite(factor):
        return fresh()
    if isinstance(size, int):
        return floor(size * factor)
    exact = _fraction(factor)
    return floor_div(size * exact.numerator, exact.denominator)


def _fraction(factor: Fraction | float) -> Fraction:
    return Fraction(factor).limit_denominator(1000)


def _interpolation(mode: str, ratio: Fraction | None, *, antialias: bool) -> Interpolation | None:
    """By a factor: the middle of position u is at (u + 1/2) / ratio; but the plain "nearest" takes what stands at u / ratio."""
    if not ratio:
        return None
    reach, pace = REACHES.get(mode, 1), 1 / ratio
    if not reach:
        return Interpolation(0, pace, pace / 2 if mode == "nearest-exact" else Fraction(0))
    return Interpolation(reach, pace, pace / 2 - Fraction(1, 2), antialias)


def _between_corners(mode: str, size: Size, output: Size) -> Interpolation | None:
    """With the corners of both maps on each other; None where the sizes are not known."""
    if not isinstance(size, int) or not isinstance(output, int) or output < 1:
        return None
    pace = Fraction(size - 1, output - 1) if output > 1 and size > 1 else Fraction(1)
    return Interpolation(REACHES.get(mode, 1), pace, Fraction(0))


def _resized(field: Field | None, axis: int, how: Interpolation | None, count: Size) -> Field | None:
    if how is not None and how.pace == 1 and not how.offset:
        return field
    return algebra.along(field, axis, lambda a: None if how is None else axis_field.resized(a, how, count))


_DIVISIBLE: Final = 2**20 * 3**4 * 5**2 * 7


def _ratio(output: Size, size: Size) -> Fraction | None:
    """output / size; for symbols, where their values are divisible by all that comes up. None where it is not known."""
    if isinstance(output, int) and isinstance(size, int):
        return Fraction(output, size) if size > 0 and output > 0 else None
    if equal(output, size) is True:
        return Fraction(1)
    whole = exact_div(output, size)
    if isinstance(whole, int) and whole > 0:
        return Fraction(whole)
    names = symbols(output) | symbols(size)
    if is_anonymous(output) or is_anonymous(size) or not (symbols(output) and symbols(size)):
        return None
    values = dict.fromkeys(names, _DIVISIBLE)
    top, bottom = evaluate(output, values), evaluate(size, values)
    return Fraction(top, bottom).limit_denominator(64) if top > 0 and bottom > 0 else None


@operation
def pixel_shuffle(x: Tensor, *, layout: Layout, factor: Size) -> Outcome:
    """(C * f**n, *space) to (C, *(space * f)) for n spatial axes. Refuses channels that f**n does not divide ("group-mismatch")."""
    shape = layout.expect(x)
    if shape is None:
        return Outcome(derived(x, layout.unknown_shape()))
    channel, spatial, _ = layout.axes(len(shape))
    _check_factor(x, "upscale_factor", factor)
    share = factor ** len(spatial)
    field = seeded(x, spatial)
    for axis in spatial:
        field = algebra.along(field, axis, lambda a: axis_field.repeated(a, factor))
    sizes: dict[int, Size] = {axis: shape[axis] * factor for axis in spatial}
    result = derived(x, replaced(shape, {**sizes, channel: shape[channel] // share}), field)
    if divides(share, shape[channel]) is False:
        words = f"upscale_factor squared ({share}) does not divide {shape[channel]} channels"
        details = {"groups": share, "actual": shape[channel], "function": "pixel_shuffle"}
        raise Refused("group-mismatch", words, result, **details)
    return Outcome(result)


def _check_factor(x: Tensor, name: str, factor: Size) -> None:
    if less(factor, 1) is True:
        raise invalid(x, name, factor, f"is {factor}, and must be at least 1")


@operation
def pixel_unshuffle(x: Tensor, *, layout: Layout, factor: Size) -> Outcome:
    """(C, *space) to (C * f**n, *(space / f)). Refuses a size that f does not divide ("invalid-argument")."""
    shape = layout.expect(x)
    if shape is None:
        return Outcome(derived(x, layout.unknown_shape()))
    channel, spatial, _ = layout.axes(len(shape))
    _check_factor(x, "downscale_factor", factor)
    field = seeded(x, spatial)
    for axis in spatial:
        field = algebra.window(field, axis, factor, factor, 0)
    sizes: dict[int, Size] = {axis: shape[axis] // factor for axis in spatial}
    result = derived(x, replaced(shape, {**sizes, channel: shape[channel] * factor ** len(spatial)}), field)
    for axis in spatial:
        words = f"does not divide {shape[axis]}"
        require(divisible(shape[axis], factor), partial(invalid, x, "downscale_factor", factor, words, result))
    return Outcome(result)


@operation
def crop(x: Tensor, *, layout: Layout, amounts: Sequence[tuple[Size, Size]]) -> Outcome:
    """(before, after) positions fewer on each spatial axis. Refuses "rank-mismatch" and "vanished-size"."""
    shape = layout.expect(x)
    if shape is None:
        return Outcome(derived(x, layout.unknown_shape()))
    _, spatial, _ = layout.axes(len(shape))
    pads: list[tuple[Size, Size]] = [(0, 0)] * len(shape)
    for axis, (before, after) in zip(spatial, amounts, strict=True):
        pads[axis] = (-before, -after)
    return pad(x, pads, spatial=spatial)


@operation
def center_crop(x: Tensor, *, layout: Layout, output: Sequence[Size]) -> Outcome:
    """The middle of space in this size; the odd position more is cut off behind."""
    shape = layout.expect(x)
    if shape is None:
        return Outcome(derived(x, layout.unknown_shape()))
    _, spatial, _ = layout.axes(len(shape))
    spare = [shape[axis] - size for axis, size in zip(spatial, output, strict=True)]
    return crop(x, layout=layout, amounts=[(floor_div(rest, 2), rest - floor_div(rest, 2)) for rest in spare])
