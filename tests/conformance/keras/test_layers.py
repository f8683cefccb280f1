"""Layers of Keras on generated arguments: the same shapes, the same parameters, and the same refusals as Keras itself."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from conformance.keras.cases import LAYERS, Case
from support.counting import CASES

keras = pytest.importorskip("keras")


def in_keras(case: Case) -> Any:
    """(output shapes, parameters, trainable parameters) as Keras has them, or its words of refusal."""
    scope: dict[str, Any] = {}
    try:
        exec(case.source, scope)  # noqa: S102 - the programs are ours
    except (
        ValueError,
        TypeError,
        RuntimeError,
        IndexError,
        NotImplementedError,
        ZeroDivisionError,
        AttributeError,
    ) as refusal:
        return f"{type(refusal).__name__}: {refusal}"
    model = scope["model"]
    shapes = [tuple(tensor.shape) for tensor in model.outputs]
    return shapes, model.count_params(), sum(int(_elements(weight.shape)) for weight in model.trainable_weights)


def _elements(shape: tuple[int, ...]) -> int:
    count = 1
    for size in shape:
        count *= size
    return count


def here(case: Case) -> Any:
    """The same as cnnlint has them."""
    from cnnlint.analysis import analyze_source

    found = analyze_source(case.source, "case.py")
    if found.facts:
        return "; ".join(f"{fact.kind}: {fact.words}" for fact in found.facts)
    (model,) = found.models
    shapes = [
        None if x.shape is None else tuple(s if isinstance(s, int) else None for s in x.shape) for x in model.outputs
    ]
    return shapes, model.parameters, model.trainable_parameters


MERGING = ("Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract", "Concatenate")


def matches(found: tuple[int | None, ...] | None, expected: tuple[int | None, ...]) -> bool:
    """The same shape, open sizes of Keras aside."""
    return (
        found is not None
        and len(found) == len(expected)
        and all(b is None or a == b for a, b in zip(found, expected, strict=True))
    )


def unsettled(case: Case) -> bool:
    """Cases that Keras leaves to the data: open sizes that no size can fill, and open sizes in an equation, which it puts elsewhere."""
    is_open = any(size is None for shape in case.shapes for size in shape)
    return is_open and (case.layer == "EinsumDense" or (case.layer in MERGING and len(case.shapes) > 2))


@pytest.mark.parametrize("layer", LAYERS)
def test_layer(layer: str, counted: Counter[str]) -> None:
    @settings(max_examples=CASES, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(LAYERS[layer])
    def agree(case: Case) -> None:
        assume(not unsettled(case))
        expected, found = in_keras(case), here(case)
        counted["refused" if isinstance(expected, str) else "accepted"] += 1
        if isinstance(expected, str) or isinstance(found, str):
            assert isinstance(expected, str) == isinstance(found, str), (
                f"\n{case.source}\nKeras: {expected}\nhere:  {found}"
            )
        elif layer in MERGING:  # what is added to a known size has that size, which Keras leaves open
            assert all(matches(*pair) for pair in zip(found[0], expected[0], strict=True)), (
                f"\n{case.source}\nKeras: {expected}\nhere:  {found}"
            )
        else:
            assert found == expected, f"\n{case.source}\nKeras: {expected}\nhere:  {found}"

    agree()
