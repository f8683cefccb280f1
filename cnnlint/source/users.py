"""Which files of the project may run what a file defines, as far as their texts tell: those that import it, name what it has, and do something."""

from __future__ import annotations

import os.path
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeAlias

from cnnlint.source.project import Neighbour

Find: TypeAlias = Callable[[str, str], tuple[str, bool] | None]
"""Where a module is that a file imports."""

MOST_USERS = 4
MOST_IMPORTERS = 40


def users(path: str, names: Collection[str], around: Iterable[Neighbour], find: Find) -> Sequence[str]:
    """The files that import the file and name one of its `names`, the nearest first."""
    here = os.path.abspath(path)
    found = [
        one
        for one in around
        if not one.words.isdisjoint(names) and not one.path.endswith("__init__.py") and one.runs_models
        if os.path.abspath(one.path) != here and _imports(here, one, find)
    ]
    return [one.path for one in sorted(found, key=lambda one: _distance(here, one))[:MOST_USERS]]


def importers(path: str, names: Collection[str], around: Iterable[Neighbour], find: Find) -> Sequence[str]:
    """The files that import the file and hold one of these names, whatever for."""
    here = os.path.abspath(path)
    found = [
        one.path
        for one in around
        if not one.words.isdisjoint(names) and os.path.abspath(one.path) != here and _imports(here, one, find)
    ]
    return found[:MOST_IMPORTERS]


def _imports(here: str, one: Neighbour, find: Find) -> bool:
    """Whether a file imports this one, or the package that it is in."""
    folder = os.path.dirname(here)
    wanted = {here, folder, os.path.join(folder, "__init__.py")}
    last = {os.path.splitext(os.path.basename(here))[0], os.path.basename(folder)}
    if last.isdisjoint(one.imports) and not any(module.endswith(".") for module in one.modules):
        return False
    return any(_found_at(module, one.path, find) in wanted for module in one.modules)


def _found_at(module: str, importer: str, find: Find) -> str:
    """The path of a module that a file imports; "" where it is not found."""
    dotted = module.lstrip(".")
    level = len(module) - len(dotted)
    if level:
        folder = os.path.dirname(os.path.abspath(importer))
        for _ in range(level - 1):
            folder = os.path.dirname(folder)
        base = os.path.join(folder, *dotted.split(".")) if dotted else folder
        places = (f"{base}.py", os.path.join(base, "__init__.py"))
        return next((place for place in places if os.path.isfile(place)), base)
    found = find(dotted, importer)
    return os.path.abspath(found[0]) if found is not None else ""


def _distance(here: str, one: Neighbour) -> tuple[int, str]:
    """By the number of folders between."""
    between = os.path.relpath(os.path.abspath(one.path), os.path.dirname(here))
    return between.count(os.sep), one.path
