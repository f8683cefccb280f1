"""`check --output-format gitlab`: a report for GitLab's code quality widget.

https://docs.gitlab.com/ci/testing/code_quality/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from cnnlint.diagnostics import Diagnostic, Severity
from cnnlint.report.identity import fingerprints, in_file, relative
from cnnlint.report.run import Run
from cnnlint.report.style import Style

_SEVERITIES: Final[Mapping[Severity, str]] = {"error": "major", "warning": "minor", "info": "info"}


def render(run: Run, style: Style, quiet: bool = False) -> Iterator[str]:
    """The report as text."""
    marks = fingerprints(run.diagnostics, run.text)
    yield json.dumps(
        [_issue(in_file(found), mark) for found, mark in zip(run.diagnostics, marks, strict=True)], indent=2
    )


def _issue(found: Diagnostic, mark: str) -> dict[str, Any]:
    return {
        "description": f"{found.rule} {found.message}",
        "check_name": found.name,
        "fingerprint": mark,
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": relative(found.at.path),
            "lines": {"begin": found.at.line, "end": max(found.at.line, found.at.end_line)},
        },
    }
