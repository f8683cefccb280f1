"""Some damaged programs; `python tests/fuzz/fuzz.py` checks any number of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from fuzz.damage import damaged
from fuzz.fuzz import checker, problem_of, programs, run

COUNT = 150
FOUND = sorted((Path(__file__).parent / "found").glob("*.py"))


def test_damaged_programs_raise_nothing_and_are_not_held() -> None:
    found, told = run(COUNT)
    assert not found, found[:3]
    assert {"CNN901", "no finding"} <= set(told)


def test_a_number_is_one_program() -> None:
    texts = programs()
    assert len(texts) > 50
    assert damaged(texts, 7) == damaged(texts, 7) != damaged(texts, 8)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_so_far_goes_well(path: Path) -> None:
    assert problem_of(path.read_bytes(), checker(), Counter()) is None
