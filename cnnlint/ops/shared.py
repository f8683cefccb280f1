"""What every op does to the tensors that it takes: axes, element types, origins, comparison of sizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cnnlint.graph import Field, Shape, Source, Tensor
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Refused
from cnnlint.symbolic import Size, equal, fresh, product, same

_KINDS = ("bool", "uint", "int", "bfloat", "float", "complex")


def axis_of(x: Tensor, axis: int, extra: int = 0) -> int:
    """The axis counted from 0 in a tensor with `extra` more axes; refuses one that is not there ("axis-out-of-range").

    Raises NotKnown where the rank is not known.
    """
    if x.shape is None:
        raise NotKnown("a tensor of unknown rank")
    rank = len(shape_of(x)) + extra
    # A tensor without axes takes 0 and -1, as it does in NumPy's and PyTorch's reductions.
    if -max(rank, 1) <= axis < max(rank, 1):
        return axis % max(rank, 1)
    raise Refused(
        "axis-out-of-range",
        f"axis {axis} of a tensor that has {rank}",
        Tensor(None, x.dtype, None, x.sources),
        axis=axis,
        actual_rank=rank,
    )


def axes_of(x: Tensor, axes: int | Iterable[int], extra: int = 0) -> tuple[int, ...]:
    """Several axes counted from 0; refuses one that is not there, or is named twice."""
    chosen = tuple(axis_of(x, axis, extra) for axis in ((axes,) if isinstance(axes, int) else axes))
    if len(set(chosen)) != len(chosen):
        raise invalid(x, "axes", chosen, "names an axis twice")
    return chosen


def shape_of(x: Tensor) -> Shape:
    """The shape of a tensor whose rank the caller knows to be known."""
    return () if x.shape is None else x.shape


def sources_of(tensors: Iterable[Tensor]) -> tuple[Source, ...]:
    """The origins of all tensors, each once, in order."""
    return tuple({id(source): source for tensor in tensors for source in tensor.sources}.values())


def derived(x: Tensor, shape: Iterable[Size] | None, field: Field | None = None, dtype: str | None = "") -> Tensor:
    """A tensor computed from `x`, of its element type unless another is given."""
    return Tensor(None if shape is None else tuple(shape), x.dtype if dtype == "" else dtype, field, x.sources)


def rearranged(x: Tensor, shape: Iterable[Size] | None, field: Field | None = None) -> Tensor:
    """The elements of `x` in another shape: numbers of classes stay what they are."""
    return replace(derived(x, shape, field), labels=x.labels)


def combined(tensors: Sequence[Tensor], shape: Iterable[Size] | None, field: Field | None = None) -> Tensor:
    """A tensor computed from several, of the element type that they promote to."""
    return Tensor(None if shape is None else tuple(shape), promoted(tensors), field, sources_of(tensors))


def unknown(tensors: Sequence[Tensor]) -> Tensor:
    """A tensor computed from these of which not even the rank is known."""
    return combined(tensors, None)


def promoted(tensors: Sequence[Tensor]) -> str | None:
    """The element type that a mixture takes: the widest of the highest kind; None if one is unknown."""
    names = [tensor.dtype for tensor in tensors]
    if not names or any(name is None for name in names):
        return None
    return max((name for name in names if name is not None), key=_precedence)


def _precedence(name: str) -> tuple[int, int]:
    kind = name.rstrip("0123456789")
    return (_KINDS.index(kind) if kind in _KINDS else -1, int(name[len(kind) :] or 0))


def replaced(shape: Sequence[Size], changes: Mapping[int, Size]) -> Shape:
    """The shape with some of its sizes replaced."""
    return tuple(changes.get(axis, size) for axis, size in enumerate(shape))


def same_sizes(a: Sequence[Size], b: Sequence[Size]) -> bool | None:
    """Whether two shapes agree: False if they certainly differ, None if that hangs on sizes that are not known."""
    if len(a) != len(b):
        return False
    answers = [equal(one, other) for one, other in zip(a, b, strict=True)]
    if False in answers:
        return False
    return None if None in answers else True


def unequal(a: Sequence[Size], b: Sequence[Size]) -> bool:
    """Whether two shapes certainly differ beside their first axis, the batch."""
    return len(a) != len(b) or same_sizes(a[1:], b[1:]) is False


def number_of(shape: Iterable[Size]) -> Size:
    """The number of elements."""
    return product(shape)


def unknown_sizes(count: int) -> Shape:
    """As many sizes of which nothing is known."""
    return tuple(fresh() for _ in range(count))


def written(shape: Iterable[Size]) -> str:
    """A shape as it is printed."""
    return f"({', '.join(str(size) for size in shape)})"


def invalid(x: Tensor, argument: str, value: object, words: str, recovery: Tensor | None = None) -> Refused:
    """The refusal of an argument's value."""
    result = recovery if recovery is not None else Tensor(None, x.dtype, None, x.sources)
    return Refused("invalid-argument", f"{argument} {words}", result, argument=argument, value=str(value))


def mismatch(kind: str, expected: Size, actual: Size, recovery: Tensor | None, *, what: str) -> Refused:
    """The refusal of a width that is not the one that the layer was built for."""
    return Refused(kind, f"takes {expected} {what} and gets {actual}", recovery, expected=expected, actual=actual)


def require_width(kind: str, expected: Size, actual: Size, recovery: Tensor | None, *, what: str) -> None:
    """Refuse a width that is not the one that the layer was built for."""
    require(same(actual, expected), lambda: mismatch(kind, expected, actual, recovery, what=what))


def with_field(x: Tensor, field: Field | None) -> Tensor:
    """The same tensor with another field."""
    return replace(x, field=field)
