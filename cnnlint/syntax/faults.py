"""Why a text is not Python, in words and with a place."""

from __future__ import annotations

import ast
import re
import warnings

from cnnlint.syntax.ir import SyntaxFault

_PLACE = re.compile(r"error at (\d+):(\d+)")
_WORD = re.compile(r"\w+|\S")
# Python's faults that stand before the place where reading stops.
_POINTS_BACK = ("never closed", "unterminated", "does not match")


def fault_of(text: str, reported: str) -> SyntaxFault:
    """The fault of a text which libcst refused with the words `reported`.

    Python's own parser only builds a tree here, to say what is wrong in the words that people know. Where it stops earlier than
    libcst did, it is older than the text, and its words are about something else.
    """
    ours = _from_libcst(text, reported)
    theirs, is_python = _from_python(text)
    if is_python:
        message = "Python may read this, but the parser libcst does not"
        return SyntaxFault(message, ours.line, ours.column, is_certain=False)
    if theirs is None:
        return ours
    points_back = any(words in theirs.message for words in _POINTS_BACK)
    return theirs if points_back or theirs.line >= ours.line - 1 else ours


def _from_libcst(text: str, reported: str) -> SyntaxFault:
    if (place := _PLACE.search(reported)) is None:
        return SyntaxFault("invalid syntax", 1, 1)
    return _unexpected(text, int(place[1]), int(place[2]) + 1)


def _unexpected(text: str, line: int, column: int) -> SyntaxFault:
    lines = re.split(r"\r\n?|\n", text)
    line = min(line, len(lines))
    if (word := _WORD.match(lines[line - 1], column - 1)) is not None:
        return SyntaxFault(f"invalid syntax: `{word[0]}` is not expected here", line, column)
    where = "file" if line == len(lines) else "line"
    return SyntaxFault(f"invalid syntax: the {where} ends in the middle of a statement", line, column)


def _from_python(text: str) -> tuple[SyntaxFault | None, bool]:
    """What Python says against the text, and whether it says nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        line, column = max(error.lineno or 1, 1), max(error.offset or 1, 1)
        if error.msg == "invalid syntax":
            return _unexpected(text, line, column), False
        return SyntaxFault(error.msg, line, column), False
    except (ValueError, RecursionError, MemoryError):
        return None, False
    return None, True
