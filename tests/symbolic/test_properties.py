"""Every operation against plain integers, every verdict against brute force."""

from __future__ import annotations

import ast
import operator
import pickle
from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnlint.symbolic import (
    Dim,
    Ratio,
    bounds,
    ceil,
    ceil_div,
    divides,
    equal,
    evaluate,
    exact_div,
    floor,
    is_anonymous,
    less,
    less_equal,
    parse_size,
    ratio,
    substitute,
    symbols,
)

from .expressions import BOUNDS, build, compute, conv_like, grid, inside, names, points, polynomials, readable, trees

either = trees | conv_like


@settings(max_examples=800, deadline=None)
@given(either, points)
def test_a_size_has_the_value_of_its_computation(tree, point):
    size = build(tree)
    value = compute(tree, point)
    assume(value is not None)
    assert not is_anonymous(size)
    assert evaluate(size, point) == value


@settings(max_examples=500, deadline=None)
@given(either, points)
def test_values_are_within_the_bounds(tree, point):
    low, high = bounds(build(tree))
    value = compute(tree, point)
    assume(value is not None)
    assert low is None or low <= value
    assert high is None or value <= high


@settings(max_examples=400, deadline=None)
@given(either, either)
@pytest.mark.parametrize(
    ("verdict", "truth"),
    [(equal, operator.eq), (less, operator.lt), (less_equal, operator.le)],
    ids=["equal", "less", "less_equal"],
)
def test_a_verdict_holds_everywhere(verdict, truth, left, right):
    answer = verdict(build(left), build(right))
    both = names(left) | names(right)
    for point in grid(both, 9 if len(both) < 3 else 4):
        a, b = compute(left, point), compute(right, point)
        if answer is not None and a is not None and b is not None:
            assert truth(a, b) is answer, (point, a, b)


@settings(max_examples=500, deadline=None)
@given(either, either)
def test_divides_holds_everywhere(left, right):
    d, a = build(left), build(right)
    answer = divides(d, a)
    both = names(left) | names(right)
    for point in grid(both, 9 if len(both) < 3 else 4):
        divisor, value = compute(left, point), compute(right, point)
        if answer is not None and divisor and value is not None:
            assert (value % divisor == 0) is answer, point


@settings(max_examples=500, deadline=None)
@given(readable | conv_like)
def test_what_is_printed_is_read_back(tree):
    size = build(tree)
    again = parse_size(str(size))
    assert equal(again, size) is not False
    for point in grid(symbols(size), 5)[:200]:
        try:
            expected = evaluate(size, point)
        except ZeroDivisionError:
            continue
        assert evaluate(again, point) == expected
        assert python_value(str(size), point) == expected


def python_value(text, point):
    """What Python makes of the text."""

    def value(node):
        match node:
            case ast.Constant(value=number):
                return number
            case ast.Name(id=name):
                return point[name]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -value(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return OPERATORS[type(op)](value(left), value(right))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return {"min": min, "max": max}[name](value(argument) for argument in arguments)
        raise AssertionError(ast.dump(node))

    return value(ast.parse(text, mode="eval").body)


OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}


@settings(max_examples=300, deadline=None)
@given(either, either, st.sampled_from(sorted(BOUNDS)), points)
def test_substitution_is_evaluation_in_steps(tree, replacement, name, point):
    inner = compute(replacement, point)
    low, high = BOUNDS[name]
    assume(inner is not None and (low is None or low <= inner) and (high is None or inner <= high))
    value = compute(tree, {**point, name: inner})
    assume(value is not None)
    try:
        size = substitute(build(tree), {name: build(replacement)})
    except ZeroDivisionError:
        pytest.fail("the divisor is not 0 here")
    assert is_anonymous(size) or evaluate(size, point) == value


@settings(max_examples=300, deadline=None)
@given(polynomials, polynomials)
def test_polynomials_are_those_of_sympy(left, right):
    a, b = build(left), build(right)
    x, y = sympy.sympify(str(a)), sympy.sympify(str(b))
    assert sympy.expand(x * y - sympy.sympify(str(a * b))) == 0
    assert (a == b) is (sympy.expand(x - y) == 0 and isinstance(a, Dim)) or isinstance(a, int)


@settings(max_examples=300, deadline=None)
@given(polynomials, polynomials)
def test_a_product_divides_exactly(left, right):
    a, b = build(left), build(right)
    assume(b != 0)
    assert exact_div(a * b, b) == a
    quotient = exact_div(a, b)
    if quotient is not None:
        assert quotient * b == a
    elif isinstance(a, Dim) and isinstance(b, Dim):
        generators = [sympy.Symbol(name) for name in sorted(BOUNDS)]
        _, remainder = sympy.reduced(sympy.sympify(str(a)), [sympy.sympify(str(b))], *generators)
        quotients, _ = sympy.reduced(sympy.sympify(str(a)), [sympy.sympify(str(b))], *generators)
        whole = all(term.is_integer for term in sympy.Poly(quotients[0], *generators).coeffs())
        assert remainder != 0 or not whole


@settings(max_examples=300, deadline=None)
@given(either, either, points)
def test_ratios_are_fractions(left, right, point):
    a, b = build(left), build(right)
    assume(not (isinstance(b, int) and b == 0))
    x, y = compute(left, point), compute(right, point)
    assume(x is not None and y)
    exact = Fraction(x, y)
    quotient = ratio(a, b)
    assert fraction(quotient, point) == exact
    assert fraction(quotient + 1, point) == exact + 1
    assert fraction(3 - quotient, point) == 3 - exact
    assert fraction(quotient * b, point) == x
    assert fraction(quotient * Fraction(2, 3), point) == exact * Fraction(2, 3)
    assert evaluate(floor(quotient), point) == x // y
    assert evaluate(ceil(quotient), point) == -(-x // y)
    assert evaluate(ceil_div(a, b), point) == -(-x // y)


def fraction(quotient, point):
    if isinstance(quotient, Fraction):
        return quotient
    if isinstance(quotient, Ratio):
        return Fraction(evaluate(quotient.numerator, point), evaluate(quotient.denominator, point))
    return Fraction(evaluate(quotient, point))


@given(either)
@settings(deadline=None)
def test_a_size_survives_pickling(tree):
    size = build(tree)
    again = pickle.loads(pickle.dumps(size))  # noqa: S301
    assert again == size
    assert hash(again) == hash(size)


@settings(max_examples=300, deadline=None)
@given(conv_like, st.integers(1, 8), inside("a"), inside("b"))
def test_division_with_remainder(tree, m, a, b):
    size = build(tree)
    assert (size // m) * m + size % m == size
    assert less_equal(0, size % m) is not False
    assert less(size % m, m) is not False
    assert evaluate(size % m, {"a": a, "b": b}) == evaluate(size, {"a": a, "b": b}) % m
