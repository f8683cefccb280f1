"""Text as a terminal shows it: how wide it is, what must not reach it, and how it is cut to fit."""

from __future__ import annotations

import unicodedata

TAB = 4
ELLIPSIS = "…"

# Category → not to be sent to a terminal as it is. Of "Cf" the joiners are harmless and part of ordinary words.
_ESCAPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset({"\u200c", "\u200d"})


def _escaped(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _shown(char: str) -> str:
    if " " <= char <= "~":
        return char
    return _escaped(char) if unicodedata.category(char) in _ESCAPED and char not in _JOINERS else char


def printable(text: str) -> str:
    """The text with control characters, direction overrides and lone surrogates written as escapes.

    Names and source lines come from files that nobody has vetted: an escape sequence among them must not drive the terminal.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def char_width(char: str) -> int:
    """The number of terminal cells that one printable character takes: 0, 1 or 2 (Unicode Standard Annex 11)."""
    if char <= "~":
        return 1
    if unicodedata.combining(char) or char in _JOINERS or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def width(text: str) -> int:
    """The number of terminal cells that a printable text takes."""
    return len(text) if text.isascii() else sum(map(char_width, text))


def elide(text: str, room: int, *, middle: bool = False) -> str:
    """The text cut to at most `room` cells, with an ellipsis where something is missing (at the end, or in the middle)."""
    if width(text) <= room:
        return text
    if room <= 1:
        return ELLIPSIS[:room]
    tail = (room - 1) // 2 if middle else 0
    head = room - 1 - tail
    return _take(text, head) + ELLIPSIS + _take(text[::-1], tail)[::-1]


def _take(text: str, room: int) -> str:
    used = 0
    for count, char in enumerate(text):
        used += char_width(char)
        if used > room:
            return text[:count]
    return text


def pad(text: str, room: int, *, right: bool = False) -> str:
    """The text filled with spaces to `room` cells; `right` puts it at the right end."""
    filler = " " * (room - width(text))
    return filler + text if right else text + filler


def lay_out(line: str) -> tuple[str, list[int]]:
    """A source line as it is printed, and for each of its characters, and its end, the cell where it begins.

    Tabs become spaces up to the next multiple of four and unprintable characters their escapes, so that carets stay below what they mark.
    """
    shown: list[str] = []
    cells = [0]
    for char in line:
        piece = " " * (TAB - cells[-1] % TAB) if char == "\t" else _shown(char)
        shown.append(piece)
        cells.append(cells[-1] + width(piece))
    return "".join(shown), cells


def plural(count: int, noun: str) -> str:
    """A count and its noun: `1 file`, `2 files`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
