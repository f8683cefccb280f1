"""The solver against brute force, and what it states."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlint.symbolic import (
    Every,
    Relation,
    Some,
    at_least,
    broadcastable,
    conflict,
    divisible,
    maximum,
    minimum,
    same,
    solve,
    statement,
    symbol,
)
from cnnlint.symbolic.roots import where
from cnnlint.symbolic.size_sets import LIMIT, NO_SIZE, SizeSet, from_on, of_numbers

H, W, D = symbol("H"), symbol("W"), symbol("D")
GRID = 40


def strided(size, rng, depth):
    """What a few strided layers make of a size."""
    for _ in range(depth):
        kernel, stride, padding = rng.randint(1, 4), rng.randint(1, 3), rng.randint(0, 1)
        size = (size + 2 * padding - kernel) // stride + 1
    return size


def expression(axis, rng):
    """A size made of one axis as networks make them."""
    size = strided(axis, rng, rng.randint(0, 3))
    match rng.randint(0, 6):
        case 0:
            return 2 * size - strided(axis, rng, 1)
        case 1:
            return size % rng.randint(2, 7)
        case 2:
            return maximum(size, rng.randint(0, 20))
        case 3:
            return minimum(size, strided(axis, rng, 2) + 3)
        case 4:
            return size * size - rng.randint(0, 9) * size
        case 5:
            return maximum(2 * size, axis // 2 + 5) % 5
    return size


def relation(left, right, rng):
    return Relation(rng.choice(["==", "!=", "<=", "<"]), left, right)


def condition(axis, rng):
    """A condition on one axis."""
    one = relation(expression(axis, rng), expression(axis, rng) if rng.random() < 0.3 else rng.randint(0, 12), rng)
    match rng.randint(0, 4):
        case 0:
            return Every((one, relation(axis, rng.randint(1, 30), rng)))
        case 1:
            return Some((one, relation(axis % 4, 0, rng)))
        case 2:
            return one.opposite()
        case 3:
            return broadcastable(expression(axis, rng), rng.randint(1, 5))
    return one


@settings(max_examples=400, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.integers(1, 30_000), min_size=3, max_size=8))
def test_where_is_exact_on_one_axis(rng: random.Random, numbers):
    wanted = condition(H, rng)
    found = where(wanted, frozenset(["H"]))
    for n in (*range(1, 120), LIMIT - 1, LIMIT, *numbers):
        if n <= LIMIT or found.period is not None:
            assert (n in found) is wanted.holds({"H": n}), (str(wanted), n)


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_rectangles_are_exact(rng: random.Random):
    h, w = (strided(axis, rng, rng.randint(1, 3)) for axis in (H, W))
    features, pixel = rng.choice([1, 3, 16]), {"H": rng.randint(1, GRID), "W": rng.randint(1, GRID)}
    target = where_at(features * h * w, pixel) + rng.choice([0, 0, 0, 1])
    wanted = [same(features * h * w, target), at_least(h, 1), at_least(w, 1)]
    wanted += [relation(H, W, rng)] if rng.random() < 0.2 else []
    wanted += [same(3 * h * w, rng.randint(1, 3) * target)] if rng.random() < 0.2 else []
    wanted += [divisible(axis, rng.randint(1, 3)) for axis in (H, W) if rng.random() < 0.3]
    if rng.random() < 0.3:
        p, q = rng.randint(1, 5), rng.randint(1, 5)
        wanted = [same(features * h * w, features * p * (h // p) * q * (w // q)), *wanted[rng.randint(0, 1) :]]
    found = solve(wanted, ("H", "W"))
    assert {n for n in found.square if n <= GRID} == {n for n in range(1, GRID + 1) if all_hold(wanted, n, n)}
    if found.boxes is None:
        return
    pairs = {(a, b) for one, other in found.boxes for a in one for b in other if a <= GRID >= b}
    assert pairs == {(a, b) for a in range(1, GRID + 1) for b in range(1, GRID + 1) if all_hold(wanted, a, b)}


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_sums_of_maps_are_solved_for_squares(rng: random.Random):
    h, w, k, v = (strided(axis, rng, rng.randint(1, 2)) for axis in (H, W, H, W))
    n = rng.randint(1, GRID)
    wanted = [same(h * w + 2 * k * v, where_at(h * w + 2 * k * v, {"H": n, "W": n})), at_least(h, 1), at_least(w, 1)]
    found = solve(wanted, ("H", "W"))
    assert {n for n in found.square if n <= 100} == {n for n in range(1, 101) if all_hold(wanted, n, n)}
    assert not found.is_impossible or not found.square


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_three_axes(rng: random.Random):
    d, h, w = (strided(axis, rng, 1) for axis in (D, H, W))
    point = {name: rng.randint(4, 9) for name in "DHW"}
    wanted = [same(8 * d * h * w, where_at(8 * d * h * w, point)), *(at_least(size, 1) for size in (d, h, w))]
    found = solve(wanted, ("D", "H", "W"))
    assert found.boxes is not None
    for _ in range(50):
        a, b, c = (rng.randint(1, 12) for _ in range(3))
        inside = any(a in one and b in two and c in three for one, two, three in found.boxes)
        assert inside is all(part.holds({"D": a, "H": b, "W": c}) for part in wanted)


def where_at(size, values):
    from cnnlint.symbolic import evaluate

    return evaluate(size, values)


def all_hold(conditions, h, w):
    return all(condition.holds({"H": h, "W": w}) for condition in conditions)


@settings(max_examples=200, deadline=None)
@given(st.sets(st.integers(1, 60)), st.integers(1, 9), st.integers(1, 9), st.integers(1, 50))
def test_sets_of_sizes(numbers, first, second, least):
    a, b = of_numbers(numbers), from_on(least)
    c, d = where(divisible(H, first), frozenset("H")), where(divisible(H, second), frozenset("H"))
    for n in (*range(1, 80), 5040, 10_000):
        assert (n in a | (b & c)) is (n in numbers or (n >= least and n % first == 0))
        assert (n in ~(c | d)) is (n % first != 0 and n % second != 0)
    assert (a & SizeSet(0, LIMIT, None)).is_certainly_empty
    assert not SizeSet(0, LIMIT, None).is_certainly_empty
    assert NO_SIZE.is_certainly_empty
    assert [n for first, last in a.runs() for n in range(first, last + 1)] == sorted(numbers)


def pooled(size):
    return ((size - 4) // 2 - 4) // 2


def linear(features, channels=16):
    return same(channels * pooled(H) * pooled(W), features)


LEAST = [at_least(pooled(H), 1), at_least(pooled(W), 1)]
STATED = {
    "a digit net": ([linear(400), *LEAST], "32 ≤ H = W ≤ 35; rectangles that fit: H × W = 16…19 × 112…115 and 1 more"),
    "no size below 36": ([linear(576), *LEAST, same(H, W)], "36 ≤ H = W ≤ 39"),
    "only oblong ones": (
        [linear(336), *LEAST],
        "no square input fits; H × W = 24…27 × 40…43 and 3 more would",
    ),
    "two heads": ([linear(400), linear(576)], "no input size fits"),
    "patches": ([same(3 * H * W, 3 * 4 * (H // 4) * 14 * (W // 14))], "H must be divisible by 4, and at least 4; W must be divisible by 14, and at least 14"),
    "patches of a map": (
        [same(pooled(H) * pooled(W), 4 * (pooled(H) // 2) * (pooled(W) // 2)), *LEAST],
        "H and W must be one of 20…23, 28…31, 36…39, …",
    ),
    "a skip at each of four levels": (
        [same(2 * (axis // 2**n), axis // 2 ** (n - 1)) for n in range(1, 5) for axis in (H, W)]
        + [at_least(H // 16, 1), at_least(W // 16, 1)],
        "H and W must be divisible by 16, and at least 16",
    ),
    "one more than a multiple": ([divisible(H - 1, 32), at_least(H, 40)], "H must be 1 more than a multiple of 32, and at least 65"),
    "a window": ([at_least((H - 11) // 4, 1), at_least((W - 11) // 4, 1)], "H and W must be at least 15"),
    "other windows": ([at_least(H, 7), at_least(W, 9)], "H must be at least 7; W must be at least 9"),
    "one height": ([same(H, 224)], "H = 224"),
    "an image size": ([same(H, 224), same(W, 224)], "H and W must be 224"),
    "a range": ([at_least(H, 20), Relation("<=", H, 30)], "20 ≤ H ≤ 30"),
    "nothing": ([], ""),
    "several": ([same((H // 2) * (H - 9), 0)], "H must be one of 1, 9"),
}  # fmt: skip


@pytest.mark.parametrize("name", STATED)
def test_statement(name):
    conditions, expected = STATED[name]
    assert statement(solve(conditions, ("H", "W"))) == expected


def test_no_square_size_is_no_proof_for_rectangles():
    found = solve([same(H * W + H // 2 + W // 3, 2)], ("H", "W"))
    assert found.boxes is None
    assert not found.is_impossible


def test_a_proof_reaches_beyond_the_limit():
    assert solve([same(2 * (H // 2), H), same(2 * ((H + 1) // 2), H + 1)], ("H",)).is_impossible
    assert not solve([same(H, LIMIT + 1)], ("H",)).is_impossible
    assert not solve([at_least(H, LIMIT + 1)], ("H",)).is_impossible


CONFLICTS = [
    ([linear(400), *LEAST, linear(576)], [0, 3]),
    ([at_least(H, 9), at_least(W, 9), Relation("<", H, 5)], [0, 2]),
    ([divisible(H, 6), same(H % 2, 1)], [0, 1]),
    ([at_least(H, 2), same(H // 5, -1)], [1]),
    ([divisible(H, 6), divisible(H, 4), same(H % 12, 6), at_least(W, 5)], [1, 2]),
    ([at_least(H, 3), linear(400)], None),
]


@pytest.mark.parametrize(("conditions", "expected"), CONFLICTS)
def test_the_smallest_conflict(conditions, expected):
    assert conflict(conditions, ("H", "W")) == expected


def test_conditions_as_people_write_them():
    assert str(same(16 * H, 400)) == "16*H = 400"
    assert str(at_least(H, 3)) == "H ≥ 3"
    assert str(Some((same(H, 5), same(H, 1)))) == "H = 5 or H = 1"
    assert str(Every((same(H % 4, 0), at_least(W, 2)))) == "H % 4 = 0 and W ≥ 2"
