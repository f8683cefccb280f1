"""`check --output-format concise`: one finding a line, as compilers and editors have it."""

from __future__ import annotations

from collections.abc import Iterator

from cnnlint.report.run import Run, sentence
from cnnlint.report.style import Style
from cnnlint.report.text import printable


def render(run: Run, style: Style, quiet: bool = False) -> Iterator[str]:
    """The report, line by line: `path:line:column: severity CODE message`, then the run's last line."""
    for found in run.diagnostics:
        severity = style.paint(found.severity, f"{found.severity} {printable(found.rule)}")
        yield f"{printable(found.at.file)}:{found.at.line}:{found.at.column}: {severity} {printable(found.message)}"
    if not quiet:
        yield sentence(run.summary)
