"""Windows laid out as columns (unfold, im2col) and summed back (fold, col2im), with PyTorch's meaning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from cnnlint.graph import Field, Place, Tensor, algebra
from cnnlint.ops.fields import seeded
from cnnlint.ops.layout import Layout
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.padding import check_window, reach_of
from cnnlint.ops.shared import axis_of, derived, invalid, replaced
from cnnlint.symbolic import Size, at_least, divisible, every, exact_div, fresh, less, product, same


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
    places = []
    for at in field.places:
        n = spatial.index(at[0].axis)
        whole = len(spatial) == 1
        places.append((Place(target) if whole else Place(target, counts[n], product(counts[n + 1 :])),))
    return Field(field.extent, field.axes, tuple(places), field.context)


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
    field = None if x.field is None else algebra.LOST
    result = derived(x, (*batch, fresh() if channels is None else channels, *output), field)
    words = f"has {width} rows, which {product(kernel)} does not divide"
    require(divisible(width, product(kernel)), lambda: invalid(x, "input", width, words, result))
    counts = [
        (size + 2 * p - reach_of(k, d)) // s + 1
        for size, k, s, p, d in zip(output, kernel, stride, padding, dilation, strict=True)
    ]
    words = f"has {product(counts)} windows, and {windows} come in"
    fits = every([same(product(counts), windows), *(at_least(count, 1) for count in counts)])
    require(fits, lambda: invalid(x, "output_size", tuple(output), words, result))
    return Outcome(result)


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
    return Outcome(derived(result, result.shape, algebra.window(x.field, at, size, step, 0)))
