"""Where something stands: the one type that every room uses for a place in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cnnlint.frozen import dataclass

_INSTALLED: Final = frozenset(["site-packages", "dist-packages"])


@dataclass(frozen=True, slots=True)
class Location:
    """A stretch of a source file; lines and columns are 1-based, the end is exclusive.

    In a report on a notebook `cell` is the number of the cell that the lines are counted in.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None = None

    @property
    def file(self) -> str:
        """The path, with the cell if there is one: what the lines are counted in."""
        return self.path if self.cell is None else f"{self.path}:cell {self.cell}"


def is_installed(path: str) -> bool:
    """True for a file of an installed package."""
    return not _INSTALLED.isdisjoint(Path(path).parts)
