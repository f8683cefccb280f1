"""`cnnlint check`: analyse files, apply the rules, print what they find."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import IO

import click

from cnnlint.checking import run as checking
from cnnlint.checking.run import Outcome, Steps, ignoring
from cnnlint.checking.session import Checker, Stdin
from cnnlint.checking.setting_out import set_out
from cnnlint.checking.surroundings import STDIN, check_exists, settings_for
from cnnlint.checking.verdict import fails
from cnnlint.cli.output import CLEAN, FINDINGS, INTERRUPTED, emit, opened, style_of
from cnnlint.cli.outputs import Output
from cnnlint.cli.progress import progress
from cnnlint.cli.reading import inputs_of, parameters_of, read_stdin, settings_of
from cnnlint.config import NamedShape, Settings
from cnnlint.report import statistics
from cnnlint.report.formats import DEFAULT, renderer
from cnnlint.report.run import Run
from cnnlint.report.text import plural, printable


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line says; None and empty where it says nothing."""

    paths: tuple[str, ...]
    outputs: tuple[Output, ...]
    output_file: str | None
    select: tuple[str, ...] | None
    extend_select: tuple[str, ...] | None
    ignore: tuple[str, ...] | None
    per_file_ignores: tuple[tuple[str, str], ...]
    severity: tuple[tuple[str, str], ...]
    params: tuple[tuple[str, str], ...]
    inputs: tuple[NamedShape, ...]
    mode: str | None
    python: str | None
    config_file: str | None
    isolated: bool
    fail_level: str | None
    rule_paths: tuple[str, ...]
    persona: str | None
    exclude: tuple[str, ...]
    force_exclude: bool | None
    respect_gitignore: bool | None
    markdown: bool | None
    stdin_filename: str | None
    quiet: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    baseline: str | None
    diff_from: str | None
    add_ignore: str | None
    statistics: bool
    exit_zero: bool
    cache: bool | None
    cache_dir: str | None
    jobs: int | None
    timeout: float | None
    watch: bool
    max_warnings: int | None

    def settings(self) -> Settings:
        """The options that a configuration file has too. Raises CannotRun for a value that is none."""
        table = {
            "select": self.select,
            "extend-select": self.extend_select,
            "ignore": self.ignore,
            "per-file-ignores": {pattern: rules.split(",") for pattern, rules in self.per_file_ignores},
            "severity": dict(self.severity),
            "params": parameters_of(self.params),
            "exclude": self.exclude,
        }
        return replace(
            settings_of(table),
            force_exclude=self.force_exclude,
            respect_gitignore=self.respect_gitignore,
            markdown=self.markdown,
            rules=self.rule_paths or None,
            persona=self.persona,
            fail_level=self.fail_level,
            max_warnings=self.max_warnings,
            baseline=self.baseline,
            mode=self.mode,
            cache=self.cache,
            cache_dir=self.cache_dir,
            jobs=self.jobs,
            timeout=self.timeout,
            python=self.python,
            input=inputs_of(self.inputs),
        )


def run(request: Request) -> int:
    """Check the paths and print the report, once or whenever they change; the exit code. Raises Refused or CannotRun."""
    if request.watch:
        from cnnlint.cli.watching import watch

        return watch(request)
    return run_once(request)


def run_once(request: Request, note: Callable[[Outcome], object] = lambda outcome: None) -> int:
    """Check the paths, `note` what came of it and print the report; the exit code. Raises Refused or CannotRun."""
    paths = request.paths or (".",)
    for path in (*paths, *request.rule_paths):
        check_exists(path)
    places = [request.stdin_filename or path if path == STDIN else path for path in paths]
    settings = settings_for(places, request.settings(), request.config_file, request.isolated)
    stdin = Stdin(read_stdin(), request.stdin_filename or "<stdin>") if STDIN in paths else None
    steps = Steps(request.fix or request.diff, request.unsafe_fixes, settings.baseline, request.diff_from)
    # What is written to files is not left to what others may have put into the cache.
    anew = steps.fix or request.add_ignore is not None
    checker, means = set_out(settings, request.isolated, places, anew=anew)
    with progress() as tell:
        outcome = checking.run(checker, paths, stdin, steps, replace(means, tell=tell))
    note(outcome)
    _warn(checker, outcome, settings)
    return _conclude(outcome, request, settings, stdin)


def _conclude(outcome: Outcome, request: Request, settings: Settings, stdin: Stdin | None) -> int:
    """Print, and write, what is wanted of an outcome; the exit code."""
    if outcome.interrupted:
        _print(outcome.run, request, settings, sys.stderr if stdin is not None and request.fix else sys.stdout)
        done, total = outcome.interrupted
        click.echo(f"Interrupted: {done:,} of {plural(total, 'file')} checked, nothing changed", err=True)
        return INTERRUPTED
    if request.diff:
        emit(_diff(outcome), sys.stdout)
        return FINDINGS if outcome.rewritten and not request.exit_zero else CLEAN
    if request.add_ignore is not None:
        return _silence(outcome, request.add_ignore, stdin)
    for file in outcome.rewritten:
        file.write()
    if stdin is not None and request.fix:
        _print_text(stdin, outcome)
    _print(outcome.run, request, settings, sys.stderr if stdin is not None and request.fix else sys.stdout)
    failed = fails(outcome.run.diagnostics, settings.fail_level or "warning", settings.max_warnings)
    return FINDINGS if failed and not request.exit_zero else CLEAN


def _diff(outcome: Outcome) -> Iterator[str]:
    """The changes as a patch; only what goes to a terminal is escaped."""
    shown = printable if sys.stdout.isatty() else str
    for file in outcome.rewritten:
        yield from map(shown, file.diff())


def _warn(checker: Checker, outcome: Outcome, settings: Settings) -> None:
    """Say on standard error what is no finding: empty folders, fixes that were taken back, entries of the baseline that find nothing."""
    for path in checker.empty:
        click.echo(f"Warning: {printable(path)}: no Python files in this folder", err=True)
    for found in outcome.undone:
        place = f"{printable(found.at.path)}:{found.at.line}"
        click.echo(f"Warning: {place}: the fix of {found.rule} does not help alone and was taken back", err=True)
    if outcome.stale:
        count = sum(outcome.stale.values())
        told = f"{plural(count, 'finding')} of the baseline {'is' if count == 1 else 'are'} not there any more"
        click.echo(f"Warning: {settings.baseline}: {told} (cnnlint baseline prune)", err=True)


def _print(outcome: Run, request: Request, settings: Settings, default: IO[str]) -> None:
    """Print the report in each format to where it goes."""
    outputs = request.outputs or (Output(settings.output_format or DEFAULT),)
    for output in outputs:
        with opened(output.file or request.output_file, default) as stream:
            render = statistics.render if request.statistics and output.file is None else renderer(output.format)
            emit(render(outcome, style_of(stream), request.quiet), stream)


def _print_text(stdin: Stdin, outcome: Outcome) -> None:
    """Standard input with its fixes, to standard output."""
    new = next((file.new for file in outcome.rewritten if file.path is None), None)
    sys.stdout.flush()
    sys.stdout.buffer.write(stdin.with_program(new).encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def _silence(outcome: Outcome, reason: str, stdin: Stdin | None) -> int:
    """Write comments that silence what was found, and say how many findings that are."""
    files = ignoring(outcome, reason)
    for file in files:
        file.write()
    names = {file.name for file in files}
    count = sum(found.at.path in names for found in outcome.left)
    emit([f"{plural(count, 'finding')} silenced in {plural(len(files), 'file')}"], sys.stdout)
    return CLEAN
