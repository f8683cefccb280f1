"""`check --output-format markdown`: the findings as a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cnnlint.diagnostics import Diagnostic
from cnnlint.report.markdown import escape
from cnnlint.report.run import Run, sentence
from cnnlint.report.style import Style
from cnnlint.report.text import printable

MOST: Final = 50  # findings: a comment has no room for more


def render(run: Run, style: Style, quiet: bool = False) -> Iterator[str]:
    """The comment, line by line: a heading, a table, and the help of each finding to be opened."""
    shown = run.diagnostics[:MOST]
    if not quiet:
        yield f"### cnnlint: {sentence(run.summary)}"
        yield ""
    if not shown:
        return
    yield "| | where | what |"
    yield "| --- | --- | --- |"
    for found in shown:
        yield f"| {found.severity} | {_place(found)} | **{escape(found.rule)}** {_text(found.message)} |"
    if len(run.diagnostics) > MOST:
        yield f"| | | … and {len(run.diagnostics) - MOST:,} more |"
    helpful = [found for found in shown if found.help]
    if helpful:
        yield from ("", "<details><summary>What would help</summary>", "")
        for found in helpful:
            yield f"{_place(found)} **{escape(found.rule)}**"
            yield from ("", *_block(found), "")
        yield "</details>"


def _place(found: Diagnostic) -> str:
    return _text(f"{found.at.file}:{found.at.line}")


def _block(found: Diagnostic) -> Iterator[str]:
    """The help, indented, so that Markdown takes it as it is."""
    for note in found.help:
        yield from (f"    {printable(line)}" for line in note.splitlines())


def _text(text: str) -> str:
    # An address of somebody in a message would call them.
    return escape(printable(text)).replace("@", "@\u200b")
