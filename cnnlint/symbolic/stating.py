"""Sizes that fit, as people state them: ``32 ≤ H = W ≤ 35``, ``H and W must be divisible by 16, and at least 16``."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlint.symbolic.size_sets import LIMIT, SizeSet
from cnnlint.symbolic.solver import Box, Solution

_MOST_RUNS = 3


def statement(solution: Solution, *, briefly: bool = False) -> str:
    """What the sizes must be, in one sentence without a full stop; empty where every size fits. `briefly`: of squares only, if any fits."""
    if solution.is_impossible:
        return "no input size fits"
    if not solution.bound and solution.boxes is not None:
        return _of_axes(solution.axes, solution.boxes[0])
    other = [box for box in solution.boxes or () if not _is_square(box)]
    if solution.square.bits:
        more = f"; rectangles that fit: {_rectangles(solution.axes, other)}" if other and not briefly else ""
        return _of_set(" = ".join(solution.axes), solution.square, plural=False) + more
    if other:
        return f"no square input fits; {_rectangles(solution.axes, other)} would"
    return f"no square input of up to {LIMIT} fits"


def _of_axes(axes: Sequence[str], box: Box) -> str:
    """Of sizes that do not hang on each other; those that are bound alike are named together."""
    alike: dict[tuple[int, int | None], list[str]] = {}
    sets: dict[tuple[int, int | None], SizeSet] = {}
    for axis, one in zip(axes, box, strict=True):
        if not one.is_everything:
            alike.setdefault((one.bits, one.period), []).append(axis)
            sets[one.bits, one.period] = one
    return "; ".join(_of_set(_listed(names), sets[key], plural=len(names) > 1) for key, names in alike.items())


def _of_set(subject: str, one: SizeSet, *, plural: bool) -> str:
    """What one size must be, or several that are bound alike."""
    runs = one.runs()
    if len(runs) == 1:
        first, last = runs[0]
        if last is None:
            return f"{subject} must be at least {first}"
        if plural:
            return f"{subject} must be {first}" if first == last else f"{subject} must be from {first} to {last}"
        return f"{subject} = {first}" if first == last else f"{first} ≤ {subject} ≤ {last}"
    step = _step(one)
    if step is not None and one.least is not None:
        rest = one.least % step
        rule = f"divisible by {step}" if not rest else f"{rest} more than a multiple of {step}"
        return f"{subject} must be {rule}, and at least {one.least}"
    words = ", ".join(_run(run) for run in runs[:_MOST_RUNS])
    return f"{subject} must be one of {words}{', …' if len(runs) > _MOST_RUNS else ''}"


def _step(one: SizeSet) -> int | None:
    """The distance between neighbours, where it is the same for all up to the limit and the set goes on so."""
    members = list(one)
    if one.period is None or one.is_finite:
        return None
    step = members[1] - members[0]
    return step if one.period % step == 0 and members == list(range(members[0], LIMIT + 1, step)) else None


def _is_square(box: Box) -> bool:
    return all(one.bits == box[0].bits for one in box)


def _rectangles(axes: Sequence[str], boxes: Sequence[Box]) -> str:
    """The most compact of some boxes, and how many more there are."""
    best = min(boxes, key=lambda box: max(one.least or 0 for one in box))
    sizes = " × ".join(", ".join(_run(run) for run in one.runs()[:_MOST_RUNS]) for one in best)
    return f"{' × '.join(axes)} = {sizes}" + (f" and {len(boxes) - 1} more" if len(boxes) > 1 else "")


def _run(run: tuple[int, int | None]) -> str:
    first, last = run
    if last is None:
        return f"{first} and more"
    return str(first) if first == last else f"{first}…{last}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
