"""`check --output-format junit`: an XML report, which CI servers show as failed tests: a suite for each file, a case for each finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from cnnlint.diagnostics import Diagnostic
from cnnlint.report.identity import in_file
from cnnlint.report.run import Run, sentence
from cnnlint.report.style import Style

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(run: Run, style: Style, quiet: bool = False) -> Iterator[str]:
    """The document, line by line. A run without findings is one case that has passed."""
    count = len(run.diagnostics)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield (
        f'<testsuites name="cnnlint" tests="{max(count, 1)}" failures="{count}" errors="0" '
        f'time="{run.summary.seconds:.3f}">'
    )
    for path, group in groupby(map(in_file, run.diagnostics), key=lambda found: found.at.path):
        yield from _suite(path, list(group))
    if not count:
        yield '  <testsuite name="cnnlint" tests="1" failures="0" errors="0">'
        yield f'    <testcase classname="cnnlint" name={_quoted(sentence(run.summary))}/>'
        yield "  </testsuite>"
    yield "</testsuites>"


def _suite(path: str, findings: Sequence[Diagnostic]) -> Iterator[str]:
    count = len(findings)
    yield f'  <testsuite name={_quoted(path)} tests="{count}" failures="{count}" errors="0">'
    for found in findings:
        at = found.at
        name = f"{found.rule} {found.name} {at.line}:{at.column}"
        yield f'    <testcase classname={_quoted(path)} name={_quoted(name)} file={_quoted(path)} line="{at.line}">'
        yield f'      <failure type="{found.severity}" message={_quoted(found.message)}>{_body(found)}</failure>'
        yield "    </testcase>"
    yield "  </testsuite>"


def _body(found: Diagnostic) -> str:
    at = found.at
    return escape(_clean("\n".join((f"{at.path}:{at.line}:{at.column}: {found.message}", *found.help))))


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """The text with a substitute for each character that no XML document can hold."""
    return _NOT_XML.sub("\ufffd", text)
