"""Jupyter notebooks as programs: the code of all cells in a row, what is not Python in it hidden, and the way back into the notebook's text.

A program begins with a line that binds what IPython binds, and each cell with a line of its own, so that whoever has the program's text
knows which line is of which cell. Magics and shell commands become statements that do nothing and carry the line as a comment.
https://nbformat.readthedocs.io/en/latest/format_description.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from cnnlint.source.json_spans import Span, spans
from cnnlint.source.location import Location

SUFFIX: Final = ".ipynb"
_BOUND: Final = (
    "from IPython import get_ipython; from IPython.display import display; _ = __ = ___ = In = Out = eval('')\n"
)
_CELL: Final = "#:cell: "
_HIDDEN: Final = "#:magic:"
_PYTHON_CELLS: Final = frozenset({"time", "timeit", "capture", "prun", "python", "python3"})
_MAGIC: Final = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<names>[\w.,\[\] \t]+?)[ \t]*=[ \t]*)?(?P<magic>[%!].*|\?.*|[\w.]+\?{1,2}[ \t]*)"
)
_TOKEN: Final = re.compile(
    r"(?P<long>'''|\"\"\")|'(?:\\.|[^\\'])*'|\"(?:\\.|[^\\\"])*\"|#.*|\\.|(?P<open>[(\[{])|(?P<close>[)\]}])"
)
_SHOWN: Final = re.compile(
    rf"^(?P<indent>[ \t]*)(?:(?P<names>.+?) = eval\(''\)  |pass  )?{_HIDDEN}(?P<line>.*)$", re.MULTILINE
)


class NoNotebook(ValueError):
    """A text that is no notebook; the message says why."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell of a program: its number among all cells of the notebook, from 1, the program's line before its first, and its code.

    The code is without the end of its last line.
    """

    number: int
    before: int
    text: str


def program_of(text: str) -> str:
    """The program of a notebook; empty for one of another language. Raises NoNotebook."""
    document = _document(text)
    if not _is_python(document):
        return ""
    cells = [_CELL + f"{number}\n" + _ended(_hidden(source)) for number, source in _code(document)]
    return _BOUND + "".join(cells)


def cells_of(program: str) -> list[Cell]:
    """The cells of a program, in order."""
    lines = program.split("\n")
    starts = [number for number, line in enumerate(lines, 1) if re.fullmatch(rf"{_CELL}\d+", line)]
    ends = [*(start - 1 for start in starts[1:]), len(lines) - program.endswith("\n")]
    return [
        Cell(int(lines[start - 1].removeprefix(_CELL)), start, "\n".join(lines[start:end]))
        for start, end in zip(starts, ends, strict=False)
    ]


def placed(at: Location, cells: Sequence[Cell]) -> Location:
    """A place in a program as one in a cell."""
    cell = next((cell for cell in reversed(cells) if cell.before < at.line), None)
    if cell is None:
        return at
    return replace(at, cell=cell.number, line=at.line - cell.before, end_line=at.end_line - cell.before)


def rewritten(text: str, program: str) -> str:
    """A notebook's text with the code that its program has now; all else stays as it is, to the character."""
    document = _document(text)
    places = spans(text)
    pieces, done = [], 0
    sources = dict(_code(document))
    for cell in cells_of(program):
        old = sources[cell.number]
        new = _restored(cell.text)
        if new == old.removesuffix("\n"):
            continue
        new += "\n" if old.endswith("\n") else ""
        place = places["cells", cell.number - 1, "source"]
        pieces += [text[done : place.start], _written(new, text, place)]
        done = place.end
    return "".join([*pieces, text[done:]])


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoNotebook(f"is no notebook: {error}") from None
    if not isinstance(document, dict) or not isinstance(document.get("cells"), list):
        raise NoNotebook("is no notebook of version 4: it has no cells")
    return document


def _is_python(document: dict[str, Any]) -> bool:
    metadata = document.get("metadata")
    about = metadata if isinstance(metadata, dict) else {}
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        table = about.get(key)
        if isinstance(table, dict) and isinstance(table.get(name), str):
            return bool(table[name].lower().startswith("python") or table[name].lower() == "ipython")
    return True


def _code(document: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for number, cell in enumerate(document["cells"], 1):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            source = cell.get("source")
            if isinstance(source, list) and all(isinstance(line, str) for line in source):
                yield number, "".join(source)
            elif isinstance(source, str):
                yield number, source


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n"


def _hidden(source: str) -> str:
    """A cell's code with what is not Python as comments, line by line."""
    lines = source.split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if lines[first].lstrip().startswith("%%"):
        name = re.match(r"\s*%%(\w*)", lines[first])
        if name is None or name[1] not in _PYTHON_CELLS:
            return "\n".join(_HIDDEN + line if line.strip() else line for line in lines)
    hidden: list[str] = []
    state = _State()
    goes_on = False
    for line in lines:
        found = _MAGIC.fullmatch(line) if state.between_statements and not goes_on else None
        if goes_on:
            hidden.append(_HIDDEN + line if line else line)
        elif found is None:
            hidden.append(line)
            state = state.behind(line)
        else:
            instead = f"{found['names']} = eval('')" if found["names"] else "pass"
            hidden.append(f"{found['indent']}{instead}  {_HIDDEN}{line[len(found['indent']) :]}")
        goes_on = (goes_on or found is not None) and line.rstrip().endswith("\\")
    return "\n".join(hidden)


@dataclass(frozen=True, slots=True)
class _State:
    """What is open at the end of a line: brackets, and the quotes of a string of several lines."""

    depth: int = 0
    quotes: str = ""
    continued: bool = False

    @property
    def between_statements(self) -> bool:
        """Whether the next line begins a statement."""
        return not (self.depth or self.quotes or self.continued)

    def behind(self, line: str) -> _State:
        """The state behind one more line."""
        depth, quotes, at = self.depth, self.quotes, 0
        while True:
            if quotes:
                end = re.compile(rf"(?:\\.|(?!{quotes}).)*{quotes}").match(line, at)
                if end is None:
                    return _State(depth, quotes)
                at, quotes = end.end(), ""
            found = _TOKEN.search(line, at)
            if found is None:
                return _State(depth, "", line.endswith("\\"))
            at, quotes = found.end(), found["long"] or ""
            depth = max(0, depth + (found["open"] is not None) - (found["close"] is not None))


def _restored(text: str) -> str:
    """A cell's code as it stands in the notebook."""
    return _SHOWN.sub(lambda found: found["indent"] + found["line"], text)


def _written(source: str, text: str, place: Span) -> str:
    """Code as a JSON value, in the form of the one that it replaces: a text, or a list of lines with the same blanks around them."""
    old = text[place.start : place.end]
    plain = old.isascii()
    if not old.startswith("["):
        return json.dumps(source, ensure_ascii=plain)
    blanks = re.match(r"\[(\s*)", old)
    before = blanks[1] if blanks else ""
    behind = re.search(r"(\s*)\]$", old)
    lines = [json.dumps(line, ensure_ascii=plain) for line in source.splitlines(keepends=True)]
    between = f",{before}" if before else ", "
    return f"[{before}{between.join(lines)}{behind[1] if behind else ''}]"
