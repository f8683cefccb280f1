"""Each edit that is tried, made to the program as its words say, built and run by the framework: the figures are those that were told."""

from __future__ import annotations

import pytest

from cnnlint.analysis import analyze_source
from cnnlint.ops import Refused
from cnnlint.variation.edits import KINDS, Edit
from cnnlint.variation.plan import Stuck
from cnnlint.variation.proposals import Figures, Trials
from variation import keras_truth, torch_truth
from variation.measured import Measured
from variation.programs import KERAS, TORCH

PROGRAMS = {
    f"{framework} {name}": text
    for framework, texts in (("torch", TORCH), ("keras", KERAS))
    for name, text in texts.items()
}
MOST_REACH = 90


def trials_of(name: str) -> Trials:
    (model,) = analyze_source(PROGRAMS[name], f"{name.replace(' ', '_')}.py").models
    return Trials.of(model)


def truth(name: str, words: str, notes: tuple[str, ...], reach: list[int]) -> Measured:
    run = torch_truth.measured if name.startswith("torch") else keras_truth.measured
    return run(PROGRAMS[name], words, notes, reach)


def difference(told: Figures, found: Measured) -> str | None:
    """What differs."""
    pairs = [
        ("map", told.map, found.map),
        ("parameters", told.parameters, found.parameters),
        ("MACs", told.macs, found.macs),
    ]
    fields = zip(told.field, found.field, strict=True)
    pairs += [("field", one, other) for one, other in fields if other is not None]
    return next((f"{what}: {one} is {other}" for what, one, other in pairs if one != other), None)


def problem(name: str, trials: Trials, edit: Edit) -> str | None:
    """What is wrong about what is told of an edit."""
    try:
        given = trials.give(edit)
    except Stuck:
        return None
    except Refused as refused:
        try:
            truth(name, edit.words, (), [1] * len(trials.now.field))
        except Exception:
            return None
        return f"{edit.words} works, and was refused: {refused}"
    sizes = [size for size in given.figures.field if isinstance(size, int)]
    if max(sizes) > MOST_REACH:
        return None
    found = difference(given.figures, truth(name, edit.words, given.notes, sizes))
    return f"{edit.words}: {found}" if found else None


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_model_as_it_is(name: str) -> None:
    now = trials_of(name).now
    assert difference(now, truth(name, "", (), [size for size in now.field if isinstance(size, int)])) is None


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_edit_gives_what_is_told(name: str) -> None:
    trials = trials_of(name)
    problems = [found for kind in KINDS for edit in trials.edits(kind) if (found := problem(name, trials, edit))]
    assert not problems, problems[:5]
