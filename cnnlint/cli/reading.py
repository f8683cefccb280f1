"""What `check` and `show` do alike: shapes from the command line, standard input."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cnnlint.cli.output import CannotRun
from cnnlint.config import ConfigError, NamedShape, Settings
from cnnlint.config.read import said_by


def inputs_of(inputs: Sequence[NamedShape]) -> tuple[NamedShape, ...] | None:
    """The shapes given as options; None if there are none. Raises CannotRun where two are for one input."""
    names = [name for name, _ in inputs]
    for name in names:
        if names.count(name) > 1:
            which = f"the input {name}" if name else "an input without a name"
            raise CannotRun(f"--input is given twice for {which}; write --input name=SHAPE for each of several inputs")
    return tuple(inputs) or None


def read_stdin() -> str:
    """Standard input as text, whatever bytes it holds."""
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="surrogateescape")


def settings_of(table: Mapping[str, Any]) -> Settings:
    """Options as settings: each by the key that it has in a configuration file. Raises CannotRun for a value that is none."""
    given = {key: list(value) if isinstance(value, tuple) else value for key, value in table.items() if value}
    try:
        return said_by(given, Path.cwd(), lambda key, *inner: f"--{'param' if key == 'params' else key}")
    except ConfigError as error:
        raise CannotRun(str(error)) from None


def parameters_of(given: Sequence[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """`--param RULE.NAME=VALUE`, the value as TOML writes it; what is no TOML is a text."""
    found: dict[str, dict[str, Any]] = {}
    for place, text in given:
        rule, point, name = place.partition(".")
        if not point or not name:
            raise CannotRun(f"--param: {place} is not RULE.NAME, as CNN201.minimum")
        try:
            value = tomllib.loads(f"value = {text}")["value"]
        except (tomllib.TOMLDecodeError, KeyError):
            value = text
        found.setdefault(rule, {})[name] = value
    return found
