"""Where the values of a JSON text stand in it, for edits that leave all else as it is. The text has been read as JSON before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import JSONDecoder
from typing import Final, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
_BLANKS: Final = re.compile(r"[ \t\n\r]*")
_DEEP: Final = 3


@dataclass(frozen=True, slots=True)
class Span:
    """Characters from `start` up to `end`."""

    start: int
    end: int


def spans(text: str) -> dict[Path, Span]:
    """The places of values by the keys and indexes that lead to them, three deep; of a key that is given twice the last counts."""
    return dict(_value(text, _skip(text, 0), ()))


def _value(text: str, at: int, path: Path) -> Iterator[tuple[Path, Span]]:
    end = JSONDecoder().raw_decode(text, at)[1]
    yield path, Span(at, end)
    if len(path) >= _DEEP or text[at] not in "{[":
        return
    is_object = text[at] == "{"
    at = _skip(text, at + 1)
    index = 0
    while text[at] not in "}]":
        key: str | int = index
        if is_object:
            key, at = JSONDecoder().raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        yield from _value(text, at, (*path, key))
        at = _skip(text, JSONDecoder().raw_decode(text, at)[1])
        at = _skip(text, at + 1) if text[at] == "," else at
        index += 1


def _skip(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at
