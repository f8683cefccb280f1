"""A rule has a budget for a file, and its numbers and expressions are bounded: none makes a run endless."""

from __future__ import annotations

import pytest

from cnnlint.rule_engine import Rule, check_file, evaluate, read_rule, shipped_rules
from cnnlint.rule_engine.evaluation import MOST_WORK, evaluated
from support.nets import Net, residual

RULE = """\
id: OUR001
name: ours
severity: info
for_each: {for_each}
when: {when}
message: found
"""


def rule(when: str, for_each: str = "layer", more: str = "") -> Rule:
    made, errors = read_rule(RULE.format(for_each=for_each, when=when) + more, "r.yaml")
    assert made is not None, errors
    return made


def net(layers: int) -> Net:
    made = Net(8, 8, 1)
    for _ in range(layers):
        made.same("elementwise")
    return made


PAIRS = "any(any(a.index == b.index + params.far for a in model.layers) for b in model.layers)"


def test_a_rule_that_needs_too_much_is_stopped_and_finds_nothing() -> None:
    dear, cheap = rule(PAIRS, more="params: {far: 1000}\n"), rule("layer.index == 0")
    outcome = evaluated([dear, cheap], net(30).file(), most_work=10_000)
    assert outcome.exhausted == (dear,)
    assert len(outcome.diagnostics) == 1


def test_a_chain_that_looks_through_everything_is_stopped_too() -> None:
    chain = "chain: {a: a.role == 'elementwise', b: b.role == 'conv'}\nthrough: layer.role == 'elementwise'\n"
    outcome = evaluated([rule("model.macs >= 0", "chain", chain)], net(60).file(), most_work=1_000)
    assert len(outcome.exhausted) == 1


def test_the_run_says_which_rule_was_stopped() -> None:
    more = "params: {far: 100000}\n"
    found = check_file((*shipped_rules().rules, rule(PAIRS, more=more)), net(180).file()).diagnostics
    assert [(one.rule, one.message) for one in found] == [
        ("CNN903", "the rule OUR001 has used up its budget on this file and says nothing")
    ]


def test_numbers_do_not_grow_without_end() -> None:
    lets = "let:\n  a0: 10\n" + "".join(f"  a{i + 1}: a{i} * a{i}\n" for i in range(60))
    made = rule("a60 is unknown and a3 == 100000000", more=lets)
    assert len(evaluate([made], net(1).file())) == 1


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("let:\n" + "".join(f"  a{i}: 1{' + 1' * 30}\n" for i in range(60)), "have more than 3,000 parts"),
        ('let: {a: "[[1, 2], [3]]"}\n', "a list of lists is not part of the condition language"),
    ],
)
def test_huge_expressions_and_lists_of_lists_are_refused(more: str, message: str) -> None:
    _, errors = read_rule(RULE.format(for_each="layer", when="layer.index == 0") + more, "r.yaml")
    assert message in errors[0].message


def test_the_shipped_rules_take_a_hundredth_of_their_budget_over_500_layers() -> None:
    net = residual(71)
    assert len(net.layers) >= 500
    outcome = evaluated(shipped_rules().rules, net.file(), most_work=MOST_WORK // 100)
    assert not outcome.exhausted, [rule.id for rule in outcome.exhausted]
