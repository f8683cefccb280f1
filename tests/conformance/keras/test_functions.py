"""Functions of Keras on tensors of known shapes: what they give has the shape that the installed Keras gives it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cnnlint.analysis import analyze_source

keras = pytest.importorskip("keras")

CALLS = Path(__file__).with_name("functions.txt").read_text(encoding="utf-8").split("\n")[:-1]
TENSORS = """import keras
from keras import ops
x = keras.random.normal((2, 3, 4, 5))
row = keras.random.normal((4, 1))
vector = keras.random.normal((6,))
matrix = keras.random.normal((5, 6))
square = ops.eye(3)
threes = keras.random.normal((4, 3))
whole = ops.array([0, 1, 2, 1, 3])
image = keras.random.normal((2, 8, 10, 6))
first = keras.random.normal((2, 3, 8, 10))
signal = keras.random.normal((2, 64))
"""


def shapes(value: Any) -> Any:
    """The shapes in what a function gives."""
    if isinstance(value, dict):
        return [shapes(item) for item in value.values()]
    if isinstance(value, (list, tuple)) and not all(isinstance(item, int) for item in value):
        return [shapes(item) for item in value]
    return tuple(int(size) for size in getattr(value, "shape", ()))


def facts(call: str, expected: Any) -> list[str]:
    """What is certain of a program that holds the shapes of a call against others."""
    form = """
def shapes(value):
    if isinstance(value, (list, tuple)) and not all(isinstance(item, int) for item in value):
        return [shapes(item) for item in value]
    return tuple(getattr(value, "shape", ()))
"""
    found = analyze_source(f"{TENSORS}{form}assert shapes({call}) == {expected!r}\n", "case.py")
    return [f"{fact.kind}: {fact.words}" for fact in found.facts]


@pytest.mark.parametrize("call", CALLS)
def test_function(call: str) -> None:
    scope: dict[str, Any] = {}
    exec(TENSORS, scope)  # noqa: S102 - the tests' own program
    try:
        truth = shapes(eval(call, scope))  # noqa: S307
    except NotImplementedError as missing:
        pytest.skip(f"this backend has it not: {missing}")
    assert facts(call, truth) == []
    assert facts(call, "another") == ["raises: the assertion fails"], "not known"
