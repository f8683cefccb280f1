"""`cnnlint show --format svg`: what the unit in the middle of each map sees of the input, drawn to scale, one panel a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from xml.sax.saxutils import escape

from cnnlint.analysis.result import FileAnalysis
from cnnlint.graph import LayerCall, Model
from cnnlint.graph.figures import counts, span
from cnnlint.report import figures
from cnnlint.report.measure import measure
from cnnlint.report.style import Style
from cnnlint.report.text import elide, printable

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, width and height."""

SIDE: Final = 224  # of the drawn input's longer side
GAP: Final = 40
ROW: Final = 22
_TOP: Final = 64
_MOST: Final = 8  # fields in a panel
_FINEST: Final = 3.5  # the least side of a pixel of which the grid is drawn
_LONGEST: Final = 16
_BAR: Final = (108, 76)  # where bars begin, and how long one is that reaches the input's size
_COLOURS: Final = ("#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#08519c", "#08306b", "#041b3d")


@dataclass(frozen=True, slots=True)
class Seen:
    """The field of the unit in the middle of a map: its name, size, share of the input, and first and last pixel along both axes."""

    name: str
    size: tuple[int, int]
    share: str
    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Panel:
    """What is drawn of a model: its input's rows and columns, and how the field grows."""

    title: str
    extent: tuple[int, int]
    fields: tuple[Seen, ...]

    @property
    def scale(self) -> float:
        """The side of a pixel."""
        return SIDE / max(self.extent)

    @property
    def height(self) -> int:
        """How much room it takes."""
        return _TOP + SIDE + GAP + ROW * len(self.fields)


def render(
    analyses: Sequence[FileAnalysis],
    style: Style,
    names: tuple[str, ...] = (),
    depth: int | None = None,
    *,
    edits: bool = False,
) -> Iterator[str]:
    """The picture, line by line: the models with maps of two axes and of known size; the options change nothing here."""
    panels = [panel for a in analyses for model in a.models if (panel := panel_of(model)) is not None]
    width = GAP + sum(SIDE + GAP for _ in panels)
    height = max((panel.height for panel in panels), default=_TOP)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="sans-serif" font-size="12">'
    )
    yield "<title>What the middle unit of each map sees of the input</title>"
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    if not panels:
        yield f'<text x="{GAP}" y="{GAP}">no model with maps of two axes, of an input of known size</text>'
    for number, panel in enumerate(panels):
        yield from _drawn(panel, GAP + number * (SIDE + GAP))
    yield "</svg>"


def panel_of(model: Model) -> Panel | None:
    """What is to be drawn of a model; None where its input is no picture of known size."""
    found = [seen for layer in model.layers if layer.kind != "container" if (seen := _seen(layer)) is not None]
    grown = [seen for index, seen in enumerate(found) if all(seen.size > other.size for other in found[:index])]
    extents = [layer.receptive_field.extent for layer in model.layers if layer.receptive_field is not None]
    extent = extents[0] if extents else ()
    rows, columns = extent if len(extent) == 2 else (None, None)
    if not grown or not isinstance(rows, int) or not isinstance(columns, int):
        return None
    return Panel(f"{model.name}: input {figures.sides(extent)}", (rows, columns), tuple(_some(grown)))


def _some(grown: Sequence[Seen]) -> Iterator[Seen]:
    """Not more than can be told apart, the first and the last among them."""
    count = min(len(grown), _MOST)
    last = len(grown) - 1
    return (grown[index * last // (count - 1) if count > 1 else 0] for index in range(count))


def _seen(layer: LayerCall) -> Seen | None:
    field = layer.receptive_field
    if field is None or len(field.axes) != 2 or field.is_global or not field.is_spatial:
        return None
    ends = []
    for axis, extent, count in zip(field.axes, field.extent, counts(field, layer.output_shape), strict=True):
        if not isinstance(count, int) or not isinstance(axis.size, int):
            return None
        ends.append(span(axis, extent, (count - 1) // 2))
    rows, columns = ends
    if rows is None or columns is None:
        return None
    share = measure(field).seen
    size = (rows[1] - rows[0] + 1, columns[1] - columns[0] + 1)
    return Seen(layer.name, size, figures.percents(share or ()) if share else "", rows, columns)


def _drawn(panel: Panel, left: int) -> Iterator[str]:
    rows, columns = panel.extent
    box: Box = (left, _TOP - 24, columns * panel.scale, rows * panel.scale)
    yield f'<text x="{left}" y="24" font-weight="bold">{_text(panel.title, 34)}</text>'
    yield _rect(box, 'fill="#f7f7f7" stroke="#636363"')
    if panel.scale >= _FINEST:
        yield _grid(panel, box)
    for number, seen in enumerate(panel.fields):
        yield _field(panel, seen, box, _colour(number, len(panel.fields)))
    for number, seen in enumerate(panel.fields):
        yield from _bar(panel, seen, number, left)
    reach = left + _BAR[0] + _BAR[1]
    top = _TOP + SIDE - 6
    yield f'<path d="M{reach} {top}V{top + ROW * len(panel.fields) + 8}" stroke="#b2182b" stroke-dasharray="4 3"/>'
    yield f'<text x="{reach}" y="{top - 4}" fill="#b2182b" text-anchor="middle">the input</text>'


def _grid(panel: Panel, box: Box) -> str:
    left, top, width, height = box
    rows, columns = panel.extent
    lines = [f"M{_n(left + u * panel.scale)} {_n(top)}v{_n(height)}" for u in range(1, columns)]
    lines += [f"M{_n(left)} {_n(top + u * panel.scale)}h{_n(width)}" for u in range(1, rows)]
    return f'<path d="{"".join(lines)}" stroke="#e0e0e0" stroke-width="0.5" fill="none"/>'


def _field(panel: Panel, seen: Seen, box: Box, colour: str) -> str:
    """What a unit sees of the input itself: what is padding is cut off."""
    (first_row, last_row), (first_column, last_column) = seen.rows, seen.columns
    top, bottom = max(first_row, 0), min(last_row + 1, panel.extent[0])
    left, right = max(first_column, 0), min(last_column + 1, panel.extent[1])
    shown: Box = (
        box[0] + left * panel.scale,
        box[1] + top * panel.scale,
        max(right - left, 0) * panel.scale,
        max(bottom - top, 0) * panel.scale,
    )
    words = f"{seen.name} sees {figures.sides(seen.size)}"
    return _rect(shown, f'fill="{colour}" fill-opacity="0.25" stroke="{colour}" stroke-width="1.5"', words)


def _bar(panel: Panel, seen: Seen, number: int, left: int) -> Iterator[str]:
    y = _TOP + SIDE + number * ROW
    share = min(max(size / extent for size, extent in zip(seen.size, panel.extent, strict=True)), 1.25)
    yield f'<text x="{left}" y="{y + 11}">{_text(seen.name, _LONGEST)}</text>'
    yield _rect((left + _BAR[0], y, share * _BAR[1], 14), f'fill="{_colour(number, len(panel.fields))}"')
    yield (
        f'<text x="{left + SIDE}" y="{y + 11}" text-anchor="end" stroke="#ffffff" stroke-width="3" '
        f'paint-order="stroke">{figures.sides(seen.size)}</text>'
    )


def _colour(number: int, count: int) -> str:
    return _COLOURS[(number * (len(_COLOURS) - 1)) // max(count - 1, 1)]


def _rect(box: Box, look: str, words: str = "") -> str:
    left, top, width, height = map(_n, box)
    title = f"<title>{escape(printable(words))}</title></rect>" if words else ""
    return f'<rect x="{left}" y="{top}" width="{width}" height="{height}" {look}{">" + title if words else "/>"}'


def _text(text: str, room: int) -> str:
    return escape(elide(printable(text), room, middle=True))


def _n(value: float) -> str:
    """A length without a needless fraction."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
