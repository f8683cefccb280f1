"""Operations element by element, and the broadcasting of their operands (NumPy's rules, which PyTorch and Keras share)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cnnlint.graph import Field, Input, LayerCall, Shape, Tensor, algebra
from cnnlint.ops.fields import aligned, met
from cnnlint.ops.needs import note, require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import combined, derived, invalid, unknown, unknown_sizes, written
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, Some, broadcastable, equal, fresh, less, maximum, same


@operation
def elementwise(x: Tensor) -> Outcome:
    """Each element by itself: shape, element type and field stay."""
    return Outcome(x)


@operation
def broadcast(tensors: Sequence[Tensor]) -> Outcome:
    """An operation on the elements of several tensors that stand on each other. Refuses "broadcast-mismatch".

    A tensor that has no positions only scales or shifts one that has some (`Field.context`).
    """
    if len(tensors) == 1:
        return Outcome(tensors[0])
    shape = broadcast_shape(tensors)
    if shape is None:
        return Outcome(unknown(tensors))
    fields = [aligned(tensor, len(shape)) for tensor in tensors]
    fields = [_spread(field, tensor, shape) for field, tensor in zip(fields, tensors, strict=True)]
    return Outcome(combined(tensors, shape, met([_before_repeated(tensor) for tensor in tensors], fields, shape)))


def _before_repeated(x: Tensor) -> Tensor:
    """The tensor with the shape that it had before the call that made it repeated an axis of size 1: as a gate it is the same either way."""
    made = x.sources[0] if len(x.sources) == 1 else None
    if (
        x.shape is None
        or not isinstance(made, LayerCall)
        or made.attributes.get("role") != "reshape"
        or not made.inputs
    ):
        return x
    source = made.inputs[0]  # the second of `expand_as` only lends its shape
    before = source.shape if isinstance(source, Input) else source.output_shape
    if before is None or len(before) != len(x.shape):
        return x
    repeated = all(equal(one, 1) is True or equal(one, now) is True for one, now in zip(before, x.shape, strict=True))
    return x.with_shape(before) if repeated else x


@operation
def where(condition: Tensor, a: Tensor, b: Tensor) -> Outcome:
    """The elements of `a` or `b`, by the condition, all three broadcast; the condition's type does not count."""
    result = broadcast((condition, a, b)).tensor
    return Outcome(replace(result, dtype=combined((a, b), None).dtype))


def broadcast_shape(tensors: Sequence[Tensor]) -> Shape | None:
    """The shape that tensors broadcast to; None if the rank of one is unknown. Refuses "broadcast-mismatch"."""
    shapes = [tensor.shape for tensor in tensors]
    known = [shape for shape in shapes if shape is not None]
    result: Shape = ()
    for shape in known:
        joined = broadcast_sizes(result, shape)
        if joined is None:
            raise Refused(
                "broadcast-mismatch",
                f"{written(result)} and {written(shape)} do not broadcast",
                unknown(tensors).with_shape(max(known, key=len)),
                left=result,
                right=shape,
            )
        result = joined
    return result if len(known) == len(shapes) else None


def broadcast_sizes(a: Sequence[Size], b: Sequence[Size]) -> Shape | None:
    """The sizes that two shapes broadcast to; None if they certainly do not."""
    rank = max(len(a), len(b))
    pairs = zip((1,) * (rank - len(a)) + tuple(a), (1,) * (rank - len(b)) + tuple(b), strict=True)
    sizes = [broadcast_size(one, other) for one, other in pairs]
    return None if None in sizes else tuple(size for size in sizes if size is not None)


def broadcast_size(a: Size, b: Size) -> Size | None:
    """The size that two sizes broadcast to; None if they certainly do not.

    Where one is 1 or they are the same for some values of what is not known, it is assumed that they are.
    """
    if equal(a, b) is True or equal(b, 1) is True:
        return a
    if equal(a, 1) is True:
        return b
    possible = equal(a, b) is not False or equal(a, 1) is not False or equal(b, 1) is not False
    if not possible:
        return None
    note(broadcastable(a, b))
    note(same(a, b), is_wish=True)  # what is one only by chance is not meant to be repeated
    if less(1, a) is True:
        return a
    if less(1, b) is True:
        return b
    return fresh() if less(a, 1) is not False or less(b, 1) is not False else maximum(a, b)


@operation
def expand(x: Tensor, sizes: Sequence[Size]) -> Outcome:
    """The tensor repeated without copies to these sizes; -1 keeps one. Refuses "broadcast-mismatch"."""
    if x.shape is None:
        return Outcome(derived(x, [fresh() if size == -1 else size for size in sizes]))
    if -1 in sizes[: max(len(sizes) - len(x.shape), 0)]:
        raise invalid(x, "size", -1, "is -1 for an axis that is not there", derived(x, unknown_sizes(len(sizes))))
    old = (*(1,) * (len(sizes) - len(x.shape)), *x.shape)
    wanted = tuple(old[n] if size == -1 and n < len(old) else size for n, size in enumerate(sizes))
    before = x.shape

    def refusal() -> Refused:
        words = f"{written(before)} cannot be expanded to {written(sizes)}"
        recovery = derived(x, [fresh() if size == -1 else size for size in sizes])
        return Refused("broadcast-mismatch", words, recovery, left=before, right=tuple(sizes))

    if len(before) > len(sizes):
        raise refusal()
    for one, other in zip(old, wanted, strict=True):
        require(Some((same(one, 1), same(one, other))), refusal)
    return Outcome(derived(x, wanted, _spread(aligned(x, len(sizes)), x, wanted)))


def _spread(field: Field | None, x: Tensor, shape: Shape) -> Field | None:
    """A position that stood alone on an axis of size 1 has no place there once it is repeated over it."""
    if field is None or x.shape is None:
        return field
    shift = len(shape) - len(x.shape)
    for axis, size in enumerate(x.shape):
        if equal(size, 1) is True and equal(shape[axis + shift], 1) is not True:
            field = algebra.selected(field, axis + shift)
    return field


@operation
def broadcast_tensors(tensors: Sequence[Tensor]) -> tuple[Tensor, ...]:
    """Each tensor expanded to the shape that all broadcast to. Refuses "broadcast-mismatch"."""
    shape = broadcast_shape(tensors)
    if shape is None:
        return tuple(derived(tensor, None) for tensor in tensors)
    return tuple(expand(tensor, shape).tensor for tensor in tensors)
