"""How Keras names the ways of interpolation."""

from __future__ import annotations

from cnnlint.frameworks.common.convert import word
from cnnlint.interpreter.values import Value


def interpolation(value: Value) -> str:
    """The way that a resizing is told; the nearest neighbour is that of the middle of a position, in every backend."""
    mode = word(value, "bilinear").lower()
    return "nearest-exact" if mode == "nearest" else mode
