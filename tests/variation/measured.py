"""What is measured of an edited network, and its field by positive weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graph.fields.oracle import Spans, spans


@dataclass(frozen=True)
class Measured:
    """The sizes of the last map, its field (None on an axis where no unit stands inside), parameters, multiply-accumulates."""

    map: tuple[int, ...]
    field: tuple[int | None, ...]
    parameters: int
    macs: int


def longest(
    features: Callable[[Any], Any], channels: int, sizes: list[int], reach: list[int], *, last: bool
) -> tuple[int | None, ...]:
    """Along each axis the longest field of a unit that reads nothing of the padding, on an input that is large enough along it.

    `reach` is what the field is expected to be.
    """
    found: list[int | None] = []
    for axis, size in enumerate(reach):
        larger = [max(-(-(2 * size + 8) // 16) * 16, n) if k == axis else n for k, n in enumerate(sizes)]
        (read,) = spans(features, channels, larger, axis, last=last)
        found.append(_inside(read, larger[axis]))
    return tuple(found)


def _inside(read: Spans, size: int) -> int | None:
    lengths = [span[1] - span[0] + 1 for span in read if span is not None and span[0] > 0 and span[1] < size - 1]
    return max(lengths, default=None)
