"""Why a text is not Python, in words and with a place."""

from __future__ import annotations

import ast
import re
import warnings

from cnnlint.syntax.ir import SyntaxFault

_PLACE = re.compile(r"error at (\d+):(\d+)")
_WORD = re.compile(r"\w+|\S")
_POINTS_BACK = ("never closed", "unterminated", "does not match")  # Python's faults that stand before where reading stops


def fault_of(text: str, reported: str) -> SyntaxFault:
    """The fault of a text which libcst refused with the words `reported`.

    Python's own parser only builds a tree here, to say what is wrong in the words that people know. It is older than the text
    where it stops earlier than libcst does, and its words are then about something else.
    """
    ours = _from_libcst(text, reported)
    theirs = _from_python(text)
    if theirs is None:
        return ours
    points_back = any(words in theirs.message for words in _POINTS_BACK)
    return theirs if points_back or theirs.line >= ours.line - 1 else ours


def _from_libcst(text: str, reported: str) -> SyntaxFault:
    lines = re.split(r"\r\n?|\n", text)
    if (place := _PLACE.search(reported)) is None:
        return SyntaxFault(reported.strip().splitlines()[0] if reported.strip() else "invalid syntax", 1, 1)
    line = min(int(place[1]), len(lines))
    column = int(place[2])
    if (word := _WORD.match(lines[line - 1], column)) is not None:
        return SyntaxFault(f"`{word[0]}` is not expected here", line, column + 1)
    if line == len(lines):
        return SyntaxFault("the file ends in the middle of a statement", line, column + 1)
    return SyntaxFault("the line ends in the middle of a statement", line, column + 1)


def _from_python(text: str) -> SyntaxFault | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return SyntaxFault(error.msg, max(error.lineno or 1, 1), max(error.offset or 1, 1))
    except (ValueError, RecursionError, MemoryError):
        return None
    return None
