"""Keras' own way of saying what a layer refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnnlint.ops.outcome import Refused
from cnnlint.symbolic import Dim, symbols


def refusal(refused: Refused) -> str:
    """What Keras says, in short."""
    given = refused.details
    if refused.kind == "vanished-size" and "kernel" in given:
        return f"computed output size would be zero or negative: a window of {given['kernel']} on a map of {given['actual']}"
    if refused.kind == "rank-mismatch" and "shape" in given and "expected_rank" in given:
        shape = written(given["shape"])
        return (
            f"expected ndim={given['expected_rank']}, found ndim={given['actual_rank']}; full shape received: {shape}"
        )
    return refused.words


def written(shape: Any) -> str:
    """A shape as Keras prints it, None for the batch."""
    if not isinstance(shape, Sequence):
        return "unknown"
    sizes = ["None" if isinstance(size, Dim) and symbols(size) == {"N"} else str(size) for size in shape]
    return f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"
