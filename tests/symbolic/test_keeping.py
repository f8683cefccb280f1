"""Results that are kept: they hang on what is known of the sizes, never on what was worked out before."""

from __future__ import annotations

import pytest

from cnnlint.symbolic import less, maximum, symbol
from cnnlint.symbolic.dim import MOST_DEGREE


@pytest.mark.parametrize("order", [(1, 0), (0, 1)])
def test_names_that_are_alike_but_for_their_bounds(order: tuple[int, int]) -> None:
    answers = {least: less(0, symbol("kept", least)) for least in order}
    assert answers == {1: True, 0: None}
    greatest = {least: maximum(symbol("kept", least), 1) for least in order}
    assert greatest[1] == symbol("kept")
    assert greatest[0] != symbol("kept")


def test_a_size_beyond_the_limits_is_the_same_as_no_other() -> None:
    def power() -> object:
        return symbol("kept") ** (MOST_DEGREE + 1)

    assert power() != power()


def test_a_sum_that_was_made_before_is_not_made_anew() -> None:
    height, width = symbol("kept_height"), symbol("kept_width")
    assert height + width is symbol("kept_height") + symbol("kept_width")
    assert (height * 3) // 2 is (symbol("kept_height") * 3) // 2
