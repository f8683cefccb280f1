"""Which axes of a tensor are batch, channels and space."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlint.graph import Shape, Tensor
from cnnlint.ops.outcome import Refused
from cnnlint.symbolic import Size, fresh


@dataclass(frozen=True, slots=True)
class Layout:
    """The axes of channels and of space; negative ones count from the end, and all others are batch axes.

    `ranks` are the ranks that the layer accepts; empty: any that has the axes. So PyTorch's `Conv2d` is
    `Layout(-3, (-2, -1), (3, 4))` and a channels-last Keras layer `Layout(-1, (-3, -2), (4,))`.
    """

    channel: int
    spatial: tuple[int, ...]
    ranks: tuple[int, ...] = ()

    @staticmethod
    def channels_first(dimensions: int, *, unbatched: bool = False) -> Layout:
        """(N, C, *space); with `unbatched` also (C, *space)."""
        ranks = (dimensions + 1, dimensions + 2) if unbatched else (dimensions + 2,)
        return Layout(-dimensions - 1, tuple(range(-dimensions, 0)), ranks)

    @staticmethod
    def channels_last(dimensions: int) -> Layout:
        """(N, *space, C)."""
        return Layout(-1, tuple(range(-dimensions - 1, -1)), (dimensions + 2,))

    @property
    def usual_rank(self) -> int:
        """The rank of a batch."""
        axes = (self.channel, *self.spatial)
        return max(self.ranks) if self.ranks else max(max(axes) + 1, -min(axes) + 1)

    def accepts(self, rank: int) -> bool:
        """Whether a tensor of this rank has the axes, and is one that the layer takes."""
        return rank in self.ranks if self.ranks else all(-rank <= axis < rank for axis in (self.channel, *self.spatial))

    def axes(self, rank: int) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        """The axes of channels, space and batch in a tensor of this rank, counted from 0."""
        channel, spatial = self.channel % rank, tuple(axis % rank for axis in self.spatial)
        return channel, spatial, tuple(axis for axis in range(rank) if axis != channel and axis not in spatial)

    def unknown_shape(self, channels: Size | None = None) -> Shape:
        """A shape of the usual rank of which at most the channels are known."""
        sizes: list[Size] = [fresh() for _ in range(self.usual_rank)]
        if channels is not None:
            sizes[self.channel % self.usual_rank] = channels
        return tuple(sizes)

    def expect(self, x: Tensor, channels: Size | None = None) -> Shape | None:
        """The tensor's shape, None if its rank is unknown; refuses a rank that the layer does not take ("rank-mismatch")."""
        if x.shape is None or self.accepts(len(x.shape)):
            return x.shape
        raise Refused(
            "rank-mismatch",
            f"takes {' or '.join(str(rank) for rank in self.ranks) or self.usual_rank} axes and gets {len(x.shape)}",
            Tensor(self.unknown_shape(channels), x.dtype, None, x.sources),
            expected_rank=self.usual_rank,
            actual_rank=len(x.shape),
            shape=x.shape,
        )
