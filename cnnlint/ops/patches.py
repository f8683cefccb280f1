"""Windows laid out as columns (unfold, im2col) and summed back (fold, col2im), with PyTorch's meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from cnnlint.graph import Field, Place, Tensor, algebra
from cnnlint.ops.fields import provisional, seeded
from cnnlint.ops.layout import Layout
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.padding import check_window, reach_of
from cnnlint.ops.shared import axis_of, derived, invalid, replaced
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, at_least, divisible, equal, every, exact_div, fresh, less, product, same


@operation
def unfold(
    x: Tensor,
    *,
    kernel: Sequence[Size],
    stride: Sequence[Size],
    padding: Sequence[Size],
    dilation: Sequence[Size],
) -> Outcome:
    """(N, C, *space) to (N, C * prod(kernel), windows), or without the batch axis. Refuses "rank-mismatch", "vanished-size"."""
    check_window(x, len(kernel), kernel_size=kernel, stride=stride, dilation=dilation)
    layout = Layout.channels_first(len(kernel), unbatched=True)
    shape = layout.expect(x)
    if shape is None:
        return Outcome(derived(x, (fresh(), fresh(), fresh())))
    channel, spatial, batch = layout.axes(len(shape))
    field, counts = seeded(x, spatial), []
    for n, axis in enumerate(spatial):
        reach = reach_of(kernel[n], dilation[n])
        counts.append((shape[axis] + 2 * padding[n] - reach) // stride[n] + 1)
        field = algebra.window(field, axis, reach, stride[n], padding[n], kernel=kernel[n])
    result = derived(x, (*(shape[axis] for axis in batch), shape[channel] * product(kernel), product(counts)))
    for n, count in enumerate(counts):
        require(at_least(count, 1), partial(_vanished, result, spatial[n], kernel[n], shape[spatial[n]]))
    return Outcome(derived(result, result.shape, _merged(field, spatial, counts, len(batch) + 1)))


def _vanished(result: Tensor, axis: int, kernel: Size, size: Size) -> Refused:
    words = f"a window of {kernel} finds no place on a map of {size}"
    gone = result.with_shape((*(result.shape or ())[:-1], fresh()))
    return Refused("vanished-size", words, gone, axis=axis, kernel=kernel, actual=size)


def _merged(field: Field | None, spatial: Sequence[int], counts: Sequence[Size], target: int) -> Field | None:
    """The field once the spatial axes have become one."""
    if field is None or not all(
        algebra.alone(field, k) and field.places[k][0].stride == 1 for k in range(len(field.extent))
    ):
        return field if field is None or not any(field.places) else algebra.LOST
    row = [Place(target)] if len(spatial) == 1 else _in_a_row(target, counts)
    return replace(field, places=tuple((row[spatial.index(at[0].axis)],) for at in field.places))


@operation
def fold(
    x: Tensor,
    *,
    output: Sequence[Size],
    kernel: Sequence[Size],
    stride: Sequence[Size],
    padding: Sequence[Size],
    dilation: Sequence[Size],
) -> Outcome:
    """(N, C * prod(kernel), windows) to (N, C, *output), or without the batch axis.

    Refuses a width that the kernel does not divide, and a number of windows that does not fit ("invalid-argument").
    """
    check_window(x, len(output), kernel_size=kernel, stride=stride, dilation=dilation)
    if x.shape is not None and len(x.shape) not in (2, 3):
        target = derived(x, (fresh(), fresh(), *output))
        words = f"takes 2 or 3 axes and gets {len(x.shape)}"
        raise Refused("rank-mismatch", words, target, expected_rank=3, actual_rank=len(x.shape), shape=x.shape)
    if x.shape is None:
        return Outcome(derived(x, (fresh(), fresh(), *output)))
    *batch, width, windows = x.shape
    channels = exact_div(width, product(kernel))
    counts = [
        (size + 2 * p - reach_of(k, d)) // s + 1
        for size, k, s, p, d in zip(output, kernel, stride, padding, dilation, strict=True)
    ]
    field = _laid_out(x.field, len(batch) + 1, counts)
    for n in range(len(output)):
        reach, at = reach_of(kernel[n], dilation[n]), len(batch) + 1 + n
        field = algebra.transposed(field, at, reach, stride[n], padding[n], kernel=kernel[n])
    result = derived(x, (*batch, fresh() if channels is None else channels, *output), field)
    words = f"has {width} rows, which {product(kernel)} does not divide"
    require(divisible(width, product(kernel)), lambda: invalid(x, "input", width, words, result))
    words = f"has {product(counts)} windows, and {windows} come in"
    fits = every([same(product(counts), windows), *(at_least(count, 1) for count in counts)])
    require(fits, lambda: invalid(x, "output_size", tuple(output), words, result))
    return Outcome(result)


def _laid_out(field: Field | None, source: int, counts: Sequence[Size]) -> Field | None:
    """The field once the axis of windows, of which each spatial axis has so many, has become spatial axes; lost where others stand on it."""
    if field is None or field.is_lost or not any(field.places):
        return field
    if len(field.places) != len(counts):
        return algebra.LOST
    for at, place in zip(field.places, _in_a_row(source, counts), strict=True):
        if len(at) != 1 or not _agree(at[0], place, product(counts)):
            return algebra.LOST
    return replace(field, places=tuple((Place(source + n),) for n in range(len(counts))))


def _in_a_row(axis: int, counts: Sequence[Size]) -> list[Place]:
    """Where the positions of several axes stand once those have become one."""
    return [Place(axis, count, product(counts[n + 1 :])) for n, count in enumerate(counts)]


def _agree(a: Place, b: Place, windows: Size) -> bool:
    one, other = (windows // place.stride if place.size is None else place.size for place in (a, b))
    return a.axis == b.axis and equal(a.stride, b.stride) is True and equal(one, other) is True


@operation
def unfold_axis(x: Tensor, *, axis: int, size: Size, step: Size) -> Outcome:
    """Windows of `size` positions every `step` along one axis, on a new last axis (`Tensor.unfold`)."""
    if x.shape is None:
        return Outcome(derived(x, None))
    at = axis_of(x, axis)
    if less(step, 1) is True:
        raise invalid(x, "step", step, f"is {step}, and must be at least 1")
    if not x.shape:
        return Outcome(derived(x, (size,), x.field))
    count = (x.shape[at] - size) // step + 1
    result = derived(x, (*replaced(x.shape, {at: count}), size))
    length, shape = x.shape[at], x.shape

    def refusal() -> Refused:
        words = f"a window of {size} finds no place on an axis of {length}"
        gone = result.with_shape((*replaced(shape, {at: fresh()}), size))
        return Refused("vanished-size", words, gone, axis=at, kernel=size, actual=length)

    require(at_least(length, size), refusal)
    return Outcome(derived(result, result.shape, algebra.window(provisional(x), at, size, step, 0)))
