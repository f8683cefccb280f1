"""What a `check` found, as every one of its output formats takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cnnlint.analysis.result import FileAnalysis
from cnnlint.diagnostics import SEVERITIES, Diagnostic, Severity
from cnnlint.graph import Unresolved
from cnnlint.report.text import plural
from cnnlint.rule_engine import Rule


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a run: files read, models found, calls of layers and how many of them were understood, findings, those
    that comments or the baseline keep silent, fixes that were carried out, seconds."""

    files: int = 0
    models: int = 0
    layers: int = 0
    resolved: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    suppressed: int = 0
    seconds: float = 0.0
    known: int = 0
    fixed: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """The findings in order, the counts, what was not understood, the text of a file by its path (None: not to be had), the rules in force."""

    diagnostics: Sequence[Diagnostic]
    summary: Summary
    unresolved: Sequence[Unresolved] = ()
    text: Callable[[str], str | None] = lambda path: None
    rules: Sequence[Rule] = ()


class Tally:
    """Counts of the files analysed so far."""

    def __init__(self) -> None:
        self.files = self.models = self.layers = self.resolved = 0
        self.unresolved: list[Unresolved] = []

    def add(self, analysis: FileAnalysis) -> None:
        """Count a file."""
        self.files += 1
        self.models += len(analysis.models)
        self.unresolved.extend(analysis.unresolved)
        for model in analysis.models:
            known, total = model.resolved
            self.resolved += known
            self.layers += total
            self.unresolved.extend(model.unresolved)

    def summary(
        self,
        diagnostics: Sequence[Diagnostic],
        suppressed: int = 0,
        seconds: float = 0.0,
        known: int = 0,
        fixed: int = 0,
    ) -> Summary:
        """The summary with what was found."""
        errors, warnings, infos = (sum(found.severity == severity for found in diagnostics) for severity in SEVERITIES)
        return Summary(
            self.files,
            self.models,
            self.layers,
            self.resolved,
            errors,
            warnings,
            infos,
            suppressed,
            seconds,
            known,
            fixed,
        )


def sentence(summary: Summary) -> str:
    """The last line: `1 warning in 1 file (1 model, 3 of 3 layers understood, 0.2 s)`."""
    counts: dict[Severity, int] = {"error": summary.errors, "warning": summary.warnings, "info": summary.infos}
    found = [
        f"{number:,} info" if kind == "info" else plural(number, kind) for kind, number in counts.items() if number
    ]
    details = [plural(summary.models, "model") if summary.models else "no models"]
    if summary.models:
        details.append(f"{summary.resolved:,} of {plural(summary.layers, 'layer')} understood")
    for count, word in ((summary.suppressed, "suppressed"), (summary.known, "known"), (summary.fixed, "fixed")):
        if count:
            details.append(f"{count:,} {word}")
    details.append(f"{summary.seconds:.1f} s")
    return f"{', '.join(found) or 'No findings'} in {plural(summary.files, 'file')} ({', '.join(details)})"
