"""Every example in a rule's file is analysed: a bad one gives the rule's finding, a good one does not."""

from __future__ import annotations

import pytest

from cnnlint.analysis import Options, analyze_source
from cnnlint.rule_engine import Rule, check_file, shipped_rules
from cnnlint.rule_engine.rule import Example

RULES = shipped_rules().rules
BAD = [(rule, example) for rule in RULES for example in rule.bad]
GOOD = [(rule, example) for rule in RULES for example in rule.good]


def messages(rule: Rule, example: Example) -> list[str]:
    shape = tuple(int(size) if size.isdigit() else size for size in example.input.split(",") if size)
    options = Options(inputs=(("", shape),)) if shape else Options()
    analysis = analyze_source(example.code, "example.py", options)
    return [found.message for found in check_file(RULES, analysis, RULES).diagnostics if found.rule == rule.id]


def names(cases: list[tuple[Rule, Example]]) -> list[str]:
    return [f"{rule.id}-{'keras' if 'keras' in example.code else 'torch'}" for rule, example in cases]


@pytest.mark.parametrize(("rule", "example"), BAD, ids=names(BAD))
def test_a_bad_example_is_found(rule: Rule, example: Example) -> None:
    found = messages(rule, example)
    assert found
    assert all(example.expect in message for message in found), found


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=names(GOOD))
def test_a_good_example_is_not(rule: Rule, example: Example) -> None:
    assert messages(rule, example) == []
