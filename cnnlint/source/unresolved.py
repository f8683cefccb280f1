"""What could not be understood, as every room tells of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Something that could not be understood, where, and how many calls after it were lost by it."""

    path: str
    line: int
    reason: str
    lost: int = 0
