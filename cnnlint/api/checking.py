"""`cnnlint.check`: findings as objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

from cnnlint.api.given import Inputs, Target, is_source, path_of, settings, shapes
from cnnlint.checking import run as checking
from cnnlint.checking.run import Steps
from cnnlint.checking.session import Stdin
from cnnlint.checking.setting_out import checker_of
from cnnlint.checking.surroundings import STDIN
from cnnlint.checking.verdict import fails
from cnnlint.config import Settings
from cnnlint.diagnostics import Diagnostic, Severity
from cnnlint.report import check_json, full
from cnnlint.report.run import Run
from cnnlint.report.style import Style


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one rule. Lines and columns are counted from 1, columns in characters; the end is exclusive.

    `cell` is the number of a notebook's cell, in which lines are counted; `help` says how to mend it, `fix` what a fix would do.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None = None
    model: str | None = None
    layer: str | None = None
    help: str | None = None
    fix: str | None = None

    def __str__(self) -> str:
        place = self.path if self.cell is None else f"{self.path}:cell {self.cell}"
        return f"{place}:{self.line}:{self.column}: {self.severity} {self.rule} {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` has found, by place; an iterable of findings that is true where there are any."""

    findings: tuple[Finding, ...]
    _run: Run = field(repr=False, compare=False)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __getitem__(self, index: int) -> Finding:
        return self.findings[index]

    def __str__(self) -> str:
        return "\n".join(full.render(self._run, Style()))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that say that something cannot work."""
        return tuple(found for found in self.findings if found.severity == "error")

    def fails(self, level: Severity = "warning") -> bool:
        """Whether anything is as grave as `level`."""
        return fails(self._run.diagnostics, level)

    def to_dict(self) -> dict[str, Any]:
        """The document `cnnlint/check/1`, as `--output-format json` prints it."""
        return check_json.document(self._run)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{found.severity}</td><td>{escape(found.rule)}</td><td>{found.line}</td><td>{escape(found.message)}</td></tr>"
            for found in self.findings
        )
        head = "<tr><th></th><th>rule</th><th>line</th><th>message</th></tr>"
        return f"<table>{head}{rows}</table>" if rows else "<p>No findings.</p>"


def check(
    target: Target,
    *,
    input: Inputs | None = None,
    mode: Literal["eval", "train"] | None = None,
    python: Target | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    persona: Literal["regular", "pedantic"] | None = None,
    config: Target | None = None,
    isolated: bool = False,
    name: str = "<source>",
) -> Report:
    """Find faults in the models of a file, a folder, `file.py::Name(args)`, or of source (a text of several lines), called `name`.

    The keywords are those of `cnnlint check`; the configuration file counts as it does there, unless `isolated`.
    `input` is a shape, as "N,3,224,224" or (1, 3, 32, 32), or shapes by the inputs' names.
    Raises CannotRun where the command line would exit with 2.
    """
    said = Settings(
        select=None if select is None else tuple(select),
        ignore=None if ignore is None else tuple(ignore),
        persona=persona,
        mode=mode,
        python=None if python is None else str(python),
        input=shapes(input),
    )
    stdin = Stdin(target, name) if is_source(target) and isinstance(target, str) else None
    path = STDIN if stdin else path_of(target)
    merged = settings(name if stdin else path, said, config, isolated)
    checker = checker_of(merged, isolated)
    outcome = checking.run(checker, [path], stdin, Steps(baseline=merged.baseline))
    return Report(tuple(map(_finding, outcome.run.diagnostics)), outcome.run)


def _finding(found: Diagnostic) -> Finding:
    at = found.at
    return Finding(
        found.rule, found.name, found.severity, found.message, at.path, at.line, at.column, at.end_line, at.end_column, at.cell,
        found.model, found.layer, "\n".join(found.help) or None, found.fix.description if found.fix else None,
    )  # fmt: skip
