"""What a reshaping does with the batch axis of a model."""

from __future__ import annotations

from typing import Final

from cnnlint.graph import Shape
from cnnlint.symbolic import Dim, Size, equal, floor_div, symbols

FATES: Final = ("kept", "fixed", "flat", "folded")
"""It stays in front; a number stands there in its place; all axes are one; it is part of the first axis with other sizes."""


def fate(batch: Size, before: Shape, after: Shape) -> str | None:
    """What becomes of a batch axis of open size that stood in front; None where it did not, or where that cannot be told."""
    if not isinstance(batch, Dim) or symbols(batch) != {str(batch)} or not before or not after:
        return None
    if equal(before[0], batch) is not True:
        return None
    first = after[0]
    if equal(first, batch) is True:
        return "kept"
    if isinstance(first, Dim):
        is_flat = len(after) == 1 and len(before) > 1 and _holds(first, batch)
        return "flat" if is_flat else "folded" if _holds(first, batch) else None
    if any(equal(size, batch) is True for size in after[1:]):
        return None  # it has changed places
    mixed = [size for size in after[1:] if _holds(size, batch)]
    is_grouped = len(mixed) == 1 and equal(mixed[0], floor_div(batch, first)) is True
    return "fixed" if first > 1 and len(mixed) == 1 and not is_grouped else None


def _holds(size: Size, batch: Dim) -> bool:
    return isinstance(size, Dim) and not symbols(batch).isdisjoint(symbols(size))
