"""`cnnlint check`: analyse files, apply the rules, print what they find."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cnnlint.analysis import TargetError, analyze_paths, analyze_source
from cnnlint.analysis.result import FileAnalysis, Options
from cnnlint.cli.output import CLEAN, FINDINGS, CannotRun, emit, opened, style_of
from cnnlint.cli.reading import STDIN, check_exists, inputs_of, options_of, read_stdin, settings_for
from cnnlint.cli.rulebook import rules_in_force
from cnnlint.config import NamedShape, Pattern, Settings
from cnnlint.config.resolve import Resolved
from cnnlint.diagnostics import SEVERITIES, Diagnostic
from cnnlint.report import check_json, concise, full
from cnnlint.report.run import Run, Tally
from cnnlint.report.text import printable
from cnnlint.rule_engine import check_file
from cnnlint.source import SourceFile, discover, read

_FORMATS = {"full": full.render, "concise": concise.render, "json": check_json.render}


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line says; None and empty where it says nothing."""

    paths: tuple[str, ...]
    output_format: str | None
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
            output_format=self.output_format,
            mode=self.mode,
            python=self.python,
            input=inputs_of(self.inputs),
        )


def run(request: Request) -> int:
    """Check the paths and print the report; the exit code. Raises CannotRun."""
    started = time.perf_counter()
    paths = request.paths or (".",)
    for path in (*paths, *request.rule_paths):
        check_exists(path)
    places = [request.stdin_filename or path if path == STDIN else path for path in paths]
    settings = settings_for(places, request.settings(), request.config_file, request.isolated)
    rules = rules_in_force(settings, request.isolated)
    tally, found = Tally(), _Findings(rules)
    for analysis in _analyses(paths, settings, request.stdin_filename):
        tally.add(analysis)
        found.add(analysis)
    seconds = time.perf_counter() - started
    outcome = Run(
        found.diagnostics, tally.summary(found.diagnostics, found.suppressed, seconds), tally.unresolved, found.text
    )
    with opened(request.output_file) as stream:
        render = _FORMATS[settings.output_format or "full"]
        emit(render(outcome, style_of(stream), request.quiet), stream)
    return FINDINGS if _fails(found.diagnostics, settings.fail_level or "warning") else CLEAN


def _fails(diagnostics: Sequence[Diagnostic], level: str) -> bool:
    grave = SEVERITIES[: SEVERITIES.index(next(severity for severity in SEVERITIES if severity == level)) + 1]
    return any(diagnostic.severity in grave for diagnostic in diagnostics)


class _Findings:
    """What the rules find, file by file, and the texts that it is shown with."""

    def __init__(self, rules: Resolved) -> None:
        self.rules = rules
        self.diagnostics: list[Diagnostic] = []
        self.suppressed = 0
        self.texts: dict[str, str | None] = {}

    def add(self, analysis: FileAnalysis) -> None:
        """Apply the rules to a file."""
        checked = check_file(self.rules.rules_for(analysis.path), analysis, self.rules.every)
        self.suppressed += len(checked.suppressed)
        if checked.diagnostics:
            self.texts[analysis.path] = analysis.text
            self.diagnostics.extend(checked.diagnostics)

    def text(self, path: str) -> str | None:
        """The text of a file that a finding points into."""
        if path not in self.texts:
            source = read(Path(path))
            self.texts[path] = source.text if isinstance(source, SourceFile) else None
        return self.texts[path]


def _analyses(paths: Sequence[str], settings: Settings, stdin_filename: str | None) -> Iterator[FileAnalysis]:
    options = options_of(settings)
    for path in paths:
        if path == STDIN:
            yield analyze_source(read_stdin(), stdin_filename or "<stdin>", options)
        else:
            yield from _of_path(path, options, settings.exclude or ())


def _of_path(path: str, options: Options, exclude: Sequence[Pattern]) -> Iterator[FileAnalysis]:
    if any(pattern.matches(path.partition("::")[0]) for pattern in exclude):
        return
    analysed = False
    try:
        for analysis in analyze_paths([path], options, [pattern.seen_from(path) for pattern in exclude]):
            analysed = True
            yield analysis
    except TargetError as error:
        raise CannotRun(printable(str(error))) from None
    if not analysed and not discover([Path(path)]).files:
        click.echo(f"Warning: {printable(path)}: no Python files in this folder", err=True)
