"""The texts of the files that a run tells of."""

from __future__ import annotations

from pathlib import Path

from cnnlint.source.reading import SourceFile, read


class Texts:
    """The text of files by their paths: those that were given, others from the disk."""

    def __init__(self) -> None:
        self.known: dict[str, str | None] = {}

    def give(self, path: str, text: str) -> None:
        """Use this text for a path."""
        self.known[path] = text

    def __call__(self, path: str) -> str | None:
        """The text of a file, None if it cannot be had."""
        if path not in self.known:
            source = read(Path(path))
            self.known[path] = source.text if isinstance(source, SourceFile) else None
        return self.known[path]
