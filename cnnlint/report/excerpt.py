"""The source lines that a finding is about, with carets below what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cnnlint.diagnostics import Diagnostic
from cnnlint.report.style import Style
from cnnlint.report.text import ELLIPSIS, lay_out, printable
from cnnlint.source import SourceFile
from cnnlint.source.location import Location

NEAR = 3  # lines: what stands closer to a shown line than this is shown in place, else on a line of its own
WIDEST = 160  # cells of a source line that are shown at most


@dataclass(frozen=True, slots=True)
class Mark:
    """A place, the word on it, and whether it is the finding's own."""

    at: Location
    label: str
    primary: bool


def render(diagnostic: Diagnostic, text: Callable[[str], str | None], style: Style) -> Iterator[str]:
    """The excerpt of the finding's file, then one line for each related place that stands elsewhere."""
    marks = _marks(diagnostic)
    near, far = _split(marks)
    lines = _source_lines(diagnostic.at.file, text)
    if not 1 <= diagnostic.at.line <= len(lines):
        near, far = [], [mark for mark in marks if not mark.primary]
    gutter = len(str(max((mark.at.line for mark in near), default=diagnostic.at.line)))
    bar = style.paint("faint", " " * gutter + " |")
    if near:
        yield bar
        yield from _lines(lines, near, gutter, style)
        yield bar
    for mark in far:
        yield _elsewhere(mark, text, gutter, style)


def _source_lines(path: str, text: Callable[[str], str | None]) -> Sequence[str]:
    source = text(path)
    return SourceFile(Path(path), source).lines if source else ()


def _marks(diagnostic: Diagnostic) -> list[Mark]:
    own = [related.label for related in diagnostic.related if related.at == diagnostic.at]
    primary = Mark(diagnostic.at, "; ".join(filter(None, [diagnostic.label, *own])), True)
    return [
        primary,
        *(Mark(related.at, related.label, False) for related in diagnostic.related if related.at != diagnostic.at),
    ]


def _split(marks: Sequence[Mark]) -> tuple[list[Mark], list[Mark]]:
    """The marks that hang together with the first one, in order of place, and the others as they came."""
    near, rest = [marks[0]], list(marks[1:])
    grown = True
    while grown:
        close = [mark for mark in rest if _is_close(mark.at, near)]
        near += close
        rest = [mark for mark in rest if mark not in close]
        grown = bool(close)
    return sorted(near, key=lambda mark: (mark.at.line, mark.at.column)), rest


def _is_close(at: Location, near: Sequence[Mark]) -> bool:
    return any(at.file == mark.at.file and abs(at.line - mark.at.line) <= NEAR for mark in near)


def _lines(lines: Sequence[str], marks: Sequence[Mark], gutter: int, style: Style) -> Iterator[str]:
    first, last = marks[0].at.line, min(marks[-1].at.line, len(lines))
    for number in range(first, last + 1):
        here = [mark for mark in marks if mark.at.line == number]
        shown, cells = lay_out(lines[number - 1])
        shift = _shift(here, cells)
        prefix = style.paint("faint", f"{number:>{gutter}} |")
        yield f"{prefix} {_window(shown, shift)}".rstrip()
        for mark in here:
            yield style.paint("faint", " " * gutter + " |") + " " + _carets(mark, cells, shift, style)


def _shift(marks: Sequence[Mark], cells: Sequence[int]) -> int:
    """How many cells of a very long line are left out in front, so that its first mark is seen."""
    if cells[-1] <= WIDEST or not marks:
        return 0
    start = cells[min(max(marks[0].at.column - 1, 0), len(cells) - 1)]
    return max(0, min(start - WIDEST // 4, cells[-1] - WIDEST))


def _window(shown: str, shift: int) -> str:
    if len(shown) <= WIDEST:
        return shown
    head = ELLIPSIS if shift else ""
    body = shown[shift + len(head) : shift + WIDEST - 1]
    return head + body + (ELLIPSIS if shift + WIDEST < len(shown) else "")


def _carets(mark: Mark, cells: Sequence[int], shift: int, style: Style) -> str:
    last = len(cells) - 1
    start = cells[min(max(mark.at.column - 1, 0), last)]
    end = cells[last if mark.at.end_line > mark.at.line else min(max(mark.at.end_column - 1, 0), last)]
    length = max(1, min(end, shift + WIDEST) - start)
    sign, kind = ("^", "error") if mark.primary else ("-", "mark")
    carets = style.paint(kind, sign * length + (f" {printable(mark.label)}" if mark.label else ""))
    return " " * (start - shift) + carets


def _elsewhere(mark: Mark, text: Callable[[str], str | None], gutter: int, style: Style) -> str:
    lines = _source_lines(mark.at.file, text)
    line = lay_out(lines[mark.at.line - 1].strip())[0][:WIDEST] if 1 <= mark.at.line <= len(lines) else ""
    place = style.paint("mark", f"{printable(mark.at.file)}:{mark.at.line}")
    parts = [f"{' ' * gutter} ::: {place}", line, printable(mark.label)]
    return "  ".join(part for part in parts if part)
