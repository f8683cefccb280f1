"""The files of the project that a file stands in, and what each of them imports, as far as its text tells."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cnnlint.source.reading import SourceFile, read

MARKS = (".git", "pyproject.toml", "setup.py", "setup.cfg", "requirements.txt")
SKIPPED = frozenset({"__pycache__", "node_modules", "venv", "env", "site-packages", "build", "dist", "docs"})
MOST_FILES = 400
MOST_LEVELS = 6  # folders below the project's
MOST_ABOVE = 6
MOST_BYTES = 200_000
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<base>[\w.]+)[ \t]+import[ \t]+(?P<names>\([^)]{0,4000}\)|[^\n#]{0,400})|import[ \t]+(?P<plain>[^\n#]{0,400}))",
    re.MULTILINE,
)
_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class Neighbour:
    """A file of the project, with its text."""

    path: str
    text: str

    @cached_property
    def imports(self) -> frozenset[str]:
        """All words in its imports: modules, packages and names."""
        found: set[str] = set()
        for match in _IMPORT.finditer(self.text):
            found.update(_WORD.findall(" ".join(part for part in match.groups() if part)))
        return frozenset(found)

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The modules that it may import, dotted, with leading dots where they are relative; each name of a `from` may be one too."""
        found: dict[str, None] = {}
        for match in _IMPORT.finditer(self.text):
            base = match["base"]
            if base is None:
                found.update(dict.fromkeys(re.findall(r"[\w.]+", re.sub(r"\bas\b\s+\w+", "", match["plain"]))))
                continue
            found[base] = None
            joint = "" if base.endswith(".") else "."
            found.update(dict.fromkeys(f"{base}{joint}{name}" for name in _WORD.findall(match["names"])))
        return tuple(found)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words in it."""
        return frozenset(_WORD.findall(self.text))


def project_of(path: str) -> tuple[str, bool]:
    """The folder of the project that a file is in, and whether anything marks it as one; else the folder that holds its outermost package."""
    folder = Path(path).parent
    for place in [folder, *_above(folder)]:
        if any((place / mark).exists() for mark in MARKS):
            return str(place), True
    while (folder / "__init__.py").is_file() and folder.name:
        folder = folder.parent
    return str(folder), False


def _above(folder: Path) -> list[Path]:
    found = []
    for _ in range(MOST_ABOVE):
        if folder.parent == folder:
            break
        folder = folder.parent
        found.append(folder)
    return found


def neighbours(root: str, *, deep: bool) -> tuple[Neighbour, ...]:
    """The Python files of a project, within bounds; where it is not `deep`, those of its folder and the folders right below it."""
    found = []
    for path in _files(root, MOST_LEVELS if deep else 1):
        try:
            small = os.path.getsize(path) <= MOST_BYTES
        except OSError:
            continue
        source = read(Path(path)) if small else None
        if isinstance(source, SourceFile):
            found.append(Neighbour(path, source.text))
    return tuple(found)


def _files(root: str, levels: int) -> Iterator[str]:
    left = MOST_FILES
    pending = [(root, 0)]
    while pending and left > 0:
        folder, depth = pending.pop(0)
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            path = os.path.join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                if depth < levels and not entry.name.startswith(".") and entry.name not in SKIPPED:
                    pending.append((path, depth + 1))
            elif entry.name.endswith(".py") and left > 0:
                left -= 1
                yield path
