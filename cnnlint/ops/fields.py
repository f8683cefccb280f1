"""Fields of whole tensors: when one is seeded, and how those of several operands meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cnnlint.graph import Field, Input, LayerCall, Shape, Source, Tensor
from cnnlint.graph.algebra import LOST, collapse, count_of, gated, identity_like, join, relocated, seed, settled
from cnnlint.graph.field import Place
from cnnlint.symbolic import Size, equal, exact_div, floor_div, less_equal


def seeded(x: Tensor, spatial: Sequence[int]) -> Field | None:
    """The tensor's field; where no spatial operation has seen it yet, the identity over these axes of it.

    A constant or a weight reads no input and gets none.
    """
    if x.field is not None or x.shape is None or not reads_input(x):
        return settled(x.field, spatial)
    return seed([x.shape[axis] for axis in spatial], spatial)


def provisional(x: Tensor) -> Field | None:
    """The tensor's field; of an input that no spatial operation has seen yet the identity over all axes but the first.

    For operations that cut, move or lay out positions, and do not tell which axes are space.
    """
    if x.field is not None or x.shape is None or len(x.shape) < 3 or not is_input(x):
        return x.field
    return replace(seed(x.shape[1:], range(1, len(x.shape))), provisional=True)


# Calls that hand on what they get, each element or each position by itself.
_KEEPING = frozenset(
    [
        "activation",
        "add",
        "dropout",
        "elementwise",
        "flatten",
        "identity",
        "index",
        "join",
        "norm",
        "pad",
        "reshape",
        "scale",
    ]
)


def grouped(x: Tensor, spatial: Sequence[int], channel: int, groups: Size, width: Size) -> Field | None:
    """The field of a tensor seen by a convolution with these axes of space, its channels mixed in groups and made `width`.

    Positions that stand among the channels are read whole, unless each group holds some of its own.
    """
    field = seeded(x, spatial)
    if field is None or x.shape is None or not any(place.axis == channel for at in field.places for place in at):
        return field
    if equal(groups, 1) is True:
        return collapse(field, x.shape, (channel,))
    inside, outside = floor_div(x.shape[channel], groups), floor_div(width, groups)
    standing = [(place, count_of(place, x.shape)) for at in field.places for place in at if place.axis == channel]
    if all(less_equal(place.stride * size, inside) is True for place, size in standing):
        return collapse(field, x.shape, (channel,))
    moved = {}
    for place, size in standing:
        share = exact_div(place.stride, inside)
        if share is None:
            return LOST
        moved[place] = Place(channel, size, share * outside)
    return replace(field, places=tuple(tuple(moved.get(place, place) for place in at) for at in field.places))


def is_input(x: Tensor) -> bool:
    """Whether a tensor is an input of the model itself, perhaps scaled, cut or in another layout: nothing has mixed its elements yet."""
    reads = False
    for source in _origins(x):
        if isinstance(source, Input):
            reads = True
        elif source.inputs and source.attributes.get("role") not in _KEEPING:  # most often the last call already
            return False
    return reads


def reads_input(x: Tensor) -> bool:
    """Whether a tensor was computed from an input of the model: calls on weights alone are constants."""
    return any(isinstance(source, Input) for source in _origins(x))


def _origins(x: Tensor) -> Iterator[Source]:
    """What a tensor was computed from, the last first."""
    pending, seen = list(x.sources), set[int]()
    while pending:
        source = pending.pop()
        yield source
        if isinstance(source, LayerCall):
            fresh = [one for one in source.inputs if id(one) not in seen]
            seen.update(map(id, fresh))
            pending += fresh


def met(
    tensors: Sequence[Tensor],
    fields: Sequence[Field | None],
    shape: Shape | None = None,
    weights: Sequence[float] | None = None,
) -> Field | None:
    """The field of what is computed from several tensors, their fields given on the axes of the result.

    With its `shape`, tensors meet position by position: one without a field that comes from the input and has the input's size
    counts as the input itself, every other one is a constant; and one that is the same for all positions, having read the
    whole input, only scales or shifts the others (`Field.context`).
    """
    if shape is not None and not any(
        field is not None and field.is_spatial and not field.provisional for field in fields
    ):
        fields = _entered(tensors, fields, shape)
    parts = list(zip(tensors, fields, weights or [1.0] * len(tensors), strict=True))
    known = [(x, field, weight) for x, field, weight in parts if field is not None]
    if not known:
        return None
    if shape is None:
        return join([field for _, field, _ in known], None, [weight for _, _, weight in known])
    _, widest, _ = max(known, key=lambda part: sum(map(bool, part[1].places)))
    branches = [(field, weight) for x, field, weight in known if not _is_gate(x, field, widest, len(shape))]
    bare = [(x, weight) for x, field, weight in parts if field is None and x.shape is not None]
    like = [(x, identity_like(widest, _aligned_shape(x, len(shape))), weight) for x, weight in bare]
    identities = [(identity, weight) for x, identity, weight in like if identity is not None and reads_input(x)]
    meeting = [*branches, *identities]
    result = join([field for field, _ in meeting], shape, [weight for _, weight in meeting])
    return gated(result) if len(branches) < len(known) else result


def _entered(tensors: Sequence[Tensor], fields: Sequence[Field | None], shape: Shape) -> list[Field | None]:
    """The fields where an input of the model meets what has been read from all of it: space are the axes on which that has size 1.

    An axis along which the tensors are put side by side is longer than each, and tells nothing.
    """
    pairs = list(zip(tensors, fields, strict=True))
    if all(field is None for field in fields):
        return list(fields)
    pooled = [(x, field) for x, field in pairs if field is not None and not field.provisional and not any(field.places)]
    small = [_aligned_shape(x, len(shape)) for x, _ in pooled]
    bare = [x for x, field in pairs if x.rank == len(shape) and (field.provisional if field else reads_input(x))]
    large = [_aligned_shape(x, len(shape)) for x in bare]
    axes = [
        n
        for n, size in enumerate(shape)
        if equal(size, 1) is not True
        and all(equal(sizes[n], 1) is True for sizes in small)
        and all(equal(sizes[n], size) is not False for sizes in large)
    ]
    entered = [provisional(x) if field is None and x.rank == len(shape) else field for x, field in pairs]
    told = bool(pooled) and all(len(field.axes) == len(axes) for _, field in pooled)
    return [settled(field, axes) for field in entered] if told else entered


def _aligned_shape(x: Tensor, rank: int) -> Shape:
    return (1,) * (rank - (x.rank or 0)) + (x.shape or ())


def _is_gate(x: Tensor, field: Field, map_field: Field, rank: int) -> bool:
    """Whether a tensor is the same for all positions of the map along some axes, and has read those whole, or what cannot be told.

    Along the other axes it reads what the map does.
    """
    shape, pooled = _aligned_shape(x, rank), [] if field is map_field else _pooled(field, map_field)
    wide = [place for k in pooled for place in map_field.places[k]]
    return bool(wide) and all(equal(shape[place.axis], 1) is True for place in wide)


def _pooled(field: Field, map_field: Field) -> list[int]:
    """The axes of the input that a tensor has read whole; none where it differs from the map in other ways."""
    every = range(len(map_field.axes))
    if field.is_lost or len(field.axes) != len(map_field.axes):
        return list(every) if not any(field.places) and (field.is_lost or field.is_global) else []
    pooled = [k for k in every if not field.places[k] and field.axes[k].whole]
    same = [k for k in every if field.places[k] == map_field.places[k] and field.axes[k] == map_field.axes[k]]
    return pooled if {*pooled, *same} == set(every) else []


def aligned(x: Tensor, rank: int) -> Field | None:
    """The field of a tensor that is broadcast to `rank` axes, on the axes of the result."""
    shift = rank - (x.rank or 0)
    return relocated(x.field, {axis: axis + shift for axis in range(x.rank or 0)})


def renumbered(x: Tensor, order: Iterable[int | None]) -> Field | None:
    """The field of a tensor whose axes now stand in this order (None: a new axis)."""
    return relocated(x.field, {old: new for new, old in enumerate(order) if old is not None})
