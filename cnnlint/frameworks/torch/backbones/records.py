"""The archives that ready-made models of PyTorch are recorded in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cnnlint.frameworks.common.records import Record, Records

LIBRARIES = {name: Records(Path(__file__).with_name(f"{name}.zip")) for name in ("torchvision", "timm")}


def homes(library: str) -> dict[str, str]:
    """The models of a library, each with the module that has its builder."""
    return LIBRARIES[library].index


def record(library: str, name: str) -> Record:
    """The record of one model."""
    return LIBRARIES[library][name]


@cache
def children(library: str) -> frozenset[str]:
    """The names of the parts that models of a library have at their top: `fc`, `classifier`, `features`, …"""
    return frozenset(LIBRARIES[library]["children"]["names"])
