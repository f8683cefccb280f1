"""What is given to the functions of the interface: a path or source, the shapes of inputs, settings."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from cnnlint.checking.errors import Refused
from cnnlint.checking.surroundings import check_exists, settings_for
from cnnlint.config import NamedShape, Settings
from cnnlint.config.inputs import check_size, parse_input

Target: TypeAlias = str | os.PathLike[str]
Shape: TypeAlias = str | Sequence[int | str]
Inputs: TypeAlias = Shape | Mapping[str, Shape]


def is_source(target: Target) -> bool:
    """Whether a text is source, and no path: it has more than one line."""
    return isinstance(target, str) and "\n" in target


def path_of(target: Target) -> str:
    """A path as text. Raises Refused if its file does not exist."""
    path = os.fspath(target)
    check_exists(path)
    return path


def settings(path: str, said: Settings, config: Target | None, isolated: bool) -> Settings:
    """The settings for a path: what is said, over the configuration file."""
    return settings_for([path], said, None if config is None else os.fspath(config), isolated)


def shapes(given: Inputs | None) -> tuple[NamedShape, ...] | None:
    """The shapes of inputs by name, "" for the only one. Raises Refused for what is no shape."""
    try:
        if given is None:
            return None
        if isinstance(given, Mapping):
            return tuple((name, _shape(shape)) for name, shape in given.items())
        return (parse_input(given),) if isinstance(given, str) else (("", _shape(given)),)
    except ValueError as error:
        raise Refused(f"input: {error}") from None


def _shape(given: Shape) -> tuple[int | str, ...]:
    return parse_input(given)[1] if isinstance(given, str) else tuple(map(check_size, given))
