"""Patterns of files, as `exclude` and `per-file-ignores` have them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Pattern:
    """A glob below a folder: `tests` (anywhere below it), `src/old` (exactly there), `*_test.py`, `src/**/generated`.

    What it matches, it matches with everything below.
    """

    folder: str
    glob: str

    def matches(self, path: str) -> bool:
        """Whether a file or folder, or one that it lies in, is meant."""
        below = os.path.relpath(os.path.abspath(path), self.folder).replace(os.sep, "/")
        return not below.startswith("../") and _compiled(self.glob).match(below) is not None


@cache
def _compiled(glob: str) -> re.Pattern[str]:
    text = glob.removeprefix("./").rstrip("/")
    if "/" not in text:
        text = "**/" + text
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", text.lstrip("/"))
    wild = {"**/": r"(?:[^/]+/)*", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}
    return re.compile("".join(wild.get(piece) or re.escape(piece) for piece in pieces) + r"(?:/|\Z)", re.DOTALL)
