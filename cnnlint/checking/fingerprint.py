"""What all results of a run hang on, as a digest: cnnlint itself, the libraries that it reads with, Python, the rules, and the settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Final

import cnnlint
from cnnlint.config import Settings
from cnnlint.rule_engine.packs import pack_folders
from cnnlint.rule_engine.places import rule_files, shipped_rules_path
from cnnlint.source.cache import Cache
from cnnlint.source.digest import digest

_READ_WITH: Final = ("libcst", "pyyaml")
_KIND: Final = "self"
_PASSED_OVER: Final = (".pyc", ".pyo")


def reader(cache: Cache) -> str:
    """The digest of what files are read with: cnnlint, its libraries, Python."""
    return digest("\0".join([sys.version, *libraries(), _own(cache)]))


def fingerprint(settings: Settings, isolated: bool, read_with: str) -> str:
    """The digest for results under these settings."""
    places = [*map(Path, settings.rules or ()), *(() if isolated else pack_folders()[0])]
    parts = [
        read_with,
        repr(_of_results(settings)),
        *(part for place in places for part in _rules(place)),
    ]
    return digest("\0".join(parts))


def _of_results(settings: Settings) -> Settings:
    """The settings without those that choose files, or what becomes of results."""
    return replace(
        settings, exclude=None, force_exclude=None, respect_gitignore=None, markdown=None, fail_level=None, max_warnings=None, baseline=None,
        output_format=None, cache=None, cache_dir=None, jobs=None, timeout=None,
    )  # fmt: skip


def _rules(place: Path) -> Iterator[str]:
    """The rule files of a file or folder, and what is in them."""
    for path in rule_files(place) if place.is_dir() else (place,):
        yield str(path)
        yield digest(path.read_bytes()) if path.is_file() else ""


def libraries(places: Sequence[str] | None = None) -> Iterator[str]:
    """The names and versions of the libraries that files are read with, by the names of their metadata where they are installed."""
    for place in dict.fromkeys(sys.path if places is None else places):
        try:
            names = os.listdir(place or ".")
        except OSError:
            continue
        yield from sorted(name for name in names if name.lower().startswith(_READ_WITH) and name.endswith(".dist-info"))


def _own(cache: Cache) -> str:
    """A digest of cnnlint's own files: taken from the cache where their sizes and times are those that it was made for."""
    package, rules = Path(cnnlint.__file__).parent, shipped_rules_path()
    files = sorted(
        [*_files(str(package)), *(() if rules.is_relative_to(package) else _files(str(rules)))], key=itemgetter(0)
    )
    stamp = digest("\n".join(f"{path} {told.st_size} {told.st_mtime_ns} {told.st_ctime_ns}" for path, told in files))
    known = cache.get(_KIND, stamp)
    if known is not None and len(known) == 2 * 20:
        return known.decode("ascii", "replace")
    made = digest("\n".join(f"{os.path.relpath(path, package)} {digest(Path(path).read_bytes())}" for path, _ in files))
    cache.put(_KIND, stamp, made.encode("ascii"))
    return made


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as listing:
        for entry in listing:
            if entry.is_dir():
                yield from _files(entry.path) if entry.name != "__pycache__" else ()
            elif not entry.name.endswith(_PASSED_OVER):
                yield entry.path, entry.stat()
