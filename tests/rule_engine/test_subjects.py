"""What rules are evaluated for, and how they are kept from looking at what they cannot be true of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnnlint.analysis.result import FileAnalysis
from cnnlint.rule_engine import Rule, evaluate, read_rule, shipped_rules
from cnnlint.rule_engine.narrowing import narrowed
from support.nets import Net, fact, with_facts

RULE = """\
id: OUR001
name: ours
severity: info
for_each: {for_each}
when: {when}
message: "{message}"
"""


def rule(for_each: str, when: str, message: str = "found", more: str = "") -> Rule:
    made, errors = read_rule(RULE.format(for_each=for_each, when=when, message=message) + more, "r.yaml")
    assert made is not None, errors
    return made


def said(made: Rule, file: FileAnalysis) -> list[str]:
    return [found.message for found in evaluate([made], file)]


def two() -> FileAnalysis:
    models = (Net(8, 8, 1).conv(4).model(), Net(8, 8, 1, framework="keras").conv(4).relu().model())
    return FileAnalysis("net.py", "", models)


def test_a_file_is_one_subject_and_is_pointed_at_in_its_first_line() -> None:
    made = rule(
        "file", "len(file.models) > 1", "{file.name}: {len(file.models)}, {sum(m.calls for m in file.models)} calls"
    )
    (found,) = evaluate([made], two())
    assert (found.message, found.at.line, found.model) == ("net.py: 2, 3 calls", 1, None)
    assert not said(made, FileAnalysis("net.py", ""))


def test_a_file_knows_its_facts() -> None:
    made = rule("file", "any(f.kind == 'raises' for f in file.facts)")
    assert said(made, with_facts(fact("raises"))) == ["found"]
    assert not said(made, with_facts(fact("python-error")))


def test_a_rule_about_one_framework_is_not_asked_about_the_other() -> None:
    for framework, count in (("torch", 1), ("keras", 2)):
        assert len(said(rule("layer", "layer.index >= 0", more=f"frameworks: [{framework}]\n"), two())) == count


@pytest.mark.parametrize(
    ("conditions", "only"),
    [
        (['layer.role == "conv"'], {"conv"}),
        (['layer.role in ("conv", "pool") and layer.index > 0'], {"conv", "pool"}),
        (['layer.role == "conv" or layer.role == "pool"'], {"conv", "pool"}),
        (['layer.role == "conv" or layer.index == 0'], None),
        (['not layer.role == "conv"'], None),
        (['layer.role != "conv"'], None),
        (['layer.role in "convolution"'], None),
        (["layer.role in params.roles"], None),
        (['layer.role == "conv"', 'layer.role in ["pool", "conv"]'], {"conv"}),
        (['layer.role == "conv"', "layer.index > 0"], {"conv"}),
        (['any(x.role == "conv" for x in model.layers)'], None),
        (['"conv" == layer.role'], None),
        ([], None),
    ],
)
def test_what_a_condition_can_be_true_of(conditions: list[str], only: set[str] | None) -> None:
    assert narrowed(conditions, "layer.role") == only


def test_narrowing_changes_nothing_but_the_time() -> None:
    net = (
        Net(28, 28, 3).conv(8).same("norm", norm="batch", affine=True).relu().relu().pool().flatten().dense(9).dense(9)
    )
    file = net.loss("torch.nn.CrossEntropyLoss", True).file()
    rules = shipped_rules().rules
    assert any(one.only for one in rules)
    assert evaluate(rules, file) == evaluate([replace(one, only=None) for one in rules], file)
