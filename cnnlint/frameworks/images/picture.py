"""A picture that is not there: how many channels, rows and columns it has, and what data it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from cnnlint.frameworks.common.tensors import ArrayLike
from cnnlint.graph import Source, Tensor
from cnnlint.interpreter.join import join_sizes
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.values import MISSING, Instance, Value
from cnnlint.symbolic import Size, equal, fresh, less

LIBRARY = Library("PIL", aliases={"PIL.Image.Resampling": "PIL.Image", "PIL.Image.Transpose": "PIL.Image"})
IMAGE = LIBRARY.new_class("PIL.Image.Image")

Sizes: TypeAlias = tuple[Size, Size, Size]
"""Channels, height, width."""


class Picture(ArrayLike):
    """A `PIL.Image.Image`. Its sizes are an attribute, so that a branch can undo a change of them."""

    __slots__ = ()

    @property
    def sizes(self) -> Sizes:
        """Channels, height, width."""
        found: Sizes = self.attrs["_sizes"]
        return found

    @property
    def sources(self) -> tuple[Source, ...]:
        """The data that it comes from, if that is told."""
        found: tuple[Source, ...] = self.attrs["_sources"]
        return found

    def as_array(self) -> Tensor:
        """What NumPy makes of it: rows, columns, channels; no axis for the only channel of a grey one."""
        channels, height, width = self.sizes
        if not isinstance(channels, int):
            return Tensor(None, "uint8")
        shape = (height, width) if channels == 1 else (height, width, channels)
        return Tensor(shape, "uint8", None, self.sources)

    def join(self, other: Instance) -> Value:
        """A picture of either's sizes."""
        if not isinstance(other, Picture):
            return MISSING
        pairs = zip(self.sizes, other.sizes, strict=True)
        channels, height, width = (a if equal(a, b) else join_sizes(a, b) for a, b in pairs)
        return picture(channels, height, width, self.sources if self.sources == other.sources else ())


def picture(channels: Size, height: Size, width: Size, sources: Sequence[Source] = ()) -> Picture:
    """A picture of this size."""
    made = Picture(IMAGE)
    made.attrs["_sizes"] = (channels, height, width)
    made.attrs["_sources"] = tuple(sources)
    return made


def side() -> Size:
    """A size of which nothing is known."""
    return fresh("?", least=1)


def shorter_side(height: Size, width: Size, size: Size) -> tuple[Size, Size]:
    """Height and width when the shorter side is made `size` and the other follows (torchvision's Resize of one number)."""
    if equal(height, width) is True:
        return size, size
    if not (isinstance(height, int) and isinstance(width, int) and isinstance(size, int)):
        if less(height, width) is True:
            return size, side()
        return (side(), size) if less(width, height) is True else (side(), side())
    if height < width:
        return size, size * width // height
    return size * height // width, size
