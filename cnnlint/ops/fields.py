"""Fields of whole tensors: when one is seeded, and how those of several operands meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cnnlint.graph import Field, Shape, Tensor
from cnnlint.graph.algebra import gated, identity_like, join, relocated, seed
from cnnlint.symbolic import equal


def seeded(x: Tensor, spatial: Sequence[int]) -> Field | None:
    """The tensor's field; where no spatial operation has seen it yet, the identity over these axes of it.

    A constant or a weight (a tensor without sources) reads no input and gets none.
    """
    if x.field is not None or x.shape is None or not x.sources:
        return x.field
    return seed([x.shape[axis] for axis in spatial], spatial)


def met(tensors: Sequence[Tensor], fields: Sequence[Field | None], shape: Shape | None = None) -> Field | None:
    """The field of what is computed from several tensors, their fields given on the axes of the result.

    With its `shape`, tensors meet position by position: one without a field that comes from the input and has the input's size
    counts as the input itself, every other one is a constant; and one that is the same for all positions, having read the
    whole input, only scales or shifts the others (`Field.context`).
    """
    known = [(x, field) for x, field in zip(tensors, fields, strict=True) if field is not None]
    if not known:
        return None
    _, widest = max(known, key=lambda pair: sum(map(bool, pair[1].places)))
    if shape is None:
        return join([field for _, field in known])
    gates = [field for x, field in known if _is_gate(x, field, widest, len(shape))]
    branches = [field for _, field in known if not any(field is gate for gate in gates)]
    bare = [x for x, field in zip(tensors, fields, strict=True) if field is None and x.sources and x.shape is not None]
    identities = [identity_like(widest, _aligned_shape(x, len(shape))) for x in bare]
    result = join([*branches, *(identity for identity in identities if identity is not None)], shape)
    return gated(result) if gates else result


def _aligned_shape(x: Tensor, rank: int) -> Shape:
    return (1,) * (rank - (x.rank or 0)) + (x.shape or ())


def _is_gate(x: Tensor, field: Field, map_field: Field, rank: int) -> bool:
    """Whether a tensor is the same for all positions of the map, and has read everything, or what cannot be told."""
    if any(field.places) or not any(map_field.places) or not (field.is_lost or field.is_global):
        return False
    shape = _aligned_shape(x, rank)
    return all(equal(shape[place.axis], 1) is True for at in map_field.places for place in at)


def aligned(x: Tensor, rank: int) -> Field | None:
    """The field of a tensor that is broadcast to `rank` axes, on the axes of the result."""
    shift = rank - (x.rank or 0)
    return relocated(x.field, {axis: axis + shift for axis in range(x.rank or 0)})


def renumbered(x: Tensor, order: Iterable[int | None]) -> Field | None:
    """The field of a tensor whose axes now stand in this order (None: a new axis)."""
    return relocated(x.field, {old: new for new, old in enumerate(order) if old is not None})
