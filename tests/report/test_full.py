from dataclasses import replace

import pytest

from cnnlint.diagnostics import Diagnostic, Related
from cnnlint.graph import Unresolved
from cnnlint.report import concise, full
from cnnlint.report.run import Run, Summary, sentence
from cnnlint.report.style import Style
from support.findings import FIXED, SMALL, run
from support.models import place

SMALL_TEXT = """\
digits.py:8:11: warning CNN201 the last feature map sees 7×7 of a 28×28 input (25 %)
  |
6 | model.add(layers.Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)))
  |                                                        ------------------------ input 28×28×1
7 | model.add(layers.Conv2D(64, (3, 3), activation="relu"))
8 | model.add(layers.Conv2D(64, (3, 3), activation="relu"))
  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ each of its 22×22 units sees 7×7 pixels
  |
  = nothing before it makes the map smaller, so the field grows by 2 pixels a layer
  = what would help, computed on this model:
      MaxPooling2D(2) after conv2d   12×12   43 %
  = cnnlint explain CNN201

1 warning in 1 file (1 model, 3 of 3 layers understood, 0.2 s)"""

FIXED_TEXT = """\
net.py:2:12: error CNN102 fc1 takes 400 features and gets 256
  |
2 |     x = nn.L(16 * 5 * 5, 120)
  |              ^^^^^^^^^^
  |
  ::: train.py:1  x = datasets.MNIST()  the input is 1×28×28
  = write 16 * 4 * 4 (a safe fix)
  = cnnlint explain CNN102
"""


def full_text(run_: Run, style: Style = Style(), quiet: bool = False) -> str:  # noqa: B008
    return "\n".join(full.render(run_, style, quiet))


def at(column: int, end: int, line: str, **more: object) -> str:
    """The lines with source and carets of a finding in a one-line file."""
    diagnostic = Diagnostic("CNN1", "n", "error", "m", place(1, column, end), **more)
    lines = full_text(run(diagnostic, texts={"digits.py": line}), quiet=True).splitlines()
    return "\n".join(lines[2:4])


def test_a_finding_with_its_source() -> None:
    assert full_text(run(SMALL)) == SMALL_TEXT


def test_a_fix_a_tab_and_a_place_in_another_file() -> None:
    finding = replace(FIXED, at=place(2, 11, 21, path="net.py"))
    assert full_text(run(finding), quiet=True) == FIXED_TEXT.replace("2:12", "2:11")


def test_the_command_to_explain_is_given_once_a_rule() -> None:
    assert full_text(run(SMALL, replace(SMALL, message="again"), FIXED)).count("cnnlint explain") == 2


@pytest.mark.parametrize(
    ("column", "end", "line", "shown"),
    [
        (5, 8, "x = conv(1)", "1 | x = conv(1)\n  |     ^^^"),
        (2, 5, "\tabc", "1 |     abc\n  |     ^^^"),
        (5, 8, '日="本", x', '1 | 日="本", x\n  |       ^^^'),
        (3, 4, "日本x", "1 | 日本x\n  |     ^"),
        (1, 2, "日本x", "1 | 日本x\n  | ^^"),
        (1, 2, "\x1bx", "1 | \\x1bx\n  | ^^^^"),
        (3, 3, "abc", "1 | abc\n  |   ^"),
        (90, 95, "abc", "1 | abc\n  |    ^"),
        (0, 0, "abc", "1 | abc\n  | ^"),
    ],
)
def test_carets_stand_below_what_they_mark(column: int, end: int, line: str, shown: str) -> None:
    assert at(column, end, line) == shown


def test_a_stretch_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    diagnostic = Diagnostic("CNN1", "n", "error", "m", replace(place(1, 5), end_line=3, end_column=2))
    assert full_text(run(diagnostic, texts={"digits.py": "x = f(\n 1,\n)"}), quiet=True).splitlines()[2:4] == [
        "1 | x = f(",
        "  |     ^^",
    ]


def test_very_long_lines_are_shown_around_the_mark() -> None:
    line = "x = [" + "1, " * 100_000 + "conv(3)" + ", 1" * 100_000 + "]"
    source, carets = at(300_006, 300_013, line).splitlines()
    assert len(source) <= 165
    assert source[carets.index("^") : carets.rindex("^") + 1] == "conv(3)"
    assert source.startswith("1 | …")
    assert source.endswith("…")


def test_marks_on_one_line_and_at_one_place() -> None:
    lines = full_text(
        run(
            Diagnostic("CNN1", "n", "error", "m", place(1, 5, 8), "here", related=(
                Related(place(1, 5, 8), "too"), Related(place(1, 1, 2), "x"),
            )),
            texts={"digits.py": "x = abc"},
        ),
        quiet=True,
    ).splitlines()  # fmt: skip
    assert lines[2:5] == ["1 | x = abc", "  | - x", "  |     ^^^ here; too"]


@pytest.mark.parametrize("texts", [{}, {"digits.py": ""}, {"digits.py": "one line\n"}])
def test_without_its_text_a_finding_is_told_all_the_same(texts: dict[str, str]) -> None:
    assert full_text(run(SMALL, texts=texts), quiet=True).splitlines()[:2] == [
        "digits.py:8:11: warning CNN201 the last feature map sees 7×7 of a 28×28 input (25 %)",
        "  ::: digits.py:6  input 28×28×1",
    ]


def test_hostile_text_is_escaped_everywhere() -> None:
    nasty = "\x1b]0;x\x07\u202e"
    finding = replace(
        SMALL, message=nasty, label=nasty, help=(nasty,), related=(Related(place(1, 1, 2, path=nasty), nasty),),
        at=replace(SMALL.at, path=nasty), rule=nasty,
    )  # fmt: skip
    for text in (full_text(run(finding, texts={nasty: nasty * 10})), "\n".join(concise.render(run(finding), Style()))):
        assert not set(text) & set("\x1b\x07\u202e")


def test_colour() -> None:
    coloured = full_text(run(SMALL), Style(colour=True))
    assert "\x1b[1;33mwarning CNN201\x1b[0m" in coloured


def test_what_was_not_understood_is_said_once_and_not_without_end() -> None:
    few = replace(run(), unresolved=(Unresolved("a.py", 3, "no idea", 1),) * 5)
    assert full_text(few).splitlines()[1:] == ["Not understood:", "  a.py:3  no idea (1 layer after it)"]
    assert full_text(few, quiet=True) == ""
    many = replace(run(), unresolved=tuple(Unresolved("a.py", line, "no idea") for line in range(1, 31)))
    assert full_text(many).splitlines()[-1] == "  … and 20 more (cnnlint show FILE lists those of a file)"


def test_concise() -> None:
    assert list(concise.render(run(SMALL, FIXED), Style())) == [
        "digits.py:8:11: warning CNN201 the last feature map sees 7×7 of a 28×28 input (25 %)",
        "net.py:2:12: error CNN102 fc1 takes 400 features and gets 256",
        "1 error, 1 warning in 1 file (1 model, 3 of 3 layers understood, 0.2 s)",
    ]
    assert len(list(concise.render(run(SMALL), Style(), quiet=True))) == 1


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (Summary(files=2), "No findings in 2 files (no models, 0.0 s)"),
        (
            Summary(1, 2, 43, 41, 0, 0, 3, 1, 1.26),
            "3 info in 1 file (2 models, 41 of 43 layers understood, 1 suppressed, 1.3 s)",
        ),
        (Summary(1, 1, 1, 1, 2, 1), "2 errors, 1 warning in 1 file (1 model, 1 of 1 layer understood, 0.0 s)"),
    ],
)
def test_the_last_line(summary: Summary, text: str) -> None:
    assert sentence(summary) == text
