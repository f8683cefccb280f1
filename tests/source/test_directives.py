from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlint.source import Directive, comments


def _only(text: str) -> Directive:
    (directive,) = comments(text)
    return directive


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# cnnlint: ignore[CNN201]", {"kind": "ignore", "codes": ("CNN201",)}),
        ("#cnnlint:ignore[CNN201,CNN202]because", {"kind": "ignore", "codes": ("CNN201", "CNN202"), "text": "because"}),
        (
            "# cnnlint: ignore[CNN201 , my-rule]  the field is small",
            {"codes": ("CNN201", "my-rule"), "text": "the field is small"},
        ),
        (
            "# cnnlint: ignore-file[CNN201] generated",
            {"kind": "ignore-file", "codes": ("CNN201",), "text": "generated"},
        ),
        ("# cnnlint: ignore[CNN201] reason # noqa", {"codes": ("CNN201",), "text": "reason"}),
        ("# cnnlint: input=(N, 3, 224, 224)", {"kind": "input", "sizes": ("N", 3, 224, 224), "name": ""}),
        ("# cnnlint: input = N,3,H,W", {"sizes": ("N", 3, "H", "W")}),
        ("# cnnlint: input=[1, 28, 28]", {"sizes": (1, 28, 28)}),
        ("# cnnlint: input=(784,)", {"sizes": (784,)}),
        ("# cnnlint: input=()", {"kind": "input", "sizes": ()}),
        ("# cnnlint: input mask=(N, T)", {"kind": "input", "name": "mask", "sizes": ("N", "T")}),
        ("# cnnlint: shape x=(B, T, C)", {"kind": "shape", "name": "x", "sizes": ("B", "T", "C")}),
        ("# cnnlint: entry Net(depth=18)", {"kind": "entry", "text": "Net(depth=18)"}),
        ("# cnnlint: entry models.build", {"kind": "entry", "text": "models.build"}),
    ],
)
def test_directive(comment: str, expected: dict[str, object]) -> None:
    directive = _only(comment)
    assert {name: getattr(directive, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("comment", "hint"),
    [
        ("# cnnlint: ignore", "ignore[CNN201]"),
        ("# cnnlint: ignore[]", "ignore[CNN201]"),
        ("# cnnlint: ignore[CNN201", "ignore[CNN201]"),
        ("# cnnlint: ignore CNN201", "ignore[CNN201]"),
        ("# cnnlint: ignore[CNN201,]", "ignore[CNN201]"),
        ("# cnnlint: ignore-file", "ignore-file[CNN201]"),
        ("# cnnlint: igore[CNN201]", "did you mean `ignore`"),
        ("# cnnlint: inptu=(1, 2)", "did you mean `input`"),
        ("# cnnlint: disable", "there are ignore"),
        ("# cnnlint:", "there are ignore"),
        ("# cnnlint: input", "input=(N, 3, 224, 224)"),
        ("# cnnlint: input=", "input=(N, 3, 224, 224)"),
        ("# cnnlint: input=(1, two words)", "numbers and names"),
        ("# cnnlint: input=(1, -2)", "numbers and names"),
        ("# cnnlint: input=(1, ²)", "numbers and names"),
        ("# cnnlint: input=(" + "9" * 5000 + ")", "numbers and names"),
        ("# cnnlint: shape (B, T)", "shape x=(B, T, C)"),
        ("# cnnlint: shape=(B, T)", "shape x=(B, T, C)"),
        ("# cnnlint: entry", "entry Name"),
        ("# cnnlint: entry 1 + 2", "entry Name"),
    ],
)
def test_malformed(comment: str, hint: str) -> None:
    directive = _only(comment)
    assert directive.kind == "malformed"
    assert hint in directive.text


def test_place() -> None:
    text = "x = 'é'  # noqa # cnnlint: ignore[A1]  \n\n    # cnnlint: ignore[B2]\n"
    first, second = comments(text)
    assert (first.line, first.column, first.end_column, first.is_alone) == (1, 17, 38, False)
    assert text.split("\n")[0][first.column - 1 : first.end_column - 1] == "# cnnlint: ignore[A1]"
    assert (second.line, second.column, second.is_alone) == (3, 5, True)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert _only(end.join(["x = '''", "", "'''", "y = 1  # cnnlint: ignore[A1]", ""])).line == 4


@pytest.mark.parametrize(
    "text",
    [
        "x = '# cnnlint: ignore[A1]'",
        "'''\n# cnnlint: ignore[A1]\n'''",
        "f'# cnnlint: ignore[A1]'",
        "x = 1  # see cnnlint: ignore[A1]",
        "x = 1  # cnnlint is a linter",
        "",
    ],
)
def test_what_is_none(text: str) -> None:
    assert comments(text) == ()


@pytest.mark.parametrize("broken", ["x = (", "'''", "def f(:", "  x\n y", "$", "\0"])
def test_broken_files_keep_theirs(broken: str) -> None:
    assert _only(f"x = 1  # cnnlint: ignore[A1]\n{broken}\n").codes == ("A1",)


@given(st.text("# cnnlint:ignore-file[]CNN201,=()entryshapeinput\n'\"\\"))
def test_any_text_is_answered(text: str) -> None:
    comments("# cnnlint: " + text)
