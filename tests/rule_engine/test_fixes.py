"""The fix that sets an argument: the edit for every way to write a call, and the calls that are left alone."""

from __future__ import annotations

import ast

import pytest

from cnnlint.diagnostics import Fix
from cnnlint.rule_engine import evaluate, read_rule
from cnnlint.source import Location
from support.nets import PATH, Net

RULE = """\
id: OUR001
name: ours
severity: info
category: house
for_each: layer
message: "no bias"
docs: {what: ours}
fix: {safe: false, description: "build {layer.name} without bias", of: layer.definition, calls: [Conv2d, f], name: bias,
  position: 2, value: "False"}
"""
FOUND, ERRORS = read_rule(RULE, "ours.yaml")


def location(text: str, call: str) -> Location:
    """Where a call stands in a text."""
    start = text.index(call)
    before, inside = text[:start], text[: start + len(call)]
    return Location(
        PATH, before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1,
        inside.count("\n") + 1, len(inside) - (inside.rfind("\n") + 1) + 1,
    )  # fmt: skip


def fix(text: str, call: str, layers: int = 1) -> Fix | None:
    assert FOUND is not None, ERRORS
    net = Net(8, 8, 3)
    for _ in range(layers):
        net.conv(4)
    for layer in net.layers:
        layer.defined = location(text, call)
    return evaluate([FOUND], net.file(text))[0].fix


def applied(text: str, found: Fix) -> str:
    """The text with the one edit made."""
    (edit,) = found.edits
    lines = text.splitlines(keepends=True)

    def offset(line: int, column: int) -> int:
        return sum(map(len, lines[: line - 1])) + column - 1

    start, end = offset(edit.at.line, edit.at.column), offset(edit.at.end_line, edit.at.end_column)
    return text[:start] + edit.text + text[end:]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("nn.Conv2d(3, 8)", "nn.Conv2d(3, 8, bias=False)"),
        ("Conv2d(3)", "Conv2d(3, bias=False)"),
        ("nn.Conv2d()", "nn.Conv2d(bias=False)"),
        ("nn.Conv2d(3, 8, True)", "nn.Conv2d(3, 8, False)"),
        ("nn.Conv2d(3, 8, bias=not True)", "nn.Conv2d(3, 8, bias=False)"),
        ("nn.Conv2d(3, bias=True, out=8)", "nn.Conv2d(3, bias=False, out=8)"),
        ("nn.Conv2d(3, 8,)", "nn.Conv2d(3, 8, bias=False)"),
        ("nn.Conv2d(3, (8))", "nn.Conv2d(3, (8), bias=False)"),
        ("nn.Conv2d(3, ((8)), )", "nn.Conv2d(3, ((8)), bias=False )"),
        ("nn.Conv2d(\n    3,\n    8)", "nn.Conv2d(\n    3,\n    8, bias=False)"),
        ("nn.Conv2d(\n    3, 8, bias=True,\n)", "nn.Conv2d(\n    3, 8, bias=False,\n)"),
        ('nn.Conv2d("é→", 8)', 'nn.Conv2d("é→", 8, bias=False)'),
        ("nn.Conv2d(g(1, bias=True), 8)", "nn.Conv2d(g(1, bias=True), 8, bias=False)"),
        ("f(a=1)", "f(a=1, bias=False)"),
    ],
)
def test_sets_the_argument(call: str, expected: str) -> None:
    text = f"# é\nx = 1; y = [{call}, 2]  # end\n"
    found = fix(text, call)
    assert found is not None
    assert (found.safe, found.description) == (False, "build conv0 without bias")
    result = applied(text, found)
    assert result == f"# é\nx = 1; y = [{expected}, 2]  # end\n"
    ast.parse(result)


@pytest.mark.parametrize(
    "call",
    [
        "nn.Conv2d( )", "nn.Conv2d(*args)", "nn.Conv2d(3, **options)", "nn.Conv2d(3, *rest)", "make(3, 8)", "nn.Conv2d", "Conv2d(3 8)",
        "nn.Conv2d(\n    3, 8,\n    # the bias stays\n)", "nn.Conv2d(3, 8 # )\n)", "factory()(3, 8)", "[Conv2d(3, 8)][0]",
        "Conv2d(" + "3, " * 3000 + "4)",
    ],
)  # fmt: skip
def test_leaves_alone(call: str) -> None:
    assert fix(f"y = {call}\n", call) is None


def test_a_call_that_builds_several_layers_is_mended_where_all_are_meant() -> None:
    assert fix("y = [Conv2d(3, 8) for _ in range(2)]\n", "Conv2d(3, 8)", layers=2) is not None


def test_a_call_that_builds_other_layers_too_is_left_alone() -> None:
    some, _ = read_rule(RULE.replace("message", "where: layer.index == 0\nmessage"), "ours.yaml")
    assert some is not None
    net = Net(8, 8, 3).conv(4).conv(4)
    for layer in net.layers:
        layer.defined = location("Conv2d(3, 8)", "Conv2d(3, 8)")
    assert evaluate([some], net.file("Conv2d(3, 8)"))[0].fix is None


def test_another_file_is_left_alone() -> None:
    assert FOUND is not None
    net = Net(8, 8, 3).conv(4)
    net.layers[0].defined = Location("other.py", 1, 1, 1, 10)
    assert evaluate([FOUND], net.file("Conv2d(3, 8)"))[0].fix is None


def test_a_figure_that_is_not_known_gives_no_fix() -> None:
    rule, _ = read_rule(RULE.replace('"False"', '"{layer.rate}"'), "ours.yaml")
    assert rule is not None
    net = Net(8, 8, 3).conv(4)
    net.layers[0].defined = location("Conv2d(3, 8)", "Conv2d(3, 8)")
    assert evaluate([rule], net.file("Conv2d(3, 8)"))[0].fix is None
