"""`cnnlint show --what-if`: edits of a model with their computed effect, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

from cnnlint.graph import Model
from cnnlint.report import figures
from cnnlint.report.style import Style
from cnnlint.report.text import pad, printable, width
from cnnlint.variation import Figures, WhatIf, what_if

HEADINGS: Final = ("edit", "map", "field", "sees", "params", "MACs", "")
TITLE: Final = "What if, computed on this model, the best edit of each kind:"
RIGHT: Final = frozenset(HEADINGS[1:-1])
_GAP: Final = "  "
_NARROWEST: Final = 32
_INDENT: Final = "  "


def lines(model: Model, style: Style) -> Iterator[str]:
    """The edits as aligned lines; one sentence where there are none."""
    found = what_if(model)
    yield ""
    if not found.proposals:
        yield reason(found)
        return
    yield TITLE
    yield ""
    rows = [HEADINGS, *table(found)]
    figures = [_GAP.join(cells) for cells in _aligned([row[1:-1] for row in rows])]
    room = max(style.width - width(figures[0]) - len(_GAP), _NARROWEST)
    wrapped = [wrap(row[0], room) for row in rows]
    words = max(width(part) for parts in wrapped for part in parts)
    for number, ((first, *rest), row, cells) in enumerate(zip(wrapped, rows, figures, strict=True)):
        text = f"{pad(first, words)}{_GAP}{cells}"
        yield text if number else style.paint("faint", text)
        yield from (f"{_INDENT}{part}" for part in (*rest, row[-1]) if part)


def _aligned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The figures of all rows, each padded to the width of its column."""
    rooms = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [[pad(text, room, right=True) for text, room in zip(row, rooms, strict=True)] for row in rows]


def table(found: WhatIf) -> Iterator[tuple[str, ...]]:
    """The texts of a row for the model as it is, and for each edit."""
    if found.now is not None:
        yield ("as it is", *_figures(found.now), "")
    for one in found.proposals:
        yield (printable(one.words), *_figures(one.figures), printable("; ".join(one.notes)))


def reason(found: WhatIf) -> str:
    """Why there are no edits, as a sentence."""
    return f"What if: no edits, since {printable(found.reason)}."


def _figures(of: Figures) -> tuple[str, ...]:
    return (
        figures.sides(of.map),
        figures.sides(of.field),
        figures.percent(float(of.coverage)),
        figures.grouped(of.parameters),
        figures.rounded(of.macs),
    )
