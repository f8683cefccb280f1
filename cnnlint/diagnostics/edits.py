"""Edits of a text: made all at once, to the character, and the way back from a line of the result to the line it was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnnlint.diagnostics.diagnostic import Edit
from cnnlint.source.lines import LINE_END


@dataclass(frozen=True, slots=True)
class Change:
    """Characters from `start` up to `end` become `text`."""

    start: int
    end: int
    text: str


class Lines:
    """Where the lines of a text begin, so that places can be told as offsets and back. Lines and columns are 1-based."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in LINE_END.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        """The offset of a place; one behind the text is its end."""
        if line > len(self.starts):
            return len(self.text)
        return min(self.starts[line - 1] + column - 1, len(self.text))

    def line(self, offset: int) -> int:
        """The line of an offset."""
        return bisect_right(self.starts, offset)

    def change(self, edit: Edit) -> Change:
        """An edit in offsets."""
        at = edit.at
        return Change(self.offset(at.line, at.column), self.offset(at.end_line, at.end_column), edit.text)


def clash(changes: Iterable[Change], others: Sequence[Change]) -> bool:
    """Whether any touches one of the others. Changes that are the same do not."""
    return any(
        one != other and one.start <= other.end and other.start <= one.end for one in changes for other in others
    )


def applied(text: str, changes: Iterable[Change]) -> str:
    """The text with changes that do not clash; what lies outside of them stays as it is."""
    pieces = []
    done = 0
    for change in in_order(changes):
        pieces += [text[done : change.start], change.text]
        done = change.end
    return "".join([*pieces, text[done:]])


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Changes from the first to the last, each once."""
    return sorted(dict.fromkeys(changes), key=lambda change: (change.start, change.end))


class Origin:
    """For the lines of a changed text: which line of the old one each was."""

    def __init__(self, text: str, changes: Iterable[Change]) -> None:
        self.changes = in_order(changes)
        self.old = Lines(text)
        self.new = Lines(applied(text, self.changes))

    def line(self, line: int) -> int:
        """The old line in which what now begins a line stood; that of a change's start where the change has written it."""
        offset = self.new.offset(line, 1)
        shift = 0
        for change in self.changes:
            start = change.start + shift
            if offset < start:
                break
            if offset < start + len(change.text):
                return self.old.line(change.start)
            shift += len(change.text) - (change.end - change.start)
        return self.old.line(offset - shift)
