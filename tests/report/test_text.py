import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlint.report.text import elide, lay_out, pad, plural, printable, width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("conv1", "conv1"),
        ("größe 日本 ×", "größe 日本 ×"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("a\x07\x9bb", "a\\x07\\x9bb"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("\ud800", "\\ud800"),
        ("tab\tline\n", "tab\\x09line\\x0a"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_hostile_characters_are_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_nothing_printable_drives_a_terminal_or_fails_to_encode(text: str) -> None:
    shown = printable(text)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown)
    shown.encode("utf-8")


@pytest.mark.parametrize(("text", "cells"), [("abc", 3), ("日本", 4), ("é", 1), ("e\u0301", 1), ("×", 1), ("ｗ", 2)])
def test_width_counts_terminal_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "room", "middle", "cut"),
    [
        ("conv1", 5, False, "conv1"),
        ("N, 26, 26, 32", 8, False, "N, 26, …"),
        ("layer1.0.conv1", 9, True, "laye…onv1"),
        ("日本語の層", 6, False, "日本…"),
        ("conv1", 1, False, "…"),
        ("conv1", 0, True, ""),
    ],
)
def test_elide(text: str, room: int, middle: bool, cut: str) -> None:
    assert elide(text, room, middle=middle) == cut


@given(st.text(alphabet="ab日é", max_size=20), st.integers(0, 12), st.booleans())
def test_elided_text_fits(text: str, room: int, middle: bool) -> None:
    assert width(elide(text, room, middle=middle)) <= room


def test_pad_counts_cells() -> None:
    assert pad("日", 4) == "日  "
    assert pad("日", 4, right=True) == "  日"


def test_lay_out_keeps_cells_below_characters() -> None:
    shown, cells = lay_out("\ta\t日\x1b=x")
    assert shown == "    a   日\\x1b=x"
    assert cells == [0, 4, 5, 8, 10, 14, 15, 16]


def test_plural() -> None:
    assert [plural(n, "file") for n in (0, 1, 2, 12345)] == ["0 files", "1 file", "2 files", "12,345 files"]
