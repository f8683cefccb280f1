"""Rule files: what is wrong with them is told all at once, with place, caret and advice, and never as an exception."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cnnlint.rule_engine import (
    RuleError,
    document,
    load_rules,
    read_rule,
    shipped_rules,
    shipped_rules_path,
    with_params,
)
from cnnlint.rule_engine.rule import Rule

GOOD = """\
id: OUR001
name: no-wide-kernels
severity: warning
category: house
for_each: layer
where: layer.role == "conv"
let:
  widest: max(layer.kernel)
when: widest > params.most
params: {most: 7}
message: "{layer.name} has a kernel of {layer.kernel}"
docs:
  what: Kernels wider than the house allows.
"""


def errors_of(text: str) -> list[str]:
    rule, errors = read_rule(text, "rule.yaml")
    assert (rule is None) == bool(errors)
    return [str(error) for error in errors]


def only_error(text: str) -> RuleError:
    rule, errors = read_rule(text, "rule.yaml")
    assert rule is None
    assert len(errors) == 1, [str(error) for error in errors]
    return errors[0]


def good(text: str = GOOD) -> Rule:
    rule, errors = read_rule(text, "rule.yaml")
    assert rule is not None, [str(error) for error in errors]
    return rule


def test_a_rule_is_read() -> None:
    rule = good()
    assert (rule.id, rule.name, rule.severity, rule.category, rule.for_each) == (
        "OUR001",
        "no-wide-kernels",
        "warning",
        "house",
        "layer",
    )
    assert (rule.status, rule.since, rule.params, rule.docs.what) == (
        "stable",
        "",
        {"most": 7},
        "Kernels wider than the house allows.",
    )


def test_an_error_is_shown_with_its_line_a_caret_and_advice() -> None:
    text = GOOD.replace("widest > params.most", "widest > params.mots")
    assert errors_of(text) == [
        "rule.yaml:9:23: `mots` is not a field of params\n9 | when: widest > params.mots\n  |                       ^^^^ did you mean `most`?"
    ]


def test_all_errors_of_a_file_are_told_at_once() -> None:
    text = (
        GOOD.replace("id: OUR001", "id: our1")
        .replace("severity: warning", "severity: warn")
        .replace("layer.role", "layer.rol")
        .replace("{layer.name}", "{layer.nam}")
        .replace("  what:", "  wat:")
        .replace("name: no-wide", "nmae: no-wide")
    )
    assert [line.split("\n")[0] for line in errors_of(text)] == [
        "rule.yaml:1:1: `name` is missing",
        "rule.yaml:1:5: `id` is capitals and three or four digits, such as CNN201",
        "rule.yaml:2:1: `nmae` is no key here",
        "rule.yaml:3:11: `warn` is no severity",
        "rule.yaml:6:14: `rol` is not a field of layer",
        "rule.yaml:11:18: `nam` is not a field of layer",
        "rule.yaml:13:3: `wat` is no key here",
        "rule.yaml:13:3: `what` is missing",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message", "place"),
    [
        ("for_each: layer", "for_each: layers", "`layers` is no for_each", (5, 11)),
        ("params: {most: 7}", "params: [7]", "`params` is a table", (10, 9)),
        ("params: {most: 7}", "params: {most: [[1]]}", "a parameter is a number", (10, 16)),
        ("params: {most: 7}", "params: {most: [1, a]}", "a parameter is a number", (10, 16)),
        ("params: {most: 7}", "params: {most: 7, a-b: 1}", "a parameter's name", (10, 19)),
        ("  widest: max", "  layer: 1\n  widest: max", "`layer` means something already", (8, 3)),
        ("  widest: max", "  _x: 1\n  widest: max", "a name is letters", (8, 3)),
        ("  widest: max(layer.kernel)", "  widest: [1]", "this is a text", (8, 11)),
        ("when: widest", "at: widest\nwhen: widest", "number has no place in the file", (9, 5)),
        ("when: widest", "at: layer.kernel\nwhen: widest", "sizes has no place in the file", (9, 5)),
        ("docs:\n", "chain: {a: layer.bias}\ndocs:\n", "`chain` goes with `for_each: chain`", (12, 1)),
        ("docs:\n", "through: layer.bias\ndocs:\n", "`through` goes with `for_each: chain`", (12, 1)),
        ("docs:\n", "labels: {at: layer}\ndocs:\n", "`labels` is a list", (12, 9)),
        ("docs:\n", "labels: [{at: layer}]\ndocs:\n", "`text` is missing", (12, 10)),
        ("docs:\n", "labels: [layer]\ndocs:\n", "an item of `labels` is a table of", (12, 10)),
        ("docs:\n", "note: {a: b}\ndocs:\n", "`note` is a list", (12, 7)),
        ("docs:\n", "note: [{when: layer.bias, text: a, txt: a}]\ndocs:\n", "`txt` is no key here", (12, 36)),
        ("docs:\n", "examples: [a]\ndocs:\n", "`examples` is a table of `bad`, `good`", (12, 11)),
        ("docs:\n", "examples: {bad: [{input: a}]}\ndocs:\n", "`code` is missing", (12, 18)),
        ("docs:\n", "examples: {good: [{code: a, expect: b}]}\ndocs:\n", "`expect` is no key here", (12, 29)),
        ("docs:\n", "fix: {safe: maybe, description: a, of: layer, calls: [A], name: b, value: c}\ndocs:\n", "`true` or `false`", (12, 13)),
        ("docs:\n", "fix: {safe: true, description: a, of: layer, calls: [A], name: b, value: c, position: x}\ndocs:\n", "0 to 99", (12, 87)),
        ("docs:\n", "since: tomorrow\ndocs:\n", "`since` is a version", (12, 8)),
        ("docs:\n", "status: new\ndocs:\n", "`new` is no status", (12, 9)),
        ("severity: warning", "severity: [warning]", "`severity` is a text", (3, 11)),
        ('where: layer.role == "conv"', "where:\n  layer.role ==\n  'conv' and\n  layer.foo", "`foo` is not a field", (9, 9)),
        ('where: layer.role == "conv"', "where: >-\n  layer.bias and\n  layer.foo", "`foo` is not a field", (8, 9)),
        ('where: layer.role == "conv"', "where: |\n  layer.bias and\n  layer.foo", "`foo` is not a field", (8, 9)),
        ('where: layer.role == "conv"', "where: 'layer.foo'", "`foo` is not a field", (6, 15)),
        ("{layer.kernel}", "{layer.kernel:d}", "`d` is no format", (11, 54)),
        ("{layer.kernel}", "{layer.kernel", "a `{` without its `}`", (11, 40)),
        ("{layer.kernel}", "}", "a `}` without its `{`", (11, 40)),
        ("{layer.kernel}", "{layer.receptive_field}", "field cannot be printed", (11, 41)),
        ("{layer.kernel}", "{layer.name:.2f}", "a format is for numbers", (11, 52)),
    ],
)  # fmt: skip
def test_each_kind_of_error(old: str, new: str, message: str, place: tuple[int, int]) -> None:
    assert old in GOOD
    error = only_error(GOOD.replace(old, new))
    assert message in error.message
    assert (error.line, error.column) == place


CHAIN = (
    GOOD.replace("for_each: layer", "for_each: chain")
    .replace("layer.role", "model.framework")
    .replace('"conv"', '"torch"')
)


@pytest.mark.parametrize(
    ("chain", "message"),
    [
        ("{}", "2 to 6 lines"),
        ("{a: a.bias}", "2 to 6 lines"),
        ("{a: a.bias, b: b.bais}", "`bais` is not a field"),
        ("{a: b.bias, b: b.bias}", "`b` is not defined"),
        ("{a: a.bias, model: a.bias}", "`model` means something already"),
        ("[a, b]", "`chain` is a table"),
    ],
)
def test_chains(chain: str, message: str) -> None:
    text = (
        CHAIN.replace("let:\n", f"chain: {chain}\nlet:\n")
        .replace("layer.kernel", "model.layers[0].kernel")
        .replace("layer.name", "model.name")
    )
    assert message in "\n".join(errors_of(text))


BOMB = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(5))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a rule is a table"),
        ("- a\n- b", "a rule is a table"),
        ("just words", "a rule is a table"),
        (BOMB, "anchors and aliases"),
        ("id: *nothing", "anchors and aliases"),
        ("id: !!python/object/apply:os.system [ls]", "tags are not used"),
        ("id: !mine x", "tags are not used"),
        ("id: a\n---\nid: b", "one rule a file"),
        ("id: a\nid: b", "`id` stands here twice"),
        ("? [a]\n: b", "a key is a word"),
        ("a: {b: c", "not YAML"),
        ("a: b: c", "not YAML"),
        ("a:\n\t- b", "not YAML"),
        ("a: \x07", "not YAML"),
        ("a: \ud800", "not YAML"),
        ("[" * 5000, "nested more than 16 deep"),
        ("a: " + "[" * 17 + "]" * 17, "nested more than 16 deep"),
        ("{" * 500, "a key is a word"),
        ("{" * 5000, ""),
        ("a: [" + "x, " * 6000 + "]", "more than 5,000 parts"),
        ("x" * 200_001, "more than 200,000 characters"),
    ],
)
@pytest.mark.parametrize("loader", [document._Loader, yaml.SafeLoader])
def test_what_is_no_rule_file(text: str, message: str, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "_Loader", loader)
    error = only_error(text)
    assert message in error.message
    assert "\n" not in error.message
    assert error.line >= 1
    assert error.column >= 1


def test_the_pure_loader_reads_the_shipped_rules_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "_Loader", yaml.SafeLoader)
    shelf = load_rules([shipped_rules_path()])
    assert shelf.errors == ()
    assert [rule.id for rule in shelf.rules] == [rule.id for rule in shipped_rules().rules]


SHIPPED = [Path(rule.path).read_text(encoding="utf-8") for rule in shipped_rules().rules]


@given(st.text(max_size=200))
def test_any_text_gives_errors_and_no_exception(text: str) -> None:
    assert errors_of(text)


@given(st.sampled_from(SHIPPED), st.data())
def test_any_damage_to_a_rule_gives_a_rule_or_errors(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    put = data.draw(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(["{", "}", ": ", "\n  - ", "[", "*a", "&a ", "'", '"', "|", "\n", "  "]),
        )
    )
    damaged = text[:start] + put + text[start + length :]
    for error in read_rule(damaged, "rule.yaml")[1]:
        lines = damaged.splitlines()
        assert 1 <= error.line <= max(len(lines), 1) + 1
        assert error.message
        assert str(error)


def test_numbers_of_a_rule_are_exact_and_projects_override_them() -> None:
    rule = good(GOOD.replace("{most: 7}", "{most: 0.1, sizes: [1, 2], on: true, word: yes}"))
    assert rule.params == {"most": Fraction(1, 10), "sizes": (1, 2), "on": True, "word": "yes"}
    changed, problems = with_params(rule, {"most": 0.3, "sizes": [3], "on": False, "word": "no"})
    assert changed.params == {"most": Fraction(3, 10), "sizes": (3,), "on": False, "word": "no"}
    assert problems == ()
    assert rule.params["most"] == Fraction(1, 10)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"mots": 1}, "OUR001 has no parameter `mots` did you mean `most`?"),
        ({"most": "7"}, "`most` of OUR001 is number, not '7'"),
        ({"most": True}, "is number, not True"),
        ({"most": float("nan")}, "is number, not nan"),
        ({"most": [1]}, "is number, not [1]"),
        ({"most": None}, "is number, not None"),
        ({"most": {}}, "is number, not {}"),
    ],
)
def test_wrong_parameters_of_a_project(values: dict[str, object], problem: str) -> None:
    rule = good()
    changed, problems = with_params(rule, values)
    assert changed == rule
    assert len(problems) == 1
    assert problem in problems[0]


def test_folders_files_and_clashes(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "deep" / "b.yml").write_text(GOOD.replace("no-wide-kernels", "other"))
    (tmp_path / "deep" / "c.yaml").write_text(GOOD.replace("OUR001", "OUR000"))
    (tmp_path / "deep" / "d.yaml").write_text(GOOD.replace("OUR001", "OUR000").replace("no-wide", "no-long"))
    (tmp_path / "deep" / "notes.txt").write_text("no rule")
    (tmp_path / "e.yaml").write_bytes(b"\xff\xfe\x00")
    shelf = load_rules([tmp_path, tmp_path / "missing.yaml", tmp_path / "deep" / "notes.txt"])
    assert [rule.id for rule in shelf.rules] == ["OUR000", "OUR001"]
    assert [(Path(error.path).name, error.message.split(":")[0]) for error in shelf.errors] == [
        ("b.yml", "OUR001 is the code of another rule"),
        ("c.yaml", "no-wide-kernels is the name of another rule"),
        ("e.yaml", "cannot be read"),
        ("missing.yaml", "cannot be read"),
        ("notes.txt", "a rule is a table of `key"),
    ]


def test_rules_are_found_by_code_and_by_name(tmp_path: Path) -> None:
    shelf = shipped_rules()
    for word in ("CNN201", "cnn201", "small-final-receptive-field", " Small-Final-Receptive-Field "):
        found = shelf.find(word)
        assert found is not None
        assert found.id == "CNN201"
    assert shelf.find("nonsense") is None


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    path.write_bytes(b"x" * 1_000_001)
    assert "more than 1,000,000 bytes" in load_rules([path]).errors[0].message
