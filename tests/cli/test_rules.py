"""`cnnlint explain` and `cnnlint rules`."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command import Cnnlint

RULE = """\
id: OUR001
name: no-wide-kernels
severity: warning
category: house
for_each: layer
where: layer.role == "conv"
when: any(k > params.most for k in layer.kernel)
params: {most: 7}
message: "{layer.name} has a kernel of {layer.kernel}"
docs:
  what: Kernels wider than the house allows.
  why: |
    They cost.

    - much
    - more
  mend: Stack smaller ones.
  unless: It is a stem.
  references: ["House book, page 3"]
examples:
  bad: [{code: "x = 1", input: "1,3,8,8"}]
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a rule of its own."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "OUR001.yaml").write_text(RULE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


PAGE = """\
OUR001 no-wide-kernels
warning · house · stable

What it finds
  Kernels wider than the house allows.

Why it matters
  They cost.

  - much
  - more

How to mend it
  Stack smaller ones.

When it is fine
  It is a stem.

For example
    x = 1
  (with --input 1,3,8,8)

Parameters ([tool.cnnlint.params.OUR001])
  most = 7

References
  - House book, page 3

To silence it
  # cnnlint: ignore[OUR001] and the reason, on its line or above
"""


@pytest.mark.parametrize("word", ["OUR001", "our001", "no-wide-kernels"])
def test_the_page_of_a_rule(house: Path, cnnlint: Cnnlint, word: str) -> None:
    ended = cnnlint("explain", word, "--rules", "rules")
    assert (ended.code, ended.err, ended.out) == (0, "", PAGE)


def test_the_projects_rules_are_found_by_its_configuration(house: Path, cnnlint: Cnnlint) -> None:
    (house / "cnnlint.toml").write_text('rules = ["rules"]\nignore = ["house"]\n')
    assert cnnlint("explain", "OUR001").out == PAGE
    assert cnnlint("rules", "show", "OUR001").out == RULE
    (line,) = [line for line in cnnlint("rules", "list").out.splitlines() if line.startswith("OUR001")]
    assert line.split() == ["OUR001", "no-wide-kernels", "warning", "house", "off"]


def test_shipped_rules_are_listed_and_explained(cnnlint: Cnnlint) -> None:
    listed = cnnlint("rules", "list", "--isolated").out
    assert "CNN201" in listed
    page = cnnlint("explain", "cnn201").out
    assert page.startswith("CNN201 small-final-receptive-field\n")


@pytest.mark.parametrize("command", [["explain"], ["rules", "show"]])
def test_an_unknown_rule_is_2_with_the_nearest(house: Path, cnnlint: Cnnlint, command: list[str]) -> None:
    ended = cnnlint(*command, "OUR002", "--rules", "rules")
    assert (ended.code, ended.out) == (2, "")
    assert "no rule is called OUR002; did you mean OUR001?" in ended.err


def test_validate(house: Path, cnnlint: Cnnlint) -> None:
    assert cnnlint("rules", "validate", "rules").out == "1 rule, no faults\n"
    (house / "rules" / "bad.yaml").write_text(RULE.replace("OUR001", "OUR002").replace("layer.kernel)", "layer.kernl)"))
    ended = cnnlint("rules", "validate", "rules")
    assert (ended.code, ended.out) == (2, "")
    assert "bad.yaml:7:" in ended.err
    assert "kernl" in ended.err
    assert cnnlint("rules", "validate", "nowhere").code == 2


def test_the_shipped_rules_are_valid(cnnlint: Cnnlint) -> None:
    from cnnlint.rule_engine.places import shipped_rules_path

    assert cnnlint("rules", "validate", shipped_rules_path()).out.endswith(" rules, no faults\n")


GOOD_EXAMPLES = """
import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(3, 8, {kernel}))
model(torch.zeros(1, 3, 32, 32))
"""


def with_examples(bad: int, good: int, expect: str) -> str:
    """The rule with a bad and a good example of these kernels."""
    examples = "examples:\n"
    for kind, kernel, more in (("bad", bad, f"      expect: {expect}\n"), ("good", good, "")):
        code = "".join(
            f"        {line}".rstrip() + "\n" for line in GOOD_EXAMPLES.format(kernel=kernel).strip().splitlines()
        )
        examples += f"  {kind}:\n    - code: |\n{code}{more}"
    return RULE.split("examples:")[0] + examples


@pytest.mark.parametrize(
    ("bad", "good", "expect", "code", "said"),
    [
        (9, 3, "a kernel of 9×9", 0, "1 rule, 2 examples, all as expected"),
        (3, 3, "9×9", 1, "OUR001 says nothing about bad example 1, not '9×9'"),
        (9, 3, "11×11", 1, "OUR001 says '0 has a kernel of 9×9' about bad example 1, not '11×11'"),
        (9, 9, "9×9", 1, "OUR001 says '0 has a kernel of 9×9' about good example 1"),
    ],
)
def test_rules_are_tested_on_their_examples(
    house: Path, cnnlint: Cnnlint, bad: int, good: int, expect: str, code: int, said: str
) -> None:
    (house / "rules" / "OUR001.yaml").write_text(with_examples(bad, good, expect))
    ended = cnnlint("rules", "test", "rules")
    assert (ended.code, ended.err) == (code, "")
    assert said in ended.out
