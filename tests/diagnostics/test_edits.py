"""Edits of texts: what is outside of them stays as it is, and lines are traced back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cnnlint.diagnostics import Edit
from cnnlint.diagnostics.edits import Change, Lines, Origin, applied, clash
from cnnlint.source import Location


def test_places_and_offsets() -> None:
    lines = Lines("ab\r\ncd\re\nf")
    assert [lines.offset(line, 1) for line in (1, 2, 3, 4, 5)] == [0, 4, 7, 9, 10]
    assert [lines.line(offset) for offset in (0, 3, 4, 6, 7, 9, 10)] == [1, 1, 2, 2, 3, 4, 4]
    edit = Edit(Location("x.py", 2, 1, 3, 2), "!")
    assert applied(lines.text, [lines.change(edit)]) == "ab\r\n!\nf"


def test_changes_that_touch_clash_and_the_same_one_does_not() -> None:
    one = Change(2, 4, "x")
    assert clash([one], [Change(4, 5, "")])
    assert clash([Change(3, 3, "y")], [one])
    assert not clash([Change(2, 4, "x")], [one])
    assert not clash([Change(5, 6, "")], [one])
    assert applied("abcdefg", [one, Change(2, 4, "x"), Change(5, 6, "")]) == "abxeg"


def test_lines_are_traced_back() -> None:
    text = "a\nb\nc\nd\n"
    origin = Origin(text, [Change(2, 2, "x\ny\n"), Change(4, 6, "")])
    assert origin.new.text == "a\nx\ny\nb\nd\n"
    assert [origin.line(line) for line in (1, 2, 3, 4, 5)] == [1, 2, 2, 2, 4]


@given(
    st.text("ab\n\r", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.text("x\n", max_size=3))),
)
def test_what_is_outside_of_the_changes_stays(text: str, wanted: list[tuple[int, int, str]]) -> None:
    changes: list[Change] = []
    for start, length, new in wanted:
        one = Change(min(start, len(text)), min(start + length, len(text)), new)
        if not clash([one], changes) and one not in changes:
            changes.append(one)
    result = applied(text, changes)
    outside = list(text)
    for change in changes:
        for index in range(change.start, change.end):
            outside[index] = ""
    kept = "".join(outside)
    position = 0
    for char in kept:  # what is kept is there, in order
        position = result.index(char, position) + 1
    assert len(result) == len(kept) + sum(len(change.text) for change in changes)
