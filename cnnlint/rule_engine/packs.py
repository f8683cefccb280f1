"""Packs of rules that installed packages bring along, named by entry points of the group `cnnlint.rules`: found as text, never imported.

An entry point's value names the package, or the folder in it by dots, that holds the rule files: `acme = acme_rules` or `acme = acme.lint.rules`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from cnnlint.rule_engine.errors import RuleError

GROUP: Final = "cnnlint.rules"
_MAX_BYTES: Final = 1_000_000
_SECTION: Final = re.compile(r"\s*\[([^\]]*)\]\s*")
_ENTRY: Final = re.compile(r"\s*[^\s#;=][^=]*=\s*(?P<module>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*(?::.*|\[.*)?")


def pack_folders(places: Sequence[str] | None = None) -> tuple[tuple[Path, ...], tuple[RuleError, ...]]:
    """The folders of all installed packs, and what is wrong with some; `places` are where packages are looked for, else `sys.path`."""
    roots = [Path(place) for place in dict.fromkeys(sys.path if places is None else places) if place]
    folders: dict[Path, None] = {}
    errors: list[RuleError] = []
    for root in roots:
        for metadata, number, line in _entries(root):
            entry = _ENTRY.fullmatch(line)
            folder = _folder(entry["module"], [root, *roots]) if entry else None
            if folder is not None:
                folders[folder] = None
            else:
                words = f"the entry point of {GROUP} names no folder of an installed package"
                errors.append(RuleError(str(metadata), number, 1, words, source=line, length=len(line)))
    return tuple(folders), tuple(errors)


def _entries(root: Path) -> Iterator[tuple[Path, int, str]]:
    """The lines of our group in the metadata of the packages that are installed in a folder, with file and line number."""
    try:
        names = sorted(path.name for path in root.iterdir() if path.suffix in (".dist-info", ".egg-info"))
    except OSError:
        return
    for name in names:
        metadata = root / name / "entry_points.txt"
        try:
            text = metadata.read_bytes()[:_MAX_BYTES].decode("utf-8", "replace")
        except OSError:
            continue
        if GROUP in text:
            yield from ((metadata, number, line) for number, line in _lines(text))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if found := _SECTION.fullmatch(line):
            section = found[1].strip()
        elif section == GROUP and line.strip() and line.lstrip()[0] not in "#;":
            yield number, line


def _folder(module: str, roots: Iterable[Path]) -> Path | None:
    """The folder of a module's name: where packages lie, else where the environment says that one is developed."""
    parts = module.split(".")
    direct = (root.joinpath(*parts) for root in roots)
    return next((path for path in (*direct, *_developed(parts)) if path.is_dir()), None)


def _developed(parts: Sequence[str]) -> Iterator[Path]:
    try:
        spec = find_spec(parts[0])  # of a package at the top it imports nothing
    except (ImportError, ValueError, AttributeError):
        return
    for location in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(location).joinpath(*parts[1:])
