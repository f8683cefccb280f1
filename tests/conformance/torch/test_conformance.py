"""PyTorch itself on generated programs: the same shapes, element types and parameters, the same exceptions."""

from __future__ import annotations

from collections import Counter

import pytest

pytest.importorskip("torch")

from conformance.torch.functions import FUNCTIONS, LOOSE
from conformance.torch.generating import Gen, Program
from conformance.torch.layers import LAYERS
from conformance.torch.running import Here, difference, in_torch
from support.counting import CASES


@pytest.fixture(scope="module")
def here() -> Here:
    return Here()


def hold(name: str, make: Program, here: Here, counted: Counter[str]) -> None:
    """Compare so many programs."""
    wrong = []
    for number in range(CASES):
        source = Gen(f"{name} {number}")
        program = make(source)
        expected, found = in_torch(program), here.run(program)
        counted["refused" if expected.error else "accepted"] += 1
        differs = difference(expected, found, loose=name in LOOSE, strict=source.faults < 2)
        if differs:
            wrong.append(f"{program}  {differs}")
            counted["different"] += 1
    assert not wrong, f"{len(wrong)} of {CASES}\n" + "\n".join(wrong[:8])


@pytest.mark.parametrize("name", LAYERS)
def test_layer(name: str, here: Here, counted: Counter[str]) -> None:
    hold(name, LAYERS[name], here, counted)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function(name: str, here: Here, counted: Counter[str]) -> None:
    hold(name, FUNCTIONS[name], here, counted)
