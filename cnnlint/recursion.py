"""How deep Python may call, raised for as long as somebody needs it: the limit is the process's, and several threads may ask at once."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_wanted: list[int] = []
_usual = [0]


@contextmanager
def calls_of(depth: int) -> Iterator[None]:
    """Allow calls of this depth in here, at least; when nobody asks for more any longer, the limit is what it was before the first did."""
    with _lock:
        if not _wanted:
            _usual[0] = sys.getrecursionlimit()
        _wanted.append(depth)
        sys.setrecursionlimit(max(_usual[0], *_wanted))
    try:
        yield
    finally:
        with _lock:
            _wanted.remove(depth)
            sys.setrecursionlimit(max([_usual[0], *_wanted]))
