"""Three-valued logic against its truth tables, and numbers of every kind."""

from __future__ import annotations

import operator
from fractions import Fraction
from itertools import product as pairs
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlint import symbolic
from cnnlint.rule_engine import logic
from cnnlint.rule_engine.types import UNKNOWN
from cnnlint.symbolic import symbol

T, F, U = True, False, UNKNOWN
AND = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U, (U, U): U}
H, W = symbol("H"), symbol("W")

NUMBERS = st.one_of(
    st.integers(-50, 50), st.fractions(-9, 9, max_denominator=12), st.floats(-9, 9), st.just(H), st.just(2 * H + 1)
)
OPERATORS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}


@pytest.mark.parametrize(("a", "b"), list(pairs((T, F, U), repeat=2)))
def test_kleene(a: Any, b: Any) -> None:
    assert logic.conjunction((a, b)) is AND[a, b]
    assert logic.disjunction((a, b)) is OR[a, b]
    assert logic.negate(logic.conjunction((a, b))) is logic.disjunction((logic.negate(a), logic.negate(b)))


def test_unknown_has_no_truth_value() -> None:
    with pytest.raises(TypeError):
        bool(UNKNOWN)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (1, 2, T), (2, 2, F), (Fraction(1, 4), 0.25, F), (Fraction(1, 4), Fraction(1, 2), T), (0.2, 1, T),
        (H, H, F), (H, H + 1, T), (H, W, U), (0, H, T), (H, 0, F), (Fraction(1, 2), H, T), (0.5, H, T), (H, 10, U),
        (symbolic.ratio(H, 2), H, T), (H, symbolic.ratio(H, 2), F), (symbolic.ratio(H, W), 1, U), (U, 1, U), (1, U, U),
        (float("inf"), H, U), (float("nan"), H, U),
    ],
)  # fmt: skip
def test_less(a: Any, b: Any, expected: Any) -> None:
    assert logic.less(a, b) is expected
    assert logic.greater(b, a) is expected
    assert logic.greater_equal(a, b) is logic.negate(expected)
    assert logic.less_equal(b, a) is logic.negate(expected)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (1, 1.0, T), (Fraction(1, 2), 0.5, T), ("a", "a", T), ("a", "b", F), (H, H, T), (H, H + 1, F), (H, W, U), (H, 3, U), (H, 0, F),
        (2 * H, 5, F), (symbolic.ratio(H, 2), symbolic.ratio(2 * H, 4), T), (symbolic.ratio(2 * H + 1, 2), 3, F),
        (U, 1, U), (True, False, F),
    ],
)  # fmt: skip
def test_equal(a: Any, b: Any, expected: Any) -> None:
    assert logic.equal(a, b) is expected
    assert logic.equal(b, a) is expected
    assert logic.unequal(a, b) is logic.negate(expected)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((1, 2), (1, 2), T), ((1, 2), (1, 3), F), ((1, 2), (1, 2, 3), F), ((), (), T), ((1, 1), 1, T), ((1, 2), 1, F), (1, (1, 1), T),
        ((), 1, U), (1, (), U), ((H, 1), (H, 2), F), ((H, 1), (W, 1), U), ((U, 1), (1, 1), U), ((U, 1), (1, 2), F), (U, (1,), U),
    ],
)  # fmt: skip
def test_lists_are_equal_where_every_axis_is(a: Any, b: Any, expected: Any) -> None:
    assert logic.on_every_axis(logic.equal)(a, b) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((1, 2), 3, T),
        ((1, 3), 3, F),
        ((1, 2), (2, 3), T),
        ((1, 2), (2, 2), F),
        ((1,), (2, 3), U),
        ((), 3, U),
        (2, (3, 3), T),
    ],
)
def test_lists_are_less_where_every_axis_is(a: Any, b: Any, expected: Any) -> None:
    assert logic.on_every_axis(logic.less)(a, b) is expected


@pytest.mark.parametrize(
    ("items", "value", "expected"),
    [
        (("a", "b"), "a", T),
        (("a",), "c", F),
        ((1, U), 1, T),
        ((1, U), 2, U),
        ((H,), H, T),
        ((H,), 3, U),
        ("cross", "ro", T),
        (U, 1, U),
        ((1,), U, U),
    ],
)
def test_contains(items: Any, value: Any, expected: Any) -> None:
    assert logic.contains(items, value) is expected


@given(NUMBERS, NUMBERS, st.sampled_from(list(OPERATORS)))
def test_arithmetic_never_raises_and_is_that_of_python(a: Any, b: Any, symbol_: str) -> None:
    result = logic.arithmetic(symbol_)(a, b)
    if isinstance(a, int | Fraction | float) and isinstance(b, int | Fraction | float):
        try:
            assert result == OPERATORS[symbol_](a, b) or result != result or isinstance(result, Fraction)
        except ZeroDivisionError:
            assert result is UNKNOWN
    elif b == 0 and symbol_ in ("/", "//", "%"):
        assert result is UNKNOWN


@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from(list(OPERATORS)))
def test_symbolic_arithmetic_agrees_with_numbers(h: int, b: int, symbol_: str) -> None:
    """What is computed on a symbol and then given a value is what is computed on the value."""
    result = logic.arithmetic(symbol_)(H, b)
    top, bottom = (result.numerator, result.denominator) if isinstance(result, symbolic.Ratio) else (result, 1)
    values = [symbolic.evaluate(part, {"H": h}) if isinstance(part, symbolic.Dim) else part for part in (top, bottom)]
    assert Fraction(values[0]) / values[1] == logic.arithmetic(symbol_)(h, b)


def test_integers_divide_exactly() -> None:
    assert logic.arithmetic("/")(7, 28) == Fraction(1, 4)
    assert logic.arithmetic("/")(1, 0) is UNKNOWN
    assert logic.arithmetic("*")(10**400, 1.5) is UNKNOWN


@given(st.lists(NUMBERS, max_size=5))
def test_extremes_bound_their_items(values: list[Any]) -> None:
    low, high = logic.least(values), logic.greatest(values)
    for value in values:
        if low is not UNKNOWN:
            assert logic.less(value, low) is not True
        if high is not UNKNOWN:
            assert logic.less(high, value) is not True


def test_folds() -> None:
    assert logic.least([]) is UNKNOWN
    assert logic.least([3, U]) is UNKNOWN
    assert logic.least([H, H + 1]) == H
    assert logic.least([H, W]) is UNKNOWN
    assert logic.total([]) == 0
    assert logic.total([1, H]) == H + 1
    assert logic.product([2, H, U]) is UNKNOWN
    assert logic.product([2, H]) == 2 * H
