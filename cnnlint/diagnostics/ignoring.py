"""Comments that silence findings, written into a text and taken out of it."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from cnnlint.diagnostics.diagnostic import Diagnostic, Edit, Fix
from cnnlint.diagnostics.edits import Change, Lines, applied
from cnnlint.source import Directive, Location, comments
from cnnlint.source.lines import LINE_END

_BLANKS = re.compile(r"[ \t\f]*")


def silenced(text: str, found: Iterable[Diagnostic], reason: str) -> str:
    """The text with a comment for each finding that can have one: on its line, else alone on the line above."""
    wanted: dict[int, list[Diagnostic]] = {}
    for one in found:
        wanted.setdefault(one.at.line, []).append(one)
    page = _Page(text)
    changes = [change for findings in wanted.values() for change in page.comment(findings, reason)]
    return applied(text, changes)


class _Page:
    """A text, and where a comment may stand in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.rows = LINE_END.split(text)
        self.open = _open_ends(text, self.rows)
        self.directives = {one.line: one for one in comments(text) if one.kind == "ignore"}

    def comment(self, findings: Sequence[Diagnostic], reason: str) -> Iterator[Change]:
        """The change that silences the findings of one line."""
        codes = sorted({one.rule for one in findings})
        first = findings[0].at.line
        last = max(first, min(len(self.rows), *(one.at.end_line for one in findings)))
        present = next((self.directives[line] for line in range(first, last + 1) if line in self.directives), None)
        if present is not None:
            yield self._added(present, codes)
            return
        words = f"# cnnlint: ignore[{', '.join(codes)}] {' '.join(reason.split())}".rstrip()
        place = next((line for line in range(first, last + 1) if line not in self.open), None)
        if place is not None:
            row = self.rows[place - 1]
            end = self.lines.starts[place - 1] + len(row)
            yield Change(end - len(row) + len(row.rstrip()), end, f"  {words}")
        elif first - 1 not in self.open:
            row, start = self.rows[first - 1], self.lines.starts[first - 1]
            indent = _BLANKS.match(row)
            yield Change(start, start, f"{indent[0] if indent else ''}{words}{self._line_end()}")

    def _added(self, directive: Directive, codes: Sequence[str]) -> Change:
        new = [code for code in codes if code not in directive.codes]
        start = self.lines.offset(directive.line, directive.column)
        close = self.text.index("]", start)
        return Change(close, close, "".join(f", {code}" for code in new))

    def _line_end(self) -> str:
        found = LINE_END.search(self.text)
        return found[0] if found else "\n"


def _open_ends(text: str, rows: Sequence[str]) -> frozenset[int]:
    """The lines behind which no comment can stand: they end inside of a string, or with a backslash."""
    ends = {number for number, row in enumerate(rows, 1) if row.rstrip().endswith("\\")}
    try:
        for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
            if token.type not in (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
                ends.update(range(token.start[0], token.end[0]))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return frozenset(range(len(rows) + 1))
    return frozenset(ends)


def removal(directive: Directive, unused: Collection[str], text: str, path: str) -> Fix:
    """The fix that takes codes out of a comment, or the comment with the blanks before it, if nothing is left of it."""
    kept = [code for code in directive.codes if code not in unused]
    row = LINE_END.split(text)[directive.line - 1]
    comment = row[directive.column - 1 : directive.end_column - 1]
    if kept:
        start = directive.column + comment.index("[") + 1
        at = Location(path, directive.line, start, directive.line, directive.column + comment.index("]"))
        return Fix(True, f"take {', '.join(sorted(unused))} out of the comment", (Edit(at, ", ".join(kept)),))
    before = row[: directive.column - 1].rstrip()
    behind = row[directive.end_column - 1 :].strip()
    if behind or before:
        end = len(row) + 1 if not behind else directive.end_column
        at = Location(path, directive.line, len(before) + 1 if not behind else directive.column, directive.line, end)
    else:
        at = Location(path, directive.line, 1, directive.line + 1, 1)
    return Fix(True, "take the comment out", (Edit(at, ""),))


def removals(
    directives: Iterable[Directive], unused: Mapping[Location, Collection[str]], text: str
) -> dict[Location, Fix]:
    """The fixes for comments that silence nothing, by the place of the comment."""
    found = {}
    for one in directives:
        for at, codes in unused.items():
            if (at.line, at.column) == (one.line, one.column):
                found[at] = removal(one, codes, text, at.path)
    return found
