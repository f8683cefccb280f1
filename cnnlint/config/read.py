"""From a configuration file to settings: every key is known and every value is of its kind, or the file is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cnnlint.config.errors import ConfigError, did_you_mean
from cnnlint.config.files import Document, line_of
from cnnlint.config.inputs import NamedShape, check_size, parse_input, parse_shape
from cnnlint.config.patterns import Pattern
from cnnlint.config.settings import Parameter, Settings
from cnnlint.report.formats import FORMATS

LEVELS = ("error", "warning", "info")
MODES = ("eval", "train")
PERSONAS = ("regular", "pedantic")


class _Wrong(Exception):
    """A value is not of its kind; `keys` lead to it inside the value."""

    def __init__(self, message: str, *keys: str) -> None:
        super().__init__(message)
        self.keys = keys


def settings(document: Document) -> Settings:
    """What the file says. Raises ConfigError, with the file, the line and the nearest key, for what it cannot say."""
    said: dict[str, Any] = {}
    for key, value in document.table.items():
        reader = _KEYS.get(key)
        if reader is None:
            raise _error(document, f"{key} is not a setting{did_you_mean(key, _KEYS)}", key)
        try:
            said[key.replace("-", "_")] = reader(value, document.path.absolute().parent)
        except _Wrong as wrong:
            raise _error(document, f"{'.'.join((key, *wrong.keys))} {wrong}", key, *wrong.keys) from None
    if "input" in said:
        said["input_at"] = (str(document.path), line_of(document, "input"))
    return Settings(**said)


def _error(document: Document, message: str, *keys: str) -> ConfigError:
    return ConfigError(f"{document.path}:{line_of(document, *keys)}: {message}")


def _strings(value: Any, folder: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise _Wrong('must be a list of strings, as ["CNN201"]')
    return tuple(value)


def _paths(value: Any, folder: Path) -> tuple[str, ...]:
    return tuple(str(folder / entry) for entry in _strings(value, folder))


def _path(value: Any, folder: Path) -> str:
    if not isinstance(value, str):
        raise _Wrong("must be a path")
    return str(folder / value)


def _count(value: Any, folder: Path) -> int:
    if type(value) is not int or value < 0:
        raise _Wrong("must be a number, 0 or more")
    return value


def _choice(*choices: str) -> Callable[[Any, Path], str]:
    def read(value: Any, folder: Path) -> str:
        if not isinstance(value, str) or value not in choices:
            near = did_you_mean(value, choices) if isinstance(value, str) else ""
            raise _Wrong(f"must be one of {', '.join(choices)}, not {value!r}{near}")
        return value

    return read


def _table(value: Any, folder: Path) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong("must be a table")
    return value


def _table_of(reader: Callable[[Any, Path], Any]) -> Callable[[Any, Path], dict[str, Any]]:
    def read(value: Any, folder: Path) -> dict[str, Any]:
        result = {}
        for key, entry in _table(value, folder).items():
            try:
                result[key] = reader(entry, folder)
            except _Wrong as wrong:
                raise _Wrong(str(wrong), key, *wrong.keys) from None
        return result

    return read


def _parameter(value: Any, folder: Path) -> Parameter:
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list) and all(isinstance(entry, bool | int | float | str) for entry in value):
        return tuple(value)
    raise _Wrong("must be a number, a truth value, a text, or a list of such")


def _shape(value: Any) -> tuple[int | str, ...]:
    try:
        if isinstance(value, str):
            return parse_shape(value)
        if isinstance(value, list) and all(isinstance(e, int | str) and not isinstance(e, bool) for e in value):
            return tuple(check_size(entry) for entry in value)
    except ValueError as error:
        raise _Wrong(f"cannot be read: {error}") from None
    raise _Wrong('must be a shape, as "N,3,224,224" or ["N", 3, 224, 224]')


def _inputs(value: Any, folder: Path) -> tuple[NamedShape, ...]:
    if isinstance(value, dict):
        return tuple(_table_of(lambda entry, _: _shape(entry))(value, folder).items())
    if isinstance(value, str) and "=" in value:
        try:
            return (parse_input(value),)
        except ValueError as error:
            raise _Wrong(f"cannot be read: {error}") from None
    return (("", _shape(value)),)


def _patterns(value: Any, folder: Path) -> tuple[Pattern, ...]:
    return tuple(Pattern(str(folder), entry) for entry in _strings(value, folder))


def _pattern_table(value: Any, folder: Path) -> dict[Pattern, tuple[str, ...]]:
    read: dict[str, tuple[str, ...]] = _table_of(_strings)(value, folder)
    return {Pattern(str(folder), glob): selectors for glob, selectors in read.items()}


_KEYS: Mapping[str, Callable[[Any, Path], object]] = {
    "select": _strings,
    "extend-select": _strings,
    "ignore": _strings,
    "exclude": _patterns,
    "rules": _paths,
    "persona": _choice(*PERSONAS),
    "fail-level": _choice(*LEVELS),
    "max-warnings": _count,
    "baseline": _path,
    "output-format": _choice(*FORMATS),
    "mode": _choice(*MODES),
    "python": _path,
    "input": _inputs,
    "severity": _table_of(_choice(*LEVELS)),
    "params": _table_of(_table_of(_parameter)),
    "per-file-ignores": _pattern_table,
}
