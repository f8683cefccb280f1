"""The abstract tensor: shape, element type, field, and which layer calls it came from."""

from __future__ import annotations

import os.path
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from cnnlint.frozen import dataclass
from cnnlint.graph.field import Field
from cnnlint.source.location import Location
from cnnlint.symbolic import Size, product

if TYPE_CHECKING:
    from cnnlint.graph.layer import LayerCall

Shape: TypeAlias = tuple[Size, ...]


@dataclass(eq=False, slots=True)
class Input:
    """One input of a model: its name and shape, where its size was learnt from in words ("input_shape", "--input"), and where it enters.

    `learnt` is the place that the words are about, None where they say it all.
    """

    name: str
    shape: Shape | None
    origin: str = ""
    dtype: str | None = "float32"
    at: Location | None = None
    learnt: Location | None = None

    def told(self, path: str) -> str:
        """Where its size was learnt from, for a report on the file `path`: "input_shape at line 6", "randn at train.py:31"."""
        place = self.learnt
        if place is None or not self.origin:
            return self.origin
        return (
            f"{self.origin} at line {place.line}" if place.path == path else f"{self.origin} at {beside(path, place)}"
        )


def beside(path: str, place: Location) -> str:
    """A place as it is told in a report on another file: its path from that file's folder, if it is below."""
    below = os.path.relpath(place.path, os.path.dirname(path) or ".")
    return f"{place.path if below.startswith(os.pardir) else below}:{place.line}"


Source: TypeAlias = "Input | LayerCall"


@dataclass(frozen=True, slots=True)
class Labels:
    """What numbers of classes are: of how many classes, and the data set that they come from."""

    classes: int
    data: str


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor that is not there: what is known of it.

    `shape` is None where not even the rank is known. `dtype` is the short framework-neutral name ("float32", "int64", "bool"), None if
    unknown. `sources` are the layer calls and inputs that it was computed from directly (empty for constants and weights). `labels` tells
    one that holds the numbers of classes of a data set, as they were loaded.
    """

    shape: Shape | None
    dtype: str | None = "float32"
    field: Field | None = None
    sources: tuple[Source, ...] = ()
    labels: Labels | None = None

    @property
    def rank(self) -> int | None:
        """Number of axes, None if unknown."""
        return None if self.shape is None else len(self.shape)

    @property
    def elements(self) -> Size | None:
        """Number of elements, None if the rank is unknown."""
        return None if self.shape is None else product(self.shape)

    def with_shape(self, shape: Shape | None) -> Tensor:
        """The same tensor in another shape, its field left as it is."""
        return replace(self, shape=shape)
