"""What a run sets out with: its checker, and what it may use."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cnnlint.analysis.trees import Trees
from cnnlint.checking.fingerprint import fingerprint, reader
from cnnlint.checking.many import Means
from cnnlint.checking.results import Results, no_results
from cnnlint.checking.session import Checker
from cnnlint.config import Settings
from cnnlint.config.files import upwards
from cnnlint.source.cache import NAME, Cache
from cnnlint.source.questions import Questions

if TYPE_CHECKING:
    from cnnlint.config.resolve import Resolved

_MARKS: Final = ("cnnlint.toml", "pyproject.toml", ".git", "setup.py", "setup.cfg")
FOLDER_VARIABLE: Final = "CNNLINT_CACHE_DIR"
"""The environment variable that says where results are kept; empty: nowhere."""


def set_out(settings: Settings, isolated: bool, paths: Sequence[str], *, anew: bool = False) -> tuple[Checker, Means]:
    """A checker by these settings, and what it may use; nothing of earlier runs if everything is to be checked anew."""
    cache = None if anew else cache_of(settings, paths)
    processes = settings.jobs or processors()
    if cache is None:
        return checker_of(settings, isolated), Means(no_results(), processes)
    read_with = reader(cache)
    results = Results(cache, fingerprint(settings, isolated, read_with), Questions(settings.python or ""))
    return checker_of(settings, isolated, Trees(cache, read_with)), Means(results, processes)


def checker_of(settings: Settings, isolated: bool, trees: Trees | None = None) -> Checker:
    """A checker by these settings."""
    return Checker(settings, partial(_rules, settings, isolated), trees)


def _rules(settings: Settings, isolated: bool) -> Resolved:
    from cnnlint.checking.rules import rules_in_force

    return rules_in_force(settings, isolated)


def cache_of(settings: Settings, paths: Sequence[str]) -> Cache | None:
    """The cache that the settings want, None if they want none."""
    said = settings.cache_dir if settings.cache_dir is not None else os.environ.get(FOLDER_VARIABLE)
    if settings.cache is False or said == "":
        return None
    return Cache(project_folder(paths) / NAME if said is None else Path(said))


def project_folder(paths: Sequence[str]) -> Path:
    """The nearest folder above all of the paths that is marked as that of a project, else the current folder."""
    return next((folder for folder in upwards(paths) if any((folder / mark).exists() for mark in _MARKS)), Path.cwd())


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
