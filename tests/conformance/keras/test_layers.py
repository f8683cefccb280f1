"""Layers of Keras on generated arguments: the same shapes, the same parameters, and the same refusals as Keras itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from conformance.keras.cases import AUGMENTED, LAYERS, Case, Shape
from support.counting import CASES

keras = pytest.importorskip("keras")


BATCH = 7
"""The size of the batch that a model is run on: no other size is drawn so large that it could be taken for it by chance."""
BUILT_ONLY = {*AUGMENTED, "RMSNormalization", "LayerNormalization"}
"""Augmentations, whose runs hang on chance; and what works on other backends than the one that the tests have."""
REFUSALS = (ValueError, TypeError, RuntimeError, IndexError, NotImplementedError, ZeroDivisionError, AttributeError)


@dataclass(frozen=True)
class Truth:
    """What Keras says: of a refusal the words; else the output shapes, parameters, trainable parameters, and the shapes of a run.

    `run` is empty where the model can be built and not run: for certain, where no size of its inputs is left open. `chance`: it runs
    on a batch only that happens to be as large as another axis.
    """

    refusal: str = ""
    shapes: tuple[Shape, ...] = ()
    parameters: int = 0
    trainable: int = 0
    run: tuple[tuple[int, ...], ...] = ()
    chance: bool = False


def in_keras(case: Case) -> Truth:
    """A model of the layer is built, and run."""
    scope: dict[str, Any] = {}
    try:
        exec(case.source, scope)  # noqa: S102 - the programs are ours
    except REFUSALS as refusal:
        return Truth(f"{type(refusal).__name__}: {refusal}")
    model = scope["model"]
    shapes = tuple(tuple(tensor.shape) for tensor in model.outputs)
    trainable = sum(int(_elements(weight.shape)) for weight in model.trainable_weights)
    ran, words, chance = run(model, case) if case.layer not in BUILT_ONLY else ((), "", False)
    if words and not has_open(case):
        return Truth(words)
    return Truth("", shapes, model.count_params(), trainable, ran, chance)


def run(model: Any, case: Case) -> tuple[tuple[tuple[int, ...], ...], str, bool]:
    """The shapes that a run gives; or why it fails, whatever is tried for open sizes; and whether it works by chance only."""
    ran, words = run_with(model, case, BATCH)
    known = {size for shape in case.shapes for size in shape if size is not None}
    other = () if ran else next(filter(None, (run_with(model, case, batch)[0] for batch in sorted(known))), ())
    return (ran, words, False) if not other else (other, "", True)


def run_with(model: Any, case: Case, batch: int) -> tuple[tuple[tuple[int, ...], ...], str]:
    """The shapes that a run on a batch of this size gives; or why it fails, whatever is tried for open sizes."""
    words = ""
    for shapes in islice(filled(case), TRIED):
        try:
            inputs = [np.zeros((batch, *shape), "float32") for shape in shapes]
            return tuple(tuple(one.shape) for one in keras.tree.flatten(model(inputs))), ""
        except REFUSALS as refusal:
            words = f"{type(refusal).__name__}: {refusal}"
    return (), words


TRIED = 100
"""How many ways to fill the sizes that are left open are tried at most."""


def filled(case: Case) -> Iterator[list[list[int]]]:
    """The shapes of the inputs with sizes in place of those that are left open: one for all first, then all combinations of likely ones."""
    places = sum(size is None for shape in case.shapes for size in shape)
    likely = sorted({2, 5, 1, *(size for shape in case.shapes for size in shape if size is not None)})
    matching = [beside(case, n) for shape in case.shapes for n, size in enumerate(shape) if size is None]
    ways = chain([matching], zip(*[likely] * places, strict=True), product(likely, repeat=places))
    for sizes in ways if places else [()]:
        left = iter(sizes)
        yield [[next(left) if size is None else size for size in shape] for shape in case.shapes]


def beside(case: Case, axis: int) -> int:
    """The size that another input has along an axis."""
    known = (shape[axis] for shape in case.shapes if axis < len(shape))
    return next((size for size in known if size is not None), 2)


def has_open(case: Case) -> bool:
    """Whether a size of the inputs is left open."""
    return any(size is None for shape in case.shapes for size in shape)


def _elements(shape: tuple[int, ...]) -> int:
    count = 1
    for size in shape:
        count *= size
    return count


def here(case: Case) -> Truth:
    """The same as cnnlint has them."""
    from cnnlint.analysis import analyze_source

    found = analyze_source(case.source, "case.py")
    if found.facts:
        return Truth("; ".join(f"{fact.kind}: {fact.words}" for fact in found.facts))
    (model,) = found.models
    shapes = tuple(
        UNKNOWN if x.shape is None else tuple(s if isinstance(s, int) else None for s in x.shape) for x in model.outputs
    )
    return Truth("", shapes, model.parameters, model.trainable_parameters)


UNKNOWN: Shape = (-1,)


def alike(found: Shape, expected: Shape, ran: tuple[int, ...] | None) -> bool:
    """The same shape; where Keras leaves a size open, it may be known to be the one that a run gives."""
    if len(found) == len(expected) and all(
        a == b or (b is None and ran is not None and len(ran) == len(found) and a == ran[n])
        for n, (a, b) in enumerate(zip(found, expected, strict=True))
    ):
        return True
    return ran is not None and not could_be(ran, expected) and could_be(ran, found)


def could_be(ran: tuple[int, ...], shape: Shape) -> bool:
    """Whether a run of a model of this shape can give these sizes. (What Keras says of some layers is not what they give.)"""
    return len(ran) == len(shape) and all(size in (None, one) for one, size in zip(ran, shape, strict=True))


@pytest.mark.parametrize("layer", LAYERS)
def test_layer(layer: str, counted: Counter[str]) -> None:
    @settings(max_examples=CASES, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(LAYERS[layer])
    def agree(case: Case) -> None:
        expected, found = in_keras(case), here(case)
        counted["refused" if expected.refusal else "accepted"] += 1
        told = f"\n{case.source}\nKeras: {expected}\nhere:  {found}"
        if (
            found.refusal
            and not expected.refusal
            and (expected.chance or not expected.run)
            and case.layer not in BUILT_ONLY
        ):
            return  # it can be built, and no size that was tried lets it run but by chance
        assert bool(expected.refusal) == bool(found.refusal), told
        if not expected.refusal:
            assert (found.parameters, found.trainable) == (expected.parameters, expected.trainable), told
            assert len(found.shapes) == len(expected.shapes), told
            ran = expected.run or (None,) * len(expected.shapes)
            assert all(map(alike, found.shapes, expected.shapes, ran)), told

    agree()
