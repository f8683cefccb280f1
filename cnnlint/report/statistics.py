"""`check --statistics`: how often each rule finds something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cnnlint.report.run import Run, sentence
from cnnlint.report.style import Style
from cnnlint.report.text import printable


def render(run: Run, style: Style, quiet: bool = False) -> Iterator[str]:
    """A line for each rule, the most frequent first: count, severity and code, how many of them have a fix, name."""
    counts = Counter((found.severity, found.rule, found.name) for found in run.diagnostics)
    fixes = Counter(found.rule for found in run.diagnostics if found.fix is not None)
    rows = [
        (f"{count:,}", f"{severity} {printable(code)}", f"{fixes[code]:,} with a fix" if fixes[code] else "", name)
        for (severity, code, name), count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0][1]))
    ]
    rooms = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for row in rows:
        cells = (row[0].rjust(rooms[0]), row[1].ljust(rooms[1]), row[2].ljust(rooms[2]), printable(row[3]))
        yield "  ".join(cell for cell, room in zip(cells, (*rooms, 1), strict=True) if room)
    if not quiet:
        yield from ("", sentence(run.summary)) if rows else (sentence(run.summary),)
