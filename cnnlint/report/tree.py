"""The rows of the layer table as a tree: a container before its parts, though its call finishes after theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cnnlint.graph import LayerCall, Model
from cnnlint.graph.model import of_one_sample
from cnnlint.symbolic import Size


@dataclass(slots=True)
class Row:
    """A call, and the calls that it made."""

    layer: LayerCall
    parts: list[Row] = field(default_factory=list)

    @property
    def macs(self) -> Size:
        """The cost of the call with that of the calls it made."""
        total: Size = 0 if self.layer.kind == "container" else self.layer.macs
        for part in self.parts:
            total = total + part.macs
        return total


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is printed: its cost for one sample, how deep it stands, its name below its container, whether its parts follow."""

    layer: LayerCall
    macs: Size
    level: int
    name: str
    opened: bool


def build(layers: Iterable[LayerCall]) -> list[Row]:
    """The outermost calls, in order."""
    open_rows: list[Row] = []
    for layer in layers:
        start = len(open_rows)
        while start and open_rows[start - 1].layer.depth > layer.depth:
            start -= 1
        parts = open_rows[start:]
        del open_rows[start:]
        open_rows.append(Row(layer, parts))
    return open_rows


def lines(model: Model, depth: int | None = None) -> Iterator[Line]:
    """The rows to print down to `depth` levels (None: all). What happens inside a layer without sublayers is its own affair."""
    # The call of the model itself, which has no name, is not a row.
    rows = [
        part for row in build(model.layers) for part in (row.parts if row.layer.name == "" and row.parts else [row])
    ]
    return _lines(model, rows, depth, 0, "")


def _lines(model: Model, rows: Sequence[Row], depth: int | None, level: int, prefix: str) -> Iterator[Line]:
    for row in rows:
        layer = row.layer
        opened = bool(row.parts) and layer.kind == "container" and (depth is None or level + 1 < depth)
        yield Line(layer, of_one_sample(model, row.macs), level, layer.name.removeprefix(prefix) or layer.name, opened)
        if opened:
            yield from _lines(model, row.parts, depth, level + 1, layer.name + ".")
