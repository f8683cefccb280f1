"""Where the positions of the input stand after a reshape."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from cnnlint.graph.algebra import LOST, count_of, spelled_out
from cnnlint.graph.field import Field, Place
from cnnlint.symbolic import Size, equal, exact_div, less_equal, product


def reshaped(field: Field | None, old: Sequence[Size], new: Sequence[Size]) -> Field | None:
    """The field after a tensor of sizes `old` has taken the sizes `new`; lost where positions would have to be cut up unevenly."""
    if field is None or field.is_lost:
        return field
    groups = list(matched(old, new))
    places = []
    for at in field.places:
        moved = [part for place in at for part in _moved(place, old, new, groups)]
        if None in moved:
            return LOST
        places.append(_fused([part for part in moved if part is not None]))
    on_axis = [place.axis for at in places for place in at]
    alone = {axis for axis in on_axis if on_axis.count(axis) == 1}
    opened = tuple(tuple(_opened(place, new, alone) for place in at) for at in places)
    return spelled_out(replace(field, places=opened))


def _opened(place: Place, new: Sequence[Size], alone: Collection[int]) -> Place:
    """Positions that have an axis to themselves reach to its end."""
    reaches = place.size is not None and equal(place.size * place.stride, new[place.axis]) is True
    return replace(place, size=None) if reaches and place.axis in alone else place


def _fused(parts: Sequence[Place]) -> tuple[Place, ...]:
    """The same places, neighbours on one axis that follow on each other being one."""
    result: list[Place] = []
    for part in parts:
        last = result[-1] if result else None
        follows = (
            last is not None
            and last.axis == part.axis
            and last.size is not None
            and part.size is not None
            and equal(last.stride, part.stride * part.size) is True
        )
        if follows and last is not None and last.size is not None and part.size is not None:
            result[-1] = Place(part.axis, last.size * part.size, part.stride)
        else:
            result.append(part)
    return tuple(result)


def matched(old: Sequence[Size], new: Sequence[Size]) -> Iterator[tuple[range, range]]:
    """Runs of axes that hold the same elements on both sides: as short as can be told, the rest in one."""
    i = j = 0
    while i < len(old) or j < len(new):
        a, b = _shortest(old, new, i, j)
        yield range(i, a), range(j, b)
        i, j = a, b


def _shortest(old: Sequence[Size], new: Sequence[Size], i: int, j: int) -> tuple[int, int]:
    left: Size = 1
    for a in range(i, len(old)):
        left = left * old[a]
        right: Size = 1
        for b in range(j, len(new)):
            right = right * new[b]
            if equal(left, right) is True:
                return _with_ones(old, new, a + 1, b + 1)
            if less_equal(left, right) is True:
                break
    return len(old), len(new)


def _with_ones(old: Sequence[Size], new: Sequence[Size], a: int, b: int) -> tuple[int, int]:
    """Axes of one element at the end belong to the run before them where nothing else is left for them to match."""
    if all(size == 1 for size in old[a:]) and all(size == 1 for size in new[b:]):
        return len(old), len(new)
    return a, b


def _moved(
    place: Place, old: Sequence[Size], new: Sequence[Size], groups: Sequence[tuple[range, range]]
) -> Iterator[Place | None]:
    """The places on the new axes, the coarsest first; None where they cannot be told."""
    before, after = next(pair for pair in groups if place.axis in pair[0])
    size = count_of(place, old)
    if len(before) == len(after) == 1:
        yield replace(place, axis=after[0], size=size)
        return
    stride = place.stride * product(old[place.axis + 1 : before.stop])
    yield from _cut(size, stride, new, after)


def _cut(size: Size, stride: Size, new: Sequence[Size], axes: range) -> Iterator[Place | None]:
    """Lay positions that count as `(index // stride) % size` in a run of axes on these axes."""
    inner: Size = product(new[axes.start : axes.stop])
    for axis in axes:
        outer, inner = inner, product(new[axis + 1 : axes.stop])
        if less_equal(stride * size, inner) is True or size == 1:
            continue
        shift = exact_div(stride, inner)
        if shift is not None:
            fits = less_equal(stride * size, outer) is True
            yield Place(axis, size, shift) if fits else None
            return
        part = exact_div(inner, stride)
        count = None if part is None else exact_div(size, part)
        if part is None or count is None or less_equal(stride * size, outer) is not True:
            yield None
            return
        yield Place(axis, count, 1)
        size = part
    if size != 1:
        yield None
