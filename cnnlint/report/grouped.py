"""`check --output-format grouped`: the findings of each file below its name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cnnlint.report.run import Run, sentence
from cnnlint.report.style import Style
from cnnlint.report.text import pad, printable


def render(run: Run, style: Style, quiet: bool = False) -> Iterator[str]:
    """The report, line by line: the file, then a line for each finding in aligned columns."""
    for path, group in groupby(run.diagnostics, key=lambda found: found.at.file):
        findings = list(group)
        yield style.paint("strong", f"{printable(path)}:")
        places = [f"{found.at.line}:{found.at.column}" for found in findings]
        kinds = [f"{found.severity} {printable(found.rule)}" for found in findings]
        rooms = max(map(len, places)), max(map(len, kinds))
        for found, place, kind in zip(findings, places, kinds, strict=True):
            painted = style.paint(found.severity, kind) + " " * (rooms[1] - len(kind))
            yield f"  {pad(place, rooms[0], right=True)}  {painted}  {printable(found.message)}"
        yield ""
    if not quiet:
        yield sentence(run.summary)
