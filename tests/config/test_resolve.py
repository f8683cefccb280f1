from __future__ import annotations

from fractions import Fraction

import pytest

from cnnlint.config import ConfigError, Pattern, Settings
from cnnlint.config.resolve import resolve
from cnnlint.rule_engine import Rule, read_rule

RULE = """\
id: {code}
name: {name}
severity: warning
status: {status}
persona: {persona}
category: {category}
for_each: layer
when: layer.parameters > params.most
params: {{most: 7, share: 0.5}}
message: too many
docs: {{what: too many}}
"""


def rule(code: str, name: str, category: str, status: str = "stable", persona: str = "regular") -> Rule:
    text = RULE.format(code=code, name=name, category=category, status=status, persona=persona)
    made, errors = read_rule(text, "r.yaml")
    assert made is not None, errors
    return made


RULES = [
    rule("CNN101", "channel-mismatch", "shapes"),
    rule("CNN201", "small-field", "receptive-field"),
    rule("CNN202", "modest-field", "receptive-field", "preview"),
    rule("CNN203", "idle-layers", "receptive-field"),
    rule("CNN301", "old-thing", "resolution", "deprecated"),
    rule("OUR001", "house-rule", "house"),
]


def codes(settings: Settings, path: str = "net.py") -> list[str]:
    return [found.id for found in resolve(settings, RULES).rules_for(path)]


@pytest.mark.parametrize(
    ("settings", "in_force"),
    [
        (Settings(), ["CNN101", "CNN201", "CNN203", "OUR001"]),
        (Settings(select=("CNN2",)), ["CNN201", "CNN203"]),
        (Settings(select=("cnn203", "house-rule")), ["CNN203", "OUR001"]),
        (Settings(select=("receptive-field", "shapes")), ["CNN101", "CNN201", "CNN203"]),
        (Settings(select=("ALL",), ignore=("CNN",)), ["OUR001"]),
        (Settings(ignore=("receptive-field", "OUR001")), ["CNN101"]),
        (Settings(select=("CNN202",)), ["CNN202"]),
        (
            Settings(extend_select=("modest-field", "CNN301")),
            ["CNN101", "CNN201", "CNN202", "CNN203", "CNN301", "OUR001"],
        ),
        (Settings(select=("CNN101",), extend_select=("CNN2",)), ["CNN101", "CNN201", "CNN203"]),
        (Settings(select=("CNN201",), ignore=("CNN201",)), []),
        (Settings(per_file_ignores={Pattern("/nowhere", "*"): ("CNN",)}), ["CNN101", "CNN201", "CNN203", "OUR001"]),
        (Settings(per_file_ignores={Pattern("/", "net.py"): ("CNN",)}), ["OUR001"]),
    ],
)
def test_which_rules_are_in_force(settings: Settings, in_force: list[str]) -> None:
    assert codes(settings) == in_force


PEDANTIC = [
    *RULES,
    rule("CNN601", "smell", "layers", persona="pedantic"),
    rule("CNN602", "new-smell", "layers", "preview", "pedantic"),
]


@pytest.mark.parametrize(
    ("settings", "in_force"),
    [
        (Settings(), False),
        (Settings(persona="regular", select=("layers", "CNN6", "ALL")), False),
        (Settings(persona="pedantic"), True),
        (Settings(persona="pedantic", select=("layers",)), True),
        (Settings(persona="pedantic", ignore=("smell",)), False),
        (Settings(extend_select=("smell",)), True),
    ],
)
def test_smells_are_for_the_pedantic_and_for_who_names_them(settings: Settings, in_force: bool) -> None:
    found = [made.id for made in resolve(settings, PEDANTIC).rules]
    assert ("CNN601" in found) == in_force
    assert "CNN602" not in found


def test_several_patterns_for_one_file_add_up() -> None:
    settings = Settings(per_file_ignores={Pattern("/", "net.py"): ("CNN1",), Pattern("/", "*.py"): ("CNN2",)})
    assert codes(settings) == ["OUR001"]
    assert codes(settings, "other.py") == ["CNN101", "OUR001"]


def test_severity_and_parameters() -> None:
    settings = Settings(
        severity={"CNN2": "info", "small-field": "error"}, params={"CNN201": {"most": 9, "share": 0.25}}
    )
    found = {made.id: made for made in resolve(settings, RULES).rules}
    assert [found[code].severity for code in ("CNN101", "CNN201", "CNN203")] == ["warning", "error", "info"]
    assert found["CNN201"].params == {"most": 9, "share": Fraction(1, 4)}
    assert found["CNN203"].params == {"most": 7, "share": Fraction(1, 2)}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (Settings(select=("CNN9",)), "no rule is called CNN9"),
        (Settings(ignore=("smal-field",)), "no rule is called smal-field; did you mean small-field?"),
        (Settings(extend_select=("",)), "no rule is called "),
        (Settings(severity={"CNN999": "info"}), "no rule is called CNN999"),
        (Settings(select=("CNN101",), params={"CNN888": {}}), "no rule is called CNN888"),
        (Settings(per_file_ignores={Pattern("/", "x"): ("hose-rule",)}), "did you mean house-rule?"),
        (Settings(params={"CNN201": {"mos": 3}}), "CNN201 has no parameter `mos`"),
        (Settings(params={"CNN201": {"most": "many"}}), "`most` of CNN201 is number"),
    ],
)
def test_what_means_no_rule_is_refused(settings: Settings, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve(settings, RULES)
    assert message in str(caught.value)
