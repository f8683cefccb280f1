"""`check --output-format json-lines`: a JSON object for each finding, as in the document of `json`, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from cnnlint.report import check_json
from cnnlint.report.run import Run
from cnnlint.report.style import Style


def render(run: Run, style: Style, quiet: bool = False) -> Iterator[str]:
    """The findings, a line each."""
    for found in run.diagnostics:
        yield json.dumps(check_json.diagnostic(found))
