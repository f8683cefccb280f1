"""What surrounds a run: paths that are there, the settings that hold for them, what the analysis is told of those."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnnlint import config
from cnnlint.checking.errors import Refused
from cnnlint.config import ConfigError, Settings

if TYPE_CHECKING:
    from cnnlint.analysis.result import Options

STDIN = "-"


def settings_for(paths: Sequence[str], said: Settings, config_file: str | None, isolated: bool) -> Settings:
    """The configuration file's settings with those of the command line over them. Raises Refused."""
    try:
        return config.merge(config.load(paths, config_file, isolated), said)
    except ConfigError as error:
        raise Refused(str(error)) from None


def options_of(settings: Settings) -> Options:
    """What the analysis is told."""
    from cnnlint.analysis.result import TIMEOUT, Options  # a command about rules alone needs none

    mode, python = settings.mode or "eval", settings.python or ""
    timeout = settings.timeout or TIMEOUT
    return Options(settings.input or (), mode, python=python, timeout=timeout, configured_at=settings.input_at)


def check_exists(path: str) -> None:
    """Raise Refused if a path, or the file before `::`, is not there."""
    file = path.partition("::")[0]
    if path != STDIN and not os.path.exists(file):
        raise Refused(f"{file}: no such file or folder")
