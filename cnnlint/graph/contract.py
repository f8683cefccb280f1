"""From what calls need to what the input's sizes must be: `contract`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from cnnlint.graph.requirement import NO_CONTRACT, Contract, Requirement
from cnnlint.graph.tensor import Input, Shape
from cnnlint.source.location import Location
from cnnlint.symbolic import (
    Condition,
    Dim,
    Relation,
    SizeSet,
    Solution,
    Some,
    at_least,
    conflict,
    every,
    leaf_keys,
    least_that_fits,
    limited_to,
    solve,
    symbol,
    symbols,
)

_BATCH: Final = ("N", "B")
_MOST_WEIGHED: Final = 12  # calls of which it is found out whether they matter
_CUSTOMARY: Final = (224, 28, 32, 64, 96, 128, 256, 299, 227, 512)
"""Sizes of pictures that data sets and their usual crops have, the likeliest first."""


def contract(requirements: Iterable[Requirement], inputs: Sequence[Input]) -> Contract:
    """What the open sizes of a model's only input must be, batch and channels apart."""
    requirements = list(requirements)
    channels, wrong = _channels(requirements, inputs)
    axes = open_axes(inputs)
    asked = reduced(requirements, axes, channels)
    solution = _solution(asked, axes) if asked else None
    if solution is None or solution.is_free:
        return Contract(channels=channels, is_impossible=wrong) if channels or wrong else NO_CONTRACT
    return Contract(_told(asked, solution), solution, channels, wrong or solution.is_impossible)


def open_axes(inputs: Sequence[Input]) -> tuple[str, ...]:
    """The names of the sizes that the only input leaves open; none where there are several inputs that do."""
    return tuple(name for name in _open_names(inputs) if not _is_channels(name))


def _open_names(inputs: Sequence[Input]) -> tuple[str, ...]:
    found = [names for source in inputs if (names := _names_of(source.shape or ()))]
    return found[0] if len(found) == 1 else ()


def _names_of(shape: Shape) -> tuple[str, ...]:
    names = [str(size) for size in shape if isinstance(size, Dim) and symbols(size) == {str(size)}]
    return tuple(dict.fromkeys(name for name in names if name not in _BATCH))


def _is_channels(name: str) -> bool:
    return name.startswith("C")


def _channels(requirements: Sequence[Requirement], inputs: Sequence[Input]) -> tuple[dict[str, int], bool]:
    """The number of channels that the input must have, where that was left open and one number follows; whether none does."""
    found: dict[str, int] = {}
    wrong = False
    for name in filter(_is_channels, _open_names(inputs)):
        sizes = solve([one.condition for one in reduced(requirements, (name,))], (name,)).square
        wrong = wrong or sizes.is_certainly_empty
        if sizes.is_finite and len(sizes) == 1:
            found[name] = next(iter(sizes))
    return found, wrong


def reduced(
    requirements: Iterable[Requirement], axes: tuple[str, ...], known: Mapping[str, int] = MappingProxyType({})
) -> list[Requirement]:
    """The requirements about these sizes alone, without what both sides have in common (the batch); other sizes may be known."""
    found = []
    for requirement in requirements:
        try:
            condition = requirement.condition.at(known) if known else requirement.condition
        except ZeroDivisionError:
            continue
        limited = limited_to(condition, frozenset(axes))
        if limited is not None and leaf_keys(limited):
            found.append(replace(requirement, condition=limited))
    return found


def _solution(asked: Sequence[Requirement], axes: tuple[str, ...]) -> Solution:
    """The sizes that give what is asked and wished; where there is none, those that give what is asked."""
    wished = solve([requirement.condition for requirement in asked], axes)
    if wished.square.bits or not any(requirement.is_wish for requirement in asked):
        return wished
    return solve([requirement.condition for requirement in asked if not requirement.is_wish], axes)


# --- sizes that follow ------------------------------------------------------------------------------------------------


def followed(solution: Solution) -> dict[str, int]:
    """The size along each axis where it follows, or lies in a range so small that one of its sizes stands for all."""
    is_picture = len(solution.axes) == 2
    found = [_chosen(solution.square, picture=is_picture) if solution.bound else None] * len(solution.axes)
    if None in found and solution.boxes is not None and len(solution.boxes) == 1:
        found = [_chosen(one, picture=is_picture) for one in solution.boxes[0]]
    return {
        axis: size for axis, size in zip(solution.axes, found, strict=True) if size is not None and None not in found
    }


def _chosen(sizes: SizeSet, *, picture: bool) -> int | None:
    """The size of a small range that people most likely mean: a customary one, else that which can be halved most often."""
    runs = sizes.runs()
    if len(runs) != 1 or not sizes.is_finite:
        return None
    first, last = runs[0]
    if last is None or last >= 2 * first:
        return None
    likely = [size for size in _CUSTOMARY if picture and first <= size <= last]
    return likely[0] if likely else max(range(first, last + 1), key=lambda size: size & -size)


# --- what is told -----------------------------------------------------------------------------------------------------


def _told(asked: Sequence[Requirement], solution: Solution) -> tuple[Requirement, ...]:
    """What is worth telling, each call once: of the least sizes only the one that decides, and nothing that follows from the rest."""
    calls: dict[tuple[str, Location | None, Location | None], list[Condition]] = {}
    for requirement in asked:
        if not _is_least(requirement.condition):
            key = (requirement.asker, requirement.at, requirement.defined)
            calls.setdefault(key, []).append(requirement.condition)
    for axis, (requirement, least) in ({} if solution.bound else _deciding(asked)).items():
        key = (requirement.asker, requirement.at, requirement.defined)
        calls.setdefault(key, []).append(at_least(symbol(axis), least))
    told = [Requirement(every(_strongest(conditions)), *call) for call, conditions in calls.items()]
    return tuple(told if solution.is_impossible or len(told) > _MOST_WEIGHED else _needed(told, solution))


def _needed(told: Sequence[Requirement], solution: Solution) -> list[Requirement]:
    """Without what follows from the others; the longest go first."""
    kept = list(told)
    for one in sorted(told, key=lambda requirement: -len(requirement.text)):
        rest = [other for other in kept if other is not one]
        if rest and solve([other.condition for other in rest], solution.axes).gives_what(solution):
            kept = rest
    return kept


def _strongest(conditions: Sequence[Condition]) -> list[Condition]:
    """Without those of which another one is a part: that two sizes are the same or one is 1, where they are wished to be the same."""
    return [one for one in conditions if not (isinstance(one, Some) and set(one.parts) & set(conditions))]


def _is_least(condition: Condition) -> bool:
    return isinstance(condition, Relation) and condition.operator in ("<=", "<") and isinstance(condition.left, int)


def _deciding(asked: Sequence[Requirement]) -> dict[str, tuple[Requirement, int]]:
    """For each axis the requirement that sets the least size, if one does, and the size."""
    found: dict[str, tuple[Requirement, int]] = {}
    for requirement in asked:
        about = leaf_keys(requirement.condition)
        if len(about) != 1 or not _is_least(requirement.condition):
            continue
        (axis,) = about
        so_far = found[axis][1] if axis in found else 1
        if not requirement.condition.holds({axis: so_far}):
            least = least_that_fits(requirement.condition, axis)
            if least is not None and least > so_far:
                found[axis] = (requirement, least)
    return found


# --- where nothing fits -----------------------------------------------------------------------------------------------


def disagreement(requirements: Iterable[Requirement], inputs: Sequence[Input]) -> list[Requirement]:
    """As few requirements as possible of which it is proved that no size of the input gives them all; none where that is not so."""
    requirements = [requirement for requirement in requirements if not requirement.is_wish]
    known, _ = _channels(requirements, inputs)
    for axes in (open_axes(inputs), *((name,) for name in _open_names(inputs) if _is_channels(name))):
        asked = reduced(requirements, axes, known if axes == open_axes(inputs) else MappingProxyType({}))
        places = conflict([requirement.condition for requirement in asked], axes) if asked else None
        if places:
            return [asked[place] for place in places]
    return []


def asked_alone(requirement: Requirement, others: Iterable[Requirement], inputs: Sequence[Input]) -> Contract:
    """What one call asks of the sizes by itself, beside what all layers need to have any room at all."""
    least = [other for other in others if _is_least(other.condition)]
    same_call = [other for other in others if (other.asker, other.at) == (requirement.asker, requirement.at)]
    return contract(dict.fromkeys([*same_call, *least]), inputs)


def with_sizes(shape: Shape, taken: Mapping[str, int]) -> Shape:
    """A shape with sizes for its open axes."""
    return tuple(taken.get(str(size), size) if isinstance(size, Dim) else size for size in shape)
