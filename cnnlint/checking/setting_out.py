"""What a run sets out with: its checker, and what it may use."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cnnlint.checking.fingerprint import fingerprint
from cnnlint.checking.many import Means
from cnnlint.checking.results import NO_RESULTS, Results
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


def checker_of(settings: Settings, isolated: bool) -> Checker:
    """A checker by these settings."""
    return Checker(settings, partial(_rules, settings, isolated))


def _rules(settings: Settings, isolated: bool) -> Resolved:
    from cnnlint.checking.rules import rules_in_force

    return rules_in_force(settings, isolated)


def means_of(settings: Settings, isolated: bool, paths: Sequence[str], *, anew: bool = False) -> Means:
    """What a run may use; no results of earlier runs if everything is to be checked anew."""
    cache = None if anew else cache_of(settings, paths)
    processes = settings.jobs or processors()
    if cache is None:
        return Means(NO_RESULTS, processes)
    return Means(Results(cache, fingerprint(settings, isolated, cache), Questions(settings.python or "")), processes)


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
