"""What becomes of a batch axis when a tensor is reshaped."""

from __future__ import annotations

import pytest

from cnnlint.graph import Shape
from cnnlint.rule_engine.batches import FATES, fate
from cnnlint.symbolic import floor_div, symbol

N = symbol("N")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((N, 3, 4, 4), (N, 48), "kept"),
        ((N, 3, 4, 4), (N * 48,), "flat"),
        ((N,), (N,), "kept"),
        ((N, 1), (N,), "kept"),
        ((N, 3, 4, 4), (N * 3, 16), "folded"),
        ((N, 3, 4, 4), (8, floor_div(N * 48, 8)), "fixed"),
        ((N, 3, 4, 4), (4, floor_div(N, 4), 3, 4, 4), None),  # groups of examples
        ((N, 3, 4, 4), (3, N, 4, 4), None),  # axes that change places
        ((N, 3, 4, 4), (1, N * 3, 4, 4), None),
        ((3, N), (N, 3), None),
        ((2, 3), (6,), None),
    ],
)
def test_what_becomes_of_the_batch(before: Shape, after: Shape, expected: str | None) -> None:
    assert fate(N, before, after) == expected
    assert expected is None or expected in FATES


def test_a_batch_of_known_size_says_nothing() -> None:
    assert fate(2, (2, 3), (6,)) is None
