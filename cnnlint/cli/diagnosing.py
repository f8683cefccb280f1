"""`cnnlint doctor`: what a run would find, as a list for people and for reports of faults."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from cnnlint import __version__
from cnnlint.checking.rules import rules_in_force
from cnnlint.checking.setting_out import cache_of, processors
from cnnlint.checking.surroundings import check_exists, settings_for
from cnnlint.cli.output import CLEAN, emit
from cnnlint.config import Settings, sources
from cnnlint.report.text import plural, printable
from cnnlint.source import discover
from cnnlint.source.cache import Cache
from cnnlint.source.installed import folders_for


def run(paths: Sequence[str]) -> int:
    """Print the list. Raises Refused for a configuration that cannot be used."""
    for path in paths:
        check_exists(path)
    emit(map(printable, _lines(paths or (".",))), sys.stdout)
    return CLEAN


def _lines(paths: Sequence[str]) -> Iterator[str]:
    settings = settings_for(paths, Settings(), None, False)
    rules = rules_in_force(settings)
    found = discover([Path(path) for path in paths], gitignore=settings.respect_gitignore is not False)
    yield f"cnnlint        {__version__}"
    yield f"python         {platform.python_version()}"
    yield f"libraries      {', '.join(f'{name} {version(name)}' for name in ('libcst', 'click', 'pyyaml'))}"
    yield f"configuration  {', '.join(str(document.path) for document, _ in sources(paths)) or 'none'}"
    yield f"rules          {len(rules.rules)} of {len(rules.every)} in force"
    folders = folders_for(str(Path(paths[0]) / "x.py"), settings.python or "")
    yield f"packages       {', '.join(map(str, folders)) or 'none'}"
    yield f"cache          {_cache(cache_of(settings, paths))}"
    yield f"jobs           {settings.jobs or processors()}"
    yield f"files          {plural(len(found.files), 'file')} (before exclude)"


def _cache(cache: Cache | None) -> str:
    """Where results are kept, how many, and whether more can be."""
    if cache is None:
        return "none"
    entries = list(cache.entries())
    size = sum(entry.size for entry in entries) / 2**20
    held = f"{plural(len(entries), 'file')}, {size:.1f} MB" if entries else "nothing kept yet"
    place = next(folder for folder in (cache.folder, *cache.folder.absolute().parents) if folder.exists())
    bar = "" if os.access(place, os.W_OK) and place.is_dir() else "; it cannot be written to"
    return f"{cache.folder} ({held}{bar})"
