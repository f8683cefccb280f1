"""The fields of generated networks against what their units read when the framework runs them."""

from __future__ import annotations

import os

import pytest

from graph.fields.compare import problems
from graph.fields.networks import Unsuitable, network

NETWORKS = int(os.environ.get("CNNLINT_FIELDS", "300"))
"""How many networks are compared."""
_A_TEST = 25


@pytest.mark.filterwarnings("ignore:Using padding='same'")
@pytest.mark.parametrize("part", range(-(-NETWORKS // _A_TEST)))
def test_every_unit_reads_what_is_told(part: int) -> None:
    """Along every axis size, step and start, and the first and last pixel of each unit that no border touches."""
    wrong, compared, seed = [], 0, part * 1000
    while compared < _A_TEST:
        seed += 1
        try:
            p = network(seed)
        except Unsuitable:
            continue
        found = problems(p)
        if found is None:
            continue
        compared += 1
        wrong += [(seed, words) for words in found]
    assert not wrong, wrong[:3]
