"""The rows of the layer table as a tree: a container before its parts, though its call finishes after theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cnnlint.graph import LayerCall


@dataclass(slots=True)
class Row:
    """A call, and the calls that it made."""

    layer: LayerCall
    parts: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is printed: how deep it stands, its name as read below its container, whether its parts follow."""

    layer: LayerCall
    level: int
    name: str
    opened: bool


def build(layers: Iterable[LayerCall]) -> list[Row]:
    """The outermost calls, in order; the call of the model itself, which has no name, is not a row."""
    open_rows: list[Row] = []
    for layer in layers:
        start = len(open_rows)
        while start and open_rows[start - 1].layer.depth > layer.depth:
            start -= 1
        parts = open_rows[start:]
        del open_rows[start:]
        open_rows.extend(parts if _is_model(layer) else [Row(layer, parts)])
    return open_rows


def _is_model(layer: LayerCall) -> bool:
    return layer.name == "" and layer.kind in ("container", "module")


def lines(rows: Sequence[Row], depth: int | None = None, level: int = 0, prefix: str = "") -> Iterator[Line]:
    """The rows to print down to `depth` levels (None: all). What happens inside a layer without sublayers is its own affair."""
    for row in rows:
        layer = row.layer
        opened = bool(row.parts) and layer.kind == "container" and (depth is None or level + 1 < depth)
        yield Line(layer, level, layer.name.removeprefix(prefix) or layer.name, opened)
        if opened:
            yield from lines(row.parts, depth, level + 1, layer.name + ".")
