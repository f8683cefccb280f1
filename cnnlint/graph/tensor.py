"""The abstract tensor: shape, element type, field, and which layer calls it came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from cnnlint.graph.field import Field
from cnnlint.source.location import Location
from cnnlint.symbolic import Size, product

if TYPE_CHECKING:
    from cnnlint.graph.layer import LayerCall

Shape: TypeAlias = tuple[Size, ...]


@dataclass(eq=False, slots=True)
class Input:
    """One input of a model: its name, and where its size was learnt from in words ("input_shape at line 6") and as a place."""

    name: str
    shape: Shape | None
    origin: str = ""
    dtype: str | None = "float32"
    at: Location | None = None


Source: TypeAlias = "Input | LayerCall"


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor that is not there: what is known of it.

    `shape` is None where not even the rank is known. `dtype` is the short framework-neutral name ("float32", "int64", "bool"), None if
    unknown. `sources` are the layer calls and inputs that it was computed from directly (empty for constants and weights).
    """

    shape: Shape | None
    dtype: str | None = "float32"
    field: Field | None = None
    sources: tuple[Source, ...] = ()

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
