"""Windows that slide over space: convolution and pooling.

Sizes: floor((size + before + after - reach) / stride) + 1, reach = dilation * (kernel - 1) + 1 (PyTorch's and Keras' documentation
of Conv2d, MaxPool2d and Conv2D).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from cnnlint.graph import Field, Shape, Tensor, algebra
from cnnlint.ops.fields import grouped, seeded
from cnnlint.ops.layout import Layout
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.padding import Padding, check_padding, check_window, pads_of, reach_of, slid_size
from cnnlint.ops.shared import derived, invalid, replaced, require_width
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, at_least, divides, equal, fresh, less, product


@operation
def conv(
    x: Tensor,
    *,
    layout: Layout,
    kernel: Sequence[Size],
    stride: Sequence[Size],
    padding: Padding,
    dilation: Sequence[Size],
    groups: Size,
    out_channels: Size,
    in_channels: Size | None = None,
    ceil_mode: bool = False,
) -> Outcome:
    """A convolution; a depthwise one is one of as many groups as channels.

    `kernel`, `stride`, `dilation` and a numeric `padding` have one entry per spatial axis of the layout. `in_channels` is
    what the weight was built for (None: what comes in). Multiply-accumulates are counted without the bias. Refuses
    "rank-mismatch", "channel-mismatch", "group-mismatch", "vanished-size" and "invalid-argument".
    """
    check_window(x, len(layout.spatial), kernel_size=kernel, stride=stride, dilation=dilation)
    check_padding(x, len(layout.spatial), padding, stride)
    shape = layout.expect(x, out_channels)
    if shape is None:
        return Outcome(derived(x, layout.unknown_shape(out_channels)), fresh("macs"))
    channel, spatial, batch = layout.axes(len(shape))
    reach = [reach_of(k, d) for k, d in zip(kernel, dilation, strict=True)]
    sizes = _slid_sizes(shape, spatial, padding, reach, stride, ceil_mode)
    mixed = grouped(x, spatial, channel, groups, out_channels)
    field = _slid_field(mixed, shape, spatial, padding, reach, stride, kernel)
    result = derived(x, replaced(shape, {**sizes, channel: out_channels}), field)
    built = shape[channel] if in_channels is None else in_channels
    result = _checked_sizes(result, shape, spatial, kernel)
    # Where there is no batch, it may be the axis of the channels that is missing.
    require_width("channel-mismatch", built, shape[channel], result if batch else derived(x, None), what="channels")
    check_groups(groups, built, out_channels, result)
    outputs = product([*sizes.values(), *(shape[axis] for axis in batch), out_channels])
    return Outcome(result, outputs * (built // groups) * product(kernel))


def check_groups(groups: Size, in_channels: Size, out_channels: Size, recovery: Tensor) -> None:
    """Refuse groups that do not divide the channels on both sides ("group-mismatch")."""
    for channels in (in_channels, out_channels):
        if less(groups, 1) is True or divides(groups, channels) is False:
            raise Refused(
                "group-mismatch",
                f"{groups} groups do not divide {channels} channels",
                recovery,
                groups=groups,
                actual=channels,
            )


@operation
def pool(
    x: Tensor,
    *,
    layout: Layout,
    kernel: Sequence[Size],
    stride: Sequence[Size],
    padding: Padding,
    dilation: Sequence[Size],
    ceil_mode: bool = False,
) -> Outcome:
    """Pooling of any kind: the largest, average or norm of a window, each channel for itself.

    One window over all of space is global pooling. A numeric padding of more than half the window is refused
    ("invalid-argument", PyTorch's rule); besides "rank-mismatch" and "vanished-size".
    """
    check_window(x, len(layout.spatial), kernel_size=kernel, stride=stride, dilation=dilation)
    check_padding(x, len(layout.spatial), padding, stride)
    shape = layout.expect(x)
    if shape is None:
        return Outcome(derived(x, layout.unknown_shape()))
    _, spatial, _ = layout.axes(len(shape))
    reach = [reach_of(k, d) for k, d in zip(kernel, dilation, strict=True)]
    sizes = _slid_sizes(shape, spatial, padding, reach, stride, ceil_mode)
    field = _slid_field(seeded(x, spatial), shape, spatial, padding, reach, stride, kernel)
    if all(sizes[axis] == 1 and equal(k, shape[axis]) is True for axis, k in zip(spatial, kernel, strict=True)):
        field = algebra.collapse(seeded(x, spatial), shape, spatial)
    result = derived(x, replaced(shape, sizes), field)
    if not isinstance(padding, str):
        for (before, after), size in zip(padding, kernel, strict=True):
            if less(size, 2 * before) is True or less(size, 2 * after) is True:
                raise invalid(x, "padding", before, f"is {before}, more than half the window of {size}", result)
    return Outcome(_checked_sizes(result, shape, spatial, kernel))


def _slid_sizes(
    shape: Shape,
    spatial: Sequence[int],
    padding: Padding,
    reach: Sequence[Size],
    stride: Sequence[Size],
    ceil_mode: bool,
) -> dict[int, Size]:
    return {
        axis: slid_size(padding, n, shape[axis], reach[n], stride[n], ceil_mode=ceil_mode)
        for n, axis in enumerate(spatial)
    }


def _slid_field(
    field: Field | None,
    shape: Shape,
    spatial: Sequence[int],
    padding: Padding,
    reach: Sequence[Size],
    stride: Sequence[Size],
    kernel: Sequence[Size],
) -> Field | None:
    for n, axis in enumerate(spatial):
        left, _ = pads_of(padding, n, shape[axis], reach[n], stride[n])
        field = algebra.window(field, axis, reach[n], stride[n], left, kernel=kernel[n])
    return field


def _checked_sizes(result: Tensor, shape: Shape, spatial: Sequence[int], kernel: Sequence[Size]) -> Tensor:
    """Refuse a result of which nothing is left on a spatial axis ("vanished-size")."""
    sizes = result.shape or ()
    for n, axis in enumerate(spatial):
        require(at_least(sizes[axis], 1), partial(_vanished, result, shape, spatial, axis, kernel[n]))
    return result


def _vanished(result: Tensor, shape: Shape, spatial: Sequence[int], axis: int, kernel: Size) -> Refused:
    sizes = result.shape or ()
    gone = {at: fresh() for at in spatial if less(sizes[at], 1) is True}
    return Refused(
        "vanished-size",
        f"a window of {kernel} finds no place on a map of {shape[axis]}",
        replace(result, shape=replaced(sizes, gone)),
        axis=axis,
        kernel=kernel,
        actual=shape[axis],
        shape=shape,
    )
