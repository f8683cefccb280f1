"""The cache on disk: bytes by kind and key, in a folder that may be deleted at any time.

Several runs may use it at once: an entry is written beside its place and then put there. What cannot be read is not there, what cannot be
written is not kept, and neither is ever a failure. What an entry holds is for its reader to check: others may have written it.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

NAME: Final = ".cnnlint_cache"
MOST_BYTES: Final = 200 * 2**20  # of all entries, about
LARGEST: Final = 20 * 2**20  # bytes of one entry
UNUSED_FOR: Final = 30 * 86_400.0  # seconds until an entry is thrown away
A_DAY: Final = 86_400.0  # between two looks at what may be thrown away, and between two notes that an entry is in use
_KIND = re.compile(r"[a-z]{1,20}")
_KEY = re.compile(r"[0-9a-f]{16,64}")
_SHARD = re.compile(r"[0-9a-f]{2}")
_FILES: Final = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Written by cnnlint; https://bford.info/cachedir says what this file is for.\n",
}
_PRUNED: Final = "pruned"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its file, its size in bytes, and when it was last used."""

    path: str
    size: int
    used: float


class Cache:
    """The cache in a folder, which is made when the first entry is written. `problem` is why entries could not be written, "" if they could."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problem = ""
        self._is_made = False

    def get(self, kind: str, key: str) -> bytes | None:
        """The bytes of an entry, None if there is none."""
        path = self._place(kind, key)
        try:
            with open(path, "rb", opener=_only_files) as file:
                told = os.fstat(file.fileno())
                data = file.read(LARGEST + 1)
        except OSError:
            return None
        if time.time() - told.st_mtime > A_DAY:
            _note_use(path)
        return data if len(data) <= LARGEST else None

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep an entry, if that can be done."""
        if self.problem or len(data) > LARGEST:
            return
        path = self._place(kind, key)
        try:
            self._make()
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _write(path, data)
        except OSError as error:
            self.problem = error.strerror or str(error)

    def entries(self) -> Iterator[Entry]:
        """All entries, and what was left behind by runs that were killed."""
        for kind in _listed(str(self.folder)):
            if _KIND.fullmatch(kind.name) and kind.is_dir(follow_symlinks=False):
                for shard in _listed(kind.path):
                    if _SHARD.fullmatch(shard.name) and shard.is_dir(follow_symlinks=False):
                        yield from map(_entry, _listed(shard.path))

    def prune(self, now: float, most_bytes: int = MOST_BYTES) -> None:
        """Once a day: throw away what was not used for long, and the oldest of what is too much."""
        try:
            note = self.folder / _PRUNED
            if not self.folder.is_dir() or (note.exists() and abs(now - note.stat().st_mtime) < A_DAY):
                return
            _write(str(note), b"")
        except OSError:
            return
        left = most_bytes
        for entry in sorted(self.entries(), key=lambda entry: -entry.used):
            left -= entry.size
            if left < 0 or now - entry.used > UNUSED_FOR:
                _remove(entry.path)

    def clear(self) -> int:
        """Remove all entries, and the folder if it is one of ours and nothing else is in it; how many there were. Raises OSError."""
        entries = list(self.entries())
        for entry in entries:
            os.unlink(entry.path)
        for shard in {os.path.dirname(entry.path) for entry in entries}:
            os.rmdir(shard)
            if not any(_listed(os.path.dirname(shard))):
                os.rmdir(os.path.dirname(shard))
        if {entry.name for entry in _listed(str(self.folder))} <= {*_FILES, _PRUNED} and (
            self.folder / "CACHEDIR.TAG"
        ).exists():
            for name in (*_FILES, _PRUNED):
                (self.folder / name).unlink(missing_ok=True)
            self.folder.rmdir()
        return len(entries)

    def _place(self, kind: str, key: str) -> str:
        if not _KIND.fullmatch(kind) or not _KEY.fullmatch(key):
            raise ValueError(f"{kind}/{key} is no name of an entry")
        return os.path.join(self.folder, kind, key[:2], key[2:])

    def _make(self) -> None:
        """Make the folder; one that is new gets the files that keep it out of version control and backups."""
        if self._is_made:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        if not any(self.folder.iterdir()):
            for name, text in _FILES.items():
                _write(str(self.folder / name), text.encode())
        self._is_made = True


def _only_files(path: str, flags: int) -> int:
    """Open a file; what is none, such as a pipe that would hang the run, is refused."""
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(f"{path} is no file")
    return handle


def _write(path: str, data: bytes) -> None:
    """Write a file at once or not at all."""
    beside = f"{path}.{os.getpid()}.{time.monotonic_ns():x}"
    try:
        with open(beside, "xb") as file:
            file.write(data)
        os.replace(beside, path)
    except BaseException:
        _remove(beside)
        raise


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _note_use(path: str) -> None:
    try:
        os.utime(path)
    except OSError:
        return


def _listed(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return list(listing)
    except OSError:
        return []


def _entry(found: os.DirEntry[str]) -> Entry:
    try:
        told = found.stat(follow_symlinks=False)
    except OSError:
        return Entry(found.path, 0, 0.0)
    return Entry(found.path, told.st_size, told.st_mtime)
