"""Comments that speak to cnnlint.

# cnnlint: ignore[CNN201, CNN202] reason        on the line, or alone on the line above
# cnnlint: ignore-file[CNN201] reason
# cnnlint: input=(N, 3, 224, 224)               or `input x=(…)` where there are several inputs
# cnnlint: shape x=(B, T, C)
# cnnlint: entry Net(depth=18)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cnnlint.source.remarks import Remark, remarks

_MARK = "cnnlint:"
_COMMENT = re.compile(r"#\s*cnnlint:\s*(?P<body>[^#]*)")
_WORD = re.compile(r"[a-z-]+")
_CODES = re.compile(r"\s*\[(?P<codes>[^\]]*)\]\s*(?P<reason>.*)")
_CODE = re.compile(r"[A-Za-z][\w-]*")
_SIZES = re.compile(r"\s*(?P<name>[^\W\d]\w*)?\s*=\s*(?P<sizes>.+)")
_NUMBER = re.compile(r"[0-9]{1,18}")
_ENTRY = re.compile(r"[^\W\d][\w.]*(?:\s*\(.*\))?")
_KINDS = ("ignore", "ignore-file", "input", "shape", "entry")


@dataclass(frozen=True, slots=True)
class Directive:
    """One such comment, or (kind `malformed`) why it means nothing. Lines and columns are 1-based, the end is exclusive."""

    kind: str  # ignore, ignore-file, input, shape, entry, malformed
    line: int
    column: int
    end_column: int
    is_alone: bool  # nothing but the comment stands on its line, so that it speaks of the next one
    codes: tuple[str, ...] = ()  # of ignore and ignore-file
    name: str = ""  # of the shaped variable, or of the input where it is named
    sizes: tuple[int | str, ...] = ()  # of input and shape
    text: str = ""  # the reason, the entry's expression, or what is wrong


def comments(text: str) -> tuple[Directive, ...]:
    """All directives of a file in order. Text in a string is none, as far as the file's tokens can be told."""
    return tuple(directive for remark in remarks(text, _MARK) if (directive := _directive(remark)) is not None)


def placed(text: str) -> tuple[tuple[int, Directive], ...]:
    """All directives, each with the line that it speaks of: its own, or the next with code where it stands alone on its line."""
    found = comments(text)
    if not found:
        return ()
    lines = re.split(r"\r\n?|\n", text)
    return tuple((_line_of(one, lines), one) for one in found)


def _line_of(directive: Directive, lines: list[str]) -> int:
    if not directive.is_alone:
        return directive.line
    rest = enumerate(lines[directive.line :], directive.line + 1)
    return next((number for number, line in rest if line.strip() and not line.lstrip().startswith("#")), directive.line)


def _directive(comment: Remark) -> Directive | None:
    match = _COMMENT.search(comment.text)
    if match is None:
        return None
    column = comment.column + match.start()
    body = match["body"].strip()
    end = column + len(match[0].rstrip())
    # Another comment before it on the same line does not make it stand beside code.
    place = (comment.line, column, end, comment.is_alone)
    word = found[0] if (found := _WORD.match(body)) is not None else ""
    rest = body[len(word) :]
    if word in ("ignore", "ignore-file"):
        return _ignore(word, place, rest)
    if word in ("input", "shape"):
        return _sized(word, place, rest)
    if word == "entry":
        expression = rest.strip()
        if _ENTRY.fullmatch(expression):
            return Directive("entry", *place, text=expression)
        return Directive("malformed", *place, text="write `entry Name` or `entry Name(arguments)`")
    return Directive("malformed", *place, text=_unknown(word or body))


def _ignore(kind: str, place: tuple[int, int, int, bool], rest: str) -> Directive:
    match = _CODES.match(rest)
    codes = tuple(code.strip() for code in match["codes"].split(",")) if match else ()
    if match is None or not all(_CODE.fullmatch(code) for code in codes):
        return Directive("malformed", *place, text=f"name the rules to ignore: `{kind}[CNN201]`")
    return Directive(kind, *place, codes=codes, text=match["reason"])


def _sized(kind: str, place: tuple[int, int, int, bool], rest: str) -> Directive:
    match = _SIZES.fullmatch(rest)
    name = (match["name"] or "") if match else ""
    sizes = _sizes(match["sizes"]) if match else None
    if sizes is None or (kind == "shape" and not name):
        example = "shape x=(B, T, C)" if kind == "shape" else "input=(N, 3, 224, 224)"
        return Directive("malformed", *place, text=f"write sizes as numbers and names: `{example}`")
    return Directive(kind, *place, name=name, sizes=sizes)


def _sizes(text: str) -> tuple[int | str, ...] | None:
    """`(N, 3, 8)` or `N,3,8`; None where an item is neither a number nor a name."""
    text = text.strip()
    if (text[:1], text[-1:]) in {("(", ")"), ("[", "]")}:
        text = text[1:-1]
    items = [item.strip() for item in text.removesuffix(",").split(",")] if text.strip() else []
    if not all(_NUMBER.fullmatch(item) or item.isidentifier() for item in items):
        return None
    return tuple(item if item.isidentifier() else int(item) for item in items)


def _unknown(word: str) -> str:
    from difflib import get_close_matches  # only a misspelt comment needs it

    close = get_close_matches(word, _KINDS, 1)
    hint = f"did you mean `{close[0]}`?" if close else f"there are {', '.join(_KINDS)}"
    return f"`{word[:40]}` means nothing to cnnlint; {hint}"
