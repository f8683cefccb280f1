"""The configuration file: which one counts, and its text as TOML."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from cnnlint.config.errors import ConfigError

OWN = "cnnlint.toml"
SHARED = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Document:
    """A configuration file, and the table in it that is ours; `prefix` is where that table stands."""

    path: Path
    text: str
    table: dict[str, Any]
    prefix: tuple[str, ...]


def nearest(paths: Sequence[str]) -> Document | None:
    """The cnnlint.toml, or pyproject.toml with a `[tool.cnnlint]`, that is nearest above all of the paths.

    Raises ConfigError for a file that is not TOML.
    """
    for folder in upwards(paths):
        if (folder / OWN).is_file():
            return read(folder / OWN)
        if (folder / SHARED).is_file():
            document = read(folder / SHARED)
            if document.table or _has_table(document):
                return document
    return None


def upwards(paths: Sequence[str]) -> list[Path]:
    """The folder that all of the paths lie in, and those above it."""
    places = [Path(path.partition("::")[0]).absolute() for path in paths if path != "-"] or [Path.cwd()]
    try:
        start = Path(os.path.commonpath([os.path.normpath(place) for place in places]))
    except ValueError:  # on different drives
        start = Path.cwd()
    return [start, *start.parents]


def _has_table(document: Document) -> bool:
    return re.search(r"^\s*\[\s*tool\s*\.\s*cnnlint\b", document.text, re.MULTILINE) is not None


def read(path: Path) -> Document:
    """Read a configuration file. Raises ConfigError if it cannot be read or is not TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8 text") from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line = _decode_error(str(error))
        raise ConfigError(f"{path}{line}: {message}") from None
    if path.name != SHARED:
        return Document(path, text, table, ())
    tool = table.get("tool", {})
    ours = tool.get("cnnlint", {}) if isinstance(tool, dict) else {}
    if not isinstance(ours, dict):
        raise ConfigError(f"{path}: tool.cnnlint is not a table")
    return Document(path, text, ours, ("tool", "cnnlint"))


def _decode_error(text: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*?)\s*\(at line (\d+), column \d+\)", text, re.DOTALL)
    return (found[1], f":{found[2]}") if found else (text, "")


def line_of(document: Document, *keys: str) -> int:
    """The line where a key of our table is set, or the nearest thing around it; 1 if it is nowhere."""
    wanted = (*document.prefix, *keys)
    best, where = 0, 1
    header: tuple[str, ...] = ()
    for number, line in enumerate(document.text.splitlines(), 1):
        if found := re.match(r"\s*\[{1,2}([^\[\]=]+)\]", line):
            header = _dotted(found[1])
            full = header
        elif found := re.match(
            r"""\s*((?:[\w\-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w\-]+|"[^"]*"|'[^']*'))*)\s*=""", line
        ):
            full = header + _dotted(found[1])
        else:
            continue
        common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(full, wanted, strict=False)))
        if common > best:
            best, where = common, number
    return where


def _dotted(text: str) -> tuple[str, ...]:
    parts = re.findall(r"""[\w\-]+|"[^"]*"|'[^']*'""", text)
    return tuple(part.strip("\"'") for part in parts)
