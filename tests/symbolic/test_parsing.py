"""Sizes from text, and what is said of text that is none."""

from __future__ import annotations

import pytest

from cnnlint.symbolic import is_anonymous, parse_size, symbol


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("3", 3),
        (" 224 ", 224),
        ("-1", -1),
        ("+4", 4),
        ("N", symbol("N")),
        ("batch_size", symbol("batch_size")),
        ("2*H + 1", 2 * symbol("H") + 1),
        ("(H - 4)//2", (symbol("H") - 4) // 2),
        ("7 % 4", 3),
        ("2**3", 8),
        ("min(3, 4, 2)", 2),
    ],
)
def test_a_size_is_read(text, size):
    assert parse_size(text) == size


def test_a_question_mark_is_some_size():
    one, other = parse_size("?"), parse_size("?")
    assert is_anonymous(one)
    assert one != other


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "missing"),
        ("   ", "missing"),
        ("H/2", "write // for /"),
        ("1.5", "not a size"),
        ("'a'", "not a size"),
        ("True", "not a size"),
        ("H +", "not a size"),
        ("f(H)", "not a size"),
        ("max(H)", "not a size"),
        ("x.y", "not a size"),
        ("H if W else N", "not a size"),
        ("H\nW", "not a size"),
        ("H & 1", "operators"),
        ("H // 0", "divides by zero"),
        ("3 % 0", "divides by zero"),
        ("H**-1", "exponents"),
        ("2**H", "exponents"),
        ("9**99", "exponents"),
        ("9" * 10_000, "too long"),
        ("(" * 400, "not a size"),
        ("9**16" + "*9**16" * 20, "too large"),
        ("9" * 40, "too large"),
        ("1or 2", "not a size"),
        ("H\0", "not a size"),
        ("*" * 20, "not a size"),
    ],
)
def test_what_is_no_size_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        parse_size(text)


def test_an_expression_that_grows_too_large_is_an_unknown_size():
    assert is_anonymous(parse_size("(" * 60 + "H" + "*H)" * 60))
