"""The files of the project that a file stands in, and what each of them imports, as far as its text tells."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from cnnlint.source.reading import SourceFile, read

MARKS = (
    ".git",
    ".gitignore",
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "requirements.txt",
    "environment.yml",
    "LICENSE",
    "README.md",
)
SKIPPED = frozenset({"__pycache__", "node_modules", "venv", "env", "site-packages", "build", "dist", "docs"})
MOST_FILES = 80  # of one folder
MOST_FOLDERS = 30  # in one folder
MOST_ABOVE = 5
MOST_BYTES = 200_000
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<base>[\w.]+)[ \t]+import[ \t]+(?P<names>\([^)]{0,4000}\)|[^\n#]{0,400})|import[ \t]+(?P<plain>[^\n#]{0,400}))",
    re.MULTILINE,
)
_WORD = re.compile(r"[^\W\d]\w*")
_RUNS = re.compile(
    r"\b(?:DataLoader|rand|randn|zeros|ones|ones_like|summary|profile|export|trace|fit|fit_generator|predict|evaluate|load_data|datasets|"
    r"FlopCountAnalysis|get_model_complexity_info|from_tensor_slices|image_dataset_from_directory|flow_from_directory|randint|from_numpy|build|Input|input_shape)\b"
)
"""Words of which one stands in every file that runs a model on anything known."""
_PROGRAM = re.compile(
    r"__main__|TestCase|^(?:class Test|[ \t]*def test|for |while |with )|^[\w.]+\("
    r"|^\w[\w., ]*=[ \t]*(?!TypeVar|namedtuple|logging|partial|dict|list|set|tuple|os\.|re\.|Path|frozenset)[\w.]+\(",
    re.MULTILINE,
)
"""What tells that a file does something when it is run, or holds tests, rather than only define things."""


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

    @cached_property
    def runs_models(self) -> bool:
        """Whether it may run a model on something known, as far as its text tells."""
        return feeds_models(self.text) and _PROGRAM.search(self.text) is not None


def feeds_models(text: str) -> bool:
    """Whether a word stands in a text that does in every file that runs a model on anything known."""
    return _RUNS.search(text) is not None


def folders_around(path: str) -> Iterator[str]:
    """The folders in which files that use a file may be, the nearest first: its own, those above it in the project, and what lies in each.

    Where nothing marks a folder above as that of a project, the one that holds the file's outermost package is taken for it.
    """
    folder = Path(path).parent
    root = _root(folder)
    yielded = set()
    for place in (folder, *_above(folder, root)):
        for found in (str(place), *_inside(str(place))):
            if found not in yielded:
                yielded.add(found)
                yield found


def _root(folder: Path) -> Path:
    for place in (folder, *folder.parents[:MOST_ABOVE], *folder.absolute().parents[:MOST_ABOVE]):
        if any((place / mark).exists() for mark in MARKS):
            return place
    while (folder / "__init__.py").is_file() and folder.name:
        folder = folder.parent
    return folder


def _above(folder: Path, root: Path) -> Iterator[Path]:
    for _ in range(MOST_ABOVE):
        if folder.absolute() == root.absolute():
            return
        folder = folder.parent if folder.parent != folder else folder.absolute().parent
        yield folder


def _inside(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as listing:
            names = [entry.name for entry in listing if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return [os.path.join(folder, name) for name in sorted(names) if not name.startswith(".") and name not in SKIPPED][
        :MOST_FOLDERS
    ]


def neighbours(folder: str) -> tuple[Neighbour, ...]:
    """The Python files in a folder, within bounds."""
    found = []
    for path, _ in python_files(folder):
        source = read(Path(path))
        if isinstance(source, SourceFile):
            found.append(Neighbour(path, source.text))
    return tuple(found)


def python_files(folder: str) -> tuple[tuple[str, str], ...]:
    """The paths of the Python files in a folder, within bounds, each with a stamp that changes when it is written: its size and times."""
    found = []
    try:
        with os.scandir(folder) as listing:
            entries = sorted(
                ((entry.path, entry) for entry in listing if entry.name.endswith(".py") and entry.is_file()),
                key=itemgetter(0),
            )
    except OSError:
        return ()
    for path, entry in entries[:MOST_FILES]:
        try:
            told = entry.stat()
        except OSError:
            continue
        if told.st_size <= MOST_BYTES:
            found.append((path, f"{told.st_size} {told.st_mtime_ns} {told.st_ctime_ns}"))
    return tuple(found)
