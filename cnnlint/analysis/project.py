"""Finding the modules of the program, and reading them as IR."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cnnlint.analysis.installed import folders_for, is_read
from cnnlint.analysis.stating import with_statements
from cnnlint.source import Directive, Neighbour, SourceFile, placed, read
from cnnlint.syntax import ir, parse

if TYPE_CHECKING:
    from cnnlint.analysis.witnesses import Witness

EMPTY = ir.Module((), None, ())
MAX_LEVELS = 12  # folders looked through upwards for a top-level module


class ProjectLoader:
    """Finds modules as Python would from the folder of the importing file, the folder that holds its package, and those above it."""

    def __init__(self, python: str = "") -> None:
        self.python = python
        self.parsed: dict[str, ir.Module] = {}
        self.spoken: dict[str, tuple[tuple[int, Directive], ...]] = {}
        self.texts: dict[str, str] = {}
        self.around: dict[str, tuple[Neighbour, ...]] = {}  # the files of each folder
        self.witnesses: dict[tuple[str, bool, str], list[Witness]] = {}  # what files run models on
        self.steps_elsewhere = 0  # that it took to find out
        self.found: dict[tuple[str, str], tuple[str, bool] | None] = {}

    def load(self, dotted: str, importer: str) -> tuple[str, bool] | None:
        """The path of a module and whether it is a package, None if the project does not have it."""
        key = (dotted, str(Path(importer).parent))
        if key not in self.found:
            self.found[key] = find(dotted, importer, self.python)
        return self.found[key]

    def module(self, path: str) -> ir.Module:
        """The IR of a file; an empty module where it cannot be read or parsed, or is a folder without `__init__`."""
        if path not in self.parsed:
            source = read(Path(path)) if path.endswith(".py") else None
            if isinstance(source, SourceFile):
                return self.give(path, source.text)
            self.parsed[path] = EMPTY
        return self.parsed[path]

    def give(self, path: str, text: str) -> ir.Module:
        """Parse this text for a path (a file that has been read already, or the standard input)."""
        self.spoken[path] = placed(text)
        self.texts[path] = text
        self.parsed[path] = with_statements(parse(text), text, self.spoken[path])
        return self.parsed[path]

    def text_of(self, path: str) -> str:
        """The text of a file that has been parsed."""
        return self.texts.get(path, "")

    def directives(self, path: str) -> tuple[tuple[int, Directive], ...]:
        """The comments in a file that speak to cnnlint, each with the line that it speaks of."""
        if path not in self.spoken:
            self.module(path)
        return self.spoken.get(path, ())


def find(dotted: str, importer: str, python: str = "") -> tuple[str, bool] | None:
    """Look for a module in the folders that it may be imported from."""
    parts = Path(*dotted.split("."))
    packages = folders_for(importer, python)
    for folder in [*search_path(importer), *(packages if is_read(dotted, packages) else ())]:
        base = folder / parts
        if is_file(base.with_name(base.name + ".py")):
            return str(base.with_name(base.name + ".py")), False
        if is_file(base / "__init__.py"):
            return str(base / "__init__.py"), True
        if base.is_dir() and any(is_file(child) for child in base.glob("*.py")):
            return str(base), True
    return None


def search_path(importer: str) -> list[Path]:
    """The importing file's folder and those above it, up to the root of the repository."""
    folder = Path(importer).parent
    folders = [folder]
    for _ in range(MAX_LEVELS):
        if any((folder / mark).exists() for mark in (".git", "pyproject.toml", "setup.py", "setup.cfg")):
            folders.append(folder / "src")
            break
        if folder.parent == folder:
            break
        folder = folder.parent
        folders.append(folder)
    return folders


@lru_cache(maxsize=20_000)
def is_file(path: Path) -> bool:
    """True for a file; False where it cannot be looked at."""
    try:
        return path.is_file()
    except OSError:
        return False


def module_name(path: str) -> tuple[str, bool]:
    """The dotted name of a file, by the packages that it stands in, and whether it is one itself."""
    file = Path(path)
    is_package = file.name == "__init__.py"
    names = [] if is_package else [file.stem]
    folder = file.parent
    while is_file(folder / "__init__.py") and folder.name:
        names.append(folder.name)
        folder = folder.parent
    return ".".join(reversed(names)) or file.stem, is_package
