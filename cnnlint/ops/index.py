"""Python indexing: integers, slices, new axes, index tensors and masks (NumPy's rules as PyTorch has them)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import EllipsisType
from typing import TypeAlias

from cnnlint.graph import Field, Shape, Tensor, algebra
from cnnlint.ops.broadcast import broadcast_shape
from cnnlint.ops.fields import provisional, renumbered
from cnnlint.ops.needs import require
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import derived, invalid, rearranged, sources_of, written
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Dim, Relation, Size, at_least, ceil_div, equal, every, fresh, less, minimum

Item: TypeAlias = "int | Dim | slice | EllipsisType | Tensor | None"
"""One part of an index. A slice holds sizes or None; a tensor of type "bool" is a mask; a list is given as a tensor."""


@operation
def index(x: Tensor, items: Sequence[Item]) -> Outcome:
    """`x[items]`. Refuses an index outside of its axis ("invalid-argument") and one of too many axes ("axis-out-of-range")."""
    tensors = [item for item in items if isinstance(item, Tensor)]
    origins = sources_of([x, *tensors])
    if x.shape is None or any(tensor.shape is None for tensor in tensors):
        return Outcome(Tensor(None, x.dtype, None, origins))
    walk = _Walk(x, x.shape, any(isinstance(item, slice) and item != slice(None) for item in items))
    for item in _completed(x, items):
        walk.take(item)
    result = walk.result()
    return Outcome(Tensor(result.shape, result.dtype, result.field, origins))


def _completed(x: Tensor, items: Sequence[Item]) -> list[Item]:
    """The index with its ellipsis written out."""
    rank = len(x.shape or ())
    named = sum(_consumed(item) for item in items)
    if named > rank:
        lost = derived(x, None)
        raise Refused("axis-out-of-range", f"{named} indexes for {rank} axes", lost, axis=named - 1, actual_rank=rank)
    rest: list[Item] = [slice(None)] * (rank - named)
    at = next((n for n, item in enumerate(items) if item is Ellipsis), len(items))
    return [*items[:at], *rest, *items[at + 1 :]]


def _consumed(item: Item) -> int:
    if isinstance(item, Tensor):
        return len(item.shape or ()) if item.dtype == "bool" else 1
    return 0 if item is None or item is Ellipsis or isinstance(item, bool) else 1


@dataclass(slots=True)
class _Walk:
    """The axes of the result, gathered from left to right: (old axis or None, size); index tensors leave a gap in `advanced`."""

    x: Tensor
    shape: Shape
    cuts: bool
    axis: int = 0
    kept: list[tuple[int | None, Size]] = field(default_factory=list)
    advanced: list[tuple[int, tuple[int, ...], Tensor]] = field(default_factory=list)
    reads: Field | None = None

    def __post_init__(self) -> None:
        self.reads = provisional(self.x) if self.cuts else self.x.field

    def take(self, item: Item) -> None:
        if item is None or isinstance(item, bool):
            self.kept.append((None, 1))
        elif isinstance(item, slice):
            self._slice(item)
        elif isinstance(item, Tensor):
            self._tensor(item)
        elif not isinstance(item, EllipsisType):
            self._one(item)

    def _slice(self, item: slice) -> None:
        size, left, step = sliced(self.shape[self.axis], item)
        if isinstance(step, int) and step < 0:
            self.reads = algebra.flipped(self.reads, self.axis, self.shape[self.axis])
            step = -step
        self.reads = algebra.window(self.reads, self.axis, 1, step, -left)
        self.kept.append((self.axis, size))
        self.axis += 1

    def _one(self, item: Size) -> None:
        size = self.shape[self.axis]
        inside = every([Relation("<", item, size), at_least(item, -size)])
        require(inside, lambda: invalid(self.x, "index", item, f"is outside of axis {self.axis} of {size}"))
        self.reads = algebra.selected(self.reads, self.axis)
        self.axis += 1

    def _tensor(self, item: Tensor) -> None:
        count = _consumed(item)
        axes = tuple(range(self.axis, self.axis + count))
        if item.dtype == "bool":
            self._check_mask(item, axes)
            item = Tensor((fresh(),), "int64")
        self.advanced.append((len(self.kept), axes, item))
        self.axis += count

    def _check_mask(self, item: Tensor, axes: tuple[int, ...]) -> None:
        for axis, size in zip(axes, item.shape or (), strict=True):
            if equal(self.shape[axis], size) is False:
                words = f"a mask of {written(item.shape or ())} on {written(self.shape)}"
                lost = derived(self.x, None)
                raise Refused("broadcast-mismatch", words, lost, left=self.shape, right=item.shape or ())

    def result(self) -> Tensor:
        kept = self.kept
        if self.advanced:
            kept = self._with_advanced()
        order = [old for old, _ in kept]
        reads = self.reads
        for axis in {axis for _, axes, _ in self.advanced for axis in axes} - set(order):
            reads = algebra.selected(reads, axis)
        moved = renumbered(Tensor(self.shape, self.x.dtype, reads), order)
        make = derived if self.advanced else rearranged  # a choice of labels may be of some classes
        return make(self.x, [size for _, size in kept], moved)

    def _with_advanced(self) -> list[tuple[int | None, Size]]:
        """The axes of the index tensors stand where the first of them stands, or in front where they are not side by side."""
        sizes = broadcast_shape([tensor for _, _, tensor in self.advanced]) or ()
        new: list[tuple[int | None, Size]] = [(None, size) for size in sizes]
        axes = self.advanced[0][1]
        if len(self.advanced) == 1 and len(new) == 1 and len(axes) == 1:
            self.reads = algebra.unplaced(self.reads, axes[0])
            new = [(axes[0], sizes[0])]
        spots = [spot for spot, _, _ in self.advanced]
        at = spots[0] if len(set(spots)) == 1 else 0
        return [*self.kept[:at], *new, *self.kept[at:]]


def sliced(size: Size, item: slice) -> tuple[Size, Size, Size]:
    """(length, start, step) of a slice of an axis; a length that cannot be worked out is a fresh size."""
    step: Size = 1 if item.step is None else item.step
    if not isinstance(step, int) or step == 0:
        return fresh(), fresh(), step
    if step < 0:
        whole = item.start is None and item.stop is None
        return (ceil_div(size, -step) if whole else fresh()), 0 if whole else fresh(), step
    start = slice_bound(item.start, size, 0)
    stop = slice_bound(item.stop, size, size)
    if start is None or stop is None:
        return fresh(), fresh() if start is None else start, step
    # A start that may lie before the first element: only what is behind that counts.
    length = ceil_div(minimum(stop - start, stop), step)
    return (0 if less(length, 0) is True else length), start, step


def slice_bound(bound: Size | None, size: Size, default: Size) -> Size | None:
    """One end of a slice, counted from 0 and within the axis; None where its sign is not known."""
    if bound is None:
        return default
    if less(bound, 0) is True:
        bound = bound + size
        return 0 if less(bound, 0) is True else bound
    return None if less(bound, 0) is None else minimum(bound, size)
