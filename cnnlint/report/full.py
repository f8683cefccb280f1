"""`check --output-format full`: each finding with its source, what would help, and the run's last line."""

from __future__ import annotations

from collections.abc import Iterator

from cnnlint.diagnostics import Diagnostic
from cnnlint.report import excerpt
from cnnlint.report.run import Run, sentence
from cnnlint.report.style import Style
from cnnlint.report.text import printable
from cnnlint.report.unresolved import lines

MOST_UNRESOLVED = 10


def render(run: Run, style: Style, quiet: bool = False) -> Iterator[str]:
    """The report, line by line; `quiet` leaves the findings alone."""
    explained: set[str] = set()
    for diagnostic in run.diagnostics:
        yield from finding(diagnostic, run, style, explain=diagnostic.rule not in explained)
        yield ""
        explained.add(diagnostic.rule)
    if not quiet:
        yield style.paint("strong", sentence(run.summary))
        yield from _not_understood(run, style)


def finding(diagnostic: Diagnostic, run: Run, style: Style, explain: bool = True) -> Iterator[str]:
    """One finding; `explain` adds the command that tells more about its rule."""
    at = diagnostic.at
    place = style.paint("strong", f"{printable(at.file)}:{at.line}:{at.column}:")
    severity = style.paint(diagnostic.severity, f"{diagnostic.severity} {printable(diagnostic.rule)}")
    yield f"{place} {severity} {printable(diagnostic.message)}"
    yield from excerpt.render(diagnostic, run.text, style)
    indent = " " * len(str(at.line))
    for note in _notes(diagnostic, explain):
        for line in note.splitlines():
            # A line that is indented goes on with the one before it.
            sign = " " if line.startswith(" ") else style.paint("faint", "=")
            yield f"{indent} {sign} {printable(line)}".rstrip()


def _notes(diagnostic: Diagnostic, explain: bool) -> Iterator[str]:
    yield from diagnostic.help
    if diagnostic.fix is not None:
        yield f"{diagnostic.fix.description} ({'a safe' if diagnostic.fix.safe else 'an unsafe'} fix)"
    if explain:
        yield f"cnnlint explain {diagnostic.rule}"


def _not_understood(run: Run, style: Style) -> Iterator[str]:
    unresolved = list(dict.fromkeys(run.unresolved))
    if not unresolved:
        return
    yield style.paint("warning", "Not understood:")
    yield from lines(unresolved[:MOST_UNRESOLVED])
    if len(unresolved) > MOST_UNRESOLVED:
        yield f"  … and {len(unresolved) - MOST_UNRESOLVED:,} more (cnnlint show FILE lists those of a file)"
