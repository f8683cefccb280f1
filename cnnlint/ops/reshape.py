"""The same elements under other axes: reshape, flatten, permute, squeeze."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cnnlint.graph import Field, Shape, Tensor
from cnnlint.graph.algebra import LOST, dropped
from cnnlint.graph.places import reshaped
from cnnlint.ops.fields import is_input, provisional, reads_input, renumbered
from cnnlint.ops.needs import note, require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axes_of, axis_of, invalid, rearranged, unknown_sizes, written
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Dim, Size, divisible, equal, exact_div, floor_div, fresh, product, same


@operation
def reshape(x: Tensor, sizes: Sequence[Size]) -> Outcome:
    """The elements in another shape; one size may be -1 and is then worked out. Refuses "reshape-mismatch"."""
    free = [n for n, size in enumerate(sizes) if size == -1]
    if x.shape is None:
        return Outcome(rearranged(x, [fresh() if n in free else size for n, size in enumerate(sizes)]))
    if len(free) > 1:
        shape = [fresh() if n in free else size for n, size in enumerate(sizes)]
        raise invalid(x, "shape", written(sizes), "has more than one -1", rearranged(x, shape))
    total = product(x.shape)
    given = product(size for n, size in enumerate(sizes) if n not in free)
    quotient = _inferred(total, given) if free else 1
    shape = [quotient if n in free else size for n, size in enumerate(sizes)]
    result = rearranged(x, shape, _reshaped(x, shape))
    old = x.shape

    def refusal() -> Refused:
        # Where the batch is not the one that arrives, it may be the batch that is wrong; where it is worked out, the others.
        open_ = set(range(len(sizes))) if free == [0] else set(free)
        if sizes and old and equal(sizes[0], old[0]) is False:
            open_.add(0)
        lost = rearranged(result, [fresh() if n in open_ else size for n, size in enumerate(sizes)], result.field)
        words = f"{written(old)} has {total} elements and does not fit {written(sizes)}"
        return Refused("reshape-mismatch", words, lost, shape=old, target=tuple(sizes), elements=total)

    if free and equal(given, 0) is True:
        raise refusal()
    fits = divisible(total, given) if free else same(total, given)
    require(fits, refusal)
    if free == [0] and old and isinstance(old[0], Dim) and fits.truth() is None:
        note(same(total, given * old[0]), is_wish=True)  # the first axis stays the batch
    return Outcome(result)


def _reshaped(x: Tensor, shape: Sequence[Size]) -> Field | None:
    """Space made of computed features (a generator's) is not the input's; that of a flat input is."""
    old = x.shape or ()
    if x.field is None and len(old) <= 2 < len(shape) and reads_input(x) and not is_input(x):
        return LOST
    if x.field is not None:
        return reshaped(x.field, old, shape)
    laid_out = reshaped(provisional(x), old, shape)
    if laid_out is None:
        return None
    moved = any(
        len(at) > 1 or any(place.axis == 0 for place in at) for at in laid_out.places
    )  # cut up, or into the batch
    return laid_out if moved else None


def _inferred(total: Size, given: Size) -> Size:
    whole = exact_div(total, given)
    if whole is not None:
        return whole
    return fresh() if isinstance(given, int) and given == 0 else floor_div(total, given)


@operation
def flatten(x: Tensor, start: int = 0, end: int = -1) -> Outcome:
    """The axes from `start` to `end` (inclusive) as one; a scalar becomes a vector of one element."""
    if x.shape is None:
        return Outcome(rearranged(x, (fresh(),) if (start, end) == (0, -1) else None))
    first, last = axis_of(x, start), axis_of(x, end)
    if not x.shape:
        return Outcome(rearranged(x, (1,), x.field))
    if first > last:
        raise invalid(x, "start_dim", start, "comes after end_dim")
    shape = (*x.shape[:first], product(x.shape[first : last + 1]), *x.shape[last + 1 :])
    return Outcome(rearranged(x, shape, _reshaped(x, shape)))


@operation
def unflatten(x: Tensor, axis: int, sizes: Sequence[Size]) -> Outcome:
    """One axis as several, of which one may be -1. Refuses "reshape-mismatch"."""
    if x.shape is None:
        return Outcome(rearranged(x, None))
    if not x.shape:
        raise invalid(x, "dim", axis, "is of a tensor without axes")
    at = axis_of(x, axis)
    inner = reshape(Tensor((x.shape[at],), x.dtype, None, x.sources), sizes).tensor.shape or ()
    shape = (*x.shape[:at], *inner, *x.shape[at + 1 :])
    return Outcome(rearranged(x, shape, _reshaped(x, shape)))


@operation
def permute(x: Tensor, order: Sequence[int]) -> Outcome:
    """The axes in another order. Refuses one that names not every axis once ("rank-mismatch", "invalid-argument")."""
    if x.shape is None:
        return Outcome(rearranged(x, unknown_sizes(len(order))))
    if len(order) != len(x.shape):
        raise Refused(
            "rank-mismatch",
            f"orders {len(order)} axes of a tensor that has {len(x.shape)}",
            rearranged(x, unknown_sizes(len(order))),
            expected_rank=len(order),
            actual_rank=len(x.shape),
            shape=x.shape,
        )
    axes = axes_of(x, order)
    keeps_batch = bool(axes) and axes[0] == 0 and list(axes) != sorted(axes)
    turned = replace(x, field=provisional(x)) if keeps_batch else x  # so that fields count the axes as the input does
    return Outcome(rearranged(x, [x.shape[axis] for axis in axes], renumbered(turned, axes)))


@operation
def transpose(x: Tensor, first: int, second: int) -> Outcome:
    """Two axes exchanged."""
    if x.shape is None:
        return Outcome(rearranged(x, None))
    one, other = axis_of(x, first), axis_of(x, second)
    order = list(range(len(x.shape)))
    if order:
        order[one], order[other] = other, one
    return permute(x, order)


@operation
def move_axis(x: Tensor, source: int | Sequence[int], destination: int | Sequence[int]) -> Outcome:
    """Axes moved to other places, the rest in their order."""
    if x.shape is None:
        return Outcome(rearranged(x, None))
    old, new = axes_of(x, source), axes_of(x, destination)
    if not x.shape:
        return Outcome(x)
    if len(old) != len(new):
        raise invalid(x, "destination", destination, f"names {len(new)} axes for {len(old)}")
    order = [axis for axis in range(len(x.shape)) if axis not in old]
    for target, axis in sorted(zip(new, old, strict=True)):
        order.insert(target, axis)
    return permute(x, order)


@operation
def squeeze(x: Tensor, axes: int | Iterable[int] | None = None, *, strict: bool = False) -> Outcome:
    """Without these axes of size 1, or without all of them.

    An axis of another size stays (PyTorch), or with `strict` is refused (NumPy, Keras; "invalid-argument"). Where it is not
    known whether a size is 1, an axis that is named is taken to be, and without names the rank is not known.
    """
    if x.shape is None:
        return Outcome(rearranged(x, None))
    if axes is None:
        if any(equal(size, 1) is None for size in x.shape):
            return Outcome(rearranged(x, None, x.field and _unplaced_rank(x.field)))
        gone = [axis for axis, size in enumerate(x.shape) if equal(size, 1) is True]
    else:
        named = axes_of(x, axes)
        gone = [axis for axis in named if x.shape and (strict or equal(x.shape[axis], 1) is not False)]
    for axis in gone:
        note(same(x.shape[axis], 1), is_wish=not strict)
    result = _without(x, gone)
    wrong = [axis for axis in gone if equal(x.shape[axis], 1) is False]
    if wrong:
        raise invalid(x, "axis", wrong[0], f"has size {x.shape[wrong[0]]}, not 1", result)
    return Outcome(result)


def _unplaced_rank(field: Field) -> Field:
    """Which axes the positions stand on can no longer be told."""
    for place in [place for at in field.places for place in at]:
        field = dropped(field, place.axis) or field
    return field


def _without(x: Tensor, gone: Sequence[int]) -> Tensor:
    shape: Shape = x.shape or ()
    field = x.field
    for axis in gone:
        field = dropped(field, axis)
    left = [axis for axis in range(len(shape)) if axis not in gone]
    return rearranged(x, [shape[axis] for axis in left], renumbered(Tensor(shape, x.dtype, field), left))


@operation
def unsqueeze(x: Tensor, axes: int | Sequence[int]) -> Outcome:
    """With new axes of size 1, counted in the result."""
    if x.shape is None:
        return Outcome(rearranged(x, None))
    count = 1 if isinstance(axes, int) else len(axes)
    new = axes_of(x, axes, extra=count)
    old = iter(range(len(x.shape)))
    order = [None if n in new else next(old) for n in range(len(x.shape) + count)]
    return Outcome(rearranged(x, [1 if axis is None else x.shape[axis] for axis in order], renumbered(x, order)))
