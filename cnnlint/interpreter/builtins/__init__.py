"""Python's own builtins, as one table."""

from __future__ import annotations

from cnnlint.interpreter.builtins import (
    dunders,
    effects,
    exceptions,
    iteration,
    mappings,
    numbers,
    objects,
    ordering,
    sequences,
    sets,
    strings,
)
from cnnlint.interpreter.builtins.tables import LIBRARY

__all__ = ["LIBRARY", "dunders", "effects", "exceptions", "iteration", "mappings", "numbers", "objects"]
__all__ += ["ordering", "sequences", "sets", "strings"]
