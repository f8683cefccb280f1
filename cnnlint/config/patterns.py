"""Patterns of files, as `exclude` and `per-file-ignores` have them."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pattern:
    """A glob below a folder: without a slash a name anywhere below it (`tests`, `*_test.py`), else a path from there on (`src/old`).

    What it matches, it matches with everything below. `*` stands for any characters, slashes too.
    """

    folder: str
    glob: str

    def matches(self, path: str) -> bool:
        """Whether a file or folder, or one that it lies in, is meant."""
        below = Path(os.path.relpath(os.path.abspath(path), self.folder))
        if below.parts[:1] == ("..",):
            return False
        wanted = self.glob.rstrip("/")
        lies_in = [below, *below.parents][:-1]
        return any(fnmatchcase(place.name, wanted) or fnmatchcase(place.as_posix(), wanted) for place in lies_in)

    def seen_from(self, given: str) -> str:
        """The glob for paths that begin as `given` does, absolute or relative to the current folder."""
        if "/" not in self.glob.rstrip("/"):
            return self.glob
        whole = os.path.join(glob.escape(self.folder), self.glob)
        seen = whole if os.path.isabs(given) else os.path.relpath(whole, glob.escape(os.getcwd()))
        return Path(seen).as_posix()
