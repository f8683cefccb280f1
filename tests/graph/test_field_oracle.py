"""The fields of generated networks against what their units read when the framework runs them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import torch

from graph.fields import keras_program, networks
from graph.fields.compare import problems
from graph.fields.networks import Unsuitable

BUILDERS = {"torch": networks.network, "keras": keras_program.network}
NETWORKS = int(os.environ.get("CNNLINT_FIELDS", "300"))
"""How many networks are compared; of ten, one is Keras'."""
_A_TEST = 25


_PARTS = [("keras" if part % 10 == 9 else "torch", part) for part in range(-(-NETWORKS // _A_TEST))]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """The maps are small: threads would take more time than they save."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.filterwarnings("ignore:Using padding='same'")
@pytest.mark.parametrize(("framework", "part"), _PARTS)
def test_every_unit_reads_what_is_told(framework: str, part: int) -> None:
    """Along every axis size, least, step and start, and the first and last pixel of each unit that no border touches."""
    wrong, compared, seed = [], 0, part * 1000
    while compared < _A_TEST:
        seed += 1
        try:
            p = BUILDERS[framework](seed)
        except Unsuitable:
            continue
        found = problems(p)
        if found is None:
            continue
        compared += 1
        wrong += [(seed, words) for words in found]
    assert not wrong, wrong[:3]
