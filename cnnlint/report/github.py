"""`check --output-format github`: workflow commands, which GitHub Actions shows as annotations on the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from cnnlint.diagnostics import Diagnostic, Severity
from cnnlint.report.identity import in_file, relative
from cnnlint.report.run import Run
from cnnlint.report.style import Style
from cnnlint.report.text import printable

_COMMANDS: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "info": "notice"}
_DATA: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY: Final = {**_DATA, ":": "%3A", ",": "%2C"}


def render(run: Run, style: Style, quiet: bool = False) -> Iterator[str]:
    """A command for each finding."""
    for found in map(in_file, run.diagnostics):
        properties = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in _properties(found))
        message = "\n".join(map(printable, (found.message, *_lines(found))))
        yield f"::{_COMMANDS[found.severity]} {properties}::{_escaped(message, _DATA)}"


def _properties(found: Diagnostic) -> Iterator[tuple[str, str]]:
    at = found.at
    yield "title", f"cnnlint {found.rule} {found.name}"
    yield "file", relative(at.path)
    yield "line", str(at.line)
    if at.end_line == at.line:  # columns are of one line
        yield "col", str(at.column)
    yield "endLine", str(at.end_line)
    if at.end_line == at.line:
        yield "endColumn", str(at.end_column)


def _lines(found: Diagnostic) -> Iterator[str]:
    for note in found.help:
        yield from note.splitlines()


def _escaped(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(char, char) for char in text)
