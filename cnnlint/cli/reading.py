"""What `check` and `show` do alike: options from the command line and the configuration, paths, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from cnnlint import config
from cnnlint.analysis.result import Options
from cnnlint.cli.output import CannotRun
from cnnlint.config import ConfigError, NamedShape, Settings

STDIN = "-"


def settings_for(paths: Sequence[str], said: Settings, config_file: str | None, isolated: bool) -> Settings:
    """The configuration file's settings with those of the command line over them."""
    try:
        return config.merge(config.load(paths, config_file, isolated), said)
    except ConfigError as error:
        raise CannotRun(str(error)) from None


def options_of(settings: Settings) -> Options:
    """What the analysis is told."""
    return Options(inputs=settings.input or (), mode=settings.mode or "eval", python=settings.python or "")


def inputs_of(inputs: Sequence[NamedShape]) -> tuple[NamedShape, ...] | None:
    """The shapes given as options; None if there are none. Raises CannotRun where two are for one input."""
    names = [name for name, _ in inputs]
    for name in names:
        if names.count(name) > 1:
            which = f"the input {name}" if name else "an input without a name"
            raise CannotRun(f"--input is given twice for {which}; write --input name=SHAPE for each of several inputs")
    return tuple(inputs) or None


def check_exists(path: str) -> None:
    """Raise CannotRun if a path, or the file before `::`, is not there."""
    file = path.partition("::")[0]
    if path != STDIN and not os.path.exists(file):
        raise CannotRun(f"{file}: no such file or folder")


def read_stdin() -> str:
    """Standard input as text, whatever bytes it holds."""
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="surrogateescape")
