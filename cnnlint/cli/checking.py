"""`cnnlint check`: analyse files, apply the rules, print what they find."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cnnlint.checking.rules import rules_in_force
from cnnlint.checking.session import Checker, Stdin, Texts
from cnnlint.checking.surroundings import STDIN, check_exists, settings_for
from cnnlint.cli.output import CLEAN, FINDINGS, emit, opened, style_of
from cnnlint.cli.outputs import Output
from cnnlint.cli.reading import inputs_of, read_stdin
from cnnlint.config import NamedShape, Pattern, Settings
from cnnlint.diagnostics import SEVERITIES, Diagnostic
from cnnlint.report.formats import DEFAULT, renderer
from cnnlint.report.run import Run, Tally
from cnnlint.report.text import printable


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line says; None and empty where it says nothing."""

    paths: tuple[str, ...]
    outputs: tuple[Output, ...]
    output_file: str | None
    select: tuple[str, ...] | None
    ignore: tuple[str, ...] | None
    inputs: tuple[NamedShape, ...]
    mode: str | None
    python: str | None
    config_file: str | None
    isolated: bool
    fail_level: str | None
    rule_paths: tuple[str, ...]
    persona: str | None
    exclude: tuple[str, ...]
    stdin_filename: str | None
    quiet: bool

    def settings(self) -> Settings:
        """The options that a configuration file has too."""
        folder = str(Path.cwd())
        return Settings(
            select=self.select,
            ignore=self.ignore,
            exclude=tuple(Pattern(folder, glob) for glob in self.exclude) or None,
            rules=self.rule_paths or None,
            persona=self.persona,
            fail_level=self.fail_level,
            mode=self.mode,
            python=self.python,
            input=inputs_of(self.inputs),
        )


def run(request: Request) -> int:
    """Check the paths and print the report; the exit code. Raises Refused or CannotRun."""
    started = time.perf_counter()
    paths = request.paths or (".",)
    for path in (*paths, *request.rule_paths):
        check_exists(path)
    places = [request.stdin_filename or path if path == STDIN else path for path in paths]
    settings = settings_for(places, request.settings(), request.config_file, request.isolated)
    checker = Checker(settings, rules_in_force(settings, request.isolated))
    tally, texts = Tally(), Texts()
    diagnostics: list[Diagnostic] = []
    suppressed = 0
    for file in checker.files(paths, _stdin(request)):
        tally.add(file.analysis)
        suppressed += len(file.suppressed)
        diagnostics.extend(file.diagnostics)
        if file.diagnostics:
            texts.give(file.analysis.path, file.analysis.text)
    for path in checker.empty:
        click.echo(f"Warning: {printable(path)}: no Python files in this folder", err=True)
    seconds = time.perf_counter() - started
    summary = tally.summary(diagnostics, suppressed, seconds)
    _print(Run(diagnostics, summary, tally.unresolved, texts, checker.rules.rules), request, settings)
    return FINDINGS if _fails(diagnostics, settings.fail_level or "warning") else CLEAN


def _stdin(request: Request) -> Stdin | None:
    return Stdin(read_stdin(), request.stdin_filename or "<stdin>") if STDIN in request.paths else None


def _print(outcome: Run, request: Request, settings: Settings) -> None:
    """Print the report in each format to where it goes."""
    outputs = request.outputs or (Output(settings.output_format or DEFAULT),)
    for output in outputs:
        with opened(output.file or request.output_file) as stream:
            emit(renderer(output.format)(outcome, style_of(stream), request.quiet), stream)


def _fails(diagnostics: Sequence[Diagnostic], level: str) -> bool:
    grave = SEVERITIES[: SEVERITIES.index(next(severity for severity in SEVERITIES if severity == level)) + 1]
    return any(diagnostic.severity in grave for diagnostic in diagnostics)
