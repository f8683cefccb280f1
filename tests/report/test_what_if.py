"""Edits and what they would give, as a table, in Markdown, in JSON and in Python."""

from __future__ import annotations

import json

import pytest

import cnnlint
from cnnlint.analysis import analyze_source
from cnnlint.analysis.result import FileAnalysis
from cnnlint.report import markdown, show_json, table
from cnnlint.report.style import Style
from variation.programs import KERAS, TORCH

NO_SIZE = TORCH["plain"].split("net = Net()")[0].replace("self.head(self.features(x))", "self.features(x)")


def analysed(text: str) -> FileAnalysis:
    return analyze_source(text, "net.py")


def rendered(text: str, width: int = 200) -> list[str]:
    lines = list(table.render([analysed(text)], Style(width=width), edits=True))
    return lines[lines.index("What if, computed on this model, the best edit of each kind:") + 2 :]


def test_the_model_as_it_is_stands_first_and_what_helps_most_behind_it() -> None:
    lines = rendered(KERAS["plain"])
    assert lines[:3] == [
        "edit                                            map  field  sees  params    MACs",
        "as it is                                      22×22    7×7  25 %  15,117   320 k",
        "MaxPooling2D(2) after conv1 and conv2           3×3  18×18  64 %     867  53.7 k",
    ]


def test_what_has_to_be_changed_with_an_edit_stands_below_it() -> None:
    lines = rendered(TORCH["plain"])
    assert lines[2].startswith("MaxPool2d(2) after conv1 and conv2 ")
    assert lines[3] == "  fc1 takes 54 features"


@pytest.mark.parametrize("width", [20, 60, 80, 100])
def test_edits_are_wrapped_and_never_cut(width: int) -> None:
    lines = rendered(TORCH["padded"], width)
    assert all(len(line) <= max(width, 75) for line in lines)
    text = " ".join(line.split("  ")[0] if not line.startswith("  ") else line.strip() for line in lines)
    assert "dilation=2 on conv2 (padding=2), 4 on conv3 (padding=4)" in text


def test_the_reason_is_told_where_there_are_none() -> None:
    lines = list(table.render([analysed(NO_SIZE)], Style(), edits=True))
    assert lines[-1] == "What if: no edits, since the size of its input is not known; --input gives it one."
    assert list(markdown.render([analysed(NO_SIZE)], edits=True))[-1] == lines[-1].replace("_", "\\_")


def test_markdown_has_a_table_of_its_own() -> None:
    lines = list(markdown.render([analysed(TORCH["plain"])], edits=True))
    start = lines.index("| edit | map | field | sees | params | MACs |  |")
    assert lines[start + 1] == "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    assert lines[start + 3].endswith("| fc1 takes 54 features |")


def test_json_has_them_where_they_are_asked_for() -> None:
    plain = json.loads("\n".join(show_json.render([analysed(TORCH["plain"])], Style())))
    assert "what_if" not in plain["models"][0]
    asked = json.loads("\n".join(show_json.render([analysed(TORCH["plain"])], Style(), edits=True)))
    found = asked["models"][0]["what_if"]
    assert found["reason"] is None
    assert found["now"] == {"map": [22, 22], "field": [7, 7], "coverage": 0.25, "parameters": 29642, "macs": 334608}
    assert found["edits"][0]["kind"] == "pools"
    assert found["edits"][0]["notes"] == ["fc1 takes 54 features"]


def test_python_gives_them_as_objects() -> None:
    found = cnnlint.show(KERAS["plain"]).what_if()
    assert isinstance(found, cnnlint.WhatIf)
    assert found.now is not None
    assert found.now.field == (7, 7)
    assert found.edits[0].effect.field == (18, 18)
    assert found.reason is None
    assert cnnlint.show(NO_SIZE).what_if().now is None
