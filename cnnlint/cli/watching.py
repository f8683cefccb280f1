"""`cnnlint check --watch`: check again whenever a file has changed, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from cnnlint.checking.errors import Refused
from cnnlint.checking.surroundings import STDIN
from cnnlint.cli.checking import Request, run_once
from cnnlint.cli.output import INTERRUPTED, CannotRun
from cnnlint.config.files import OWN, SHARED, upwards
from cnnlint.report.text import plural, printable
from cnnlint.rule_engine.places import rule_files
from cnnlint.source import discover

_EVERY: Final = 0.5  # seconds between two looks
_SHARE: Final = 0.1  # of the time that may be spent on looking


def watch(request: Request) -> int:
    """Check until the user ends it; the exit code. Raises CannotRun where there is nothing to watch."""
    if STDIN in request.paths or request.fix or request.diff or request.add_ignore is not None:
        raise CannotRun("--watch goes with neither standard input nor --fix, --diff and --add-ignore")
    further: set[str] = set()
    try:
        while True:
            seen = stamps(request, further)
            _check(replace(request, watch=False), further)
            seen = {**stamps(request, further), **seen}  # what has changed since the run began is seen at the next look
            click.echo(f"Watching {plural(len(seen), 'file')}; Ctrl-C ends", err=True)
            _wait_for_change(request, further, seen)
    except KeyboardInterrupt:
        return INTERRUPTED


def _check(request: Request, further: set[str]) -> None:
    """One run; the `further` files that its findings hang on are added. What keeps it from being carried out may be mended meanwhile."""
    if sys.stdout.isatty():
        click.clear()
    try:
        if run_once(request, lambda outcome: further.update(outcome.read)) == INTERRUPTED:
            raise KeyboardInterrupt
    except (Refused, click.ClickException) as refused:
        words = refused.format_message() if isinstance(refused, click.ClickException) else str(refused)
        click.echo("Error: " + "\n".join(map(printable, words.splitlines())), err=True)


def _wait_for_change(request: Request, further: Collection[str], seen: dict[str, tuple[int, int]]) -> None:
    pause = _EVERY
    while True:
        time.sleep(pause)
        started = time.monotonic()
        if stamps(request, further) != seen:
            return
        pause = max(_EVERY, (time.monotonic() - started) / _SHARE)


def stamps(request: Request, further: Collection[str]) -> dict[str, tuple[int, int]]:
    """The files that a run may hang on, each with its size and time: the Python files below the paths, `further` ones, configurations, rules."""
    found = {}
    for path in (*_watched(request.paths or (".",), request.rule_paths), *map(Path, further)):
        try:
            told = path.stat()
        except OSError:
            continue
        found[str(path)] = (told.st_size, told.st_mtime_ns)
    return found


def _watched(paths: Sequence[str], rules: Sequence[str]) -> Iterator[Path]:
    yield from discover([Path(path.partition("::")[0]) for path in paths], gitignore=True).files
    for folder in upwards(paths):
        yield from (folder / OWN, folder / SHARED)
    for place in map(Path, rules):
        yield from rule_files(place) if place.is_dir() else (place,)
