"""Receptive fields as rules see them. Whatever is not known is UNKNOWN."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cnnlint.graph import Field, Shape
from cnnlint.graph.figures import borders, effective
from cnnlint.rule_engine import logic
from cnnlint.rule_engine.types import UNKNOWN, Value
from cnnlint.symbolic import Size

_share: Final = logic.arithmetic("/")


@dataclass(frozen=True, slots=True)
class FieldView:
    """A receptive field along every spatial axis of the input, in input pixels, of a tensor of this shape."""

    field: Field
    shape: Shape | None = None

    @property
    def size(self) -> tuple[Size, ...]:
        """The greatest field over all paths; of an axis that is read whole the input's size."""
        return tuple(
            extent if axis.whole else axis.size for axis, extent in zip(self.field.axes, self.field.extent, strict=True)
        )

    @property
    def start(self) -> tuple[Value, ...]:
        """Where position 0 begins to read; negative in the padding."""
        return tuple(UNKNOWN if axis.low is None else axis.low for axis in self.field.axes)

    @property
    def effective(self) -> tuple[Value, ...]:
        """The estimate of the part that counts."""
        sizes = [effective(axis, extent) for axis, extent in zip(self.field.axes, self.field.extent, strict=True)]
        return tuple(UNKNOWN if size is None else size for size in sizes)

    def border(self, name: str) -> tuple[Value, ...]:
        """One of the figures of `cnnlint.graph.figures.Borders`."""
        figures = [getattr(one, name) for one in borders(self.field, self.shape)]
        return tuple(UNKNOWN if figure is None else figure for figure in figures)

    @property
    def coverages(self) -> tuple[Value, ...]:
        """The share of the input that is seen along each axis, but for the axes that are read whole."""
        pairs = zip(self.field.axes, self.field.extent, strict=True)
        return tuple(_share(axis.size, extent) for axis, extent in pairs if not axis.whole)

    @property
    def coverage(self) -> Value:
        """The least of these shares; UNKNOWN where the whole input is read."""
        return logic.least(self.coverages)


def field_view(field: Field | None, shape: Shape | None) -> FieldView | None:
    """A field, if there is one that can be told."""
    return None if field is None or field.is_lost else FieldView(field, shape)
