"""Expressions and programs whose value must be the one that Python gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.interpreting import check_like_python

HERE = Path(__file__).parent
EXPRESSIONS = [line for path in sorted(HERE.glob("expressions/*.txt")) for line in path.read_text().splitlines()]
PROGRAMS = [
    pytest.param(text, id=f"{path.stem}-{place}")
    for path in sorted(HERE.glob("programs/*.txt"))
    for place, text in enumerate(path.read_text().split("---\n"))
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_expression(expression):
    check_like_python(f"result = [{expression}]")


@pytest.mark.parametrize("program", PROGRAMS)
def test_program(program):
    check_like_python(program)
