"""Which files a list of paths means."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from cnnlint.source.gitignore import Ignores, above
from cnnlint.source.markdown import SUFFIXES as PAGES
from cnnlint.source.reading import Problem, problem_of

_SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules", "venv", "site-packages"})
_SUFFIXES = (".py", ".ipynb")
_MARK_OF_AN_ENVIRONMENT = "pyvenv.cfg"


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files in order of their paths, each once, and the paths that lead nowhere."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def discover(
    paths: Sequence[Path], exclude: Sequence[str] = (), gitignore: bool = False, *, markdown: bool = False
) -> Discovery:
    """The Python files that `paths` name: a file is always taken, a folder stands for the `.py` files and notebooks below it, and with
    `markdown` for Markdown pages too.

    Below a given folder, hidden folders, caches, installed packages and virtual environments are passed over, and whatever matches
    one of the `exclude` globs by its name or by its path, given or relative to that folder; with `gitignore` what git ignores as well. Links
    to folders are not followed.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    patterns = [pattern.rstrip("/") for pattern in exclude]
    suffixes = (*_SUFFIXES, *PAGES) if markdown else _SUFFIXES
    for path in paths:
        for item in _below(path, patterns, gitignore, suffixes):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                found.setdefault(os.path.abspath(item), item)
    return Discovery(tuple(sorted(found.values())), tuple(problems))


def _below(path: Path, patterns: Sequence[str], gitignore: bool, suffixes: tuple[str, ...]) -> Iterator[Path | Problem]:
    try:
        os.stat(path)
    except OSError as error:
        yield problem_of(path, error)
        return
    except ValueError as error:  # a null character in the name
        yield Problem(path, "unreadable", f"cannot be read: {error}")
        return
    if not path.is_dir():
        yield path
        return
    folders = [(path, above(path) if gitignore else Ignores())]
    while folders:
        folder, ignores = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            yield problem_of(folder, error)
            continue
        if folder != path and any(entry.name == _MARK_OF_AN_ENVIRONMENT for entry in entries):
            continue
        ignores = ignores.below(folder) if gitignore else ignores
        for entry in entries:
            item = folder / entry.name
            if _is_excluded(item, path, patterns):
                continue
            if entry.is_dir(follow_symlinks=False):
                skipped = entry.name.startswith(".") or entry.name in _SKIPPED_FOLDERS
                if not skipped and not ignores.has(item, is_folder=True):
                    folders.append((item, ignores))
            elif (
                entry.name.endswith(suffixes)
                and not _leads_to_a_folder(entry)
                and not ignores.has(item, is_folder=False)
            ):
                yield item


def _leads_to_a_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself; reading it says so
        return False


def _is_excluded(item: Path, root: Path, patterns: Sequence[str]) -> bool:
    if not patterns:
        return False
    names = (item.name, item.as_posix(), item.relative_to(root).as_posix())
    return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)
