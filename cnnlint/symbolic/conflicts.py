"""The smallest set of conditions that no size satisfies together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from cnnlint.symbolic.conditions import Condition
from cnnlint.symbolic.solver import solve

_MOST_PAIRED = 40


def conflict(conditions: Sequence[Condition], axes: tuple[str, ...]) -> list[int] | None:
    """The places of as few conditions as possible that are proved to leave no size; None where that is not proved of all together."""

    def impossible(chosen: Sequence[int]) -> bool:
        return solve([conditions[index] for index in chosen], axes).is_impossible

    left = list(range(len(conditions)))
    if not impossible(left):
        return None
    for size in (1, 2):
        if size == 1 or len(left) <= _MOST_PAIRED:
            found = next((chosen for chosen in combinations(left, size) if impossible(chosen)), None)
            if found is not None:
                return list(found)
    for index in tuple(left):
        fewer = [other for other in left if other != index]
        if impossible(fewer):
            left = fewer
    return left
