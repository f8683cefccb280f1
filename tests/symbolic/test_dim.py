"""What a Dim refuses, anonymous sizes, and the limits of growth."""

from __future__ import annotations

import pytest

from cnnlint.symbolic import (
    Dim,
    bounds,
    equal,
    evaluate,
    fresh,
    is_anonymous,
    less,
    maximum,
    product,
    substitute,
    symbol,
    symbols,
)

H, W = symbol("H"), symbol("W")


def test_there_is_no_truth_value_and_no_order():
    with pytest.raises(TypeError):
        bool(H)
    for compare in (lambda: H < W, lambda: H <= 3, lambda: max(H, W), lambda: sorted([W, H])):
        with pytest.raises(TypeError):
            compare()


@pytest.mark.parametrize(
    "operation",
    [
        lambda: H + "a",
        lambda: "a" * H,
        lambda: H - None,
        lambda: H // 0.5,
        lambda: H % "a",
        lambda: H**0.5,
        lambda: 2**H,
        lambda: 1.5 * H,
        lambda: divmod(H, "a"),
        lambda: [0] * H,
        lambda: int(H),
        lambda: range(H),
    ],
)
def test_other_types_are_refused(operation):
    with pytest.raises(TypeError):
        operation()


def test_division_by_zero_is_pythons():
    for operation in (lambda: H // 0, lambda: H % 0, lambda: divmod(H, 0), lambda: H / 0):
        with pytest.raises(ZeroDivisionError):
            operation()
    with pytest.raises(ValueError, match="negative power"):
        H**-1


def test_booleans_are_integers():
    assert H + True == H + 1
    assert H * False == 0
    assert type(H * False) is int


def test_names():
    for name in ("", "2H", "H W", "?"):
        with pytest.raises(ValueError, match="not a name"):
            symbol(name)


def test_an_anonymous_size_is_only_itself():
    one, other = fresh(), fresh("rows", 1)
    assert one == one
    assert one != other
    assert one - one == 0
    assert equal(one, other) is None
    assert equal(2 * one, 2 * one + 1) is False
    assert str(one // 2 + 1) == "(? + 2)//2"
    assert bounds(one) == (0, None)
    assert bounds(other) == (1, None)
    assert is_anonymous(maximum(one // 3, H))
    assert not is_anonymous(maximum(H // 3, W))
    assert symbols(one + H) == {"H"}
    assert substitute(one + H, {"H": 3}) == one + 3
    with pytest.raises(ValueError, match="anonymous"):
        evaluate(one, {})
    with pytest.raises(KeyError):
        evaluate(H, {})


def grown(step, times):
    """The size after the same step many times."""
    size = H
    for _ in range(times):
        size = step(size)
    return size


@pytest.mark.parametrize(
    "step",
    [
        lambda size: size * H,
        lambda size: size * (H + W),
        lambda size: size * size + 1,
        lambda size: (size * 3 + W) // 7 * W,
        lambda size: (size * size) // 2,
        lambda size: size // W + size % W,
        lambda size: size * 1000,
        lambda size: maximum(size * 2, size + W) - size // 2,
        lambda size: (3 * size - 1) // (size + W),
        lambda size: maximum(size, symbol(f"x{len(str(size))}")) * 2 // 3,
    ],
)
def test_growth_ends_in_an_unknown_size(step):
    size = grown(step, 60)
    assert isinstance(size, Dim)
    assert len(str(size)) < 20_000
    assert less(size, H) in (True, False, None)


def test_long_chains_stay_small():
    assert grown(lambda size: (size + 2 - 3) // 2 + 1, 90) == (H + 2**90 - 1) // 2**90
    assert grown(lambda size: (size - 1) // 2 + 1, 5) == (H + 31) // 32
    assert grown(lambda size: size + 2 - 3 + 1, 500) == H


def test_many_names_are_too_many():
    total = sum((symbol(f"x{i}") for i in range(1000)), start=0)
    assert is_anonymous(total)
    assert is_anonymous(product([symbol(f"x{i}") for i in range(40)]))
    assert is_anonymous(product([10**20, 10**20]))
