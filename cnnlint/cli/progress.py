"""How far a run is, on a terminal that people look at, once it has gone on for a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_AFTER: Final = 1.0  # seconds until anything is shown
_EVERY: Final = 0.1  # seconds between two lines


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A function that shows how many files of how many are done; what it has shown is gone when the run is."""
    shown = [0.0]
    started = time.monotonic()

    def tell(done: int, total: int) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and now - started > _AFTER and now - shown[0] > _EVERY:
            shown[0] = now
            sys.stderr.write(f"\r\x1b[K{done:,} of {total:,} files")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown[0]:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
