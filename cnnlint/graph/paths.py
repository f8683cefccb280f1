"""Single paths through a network: what is read along each, one branch being followed at every join.

The least field is that of the shortest path. Which one that is may hang on what comes after the join, so all are kept that may yet be it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import lcm
from typing import Final

from cnnlint.graph.reads import MOST_PHASES, Reads

MOST: Final = 8
"""More paths that may be the shortest are not followed."""


def rivals(paths: Iterable[Reads | None]) -> tuple[Reads, ...]:
    """Those of these paths that may be the shortest after whatever comes next; of too many, those that are the shortest so far."""
    kept: list[Reads] = []
    for path in paths:
        if path is None or any(never_longer(other, path) for other in kept):
            continue
        kept = [other for other in kept if not never_longer(path, other)]
        kept.append(path)
    return tuple(kept if len(kept) <= MOST else sorted(kept, key=lambda path: path.least)[:MOST])


@lru_cache(256)
def never_longer(a: Reads, b: Reads) -> bool:
    """Whether from any position to any other `a` reads no more than `b` does, so that no operation can make it the longer of the two."""
    if a.step != b.step:
        return False
    period = lcm(a.period, b.period)
    if period > MOST_PHASES:
        return False
    early, late = [], []
    for u in range(period):
        one, other = a.at(u), b.at(u)
        if one is None or other is None:
            if one is not other:
                return False
            continue
        early.append(one[0] - other[0])
        late.append(one[1] - other[1])
    return not early or max(late) <= min(early)
