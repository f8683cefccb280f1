"""Results of which the shape is known, and not what they read."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlint.graph import Shape, Tensor, algebra
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.ops.outcome import Refused
from cnnlint.ops.shared import combined, written


def entangled(tensors: Sequence[Tensor], shape: Shape | None, dtype: str | None = "") -> Tensor:
    """A tensor of this shape whose elements may hang on any elements of these."""
    made = combined(tensors, shape, None if all(x.field is None for x in tensors) else algebra.LOST)
    return made if dtype == "" else Tensor(made.shape, dtype, made.field, made.sources)


def known_shape(x: Tensor) -> Shape:
    """The shape; NotKnown where the rank is not known."""
    if x.shape is None:
        raise NotKnown("the rank of a tensor")
    return x.shape


def at_least(x: Tensor, rank: int) -> Tensor:
    """The tensor; refuses one of fewer axes ("rank-mismatch")."""
    if x.shape is not None and len(x.shape) < rank:
        words = f"takes at least {rank} axes and gets {len(x.shape)}: {written(x.shape)}"
        raise Refused("rank-mismatch", words, None, expected_rank=rank, actual_rank=len(x.shape), shape=x.shape)
    return x


def of_ranks(x: Tensor, *ranks: int) -> Tensor:
    """The tensor; refuses one of another rank ("rank-mismatch")."""
    if x.shape is not None and len(x.shape) not in ranks:
        words = f"takes {' or '.join(map(str, ranks))} axes and gets {len(x.shape)}: {written(x.shape)}"
        raise Refused("rank-mismatch", words, None, expected_rank=max(ranks), actual_rank=len(x.shape), shape=x.shape)
    return x
