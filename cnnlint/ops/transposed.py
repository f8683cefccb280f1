"""Transposed convolution, and max pooling undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from cnnlint.graph import Tensor, algebra
from cnnlint.ops.fields import grouped, seeded
from cnnlint.ops.layout import Layout
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.padding import check_window, reach_of
from cnnlint.ops.shared import derived, invalid, replaced, require_width
from cnnlint.ops.tape import operation
from cnnlint.ops.window import check_groups
from cnnlint.symbolic import Size, at_least, fresh, less_equal, maximum, minimum, product


@operation
def conv_transpose(
    x: Tensor,
    *,
    layout: Layout,
    kernel: Sequence[Size],
    stride: Sequence[Size],
    padding: Literal["valid", "same"] | Sequence[Size],
    dilation: Sequence[Size],
    groups: Size,
    out_channels: Size,
    in_channels: Size | None = None,
    output_padding: Sequence[Size] | None = None,
) -> Outcome:
    """A transposed convolution.

    `padding` in numbers (PyTorch): (i-1)*s - 2p + k' + output_padding, which must be less than the larger of stride and
    dilation. By Keras' words, without `output_padding`: "valid" (i-1)*s + max(k', s), "same" i*s; with it (i-1)*s + k' and
    (i-1)*s + k' mod 2, plus it, and it must be less than the stride. Refuses what `conv` refuses.
    """
    check_window(x, len(layout.spatial), kernel_size=kernel, stride=stride, dilation=dilation)
    _check_entries(x, len(layout.spatial), padding=padding, output_padding=output_padding)
    shape = layout.expect(x, out_channels)
    if shape is None:
        return Outcome(derived(x, layout.unknown_shape(out_channels)), fresh("macs"))
    channel, spatial, _ = layout.axes(len(shape))
    reach = [reach_of(k, d) for k, d in zip(kernel, dilation, strict=True)]
    field, sizes = grouped(x, spatial, channel, groups, out_channels), {}
    for n, axis in enumerate(spatial):
        extra = None if output_padding is None else output_padding[n]
        size, left = _opened(
            shape[axis], reach[n], stride[n], padding if isinstance(padding, str) else padding[n], extra
        )
        field = algebra.transposed(field, axis, reach[n], stride[n], left, kernel=kernel[n])
        sizes[axis] = size
    result = derived(x, replaced(shape, {**sizes, channel: out_channels}), field)
    for n, axis in enumerate(spatial):
        limit = stride[n] if isinstance(padding, str) else maximum(stride[n], dilation[n])
        if output_padding is not None and less_equal(limit, output_padding[n]) is True:
            raise invalid(
                x, "output_padding", output_padding[n], f"is {output_padding[n]}, and must be below {limit}", result
            )
        _check_left(result, shape[axis], axis, kernel[n], {at: fresh() for at in spatial})
    built = shape[channel] if in_channels is None else in_channels
    require_width("channel-mismatch", built, shape[channel], result, what="channels")
    check_groups(groups, built, out_channels, result)
    return Outcome(result, product(shape) * (out_channels // groups) * product(kernel))


def _check_entries(x: Tensor, dimensions: int, **arguments: Sequence[Size] | str | None) -> None:
    for name, values in arguments.items():
        if values is not None and not isinstance(values, str) and len(values) != dimensions:
            raise invalid(x, name, tuple(values), f"has {len(values)} entries for {dimensions} spatial axes")


def _opened(size: Size, reach: Size, stride: Size, padding: Size | str, extra: Size | None) -> tuple[Size, Size]:
    """The size that comes out along one axis, and how much of the full result is cropped before it."""
    full = (size - 1) * stride + reach
    if padding == "valid":
        return (size - 1) * stride + maximum(reach, stride) if extra is None else full + extra, 0
    if padding == "same":
        out = size * stride if extra is None else (size - 1) * stride + reach % 2 + extra
        return out, maximum(full - out, 0) // 2
    assert not isinstance(padding, str)  # noqa: S101 - the words are the two above
    return full - 2 * padding + (0 if extra is None else extra), padding


def _check_left(result: Tensor, size: Size, axis: int, kernel: Size, unknown: dict[int, Size]) -> None:
    shape = result.shape or ()

    # An empty result passes or not by the backend that PyTorch picks; only a negative size never does.
    def refusal() -> Refused:
        recovery = result.with_shape(replaced(shape, unknown))
        words = f"a window of {kernel} on a map of {size} is cropped away"
        return Refused("vanished-size", words, recovery, axis=axis, kernel=kernel, actual=size)

    require(at_least(shape[axis], 0), refusal)


@operation
def max_unpool(
    x: Tensor,
    *,
    layout: Layout,
    kernel: Sequence[Size],
    stride: Sequence[Size],
    padding: Sequence[Size],
    output: Sequence[Size] | None = None,
) -> Outcome:
    """Max pooling undone: (i-1)*s - 2p + k on each spatial axis, or the sizes asked for.

    Each maximum goes back to where it came from, so a position reads one pooled position, which one is up to the data.
    """
    check_window(x, len(layout.spatial), kernel_size=kernel, stride=stride)
    _check_entries(x, len(layout.spatial), padding=padding, output_size=output)
    shape = layout.expect(x)
    if shape is None:
        return Outcome(derived(x, layout.unknown_shape()))
    _, spatial, _ = layout.axes(len(shape))
    field, sizes = seeded(x, spatial), {}
    for n, axis in enumerate(spatial):
        exact = (shape[axis] - 1) * stride[n] - 2 * padding[n] + kernel[n]
        sizes[axis] = exact if output is None else output[n]
        field = algebra.transposed(field, axis, minimum(kernel[n], stride[n]), stride[n], padding[n], kernel=1)
    return Outcome(derived(x, replaced(shape, sizes), field))
