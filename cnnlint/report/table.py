"""`cnnlint show`: the layer table of each model, its totals, its final receptive field, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnnlint.analysis.result import FileAnalysis
from cnnlint.graph import Model
from cnnlint.report import columns, insights, sentences, tree, unresolved, what_if
from cnnlint.report.columns import COLUMNS
from cnnlint.report.style import Style
from cnnlint.report.text import elide, pad, width

GAP = 3
NARROWEST = 6


def render(
    analyses: Sequence[FileAnalysis],
    style: Style,
    names: tuple[str, ...] = columns.DEFAULT,
    depth: int | None = None,
    *,
    edits: bool = False,
) -> Iterator[str]:
    """The report, line by line. `names` are the columns, `depth` the levels of nested containers to show (None: all).

    `edits`: also what the model would be if something in it were otherwise.
    """
    for number, (analysis, model) in enumerate((a, m) for a in analyses for m in a.models):
        if number:
            yield ""
        yield sentences.header(model, style)
        yield ""
        yield from _grid(model, style, names, depth)
        yield ""
        yield from sentences.totals(model)
        yield from sentences.final_field(model)
        yield from insights.sentences(model)
        yield from sentences.contract(model)
        yield from sentences.refusals(analysis, model, style)
        yield from unresolved.not_understood(model.unresolved, model.resolved, style)
        yield from what_if.lines(model, style) if edits else ()


def _grid(model: Model, style: Style, names: tuple[str, ...], depth: int | None) -> Iterator[str]:
    lines = list(tree.lines(model, depth))
    rows = [columns.cells(line, names) for line in lines]
    rooms, gap = _fit([[COLUMNS[name].heading for name in names], *rows], names, style.width)
    yield style.paint("faint", _row([COLUMNS[name].heading for name in names], names, rooms, gap))
    for line, row in zip(lines, rows, strict=True):
        text = _row(row, names, rooms, gap)
        yield style.paint("strong", text) if line.opened else text


def _row(texts: Sequence[str], names: Sequence[str], rooms: Sequence[int], gap: int) -> str:
    shown = []
    for text, name, room in zip(texts, names, rooms, strict=True):
        column = COLUMNS[name]
        shown.append(pad(elide(text, room, middle=name in ("layer", "op")), room, right=column.right))
    return (" " * gap).join(shown).rstrip()


def _fit(grid: Sequence[Sequence[str]], names: Sequence[str], limit: int) -> tuple[list[int], int]:
    """The width of each column, and of the gap, such that a row takes at most `limit` cells if the elastic columns can be cut to that."""
    rooms = [max(width(row[index]) for row in grid) for index in range(len(names))]
    gap = GAP
    while gap > 1 and sum(rooms) + gap * (len(rooms) - 1) > limit:
        gap -= 1
    excess = sum(rooms) + gap * (len(rooms) - 1) - limit
    elastic = [index for index, name in enumerate(names) if COLUMNS[name].elastic]
    while excess > 0 and elastic:
        widest = max(elastic, key=lambda index: rooms[index])
        if rooms[widest] <= NARROWEST:
            break
        rooms[widest] -= 1
        excess -= 1
    return rooms, gap
