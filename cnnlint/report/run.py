"""What a `check` found, as every one of its output formats takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnlint.diagnostics.diagnostic import SEVERITIES, Diagnostic, Severity
from cnnlint.report.text import plural
from cnnlint.source.unresolved import Unresolved

if TYPE_CHECKING:
    from cnnlint.analysis.result import FileAnalysis
    from cnnlint.rule_engine.rule import Rule


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
    """The findings in order, the counts, what was not understood, the text of a file by its path (None: not to be had), the rules in force
    (loaded when they are asked for)."""

    diagnostics: Sequence[Diagnostic]
    summary: Summary
    unresolved: Sequence[Unresolved] = ()
    text: Callable[[str], str | None] = lambda path: None
    rules: Callable[[], Sequence[Rule]] = tuple


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is in one file: models, calls of layers and how many of them were understood, and what was not."""

    models: int = 0
    layers: int = 0
    resolved: int = 0
    unresolved: tuple[Unresolved, ...] = ()


NOTHING = Counts()


def counts_of(analysis: FileAnalysis) -> Counts:
    """Count what there is in a file."""
    pairs = [model.resolved for model in analysis.models]
    unresolved = (*analysis.unresolved, *(entry for model in analysis.models for entry in model.unresolved))
    return Counts(len(pairs), sum(total for _, total in pairs), sum(known for known, _ in pairs), unresolved)


class Tally:
    """Counts of the files analysed so far."""

    def __init__(self) -> None:
        self.files = self.models = self.layers = self.resolved = 0
        self.unresolved: list[Unresolved] = []

    def add(self, counts: Counts) -> None:
        """Count a file."""
        self.files += 1
        self.models += counts.models
        self.layers += counts.layers
        self.resolved += counts.resolved
        self.unresolved.extend(counts.unresolved)

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
