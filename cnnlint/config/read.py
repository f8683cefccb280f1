"""From a configuration file to settings: every key is known and every value is of its kind, or the file is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnnlint.config.errors import ConfigError, did_you_mean
from cnnlint.config.files import Document, line_of
from cnnlint.config.keys import KEYS
from cnnlint.config.settings import Settings
from cnnlint.config.values import Wrong, value_of


def settings(document: Document) -> Settings:
    """What the file says. Raises ConfigError, with the file, the line and the nearest key, for what it cannot say."""

    def where(*keys: str) -> str:
        return f"{document.path}:{line_of(document, *keys)}: {'.'.join(keys)}"

    said = said_by(document.table, document.path.absolute().parent, where)
    return said if said.input is None else replace(said, input_at=(str(document.path), line_of(document, "input")))


def said_by(table: Mapping[str, Any], folder: Path, where: Callable[..., str]) -> Settings:
    """What keys and values say, paths and patterns relative to a folder; `where` words the place that keys lead to.

    Raises ConfigError for what they cannot say.
    """
    said: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KEYS:
            raise ConfigError(f"{where(key)} is not a setting{did_you_mean(key, KEYS)}")
        try:
            said[key.replace("-", "_")] = value_of(KEYS[key], value, folder)
        except Wrong as wrong:
            raise ConfigError(f"{where(key, *wrong.keys)} {wrong}") from None
    said.pop("extend", None)
    return Settings(**said)


def extended(document: Document) -> Path | None:
    """The file that a configuration extends."""
    value = document.table.get("extend")
    return None if value is None else Path(value_of(KEYS["extend"], value, document.path.parent))
