"""Copies, padding and moved elements: repeat, tile, pad, roll, flip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from cnnlint.graph import Field, Tensor, algebra, axis_field
from cnnlint.ops.fields import aligned, provisional, seeded
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axes_of, axis_of, derived, invalid, replaced, unknown_sizes
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, at_least, equal, every, fresh, less, product


@operation
def repeat(x: Tensor, times: Sequence[Size]) -> Outcome:
    """The whole tensor so many times along each axis (`Tensor.repeat`); fewer numbers than axes are refused ("invalid-argument")."""
    if x.shape is None:
        return Outcome(derived(x, unknown_sizes(len(times))))
    if len(times) < len(x.shape):
        raise invalid(x, "repeats", tuple(times), f"has fewer entries than the {len(x.shape)} axes of the tensor")
    return tile(x, times)


@operation
def tile(x: Tensor, times: Sequence[Size]) -> Outcome:
    """The whole tensor so many times along its last axes (`tile`)."""
    if x.shape is None:
        return Outcome(derived(x, None))
    rank = max(len(times), len(x.shape))
    sizes = (*(1,) * (rank - len(x.shape)), *x.shape)
    counts = (*(1,) * (rank - len(times)), *times)
    field = aligned(x, rank)
    for axis, count in enumerate(counts):
        if equal(count, 1) is not True:
            field = _copied(field, axis, sizes[axis])
    return Outcome(derived(x, [size * count for size, count in zip(sizes, counts, strict=True)], field))


def _copied(field: Field | None, axis: int, size: Size) -> Field | None:
    """Copies of one position are that position; copies of several in turn stand in no order that could be told."""
    if equal(size, 1) is True:
        return algebra.selected(field, axis)
    standing = field is not None and any(place.axis == axis for at in field.places for place in at)
    return algebra.LOST if standing else field


@operation
def repeat_interleave(x: Tensor, count: Size, axis: int | None = None) -> Outcome:
    """Each element so many times in a row, along an axis or (None) flattened: of positions, nearest upsampling."""
    if x.shape is None:
        return Outcome(derived(x, None if axis is not None else (fresh(),)))
    if less(count, 0) is True:
        raise invalid(x, "repeats", count, f"is {count}, and must not be negative")
    if axis is None:
        lost = None if x.field is None else algebra.LOST
        return Outcome(derived(x, (product(x.shape) * count,), lost))
    at = axis_of(x, axis)
    if not x.shape:
        return Outcome(derived(x, (count,), x.field))
    field = algebra.along(provisional(x), at, lambda a: axis_field.repeated(a, count))
    return Outcome(derived(x, replaced(x.shape, {at: x.shape[at] * count}), field))


@operation
def pad(x: Tensor, pads: Sequence[tuple[Size, Size]], *, spatial: Sequence[int] | None = None) -> Outcome:
    """(before, after) elements more on each axis, fewer where negative.

    `spatial` are the axes of positions, for a tensor that no spatial operation has seen yet; None: all from the third on where
    no others are padded, else those that are. Refuses a number of pairs that is not the rank ("rank-mismatch"), and a size
    that vanishes ("vanished-size").
    """
    if x.shape is None:
        return Outcome(derived(x, unknown_sizes(len(pads))))
    if len(pads) != len(x.shape):
        words = f"pads {len(pads)} axes of a tensor that has {len(x.shape)}"
        lost = derived(x, unknown_sizes(len(pads)))
        raise Refused("rank-mismatch", words, lost, expected_rank=len(pads), actual_rank=len(x.shape), shape=x.shape)
    padded = [axis for axis, pair in enumerate(pads) if not all(equal(end, 0) is True for end in pair)]
    if not padded:
        return Outcome(x)
    usual = range(2, len(x.shape)) if min(padded) >= 2 else padded
    field = seeded(x, usual if spatial is None else axes_of(x, spatial))
    sizes = list(x.shape)
    for axis in padded:
        before, after = pads[axis]
        sizes[axis] = x.shape[axis] + before + after
        field = algebra.shifted(field, axis, before)
    result = derived(x, sizes, field)
    for axis in padded:
        cropped = x.shape[axis] + sum(end for end in pads[axis] if isinstance(end, int) and end < 0)
        left = every([at_least(cropped, 0), at_least(sizes[axis], 0)])
        require(left, partial(_cropped_away, result, x.shape[axis], axis))
    return Outcome(result)


def _cropped_away(result: Tensor, size: Size, axis: int) -> Refused:
    gone = result.with_shape(replaced(result.shape or (), {axis: fresh()}))
    words = f"cropping leaves nothing of the {size} on axis {axis}"
    return Refused("vanished-size", words, gone, axis=axis, actual=size)


@operation
def roll(x: Tensor, shifts: Sequence[Size], axes: Sequence[int]) -> Outcome:
    """Elements moved along axes, those that fall off coming back in front (which the field does not count)."""
    if x.shape is None:
        return Outcome(derived(x, None))
    field, chosen = provisional(x), axes_of(x, axes)
    if len(shifts) != len(chosen):
        raise invalid(x, "shifts", tuple(shifts), f"has {len(shifts)} entries for {len(chosen)} axes", x)
    for shift, axis in zip(shifts, chosen, strict=True):
        field = algebra.shifted(field, axis, shift)
    return Outcome(replace(x, field=field))


@operation
def flip(x: Tensor, axes: int | Sequence[int]) -> Outcome:
    """Elements in reverse order along axes."""
    if x.shape is None:
        return Outcome(derived(x, None))
    field, chosen = provisional(x), axes_of(x, axes)
    for axis in chosen if x.shape else ():  # a tensor without axes takes 0 and -1
        field = algebra.flipped(field, axis, x.shape[axis])
    return Outcome(replace(x, field=field))
