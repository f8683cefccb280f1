"""Whether what was found fails a run."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlint.diagnostics import SEVERITIES, Diagnostic


def fails(diagnostics: Sequence[Diagnostic], level: str, max_warnings: int | None = None) -> bool:
    """Whether anything is as grave as `level`. With `max_warnings` that many warnings are let pass."""
    grave = SEVERITIES[: list[str](SEVERITIES).index(level) + 1]
    found = [diagnostic.severity for diagnostic in diagnostics]
    if max_warnings is None:
        return any(severity in grave for severity in found)
    if found.count("warning") > max_warnings:
        return True
    return any(severity in grave and severity != "warning" for severity in found)
