"""The comments of a file's text that hold a mark, told from text in strings as far as the file's tokens can be told."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from cnnlint.source.lines import LINE_END


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: where it begins (1-based), its text from the `#` on, and whether nothing else stands on its line."""

    line: int
    column: int
    text: str
    is_alone: bool


def remarks(text: str, mark: str) -> tuple[Remark, ...]:
    """The comments that hold a mark, in order."""
    if mark not in text:
        return ()
    try:
        return tuple(_by_tokens(text, mark))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return tuple(_by_lines(text, mark))


def _by_tokens(text: str, mark: str) -> Iterator[Remark]:
    for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
        if token.type == tokenize.COMMENT and mark in token.string:
            line, column = token.start
            yield Remark(line, column + 1, token.string, not token.line[:column].strip())


def _by_lines(text: str, mark: str) -> Iterator[Remark]:
    comment = re.compile(rf"#\s*{re.escape(mark)}[^#]*")
    for number, line in enumerate(LINE_END.split(text), 1):
        if (match := comment.search(line)) is not None:
            yield Remark(number, match.start() + 1, match[0], not line[: match.start()].strip())
