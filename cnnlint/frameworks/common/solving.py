"""What follows from the requirements of a run: a size for the input, or the fact that none fits; and what would have fitted where one does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from cnnlint.graph import Input, Location, Shape
from cnnlint.graph.contract import asked_alone, contract, disagreement, followed, with_sizes
from cnnlint.graph.requirement import NO_CONTRACT, Contract, Requirement
from cnnlint.interpreter.outcome import Fact

HANGS_ON_SIZES: Final = (
    "feature-mismatch", "norm-mismatch", "reshape-mismatch", "concat-mismatch", "broadcast-mismatch", "matmul-mismatch", "vanished-size",
    "invalid-argument", "raises",
)  # fmt: skip
"""Kinds of fact that another size of the input may do away with."""


def settled(requirements: Sequence[Requirement], inputs: Sequence[Input]) -> tuple[Contract, Fact | None]:
    """What the input's sizes must be for a run, and the fact that there are none where that is proved."""
    found = contract(requirements, inputs)
    if not found.is_impossible:
        return found, None
    fact = no_size(requirements, inputs)
    return (found, fact) if fact is not None else (NO_CONTRACT, None)


def no_size(requirements: Sequence[Requirement], inputs: Sequence[Input]) -> Fact | None:
    """That no size of the input gives what some calls ask for, told at the last of them."""
    found = [one for one in disagreement(requirements, inputs) if one.at is not None]
    if not found:
        return None
    asked = {one: asked_alone(one, requirements, inputs).squares for one in found}
    last = max(found, key=_in_the_file)
    words = "; ".join(dict.fromkeys(f"{one.text}{f', so {fits}' if fits else ''}" for one, fits in asked.items()))
    related = tuple(
        (one.place, one.text) for one in found if one is not last and one.place is not None and one.place != last.at
    )
    if last.at is None:
        return None
    words = f"no input size fits: {words}"
    return Fact("no-input-size", words, last.at, "RuntimeError", last.defined, related, {"value": words})


def _in_the_file(one: Requirement) -> tuple[str, int, int]:
    return ("", 0, 0) if one.at is None else (one.at.path, one.at.line, one.at.column)


def with_what_follows(found: Contract, inputs: Sequence[Input]) -> tuple[Contract, dict[str, Shape]]:
    """The contract with the sizes that follow from it, and the shapes of all inputs with them; no shapes where none follow."""
    taken = {} if found.solution is None else followed(found.solution)
    known = {**taken, **found.channels}
    shapes = {source.name: with_sizes(source.shape, known) for source in inputs if source.shape is not None}
    return replace(found, taken=taken), shapes if known else {}


def origin_of(found: Contract) -> tuple[str, Location | None]:
    """In words, and as a place, what sizes follow from."""
    first = found.requires[0]
    return f"what {first.asker} needs", first.place


def advised(facts: Iterable[Fact], requirements: Iterable[Requirement], found: Contract) -> list[Fact]:
    """The facts, those that another size of the input would do away with told together with the sizes that fit."""
    solution = found.solution
    if solution is None or not (solution.square.bits or solution.boxes):
        return list(facts)
    places = {requirement.at for requirement in requirements}
    return [
        replace(fact, details={**fact.details, "fits": found.squares})
        if fact.kind in HANGS_ON_SIZES and fact.at in places
        else fact
        for fact in facts
    ]
