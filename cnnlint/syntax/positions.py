"""Where a node stands, found by reading the text along with the tree.

A libcst tree is lossless: its tokens, in order, are the text's tokens. So a walk in source order needs no positions from libcst
(whose provider costs one and a half times the parse): it steps over what carries no meaning (blanks, comments, line joins and
the separators `,` and `;`) and over each token by that token's known width.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from cnnlint.source.lines import LINE_END
from cnnlint.syntax.ir import Span

_BLANK = r"(?:[ \t\f\r\n%s]+|\\\r?\n|\\\r|#[^\r\n]*)*+"
_skip_to_token = re.compile(_BLANK % ",;").match
_skip_to_comma = re.compile(_BLANK % "").match


class Cursor:
    """A place in the text that moves over one token after another; also carries whether the function being read yields."""

    __slots__ = ("_starts", "has_yield", "offset", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = 0
        self.has_yield = False
        self._starts = [0, *(match.end() for match in LINE_END.finditer(text)), len(text) + 1]

    def start(self) -> int:
        """Moves to the next token and returns its offset."""
        self.offset = offset = _skip_to_token(self.text, self.offset).end()  # type: ignore[union-attr]
        return offset

    def take(self, width: int) -> int:
        """Moves past the next token, which is `width` characters wide, and returns where it began."""
        start = _skip_to_token(self.text, self.offset).end()  # type: ignore[union-attr]
        self.offset = start + width
        return start

    def take_comma(self) -> None:
        """Moves past the next token, a comma that belongs to what it ends (`x = 1,`)."""
        self.offset = _skip_to_comma(self.text, self.offset).end() + 1  # type: ignore[union-attr]

    def span(self, start: int) -> Span:
        """From `start` to the end of the last token taken."""
        starts, end = self._starts, self.offset
        line = end_line = bisect_right(starts, start)
        if end >= starts[line]:
            # An end right behind a line break cannot be: a token ends with no line break.
            end_line = bisect_right(starts, end)
        return Span(line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
