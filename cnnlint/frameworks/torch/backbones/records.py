"""The files that ready-made models are recorded in."""

from __future__ import annotations

import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

Record: TypeAlias = dict[str, Any]


@cache
def homes(library: str) -> dict[str, str]:
    """The models of a library, each with the module that has its builder."""
    found: dict[str, str] = read(library, "index")
    return found


def read(library: str, name: str) -> Record:
    """The record of one model."""
    with zipfile.ZipFile(Path(__file__).with_name(f"{library}.zip")) as archive:
        found: Record = json.loads(archive.read(f"{name}.json"))
    return found


@cache
def record(library: str, name: str) -> Record:
    """The same, read once."""
    return read(library, name)


@cache
def children(library: str) -> frozenset[str]:
    """The names of the parts that models of a library have at their top: `fc`, `classifier`, `features`, …"""
    paths = (path for name in homes(library) for path in record(library, name)["modules"])
    return frozenset(path for path in paths if path and "." not in path)
