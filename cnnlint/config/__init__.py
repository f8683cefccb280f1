"""Configuration in three layers: what a file or the command line says, what they say together, what follows for a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cnnlint.config import files, read
from cnnlint.config.errors import ConfigError, did_you_mean
from cnnlint.config.inputs import NamedShape, parse_input
from cnnlint.config.patterns import Pattern
from cnnlint.config.settings import Settings, merge

__all__ = ["ConfigError", "NamedShape", "Pattern", "Settings", "did_you_mean", "load", "merge", "parse_input"]


def load(paths: Sequence[str], explicit: str | None = None, isolated: bool = False) -> Settings:
    """What the configuration file says: the explicit one, else the nearest above the paths, none if isolated.

    Raises ConfigError.
    """
    if isolated:
        return Settings()
    document = files.nearest(paths) if explicit is None else files.read(Path(explicit))
    return Settings() if document is None else read.settings(document)
