"""Every shipped rule says of its own examples, and of the programs with marks, what those expect: what `cnnlint rules test` runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnlint.rule_engine import Rule, shipped_rules
from cnnlint.rule_engine.trial import example_problems, hold_trial
from cnnlint.source import SourceFile, read

RULES = shipped_rules().rules
MARKED = sorted((Path(__file__).parent / "marked").glob("*.py"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_bad_examples_and_no_good_one(rule: Rule) -> None:
    problems = list(example_problems(rule, RULES))
    assert not problems, problems


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
def test_a_marked_program_is_found_as_it_is_marked(path: Path) -> None:
    program = read(path)
    assert isinstance(program, SourceFile)
    outcome = hold_trial((), RULES, [program])
    assert not outcome.problems, outcome.problems[:3]


def test_every_rule_has_examples_of_both_kinds_or_says_why_not() -> None:
    untried = [rule.id for rule in RULES if not (rule.untested or (rule.bad and rule.good))]
    assert not untried, untried
