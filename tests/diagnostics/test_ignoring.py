"""Comments that silence findings: where they are written, and how they are taken out."""

from __future__ import annotations

import pytest

from cnnlint.diagnostics import Diagnostic
from cnnlint.diagnostics.edits import Lines, applied
from cnnlint.diagnostics.ignoring import removal, silenced
from cnnlint.source import Location, comments


def finding(line: int, end: int | None = None, rule: str = "CNN201") -> Diagnostic:
    return Diagnostic(rule, "name", "warning", "message", Location("x.py", line, 1, end or line, 5))


@pytest.mark.parametrize(
    ("text", "found", "after"),
    [
        ("x = 1\n", [finding(1)], "x = 1  # cnnlint: ignore[CNN201] why\n"),
        ("x = 1   \r\ny = 2\r\n", [finding(1)], "x = 1  # cnnlint: ignore[CNN201] why\r\ny = 2\r\n"),
        ("x = 1  # mine", [finding(1)], "x = 1  # mine  # cnnlint: ignore[CNN201] why"),
        ("x = 1\n", [finding(1, rule="CNN301"), finding(1)], "x = 1  # cnnlint: ignore[CNN201, CNN301] why\n"),
        ("x = 1  # cnnlint: ignore[CNN1] a\n", [finding(1)], "x = 1  # cnnlint: ignore[CNN1, CNN201] a\n"),
        ("x = f(\n    1)\n", [finding(1, 2)], "x = f(  # cnnlint: ignore[CNN201] why\n    1)\n"),
        ("if 1:\n    x = f('''a\n''')\n", [finding(2, 2)], "if 1:\n    # cnnlint: ignore[CNN201] why\n    x = f('''a\n''')\n"),
        ("x = f('''a\n''')\n", [finding(1, 2)], "x = f('''a\n''')  # cnnlint: ignore[CNN201] why\n"),
        ("x = \\\n  1\n", [finding(1)], "# cnnlint: ignore[CNN201] why\nx = \\\n  1\n"),
        ("y = '''\n'''; x = '''\n'''\n", [finding(2)], "y = '''\n'''; x = '''\n'''\n"),
        ("x = (\n", [finding(1)], "x = (\n"),
    ],
)  # fmt: skip
def test_comments_are_written_where_they_can_stand(text: str, found: list[Diagnostic], after: str) -> None:
    assert silenced(text, found, " why\n") == after


@pytest.mark.parametrize(
    ("text", "unused", "after"),
    [
        ("x = 1  # cnnlint: ignore[CNN201] why\n", ["CNN201"], "x = 1\n"),
        ("a\n  # cnnlint: ignore[CNN201]\r\nb\n", ["CNN201"], "a\nb\n"),
        ("a\n# cnnlint: ignore-file[CNN201]", ["CNN201"], "a\n"),
        ("x  # cnnlint: ignore[CNN201, CNN301] why\n", ["CNN201"], "x  # cnnlint: ignore[CNN301] why\n"),
        ("x  # noqa  # cnnlint: ignore[CNN201] why  # more\n", ["CNN201"], "x  # noqa    # more\n"),
        ("x  # noqa  # cnnlint: ignore[CNN201] why\n", ["CNN201"], "x  # noqa\n"),
    ],
)
def test_comments_are_taken_out(text: str, unused: list[str], after: str) -> None:
    (directive,) = comments(text)
    fix = removal(directive, unused, text, "x.py")
    assert fix.safe
    assert applied(text, map(Lines(text).change, fix.edits)) == after
