"""Parameters with types and bounds, in a rule's file and in a project's configuration."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cnnlint.rule_engine import Rule, read_rule, with_params

RULE = """\
id: OUR001
name: deep
severity: info
for_each: model
params:
  share: {{{share}}}
  least: 3
  words: [a, b]
when: len(model.layers) > params.least and params.share > 0
message: deep
"""
BOUNDED = "type: number, default: 0.25, min: 0, max: 1, doc: a share"


def errors_of(share: str) -> list[str]:
    return [
        f"{error.line}:{error.column} {error.message}" for error in read_rule(RULE.format(share=share), "r.yaml")[1]
    ]


def rule(share: str = BOUNDED) -> Rule:
    made, errors = read_rule(RULE.format(share=share), "r.yaml")
    assert made is not None, errors
    return made


def test_the_long_form_beside_the_short() -> None:
    made = rule()
    assert made.params == {"share": Fraction(1, 4), "least": 3, "words": ("a", "b")}
    share = made.declared["share"]
    assert (share.least, share.most, share.doc, share.type) == (0, 1, "a share", made.declared["least"].type)


@pytest.mark.parametrize(
    ("share", "error"),
    [
        ("type: number", "6:10 `default` is missing"),
        ("default: 2, max: 1", "6:20 the default is at most 1"),
        ("default: -1, min: 0.5", "6:20 the default is at least 0.5"),
        ("default: 1, min: a", "6:28 `min` is a number"),
        ("default: 1, type: text", "6:20 the default is text"),
        ("default: 1, type: numbr", "6:29 `numbr` is no type"),
        ("default: 1, minimum: 0", "6:23 `minimum` is no key here"),
        ("default: 1, choices: [a]", "6:20 the default is no text, so that `choices` means nothing"),
        ("default: a, min: 1", "6:20 the default is no number, so that `min` and `max` mean nothing"),
    ],
)
def test_what_a_declaration_cannot_say(share: str, error: str) -> None:
    assert error in errors_of(share)


@pytest.mark.parametrize(
    ("share", "given", "problem"),
    [
        (BOUNDED, 2, "`share` of OUR001 is at most 1, not 2"),
        (BOUNDED, -0.5, "`share` of OUR001 is at least 0, not -0.5"),
        (BOUNDED, "a", "`share` of OUR001 is number, not 'a'"),
        ("default: [0.5], max: 1", [0.1, 7], "`share` of OUR001 is at most 1, not [0.1, 7]"),
        ("default: a, choices: [a, b]", "c", "`share` of OUR001 is one of a, b, not 'c'"),
    ],
)
def test_a_project_keeps_within_the_bounds(share: str, given: object, problem: str) -> None:
    text = RULE.format(share=share).replace(" and params.share > 0", "")
    made, errors = read_rule(text, "r.yaml")
    assert made is not None, errors
    changed, problems = with_params(made, {"share": given, "least": 5})
    assert problems == (problem,)
    assert (changed.params["least"], changed.params["share"]) == (5, made.params["share"])
