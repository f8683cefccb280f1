"""Exact fractions of sizes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cnnlint.symbolic import Dim, Ratio, ceil, floor, parse_size, ratio, symbol

H, W = symbol("H"), symbol("W")
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (ratio(4 * H, 2), 2 * H),
        (ratio(H * W, W), H),
        (ratio(6, 3), 2),
        (ratio(6, 4), Fraction(3, 2)),
        (ratio(H, 2) * 2, H),
        (ratio(H, 2) + ratio(H, 2), H),
        (ratio(H, 2) - HALF * H, 0),
        (ratio(H, 2) / ratio(H, 4), 2),
        (ratio(H, W) * W, H),
        (ratio(H, W) * ratio(W, H), 1),
        (W * ratio(H, W), H),
        (1 / ratio(1, H), H),
        (H * Fraction(4, 2), 2 * H),
        (H / HALF, 2 * H),
        (H / H, 1),
        (-ratio(H, 2) + H, ratio(H, 2)),
        (3 - ratio(H, 2), ratio(6 - H, 2)),
        (Fraction(1, 2) - H, ratio(1 - 2 * H, 2)),
        (H - Fraction(1, 2), ratio(2 * H - 1, 2)),
        (H + HALF, ratio(2 * H + 1, 2)),
        (2 / (2 * H), ratio(1, H)),
        (HALF / H, ratio(1, 2 * H)),
        (ratio(3 * H, -6), ratio(-H, 2)),
    ],
)
def test_arithmetic(value, expected):
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("value", "below", "above"),
    [
        (H / 2, "H//2", "(H + 1)//2"),
        (H * Fraction(3, 4), "3*H//4", "(3*H + 3)//4"),
        (H / W, "H//W", "(H + W - 1)//W"),
        (H, "H", "H"),
        (Fraction(7, 2), "3", "4"),
        (5, "5", "5"),
        (H / 2 + HALF, "(H + 1)//2", "(H + 2)//2"),
    ],
)
def test_rounding(value, below, above):
    assert floor(value) == parse_size(below)
    assert ceil(value) == parse_size(above)


@pytest.mark.parametrize(
    ("value", "text"),
    [(H / 2, "H/2"), ((H + 1) / 2, "(H + 1)/2"), (H / W, "H/W"), (3 * H / 4, "(3*H)/4"), (H / (2 * W), "H/(2*W)")],
)
def test_text(value, text):
    assert str(value) == text


def test_hash_agrees_with_equality():
    assert hash(H / 2) == hash(2 * H / 4)
    assert H / 2 != H / 3
    assert H / 2 != H


def test_what_a_ratio_refuses():
    with pytest.raises(ZeroDivisionError):
        ratio(H, 0)
    with pytest.raises(ZeroDivisionError):
        (H / 2) / 0
    with pytest.raises(TypeError):
        bool(H / 2)
    for operation in (lambda: (H / 2) + "a", lambda: (H / 2) * 0.5, lambda: "a" - (H / 2), lambda: (H / 2) / None):
        with pytest.raises(TypeError):
            operation()


def test_parts():
    half = H / 2
    assert isinstance(half, Ratio)
    assert half.numerator == H
    assert half.denominator == 2
    assert isinstance((H / W).denominator, Dim)
