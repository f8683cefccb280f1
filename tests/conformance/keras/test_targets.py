"""Outputs and targets that a loss compares and that it does not: held against the losses of the installed Keras."""

from __future__ import annotations

import pytest

from cnnlint.frameworks.keras.targets import BROADCAST, EQUAL, NUMBERS, differ

keras = pytest.importorskip("keras")
np = pytest.importorskip("numpy")

N = 6
OUTPUTS = [(1,), (2,), (3,), (5, 1), (5, 3), (4, 4, 1), (4, 4, 3)]
TARGETS = [(), (1,), (2,), (3,), (5,), (5, 1), (5, 2), (5, 3), (7, 1), (4, 4), (4, 4, 1), (4, 4, 3), (1, 1), (1, 3)]


def raises(name: str, output: tuple[int, ...], target: tuple[int, ...]) -> bool:
    kind = "int32" if name in NUMBERS else "float32"
    try:
        getattr(keras.losses, name)()(np.zeros((N, *target), kind), np.full((N, *output), 0.5, "float32"))
    except (ValueError, RuntimeError):
        return True
    return False


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [*EQUAL, *NUMBERS])
def test_what_is_compared_place_by_place(name: str) -> None:
    wrong = [
        (output, target)
        for output in OUTPUTS
        for target in TARGETS
        if differ(name, (N, *output), (N, *target)) != raises(name, output, target)
    ]
    assert not wrong, wrong[:3]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", BROADCAST)
def test_what_broadcasts(name: str) -> None:
    """Sizes may broadcast with the batch: only what fails for every batch is refused."""
    pairs = [(output, target) for output in OUTPUTS for target in TARGETS]
    wrong = [pair for pair in pairs if differ(name, (N, *pair[0]), (N, *pair[1])) and not raises(name, *pair)]
    missed = [
        (output, target)
        for output, target in pairs
        if len(output) == len(target) and raises(name, output, target) and not differ(name, (N, *output), (N, *target))
    ]
    assert not wrong, wrong[:3]
    assert not missed, missed[:3]
