"""Rules that extend others: shipped ones, those of one's own, and what may not be changed on the way."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from cnnlint.rule_engine import RuleError, Shelf, evaluate, load_rules, read_rule, shipped_rules
from support.nets import Net

OURS = """\
id: OUR201
name: our-small-field
extends: CNN201
severity: info
params: {minimum: 0.9}
message: "only {model.final.receptive_field.coverage:.0%}, and we ask for {params.minimum:.0%}"
"""


def digits() -> Net:
    return Net(28, 28, 1, framework="keras").conv(32).conv(64).conv(64, activation="relu")


def errors_of(text: str) -> tuple[RuleError, ...]:
    rule, errors = read_rule(text, "ours.yaml", shipped_rules().rules)
    assert (rule is None) == bool(errors)
    return errors


def test_a_shipped_rule_with_other_figures_and_words() -> None:
    rule, errors = read_rule(OURS, "ours.yaml", shipped_rules().rules)
    assert rule is not None, errors
    (found,) = evaluate([rule], digits().file())
    assert (found.rule, found.severity, found.message) == ("OUR201", "info", "only 25 %, and we ask for 90 %")
    parent = shipped_rules().find("CNN201")
    assert parent is not None
    assert (rule.extends, rule.category, rule.docs, rule.params["minimum"]) == (
        "CNN201",
        parent.category,
        parent.docs,
        Fraction(9, 10),
    )
    assert not rule.bad  # its examples are its own


def test_which_rule_it_is_and_how_far_it_is_tried_are_its_own() -> None:
    preview = next(rule for rule in shipped_rules().rules if rule.status == "preview")
    rule, errors = read_rule(f"id: OUR1000\nname: ours\nextends: {preview.id}\n", "r.yaml", [preview])
    assert rule is not None, errors
    assert (rule.status, rule.since, rule.persona) == ("stable", "", "regular")


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("extends: CNN201", "extends: CNN209", "no rule that could be extended is called `CNN209`", ""),
        ("extends: CNN201", "extends: OUR201", "no rule that could be extended is called `OUR201`", ""),
        ("extends: CNN201", "extends: [a]", "no rule that could be extended is called ``", ""),
        ("severity: info", "for_each: layer", "`for_each` is that of the rule that is extended", ""),
        ("severity: info", "let: {a: 1}", "`let` is that of the rule that is extended", ""),
        ("{minimum: 0.9}", "{minimum: low}", "`minimum` is number in the rule that this one extends", ""),
        ("params.minimum:", "params.minimun:", "`minimun` is not a field of params", "did you mean `minimum`?"),
        ("severity: info", "when: model.nam == 'x'", "`nam` is not a field of model", "did you mean `name`?"),
    ],
)
def test_what_cannot_be_changed_or_found(old: str, new: str, message: str, hint: str) -> None:
    (error,) = errors_of(OURS.replace(old, new))
    assert (error.message, error.hint) == (message, hint)


def shelf(folder: Path, **texts: str) -> Shelf:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text)
    return load_rules([folder], shipped_rules().rules)


def test_rules_of_one_folder_extend_each_other_in_any_order(tmp_path: Path) -> None:
    further = "id: OUR001\nname: further\nextends: our-small-field\nparams: {minimum: 0.1}\ndocs: {why: ours}\n"
    found = shelf(tmp_path, a=further, b=OURS)
    assert found.errors == ()
    rule = found.find("OUR001")
    assert rule is not None
    assert (rule.params["minimum"], rule.severity, rule.extends) == (Fraction(1, 10), "info", "OUR201")
    assert rule.docs.why == "ours"
    assert rule.docs.what


def test_rules_that_extend_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    a, b = "id: OUR001\nname: one\nextends: two\n", "id: OUR002\nname: two\nextends: one\n"
    found = shelf(tmp_path, a=a, b=b)
    assert len(found.errors) == 2
    assert not [rule for rule in found.rules if rule.id.startswith("OUR")]
