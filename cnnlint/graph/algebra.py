"""The receptive-field algebra of tensors: what each kind of operation does to the fields and to the places of the positions.

All functions are pure, and take None (no spatial operation has seen the tensor yet) and `LOST` as they take a field: both come back as they
are. Axes are those of the tensor, counted from 0. The rules along one axis are in `cnnlint.graph.axis_field`; reshaping is in
`cnnlint.graph.places`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final, TypeAlias

from cnnlint.graph import axis_field
from cnnlint.graph.field import AxisField, Field, Place, Statistics
from cnnlint.symbolic import Size, equal, fresh, product

LOST: Final = Field((), (), ())
"""The field of a tensor of which it can no longer be told what its positions read. Nothing gives it another field again."""

AxisRule: TypeAlias = Callable[[AxisField], AxisField | None]


def seed(extent: Sequence[Size], places: Sequence[int]) -> Field:
    """The field of an input: each position of the axes `places`, which have the sizes `extent`, reads itself."""
    return Field(tuple(extent), tuple(AxisField() for _ in extent), tuple((Place(axis),) for axis in places))


def settled(field: Field | None, axes: Collection[int]) -> Field | None:
    """A provisional field once these axes of the tensor are known to be space: of the input's axes those whose positions stand there.

    Where that leaves some without positions, those are space too whose positions stand there in part, and what has been read whole before.
    """
    if field is None or not field.provisional:
        return field
    kept = [k for k, at in enumerate(field.places) if at and all(p.axis in axes for p in at)]
    if len(kept) < len(set(axes)):
        kept = [k for k, at in enumerate(field.places) if k in kept or any(p.axis in axes for p in at)]
    if len(kept) < len(set(axes)):
        kept = [k for k, at in enumerate(field.places) if not at or k in kept]
    return _of_axes(field, kept)


def _of_axes(field: Field, kept: Sequence[int]) -> Field:
    return replace(
        field,
        extent=tuple(field.extent[k] for k in kept),
        axes=tuple(field.axes[k] for k in kept),
        places=tuple(field.places[k] for k in kept),
        provisional=False,
    )


def patched(field: Field | None, axes: Collection[int]) -> Field | None:
    """A provisional field before a learnt map of these axes: what has been laid out in patches or windows, to be read at once, is space."""
    if field is None or not field.provisional:
        return field
    kept = []
    for k, at in enumerate(field.places):
        inside = [place.axis in axes for place in at]
        if not all(inside) and (any(inside) or field.axes[k].size != 1):
            kept.append(k)
    return _of_axes(field, kept) if kept else field


def count_of(place: Place, shape: Sequence[Size]) -> Size:
    """How many positions stand at a place of a tensor of this shape."""
    return shape[place.axis] // place.stride if place.size is None else place.size


def alone(field: Field, k: int) -> bool:
    """Whether the positions of input axis k stand on one axis of the tensor, in order, and no others do.

    Each may stand there several times in a row (`Place.stride`), as after nearest upsampling.
    """
    places = field.places[k]
    if len(places) != 1 or places[0].size is not None or not isinstance(places[0].stride, int):
        return False
    return not any(place.axis == places[0].axis for other, at in enumerate(field.places) if other != k for place in at)


def along(field: Field | None, axis: int, rule: AxisRule) -> Field | None:
    """Apply a rule to the positions on an axis; lost where they are not the only ones there, or the rule has no answer."""
    if field is None:
        return None
    axes, places = list(field.axes), list(field.places)
    for k, at in enumerate(field.places):
        if not any(place.axis == axis for place in at):
            continue
        counted = _repeated(field.axes[k], at) if alone(field, k) else axis_field.pathless(field.axes[k])
        result = None if counted is None else rule(counted)
        if result is None:
            return LOST
        axes[k] = result
        places[k] = tuple(Place(place.axis) if place.axis == axis else place for place in at)
    return replace(field, axes=tuple(axes), places=tuple(places))


def spelled_out(field: Field) -> Field:
    """The field in which positions that stand on an axis several times in a row count as positions of their own."""
    axes, places = list(field.axes), list(field.places)
    for k, at in enumerate(field.places):
        repeated = _repeated(axes[k], at) if len(at) == 1 and at[0].stride != 1 and alone(field, k) else None
        if repeated is not None:
            axes[k], places[k] = repeated, (Place(at[0].axis),)
    return field if places == list(field.places) else replace(field, axes=tuple(axes), places=tuple(places))


def _repeated(a: AxisField, at: Sequence[Place]) -> AxisField | None:
    stride = at[0].stride
    return axis_field.repeated(a, stride) if isinstance(stride, int) and stride > 1 and len(at) == 1 else a


def window(
    field: Field | None, axis: int, reach: Size, stride: Size = 1, left: Size | None = 0, *, kernel: Size | None = None
) -> Field | None:
    """A window of `reach` positions moved by `stride`, with `left` positions of padding before it (negative: cropped)."""
    if equal(reach, 1) is True and equal(stride, 1) is True and left is not None and equal(left, 0) is True:
        return field
    if equal(reach, 1) is True and equal(stride, 1) is True and _is_shared(field, axis):
        return _blurred(field, axis)
    return along(field, axis, lambda a: axis_field.window(a, reach, stride, left, kernel=kernel))


def _is_shared(field: Field | None, axis: int) -> bool:
    standing = [] if field is None else [k for k, at in enumerate(field.places) if any(p.axis == axis for p in at)]
    return field is not None and bool(standing) and not any(alone(field, k) for k in standing)


def _blurred(field: Field | None, axis: int) -> Field | None:
    """Positions that several input axes have on one axis of the tensor, moved along it: still there, but not countable."""
    if field is None:
        return None
    axes, places = list(field.axes), list(field.places)
    for k, at in enumerate(field.places):
        if not any(place.axis == axis for place in at):
            continue
        axes[k] = axes[k] if axes[k].whole else axis_field.unplaced(axes[k])
        places[k] = tuple(Place(p.axis, fresh(), 1) if p.axis == axis else p for p in places[k])
    return replace(field, axes=tuple(axes), places=tuple(places))


def transposed(
    field: Field | None, axis: int, reach: Size, stride: Size = 1, left: Size | None = 0, *, kernel: Size | None = None
) -> Field | None:
    """A transposed window, of whose result `left` positions are cropped."""
    return along(field, axis, lambda a: axis_field.transposed(a, reach, stride, left, kernel=kernel))


def shifted(field: Field | None, axis: int, left: Size | None) -> Field | None:
    """`left` positions are added before the first (negative: cropped; None: not known how many)."""
    return window(field, axis, 1, 1, left)


def unplaced(field: Field | None, axis: int) -> Field | None:
    """The positions on an axis are in another order: how much each reads stays, where it begins does not."""
    if field is None:
        return None
    axes = tuple(
        axis_field.unplaced(a) if any(place.axis == axis for place in at) and not a.whole else a
        for a, at in zip(field.axes, field.places, strict=True)
    )
    return replace(field, axes=axes)


def flipped(field: Field | None, axis: int, count: Size) -> Field | None:
    """The `count` positions on an axis in reverse order."""
    return along(field, axis, lambda a: axis_field.flipped(a, count))


def collapse(field: Field | None, shape: Sequence[Size], axes: Collection[int], *, keep: bool = False) -> Field | None:
    """The positions on these axes become one (reduction, contraction): those that stood there are read whole and have no place any more.

    Where the axes hold only the finest part of the positions (inside of a window), the others stay, as after a pooling.
    With `keep` the axes and the places stay, and each position reads what all on its axes do (attention, a scan).
    """
    if field is None:
        return None
    fields, places = list(field.axes), list(field.places)
    for k, at in enumerate(field.places):
        here = [place for place in at if place.axis in axes]
        if not here:
            continue
        fields[k] = _mixed(field.axes[k], field.extent[k], at, here, shape, keep)
        if not keep:
            places[k] = tuple(place for place in at if place.axis not in axes)
    return replace(field, axes=tuple(fields), places=tuple(places))


def _mixed(
    a: AxisField, extent: Size, at: Sequence[Place], here: Sequence[Place], shape: Sequence[Size], keep: bool
) -> AxisField:
    if len(here) == len(at) or list(at[-len(here) :]) != list(here):
        return axis_field.whole(a, extent)
    count = product(count_of(place, shape) for place in here)
    pooled = axis_field.blocks(a, count) if keep else axis_field.window(a, count, count, 0)
    return pooled if pooled is not None else axis_field.whole(a, extent)


def selected(field: Field | None, axis: int) -> Field | None:
    """One position of an axis is picked: it reads what it did, and those positions have no place any more."""
    if field is None:
        return None
    places = tuple(tuple(place for place in at if place.axis != axis) for at in field.places)
    axes = tuple(
        axis_field.unplaced(a) if len(old) != len(new) and not a.whole else a
        for a, old, new in zip(field.axes, field.places, places, strict=True)
    )
    return replace(field, axes=axes, places=places)


def dropped(field: Field | None, axis: int) -> Field | None:
    """The positions of an axis have no place any more; what they read stays as it is."""
    if field is None:
        return None
    return replace(field, places=tuple(tuple(place for place in at if place.axis != axis) for at in field.places))


def relocated(field: Field | None, mapping: Mapping[int, int]) -> Field | None:
    """The axes of the tensor are in other places; lost where an axis on which positions stand is not in the mapping."""
    if field is None:
        return None
    if any(place.axis not in mapping for at in field.places for place in at):
        return LOST
    return replace(field, places=tuple(tuple(replace(p, axis=mapping[p.axis]) for p in at) for at in field.places))


def join(
    fields: Sequence[Field], shape: Sequence[Size] | None = None, weights: Sequence[float] | None = None
) -> Field | None:
    """The field of what is computed from several tensors position by position: of each axis the hull. None for no fields.

    `shape` is that of the result, None where it does not count. `weights` are the shares that the tensors have in the result: all alike, or
    the channels that each brings.

    Where positions of one input axis stand on different axes of the tensors (as in an outer product) each meets all others, and
    they are read whole. Lost where one field is, or where the inputs differ.
    """
    if not fields:
        return None
    pairs = zip(fields, weights or [1.0] * len(fields), strict=True)
    (result, total), *others = sorted(pairs, key=lambda pair: -sum(map(bool, pair[0].places)))
    for other, weight in others:
        total += weight
        result = _joined(result, other, shape, weight / total)
    return result


def gated(field: Field | None) -> Field | None:
    """The field of a tensor that is scaled or shifted by what was read from all of the input: that is remembered, and does not count."""
    return None if field is None else replace(field, context=True)


def _joined(a: Field, b: Field, shape: Sequence[Size] | None, share: float) -> Field:
    if a.provisional != b.provisional:
        a, b = _settled_alike(a, b), _settled_alike(b, a)
    if a.is_lost or b.is_lost or len(a.extent) != len(b.extent):
        return LOST
    if not all(equal(one, other) is True for one, other in zip(a.extent, b.extent, strict=True)):
        return LOST
    axes, places = [], []
    for k, extent in enumerate(a.extent):
        ours, theirs = a.places[k], b.places[k]
        if _within(ours, theirs) or _within(theirs, ours):
            count = shape[ours[0].axis] if shape is not None and alone(a, k) and alone(b, k) else None
            axes.append(axis_field.join(a.axes[k], b.axes[k], count, share))
        else:
            one, other = _crossed(a.axes[k], ours, theirs, extent), _crossed(b.axes[k], theirs, ours, extent)
            axes.append(axis_field.join(one, other, None, share))
        places.append(theirs if _within(ours, theirs) else ours)
    both = replace(a, axes=tuple(axes), places=tuple(places), context=a.context or b.context)
    return both if not b.statistics else normalised(both, b.statistics)


def normalised(field: Field, when: Statistics) -> Field:
    """The field of a tensor that has been scaled by statistics over positions."""
    stronger = "always" if "always" in (field.statistics, when) else when
    return field if field.statistics == stronger else replace(field, statistics=stronger)


def _settled_alike(field: Field, other: Field) -> Field:
    """A provisional field that meets another: space is what is space there, or where that has no positions any more what is as large."""
    if not field.provisional or (other.places and all(other.places)):
        return settled(field, {place.axis for at in other.places for place in at}) or field
    likely = [
        chosen
        for chosen in combinations(range(len(field.extent)), len(other.extent))
        if all(
            equal(field.extent[k], size) is True
            and (not at or {p.axis for p in field.places[k]} == {p.axis for p in at})
            for k, size, at in zip(chosen, other.extent, other.places, strict=True)
        )
    ]
    return _of_axes(field, likely[0]) if len(likely) == 1 else LOST


def _crossed(a: AxisField, ours: Sequence[Place], theirs: Sequence[Place], extent: Size) -> AxisField:
    """The field along one axis once each position meets all those of another tensor that stand elsewhere."""
    own = [place for place in ours if place not in theirs]
    counts = [place.size for place in own if place.size is not None]
    finest = list(ours[-len(own) :]) == own and len(own) < len(ours)
    if not finest or len(counts) < len(own):
        return axis_field.whole(a, extent)
    return axis_field.blocks(a, product(counts))


def _within(a: Sequence[Place], b: Sequence[Place]) -> bool:
    return all(place in b for place in a)


def identity_like(field: Field, shape: Sequence[Size]) -> Field | None:
    """The field of a tensor that no spatial operation has seen, and that has the input's size wherever `field` has its positions."""
    if field.is_lost or not field.is_spatial:
        return None
    if not all(alone(field, k) for k in range(len(field.extent))):
        return None
    where = [at[0].axis for at in field.places]
    if any(at[0].stride != 1 for at in field.places):
        return None
    if not all(equal(shape[axis], size) is True for axis, size in zip(where, field.extent, strict=True)):
        return None
    return replace(seed(field.extent, where), provisional=field.provisional)
