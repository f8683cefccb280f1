"""The laws of the normal form, the verdicts and the texts, as tables."""

from __future__ import annotations

import pytest

from cnnlint.symbolic import (
    Dim,
    bounds,
    ceil_div,
    divides,
    equal,
    exact_div,
    less,
    less_equal,
    maximum,
    minimum,
    parse_size,
    product,
    substitute,
    symbol,
    symbols,
)

# Both sides have the same normal form.
SAME = [
    # whole multiples are taken out of a fraction
    ("(4*H + 6)//2", "2*H + 3"),
    ("(4*H + 7)//4", "H + 1"),
    ("(2*H + 1)//2", "H"),
    ("(H + 5)//2", "(H + 1)//2 + 2"),
    ("(H - 4)//2", "H//2 - 2"),
    ("(5*H + W)//4", "H + (H + W)//4"),
    ("64*H*W//32", "2*H*W"),
    # a common divisor is cancelled
    ("(4*H + 2)//6", "(2*H + 1)//3"),
    ("(6*H + 9*W + 7)//12", "(2*H + 3*W + 2)//4"),
    ("(6*H + 3)//4", "(2*H + 3)//4 + H"),
    # nested fractions are one
    ("(H//2)//3", "H//6"),
    ("(H//2 + 1)//3", "(H + 2)//6"),
    ("((H - 1)//2 + 1 - 1)//2 + 1", "(H - 1)//4 + 1"),
    ("((H + 1)//2 + 1)//2", "(H + 3)//4"),
    ("(H//2 + W)//2", "(H + 2*W)//4"),
    ("(W - H//2)//2", "(2*W - H + 1)//4"),
    ("(2*(H//3))//4", "H//6"),
    ("H//W//2", "H//(2*W)"),
    ("((((H//2)//2)//2)//2)//2", "H//32"),
    # signs
    ("(-H)//2", "-((H + 1)//2)"),
    ("H//-2", "-((H + 1)//2)"),
    ("(-H - W)//-3", "(H + W)//3"),
    ("(3*H)//4", "H - (H + 3)//4"),
    ("(2*H + 1)//3", "H - (H + 1)//3"),
    ("H//(0 - W)", "(-H)//W"),
    # remainders
    ("(H//2)*2 + H % 2", "H"),
    ("(5*H + 7) % 5", "2"),
    ("(5*H + W) % 5", "W % 5"),
    ("(H - 2*(H//2))//2", "0"),
    ("(H % 3)//3", "0"),
    ("(H % 3)//4", "0"),
    ("H % 1", "0"),
    ("H - H % 4", "4*(H//4)"),
    ("H % W", "H - W*(H//W)"),
    ("(H + (32 - H % 32) % 32)", "32*((H + 31)//32)"),
    # symbolic divisors
    ("H//H", "1"),
    ("H % H", "0"),
    ("0//H", "0"),
    ("0 % H", "0"),
    ("H*W*64//(H*W)", "64"),
    ("(H*W + 3)//H", "W + 3//H"),
    ("(H*W + H)//(H*N)", "(W + 1)//N"),
    ("(2*H + 2)//(2*W)", "(H + 1)//W"),
    ("(H**2 - 1)//(H - 1)", "H + 1"),
    ("(N*(H//2) + N)//N", "H//2 + 1"),
    ("3//(H + 3)", "0"),
    ("-3//(H + 3)", "-1"),
    ("H//(H + 1)", "0"),
    ("(2*H + 1)//(H + W + H)", "(2*H + 1)//(2*H + W)"),
    ("(H + W + 1)//(H + W)", "1"),
    # minimum and maximum
    ("max(H, 1)", "H"),
    ("min(H, 1)", "1"),
    ("max(H, H + 1)", "H + 1"),
    ("max(H, H//2)", "H"),
    ("max(H, 3, W, 5)", "max(W, H, 5)"),
    ("max(max(H, W), H)", "max(H, W)"),
    ("min(max(H, W), H)", "H"),
    ("max(min(H, W), H)", "H"),
    # polynomials
    ("(H + 1)*(H - 1)", "H**2 - 1"),
    ("(H + W)**2", "H**2 + 2*H*W + W**2"),
    ("W*H", "H*W"),
    ("H - H + 3", "3"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_normal_form(left, right):
    assert parse_size(left) == parse_size(right)


# How a size prints; None if it prints as it is given.
PRINTED = [
    ("H", None),
    ("2*H + 1", None),
    ("1 - H", None),
    ("-H", None),
    ("-2*H - 4", None),
    ("N*T", None),
    ("H**2 + H", None),
    ("H//2", None),
    ("H*W//4", None),
    ("(H - 4)//2", None),
    ("(H - 1)//2 + 1", "(H + 1)//2"),
    ("H//2 - 2", "(H - 4)//2"),
    ("2*(H//2)", None),
    ("H + H//2", None),
    ("W - H//2", None),
    ("H - H//2", "(H + 1)//2"),
    ("-(H//2)", None),
    ("3*H//4", None),
    ("(3*H - 3*W)//4", None),
    ("(H - W)//2", None),
    ("64*((H - 4)//2)*((W - 4)//2)", None),
    ("64*(H - 2)*(W - 2)", None),
    ("N*(H + W)", None),
    ("H*(W - 2)", None),
    ("2*H + 2", None),
    ("H % 2", None),
    ("(H + 1) % 3", None),
    ("N*(H % 2)", None),
    ("H % W", None),
    ("-(H % 2)", None),
    ("(H//2) % 3", None),
    ("H//W", None),
    ("H//(2*W)", None),
    ("3//H", None),
    ("H//2//W", "H//(2*W)"),
    ("max(H, 3)", None),
    ("2*max(H, W//2)", None),
    ("max(H, 3)//2", None),
    ("min(H, W, 7) - 1", None),
    ("(H + (32 - H % 32) % 32)", "32*((H + 31)//32)"),
]


@pytest.mark.parametrize(("text", "printed"), PRINTED)
def test_text(text, printed):
    assert str(parse_size(text)) == (printed or text)


ALWAYS = [
    ("H//2", "<", "H"),
    ("H//2", "<=", "H"),
    ("0", "<", "H"),
    ("0", "<", "H*W"),
    ("H", "<=", "H*W"),
    ("0", "<=", "H*W - H - W + 1"),
    ("0", "<=", "(H - 1)//2"),
    ("0", "<", "(H + 1)//2"),
    ("0", "<", "H - H//2"),
    ("H//3", "<=", "H//2"),
    ("2*(H//2)", "<=", "H"),
    ("H", "<=", "2*((H + 1)//2)"),
    ("H % 7", "<", "7"),
    ("0", "<=", "H % 7"),
    ("H % 7", "<=", "H"),
    ("H % W", "<", "H + W"),
    ("H", "<=", "max(H, W)"),
    ("min(H, W)", "<=", "H"),
    ("min(H, W)", "<=", "max(H, W)"),
    ("H//2 + (H + 1)//2", "==", "H"),
    ("H//3 + (H + 1)//3 + (H + 2)//3", "==", "H"),
    ("(H + 3)//4", "==", "((H + 1)//2 + 1)//2"),
    ("min(H, W) + max(H, W)", "==", "H + W"),
    ("N*(H - H//2)", "==", "N*((H + 1)//2)"),
    ("H - H % 2", "==", "2*(H//2)"),
    ("(H*(H + 1)//2)*2", "==", "H*(H + 1)"),
]
NEVER = [
    ("2*H", "==", "5"),
    ("64*((H + 1)//2)*((W + 1)//2)", "==", "400"),
    ("4*H + 6*W", "==", "2*N + 1"),
    ("H", "==", "0"),
    ("H", "==", "-W"),
    ("H + 1", "==", "H"),
    ("H//2 + (H + 1)//2", "==", "H + 1"),
    ("H", "<", "1"),
    ("H", "<", "H//2"),
    ("max(H, W)", "<", "H"),
    ("2*(H//2)", "==", "H + 1"),
    ("H % 4", "==", "4"),
]
OPEN = [
    ("H", "==", "W"),
    ("H", "==", "3"),
    ("2*(H//2)", "==", "H"),
    ("H", "<", "W"),
    ("H", "<", "2"),
    ("H", "<=", "1"),
    ("H % 4", "==", "0"),
    ("max(H, W)", "==", "H"),
    ("16*H*W", "==", "400"),
    ("(H + 1)//2", "==", "(W + 1)//2"),
]
CASES = [(*case, answer) for cases, answer in ((ALWAYS, True), (NEVER, False), (OPEN, None)) for case in cases]


@pytest.mark.parametrize(("left", "op", "right", "answer"), CASES)
def test_verdict(left, op, right, answer):
    verdict = {"==": equal, "<": less, "<=": less_equal}[op]
    assert verdict(parse_size(left), parse_size(right)) is answer


@pytest.mark.parametrize(
    ("d", "a", "answer"),
    [
        ("2", "4*H", True),
        ("2", "4*H + 1", False),
        ("4", "2*H + 1", False),
        ("2", "H", None),
        ("2", "H*(H + 1)", True),
        ("H", "H*W", True),
        ("H", "3*H", True),
        ("H + 1", "H**2 - 1", True),
        ("W", "H", None),
        ("3", "6", True),
        ("4", "6", False),
        ("0", "H", False),
        ("0", "0", True),
        ("-2", "4*H", True),
        ("8", "32*(H//2)", True),
    ],
)
def test_divides(d, a, answer):
    assert divides(parse_size(d), parse_size(a)) is answer


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("7", 7, 7),
        ("H", 1, None),
        ("2 - H", None, 1),
        ("H % 5", 0, 4),
        ("H//2", 0, None),
        ("H - H//2", 1, None),
        ("(H - 7)//2 + 1", -2, None),
        ("H*W - H", 0, None),
        ("min(H, 5)", 1, 5),
        ("max(H, 5)", 5, None),
        ("(H + 1)//2 - H//2", 0, 1),
        ("min(H, 5)*min(W, 3)", 1, 15),
        ("3//H", 0, 3),
        ("H - W", None, None),
    ],
)
def test_bounds(text, low, high):
    assert bounds(parse_size(text)) == (low, high)


@pytest.mark.parametrize(
    ("a", "b", "quotient"),
    [
        ("64*H*W", "H*W", "64"),
        ("64*H*W", "2*H", "32*W"),
        ("H**2 - W**2", "H + W", "H - W"),
        ("H*W + H", "W + 1", "H"),
        ("16*(H//2)*(W//2)", "4*(H//2)", "4*(W//2)"),
        ("H", "2", None),
        ("H", "W", None),
        ("3*H + 3", "2*H + 2", None),
        ("0", "H", "0"),
        ("5", "H", None),
        ("12", "4", "3"),
        ("12", "5", None),
        ("H", "0", None),
    ],
)
def test_exact_division(a, b, quotient):
    assert exact_div(parse_size(a), parse_size(b)) == (None if quotient is None else parse_size(quotient))


@pytest.mark.parametrize(
    ("a", "b", "quotient"),
    [
        ("H", "2", "(H + 1)//2"),
        ("H", "W", "(H + W - 1)//W"),
        ("7", "2", "4"),
        ("H", "-2", "-(H//2)"),
        ("4*H", "2", "2*H"),
    ],
)
def test_ceiling(a, b, quotient):
    assert ceil_div(parse_size(a), parse_size(b)) == parse_size(quotient)


def test_bounds_of_a_symbol_decide():
    batch = symbol("B", 2, 4)
    assert less(batch, 5) is True
    assert batch // 8 == 0
    assert minimum(batch, 9) == batch
    assert maximum(batch, 1) == batch
    assert equal(batch, 7) is False
    assert bounds(batch * batch) == (4, 16)
    assert bounds(symbol("K", None, 3) * 2) == (None, 6)
    assert equal(2 * (symbol("E", 6, 6) // 4), 2) is True


def test_the_name_is_the_identity():
    assert symbol("H") == symbol("H", 5)
    assert symbol("H") != symbol("W")


def test_substitution_simplifies():
    size = parse_size("64*((H + 1)//2)*((W + 1)//2)")
    assert substitute(size, {"H": 224, "W": 7}) == 64 * 112 * 4
    assert substitute(size, {"H": parse_size("2*W")}) == parse_size("64*W*((W + 1)//2)")
    assert substitute(parse_size("max(H, W)"), {"W": 1}) == symbol("H")
    with pytest.raises(ZeroDivisionError):
        substitute(parse_size("N//H"), {"H": 0})


def test_product_of_sizes():
    assert product([]) == 1
    assert product([2, 3, 4]) == 24
    assert product([symbol("N"), 3, symbol("N")]) == parse_size("3*N**2")


def test_symbols_at_any_depth():
    assert symbols(parse_size("(max(A, 3)//B + C)//7 - D % E")) == {"A", "B", "C", "D", "E"}
    assert symbols(3) == frozenset()


def test_a_constant_is_an_int():
    h = symbol("H")
    for size in (h - h, h * 0, h // h, (h + 1) - h, h**0):
        assert type(size) is int
    assert h != 3
    assert isinstance(h + 0, Dim)
    assert divmod(2 * h + 1, 2) == (h, 1)
    assert divmod(7, h) == (7 // h, 7 % h)
