"""The order of diagnostics."""

from __future__ import annotations

from random import Random

from cnnlint.diagnostics import Diagnostic, in_order
from cnnlint.source import Location


def one(path: str, line: int, column: int, rule: str, message: str = "m", model: str | None = None) -> Diagnostic:
    return Diagnostic(rule, "name", "info", message, Location(path, line, column, line, column + 1), model=model)


ORDERED = [
    one("a.py", 1, 2, "CNN900"),
    one("a.py", 2, 1, "CNN101"),
    one("a.py", 2, 1, "CNN102", "a"),
    one("a.py", 2, 1, "CNN102", "b"),
    one("a.py", 2, 3, "CNN101"),
    one("b.py", 1, 1, "CNN101"),
]


def test_by_place_rule_and_words_whatever_the_order_they_come_in() -> None:
    for seed in range(20):
        shuffled = Random(seed).sample(ORDERED, len(ORDERED))  # noqa: S311
        assert in_order(shuffled) == ORDERED


def test_what_several_models_share_is_said_once() -> None:
    assert in_order([one("a.py", 1, 1, "CNN101", model="first"), one("a.py", 1, 1, "CNN101", model="second")]) == [
        one("a.py", 1, 1, "CNN101", model="first")
    ]
