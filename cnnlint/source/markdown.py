"""Markdown pages as programs: the Python blocks of a page in a row, all other lines hidden, and the way back into the page.

Lines keep their numbers. A page shows parts of programs, so names that none of its blocks binds are taken to be bound elsewhere, and blocks
that are no Python by themselves (a console session, a sketch) are hidden too, as are those that stand indented.
https://spec.commonmark.org/0.31.2/#fenced-code-blocks
"""

from __future__ import annotations

import ast
import builtins
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Final

from cnnlint.source.lines import LINE_END

SUFFIXES: Final = (".md", ".markdown")
_HIDDEN: Final = "#:text:"
_BOUND: Final = " = eval('')  "
_FENCE: Final = re.compile(r"(`{3,}|~{3,})[ \t]*([\w+-]*)")
_LANGUAGES: Final = frozenset(["python", "py", "python3"])
_SHOWN: Final = re.compile(rf"^(?:[\w =]+{re.escape(_BOUND)})?{_HIDDEN}", re.MULTILINE)


def program_of(text: str) -> str:
    """The program of a page; empty for one without Python."""
    lines = LINE_END.split(text)
    ends = LINE_END.findall(text)
    shown = {number for block in _blocks(lines) if _is_python(lines, block) for number in block}
    if not shown:
        return ""
    hidden = [line if number in shown else _HIDDEN + line for number, line in enumerate(lines)]
    names = _unbound("\n".join(lines[number] for number in sorted(shown)))
    first = min(shown) - 1  # the fence of the first block
    hidden[first] = f"{' = '.join(names)}{_BOUND}{hidden[first]}" if names else hidden[first]
    return "".join(line + end for line, end in zip(hidden, [*ends, ""], strict=True))


def rewritten(text: str, program: str) -> str:
    """A page's text with the code that its program has now."""
    return _SHOWN.sub("", program) if program else text


def _blocks(lines: Sequence[str]) -> Iterator[range]:
    """The lines of each Python block that is not indented, from 0; one without an end goes to the end of the page."""
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        number += 1
        if fence is None:
            continue
        start = number
        while number < len(lines) and not _closes(lines[number], fence[1]):
            number += 1
        if fence[2].lower() in _LANGUAGES:
            yield range(start, number)
        number += 1


def _closes(line: str, fence: str) -> bool:
    line = line.strip()
    return len(line) >= len(fence) and not line.strip(fence[0])


def _is_python(lines: Sequence[str], block: range) -> bool:
    return _parsed("\n".join(lines[number] for number in block)) is not None


def _parsed(code: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _unbound(code: str) -> list[str]:
    """The names that are read, and bound nowhere in the code."""
    tree = _parsed(code)
    read, bound = set(), set(dir(builtins))
    for node in ast.walk(tree) if tree is not None else ():
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                read.add(name)
            case (
                ast.Name(id=name)
                | ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                bound.add(name)
            case ast.arg(arg=name):
                bound.add(name)
            case ast.alias(name=name, asname=other):
                bound.add((other or name).partition(".")[0])
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                bound.add(name)
    return sorted(read - bound)
