"""Comments by which a program that tests rules says what they find in it.

# cnnlint-expect: CNN201          the rule finds something in this line; a comment that stands alone speaks of the next line of code
# cnnlint-ok: CNN201              it finds nothing here
# cnnlint-todo-expect: CNN201     it should and does not yet
# cnnlint-todo-ok: CNN201         it does and should not
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cnnlint.source.lines import LINE_END
from cnnlint.source.remarks import Remark, remarks

MARK = "cnnlint-"
_MARK = re.compile(
    r"#\s*cnnlint-(?P<todo>todo-)?(?P<kind>expect|ok):\s*(?P<codes>[A-Za-z][\w-]*(?:\s*,\s*[A-Za-z][\w-]*)*)"
)
_BEGINNING = re.compile(r"#\s*cnnlint-")


@dataclass(frozen=True, slots=True)
class Mark:
    """What one comment says of a line: which rules must fire there, or must not; `todo` where they are known not to keep to it.

    A comment that begins as one and means nothing has no codes.
    """

    line: int
    fires: bool
    todo: bool
    codes: tuple[str, ...]


def marks(text: str) -> tuple[Mark, ...]:
    """All marks of a file in order."""
    found = [remark for remark in remarks(text, MARK) if _BEGINNING.match(remark.text)]
    lines = LINE_END.split(text) if found else []
    return tuple(_mark(remark, lines) for remark in found)


def _mark(remark: Remark, lines: Sequence[str]) -> Mark:
    match = _MARK.match(remark.text)
    if match is None:
        return Mark(remark.line, False, False, ())
    codes = tuple(code.strip() for code in match["codes"].split(","))
    return Mark(_line(remark, lines), match["kind"] == "expect", match["todo"] is not None, codes)


def _line(remark: Remark, lines: Sequence[str]) -> int:
    if not remark.is_alone:
        return remark.line
    below = enumerate(lines[remark.line :], remark.line + 1)
    code = (number for number, line in below if line.strip() and not line.lstrip().startswith("#"))
    return next(code, remark.line)
