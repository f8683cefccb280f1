"""`cnnlint show --what-if`: edits of a model with their computed effect, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cnnlint.graph import Model
from cnnlint.report import figures
from cnnlint.report.style import Style
from cnnlint.report.text import pad, printable, width
from cnnlint.variation import Figures, WhatIf, what_if

HEADINGS: Final = ("edit", "last map", "field", "sees", "params", "MACs", "")
TITLE: Final = "What if, computed on this model, the best edit of each kind:"
RIGHT: Final = frozenset(HEADINGS[1:-1])
_GAP: Final = "   "


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
    rooms = [max(width(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for number, row in enumerate(rows):
        cells = [pad(text, room, right=name in RIGHT) for text, room, name in zip(row, rooms, HEADINGS, strict=True)]
        text = _GAP.join(cells).rstrip()
        yield text if number else style.paint("faint", text)


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
