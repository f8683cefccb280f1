"""The values of a configuration file, by kind: each reader takes a TOML value, or says what it must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from cnnlint.config.errors import did_you_mean
from cnnlint.config.inputs import NamedShape, check_size, parse_input, parse_shape
from cnnlint.config.keys import LEVELS, MODEL, Key, Kind
from cnnlint.config.patterns import Pattern
from cnnlint.config.settings import ModelEntry, Parameter

Read: TypeAlias = Callable[[Any, Path], Any]


class Wrong(Exception):
    """A value is not of its kind; `keys` lead to it inside the value."""

    def __init__(self, message: str, *keys: str) -> None:
        super().__init__(message)
        self.keys = keys


def value_of(key: Key, value: Any, folder: Path) -> Any:
    """A TOML value as a setting; paths and patterns are relative to a folder. Raises Wrong."""
    return _choice(key.choices)(value, folder) if key.kind == "choice" else _READERS[key.kind](value, folder)


def _strings(value: Any, folder: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise Wrong('must be a list of strings, as ["CNN201"]')
    return tuple(value)


def _paths(value: Any, folder: Path) -> tuple[str, ...]:
    return tuple(str(folder / entry) for entry in _strings(value, folder))


def _path(value: Any, folder: Path) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise Wrong("must be a path")
    return str(folder / value)


def _count(value: Any, folder: Path) -> int:
    if type(value) is not int or value < 0:
        raise Wrong("must be a number, 0 or more")
    return value


def _seconds(value: Any, folder: Path) -> float:
    if type(value) not in (int, float) or not 0 < value < float("inf"):
        raise Wrong("must be a number of seconds, more than 0")
    return float(value)


def _truth(value: Any, folder: Path) -> bool:
    if not isinstance(value, bool):
        raise Wrong("must be true or false")
    return value


def _choice(choices: tuple[str, ...]) -> Read:
    def read(value: Any, folder: Path) -> str:
        if not isinstance(value, str) or value not in choices:
            near = did_you_mean(value, choices) if isinstance(value, str) else ""
            raise Wrong(f"must be one of {', '.join(choices)}, not {value!r}{near}")
        return value

    return read


def _table(value: Any, folder: Path) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Wrong("must be a table")
    return value


def _table_of(reader: Read) -> Read:
    def read(value: Any, folder: Path) -> dict[str, Any]:
        result = {}
        for key, entry in _table(value, folder).items():
            try:
                result[key] = reader(entry, folder)
            except Wrong as wrong:
                raise Wrong(str(wrong), key, *wrong.keys) from None
        return result

    return read


def _parameter(value: Any, folder: Path) -> Parameter:
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list) and all(isinstance(entry, bool | int | float | str) for entry in value):
        return tuple(value)
    raise Wrong("must be a number, a truth value, a text, or a list of such")


def _shape(value: Any) -> tuple[int | str, ...]:
    try:
        if isinstance(value, str):
            return parse_shape(value)
        if isinstance(value, list) and all(isinstance(e, int | str) and not isinstance(e, bool) for e in value):
            return tuple(check_size(entry) for entry in value)
    except ValueError as error:
        raise Wrong(f"cannot be read: {error}") from None
    raise Wrong('must be a shape, as "N,3,224,224" or ["N", 3, 224, 224]')


def _inputs(value: Any, folder: Path) -> tuple[NamedShape, ...]:
    if isinstance(value, dict):
        return tuple(_table_of(lambda entry, _: _shape(entry))(value, folder).items())
    if isinstance(value, str) and "=" in value:
        try:
            return (parse_input(value),)
        except ValueError as error:
            raise Wrong(f"cannot be read: {error}") from None
    return (("", _shape(value)),)


def _patterns(value: Any, folder: Path) -> tuple[Pattern, ...]:
    return tuple(Pattern(str(folder), entry) for entry in _strings(value, folder))


def _pattern_table(value: Any, folder: Path) -> dict[Pattern, tuple[str, ...]]:
    read: dict[str, tuple[str, ...]] = _table_of(_strings)(value, folder)
    return {Pattern(str(folder), glob): selectors for glob, selectors in read.items()}


def _models(value: Any, folder: Path) -> tuple[ModelEntry, ...]:
    if not isinstance(value, list):
        raise Wrong("must be an array of tables: [[models]]")
    return tuple(_model(entry, folder) for entry in value)


def _model(value: Any, folder: Path) -> ModelEntry:
    said = {}
    for name, entry in _table(value, folder).items():
        if name not in MODEL:
            raise Wrong(f"is not a setting of a model{did_you_mean(name, MODEL)}", name)
        try:
            said[name] = value_of(MODEL[name], entry, folder)
        except Wrong as wrong:
            raise Wrong(str(wrong), name, *wrong.keys) from None
    entry = said.get("entry", "")
    if not entry.partition("::")[2]:
        raise Wrong('needs an entry, as "src/net.py::Net(18)"', *(["entry"] if entry else []))
    return ModelEntry(entry, said.get("input", ()), said.get("mode"))


_READERS: Final[Mapping[Kind, Read]] = {
    "rules": _strings,
    "patterns": _patterns,
    "paths": _paths,
    "path": _path,
    "extend": _path,
    "truth": _truth,
    "count": _count,
    "seconds": _seconds,
    "shapes": _inputs,
    "severities": _table_of(_choice(LEVELS)),
    "params": _table_of(_table_of(_parameter)),
    "pattern-rules": _pattern_table,
    "models": _models,
}
