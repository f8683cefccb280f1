"""Pooling to a given size, and pooling of all of space."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlint.graph import Field, Tensor, algebra, axis_field
from cnnlint.ops.fields import seeded
from cnnlint.ops.layout import Layout
from cnnlint.ops.outcome import Outcome
from cnnlint.ops.shared import derived, invalid, replaced
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, equal


@operation
def adaptive_pool(x: Tensor, *, layout: Layout, output: Sequence[Size | None]) -> Outcome:
    """Pooling to `output` positions on each spatial axis (None: as many as there are).

    Window u is [floor(u*i/o), ceil((u+1)*i/o)). To one position reads everything; uneven windows are counted by the longest, and for
    the least field by the shortest. Refuses "rank-mismatch".
    """
    shape = layout.expect(x)
    if shape is None:
        return Outcome(derived(x, layout.unknown_shape()))
    _, spatial, _ = layout.axes(len(shape))
    if len(output) != len(spatial):
        raise invalid(x, "output_size", tuple(output), f"has {len(output)} entries for {len(spatial)} spatial axes")
    sizes = {axis: shape[axis] if size is None else size for axis, size in zip(spatial, output, strict=True)}
    field = seeded(x, spatial)
    for axis, size in sizes.items():
        field = binned(field, axis, shape, size)
    return Outcome(derived(x, replaced(shape, sizes), field))


def binned(field: Field | None, axis: int, shape: Sequence[Size], output: Size) -> Field | None:
    """The field once the positions of an axis have been averaged to so many."""
    if equal(shape[axis], output) is True:
        return field
    if equal(output, 1) is True:
        return algebra.collapse(field, shape, (axis,))
    return algebra.along(field, axis, lambda a: axis_field.binned(a, shape[axis], output))


@operation
def global_pool(x: Tensor, *, layout: Layout, keepdims: bool = False) -> Outcome:
    """Pooling of all positions to one, kept as axes of size 1 or not. Refuses "rank-mismatch"."""
    shape = layout.expect(x)
    if shape is None:
        unknown = layout.unknown_shape()
        _, spatial, _ = layout.axes(len(unknown))
        return Outcome(derived(x, unknown if keepdims else [s for n, s in enumerate(unknown) if n not in spatial]))
    _, spatial, _ = layout.axes(len(shape))
    field = algebra.collapse(seeded(x, spatial), shape, spatial)
    if keepdims:
        return Outcome(derived(x, replaced(shape, dict.fromkeys(spatial, 1)), field))
    left = [axis for axis in range(len(shape)) if axis not in spatial]
    moved = algebra.relocated(field, {old: new for new, old in enumerate(left)})
    return Outcome(derived(x, [shape[axis] for axis in left], moved))
