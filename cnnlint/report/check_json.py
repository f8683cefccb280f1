"""`check --output-format json`: the schema `cnnlint/check/1`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from cnnlint import __version__
from cnnlint.diagnostics import Diagnostic, Fix
from cnnlint.report.run import Run
from cnnlint.report.style import Style
from cnnlint.source.location import Location

SCHEMA = "cnnlint/check/1"


def render(run: Run, style: Style, quiet: bool = False) -> Iterator[str]:
    """The document as text. Every string that is not ASCII is escaped, so that any output encoding can hold it."""
    yield json.dumps(document(run), indent=2)


def document(run: Run) -> dict[str, Any]:
    """The document as JSON values."""
    summary = asdict(run.summary) | {"seconds": round(run.summary.seconds, 3)}
    return {
        "schema": SCHEMA,
        "version": __version__,
        "diagnostics": [diagnostic(found) for found in run.diagnostics],
        "summary": summary,
    }


def diagnostic(found: Diagnostic) -> dict[str, Any]:
    """A finding as JSON values."""
    return {
        "rule": found.rule,
        "name": found.name,
        "severity": found.severity,
        "message": found.message,
        "help": "\n".join(found.help) or None,
        "url": found.url,
        **_place(found.at),
        "cell": found.at.cell,
        "model": found.model,
        "layer": found.layer,
        "fix": None if found.fix is None else _fix(found.fix),
    }


def _place(at: Location) -> dict[str, Any]:
    return {
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "safe": fix.safe,
        "description": fix.description,
        "edits": [{**_place(edit.at), "text": edit.text} for edit in fix.edits],
    }
