"""What git ignores below a folder, by the `.gitignore` files there and above it, up to the top of the repository (gitignore(5))."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_NAME = ".gitignore"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class _Line:
    """A pattern, compiled for paths relative to the folder of its file; `again` takes back what others ignore."""

    pattern: re.Pattern[str]
    again: bool
    folders_only: bool


@dataclass(frozen=True, slots=True)
class Ignores:
    """The patterns that hold in a folder: those of each file, the outermost first, with the folder that they are relative to."""

    files: tuple[tuple[str, tuple[_Line, ...]], ...] = ()

    def below(self, folder: Path) -> Ignores:
        """With those of a folder's own file."""
        lines = tuple(_lines(folder / _NAME))
        return Ignores((*self.files, (os.path.abspath(folder), lines))) if lines else self

    def has(self, path: Path, *, is_folder: bool) -> bool:
        """Whether a file or folder is ignored; the last pattern that it matches decides."""
        whole = os.path.abspath(path)
        for folder, lines in reversed(self.files):
            name = whole[len(folder) :].lstrip(os.sep).replace(os.sep, "/")
            for line in reversed(lines):
                if (is_folder or not line.folders_only) and line.pattern.fullmatch(name):
                    return not line.again
        return False


def above(folder: Path) -> Ignores:
    """The patterns that hold in a folder because of those above it, if it lies in a repository."""
    found: list[Path] = []
    for place in Path(os.path.abspath(folder)).parents:
        found.insert(0, place)
        if (place / ".git").exists():
            break
    else:
        return Ignores()
    ignores = Ignores()
    if not (Path(os.path.abspath(folder)) / ".git").exists():
        for place in found:
            ignores = ignores.below(place)
    return ignores


def _lines(path: Path) -> Iterator[_Line]:
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in text.splitlines():
        if (read := _line(line)) is not None:
            yield read


@lru_cache(maxsize=10_000)
def _line(text: str) -> _Line | None:
    text = re.sub(r"(?<!\\)\s+$", "", text)
    again = text.startswith("!")
    glob = text[1:] if again else text
    if not glob or glob.startswith("#"):
        return None
    folders_only = glob.endswith("/")
    glob = glob.removesuffix("/")
    anchored = "/" in glob
    parts = glob.removeprefix("/").split("/")
    body = _path([] if anchored else ["**"], parts)
    try:
        return _Line(re.compile(body), again, folders_only)
    except re.error:
        return None


def _path(before: Sequence[str], parts: Sequence[str]) -> str:
    """A regular expression for a path of globs with slashes between them."""
    whole = [*before, *parts]
    pieces: list[str] = []
    for index, part in enumerate(whole):
        last = index == len(whole) - 1
        if part == "**":
            pieces.append(".+" if last else "(?:[^/]+/)*")
        else:
            pieces.append(_glob(part) + ("" if last else "/"))
    return "".join(pieces)


def _glob(glob: str) -> str:
    """A regular expression for one part of a path."""
    parts = re.findall(r"\\.|\[!?\]?[^\]]*\]|\*+|\?|.", glob)
    return "".join(map(_piece, parts))


def _piece(part: str) -> str:
    if part.startswith("*"):
        return "[^/]*"
    if part == "?":
        return "[^/]"
    if len(part) > 2 and part.startswith("["):
        inner = part[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return f"[^/{inner[1:]}]" if inner.startswith(("!", "^")) else f"[{inner}]"
    return re.escape(part[-1])
