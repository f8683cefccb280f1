"""`cnnlint baseline`: check, and bring the baseline file up to date."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cnnlint.checking import known
from cnnlint.checking import run as checking
from cnnlint.checking.run import Outcome, Steps
from cnnlint.checking.setting_out import set_out
from cnnlint.checking.surroundings import check_exists, settings_for
from cnnlint.cli.output import CLEAN, emit
from cnnlint.cli.reading import inputs_of
from cnnlint.config import NamedShape, Settings
from cnnlint.report.text import plural, printable


def write(paths: Sequence[str], file: str | None, **options: Any) -> int:
    """Write all that is found to the file."""
    path, outcome = _checked(paths, file, None, **options)
    known.of(path, outcome.run.diagnostics, outcome.run.text).write()
    count = len(outcome.run.diagnostics)
    emit([f"{printable(path)}: {plural(count, 'finding')} known"], sys.stdout)
    return CLEAN


def prune(paths: Sequence[str], file: str | None, **options: Any) -> int:
    """Take entries that find nothing out of the file."""
    path, outcome = _checked(paths, file, known.DEFAULT, **options)
    left = known.read(path).without(outcome.stale)
    left.write()
    out, kept = sum(outcome.stale.values()), sum(left.known.values())
    emit([f"{printable(path)}: {plural(out, 'finding')} taken out, {kept:,} known"], sys.stdout)
    return CLEAN


def _checked(
    paths: Sequence[str],
    file: str | None,
    default: str | None,
    inputs: tuple[NamedShape, ...],
    mode: str | None,
    python: str | None,
    config_file: str | None,
    isolated: bool,
) -> tuple[str, Outcome]:
    """The baseline's path, and what a run finds; with a default the baseline is held against that."""
    for path in paths:
        check_exists(path)
    paths = paths or (".",)
    said = Settings(input=inputs_of(inputs), mode=mode, python=python, baseline=file)
    settings = settings_for(paths, said, config_file, isolated)
    path = settings.baseline or known.DEFAULT
    checker, means = set_out(replace(settings, baseline=None), isolated, paths)
    outcome = checking.run(checker, paths, None, Steps(baseline=path if default else None), means)
    if outcome.interrupted:
        raise KeyboardInterrupt  # half of the findings make no baseline
    return path, outcome
