"""Several tensors as one, and one as several: concatenation, stacking, splitting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cnnlint.graph import Field, Shape, Tensor, algebra
from cnnlint.ops.fields import met, provisional, renumbered
from cnnlint.ops.index import slice_bound
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.reshape import unsqueeze
from cnnlint.ops.shared import axis_of, combined, derived, invalid, replaced, unknown, written
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, at_least, ceil_div, divisible, equal, every, fresh, less, less_equal, minimum, same


@operation
def concat(tensors: Sequence[Tensor], axis: int = 0) -> Outcome:
    """One after the other along an axis. Refuses sizes or ranks that differ elsewhere ("concat-mismatch"), and no tensors."""
    if not tensors:
        raise Refused("invalid-argument", "there is nothing to concatenate", None, argument="tensors", value="()")
    shapes = [tensor.shape for tensor in tensors if tensor.shape is not None]
    if not shapes:
        return Outcome(unknown(tensors))
    model = next(tensor for tensor in tensors if tensor.shape is not None)
    at = axis_of(model, axis)
    _check_axes(tensors)
    size: Size = 0
    for tensor in tensors:
        size = size + (fresh() if tensor.shape is None or at >= len(tensor.shape) else tensor.shape[at])
    sizes, tensors = _common(shapes, at), _entered(tensors)
    result = combined(tensors, replaced(sizes, {at: size}), _concat_field(tensors, replaced(sizes, {at: size}), at))
    for shape in shapes:
        _check_joined(shapes[0], shape, sizes, at, result)
    return Outcome(result)


def _check_joined(first: Shape, shape: Shape, sizes: Shape, axis: int, result: Tensor) -> None:
    """Refuse a shape that differs from the first on another axis than the joined one."""

    def refusal() -> Refused:
        words = f"{written(first)} and {written(shape)} differ besides axis {axis}"
        return Refused("concat-mismatch", words, result, left=first, right=shape, axis=axis)

    if len(shape) != len(first):
        raise refusal()
    for n, size in enumerate(sizes):
        if n != axis:
            require(same(shape[n], size), refusal)


def _check_axes(tensors: Sequence[Tensor]) -> None:
    if any(tensor.shape == () for tensor in tensors):
        words = "a tensor without axes cannot be concatenated"
        raise Refused("rank-mismatch", words, unknown(tensors), expected_rank=1, actual_rank=0, shape=())


def _common(shapes: Sequence[Shape], axis: int) -> Shape:
    """The sizes that all have, of each axis the one that is known best."""
    sizes = list(shapes[0])
    for shape in shapes:
        for n, size in enumerate(shape[: len(sizes)]):
            if n != axis and isinstance(size, int) and not isinstance(sizes[n], int):
                sizes[n] = size
    return tuple(sizes)


def _concat_field(tensors: Sequence[Tensor], shape: Shape, axis: int) -> Field | None:
    """Along an axis of positions those of each tensor begin where the ones before it end."""
    here = [tensor for tensor in tensors if _stands_on(tensor.field, axis)]
    if not here:
        return met(tensors, [tensor.field for tensor in tensors], shape, _widths(tensors, axis))
    if len(here) > 1:
        fields = [algebra.unplaced(tensor.field, axis) for tensor in tensors]
        return met(tensors, fields)
    before: Size = 0
    for tensor in tensors[: tensors.index(here[0])]:
        before = before + (fresh() if tensor.shape is None else tensor.shape[axis])
    rest = [
        tensor for tensor in tensors if tensor.field is not None and tensor is not here[0] and not tensor.field.is_lost
    ]
    shifted = algebra.shifted(here[0].field, axis, before)
    return met([here[0], *rest], [shifted, *(tensor.field for tensor in rest)])


def _widths(tensors: Sequence[Tensor], axis: int) -> list[float] | None:
    """How much each brings along an axis; None where that is not known."""
    widths = [0 if x.shape is None or axis >= len(x.shape) else x.shape[axis] for x in tensors]
    known = [float(width) for width in widths if isinstance(width, int) and width > 0]
    return known if len(known) == len(widths) else None


def _stands_on(field: Field | None, axis: int) -> bool:
    return field is not None and any(place.axis == axis for at in field.places for place in at)


@operation
def stack(tensors: Sequence[Tensor], axis: int = 0) -> Outcome:
    """Side by side along a new axis. Refuses shapes that differ ("concat-mismatch")."""
    return concat([unsqueeze(tensor, axis).tensor for tensor in _entered(tensors)], axis)


def _entered(tensors: Sequence[Tensor]) -> Sequence[Tensor]:
    """The tensors; where some have a provisional field, inputs that nothing has seen yet have one too."""
    if not any(tensor.field is not None and tensor.field.provisional for tensor in tensors):
        return tensors
    return [replace(tensor, field=provisional(tensor)) for tensor in tensors]


@operation
def split(x: Tensor, sizes: Size | Sequence[Size], axis: int = 0) -> tuple[Tensor, ...] | None:
    """Pieces of these sizes, or of one size and a rest (PyTorch's `split`); None where their number is not known.

    Refuses sizes that do not add up ("invalid-argument").
    """
    if not isinstance(sizes, Sequence):
        length = None if x.shape is None else x.shape[axis_of(x, axis)]
        if length is None:
            return None
        if less(sizes, 1) is True:
            raise invalid(x, "split_size", sizes, f"is {sizes}, and must be at least 1")
        count = ceil_div(length, sizes)
        if not isinstance(count, int) or count > _MOST_PIECES:
            return None
        last = length - sizes * (count - 1)
        return split(x, [sizes] * (count - 1) + [last], axis)
    if x.shape is None:
        return tuple(derived(x, None) for _ in sizes)
    at = axis_of(x, axis)
    total: Size = 0
    pieces = []
    for size in sizes:
        pieces.append(_piece(x, at, total, size))
        total = total + size
    sums = [same(total, x.shape[at]), *(at_least(size, 0) for size in sizes)]
    words = f"add up to {total}, and axis {at} has {x.shape[at]}"
    require(every(sums), lambda: invalid(x, "split_sizes", written(sizes), words))
    return tuple(pieces)


_MOST_PIECES = 4096


@operation
def piece(x: Tensor, axis: int, start: Size, size: Size) -> Tensor:
    """`size` elements of an axis from `start` on (`narrow`). Refuses more than there are ("invalid-argument")."""
    if x.shape is None:
        return derived(x, None)
    at = axis_of(x, axis)
    if less(start, 0) is True:
        start = start + x.shape[at]
    result = _piece(x, at, start, size)
    words = f"from {start} on is more than the {x.shape[at]} of axis {at}"
    require(at_least(x.shape[at], start + size), lambda: invalid(x, "length", size, words, result))
    return result


def _piece(x: Tensor, axis: int, start: Size, size: Size) -> Tensor:
    shape = x.shape or ()
    reads = x.field if equal(size, shape[axis]) is True else provisional(x)
    field = reads if equal(start, 0) is True else algebra.shifted(reads, axis, -start)
    return derived(x, replaced(shape, {axis: size}), field)


@operation
def chunk(x: Tensor, chunks: int, axis: int = 0) -> tuple[Tensor, ...] | None:
    """At most so many pieces, all of ceil(size / chunks) but the last (PyTorch's `chunk`)."""
    if chunks < 1:
        raise invalid(x, "chunks", chunks, "must be at least 1")
    if chunks > _MOST_PIECES:
        return None
    if x.shape is None:
        return tuple(derived(x, None) for _ in range(chunks))
    at = axis_of(x, axis)
    size = x.shape[at]
    each = ceil_div(size, chunks)
    if isinstance(size, int):
        return split(x, each, at) if size > 0 else (x,) * chunks
    pieces = [_piece(x, at, each * n, each) for n in range(chunks - 1)]
    return (*pieces, _piece(x, at, each * (chunks - 1), size - each * (chunks - 1)))


@operation
def tensor_split(
    x: Tensor, parts: int | Sequence[Size], axis: int = 0, *, even: bool = False
) -> tuple[Tensor, ...] | None:
    """So many pieces, the first ones longer by one where it does not come out even; or pieces cut at these indexes.

    None for more pieces than are worth following. With `even` (`numpy.split`, `keras.ops.split`) a size that the number does
    not divide is refused ("invalid-argument").
    """
    if isinstance(parts, int) and parts < 1:
        raise invalid(x, "sections", parts, "must be at least 1")
    if isinstance(parts, int) and parts > _MOST_PIECES:
        return None
    if x.shape is None:
        return tuple(derived(x, None) for _ in range(parts if isinstance(parts, int) else len(parts) + 1))
    at = axis_of(x, axis)
    size = x.shape[at]
    if isinstance(parts, int):
        if even:
            words = f"does not divide axis {at} of {size}"
            require(divisible(size, parts), lambda: invalid(x, "sections", parts, words))
        ends = [size // parts * n + (0 if even else minimum(size % parts, n)) for n in range(1, parts)]
    else:
        ends = [end if end is not None else fresh() for end in (slice_bound(part, size, 0) for part in parts)]
    starts = [0, *ends]
    return tuple(_piece(x, at, start, _length(start, end)) for start, end in zip(starts, [*ends, size], strict=True))


def _length(start: Size, end: Size) -> Size:
    # A start that may lie before the first element: only what is behind that counts.
    return 0 if less_equal(end, start) is True else minimum(end - start, end)


@operation
def unbind(x: Tensor, axis: int = 0) -> tuple[Tensor, ...] | None:
    """Each index of an axis as a tensor without it; None where their number is not known."""
    if x.shape is None:
        return None
    at = axis_of(x, axis)
    count = x.shape[at]
    if not isinstance(count, int) or count > _MOST_PIECES:
        return None
    left = [n for n in range(len(x.shape)) if n != at]
    field = renumbered(replace(x, field=algebra.selected(x.field, at)), left)
    return (derived(x, [x.shape[n] for n in left], field),) * count
