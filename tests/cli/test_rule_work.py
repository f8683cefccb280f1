"""Writing rules of one's own: `cnnlint rules new`, `test` with marked programs, and `schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cnnlint.cli.rules import _SUBJECTS
from support.command import Cnnlint

WIDE = """\
id: OUR001
name: wide
severity: info
for_each: layer
when: layer.out_channels > 512
message: "{layer.out_channels} channels"
"""
PROGRAM = """\
import torch
from torch import nn

model = nn.Sequential(
    nn.Conv2d(3, 1024, 3),{first}
    {alone}
    nn.Conv2d(1024, 8, 3),{second}
)
model(torch.zeros(1, 3, 32, 32))
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "options", [*(["--for-each", subject] for subject in _SUBJECTS), ["--extends", "CNN201"], ["--extends", "CNN403"]]
)
def test_a_new_rule_is_valid_and_its_examples_are_to_be_filled(
    project: Path, cnnlint: Cnnlint, options: list[str]
) -> None:
    ended = cnnlint("rules", "new", "OUR001", "my-rule", "--folder", "lint", *options)
    assert (ended.code, ended.err) == (0, "")
    assert "cnnlint rules test lint/OUR001-my-rule.yaml" in ended.out
    assert cnnlint("rules", "validate", "lint").out == "1 rule, no faults\n"
    tested = cnnlint("rules", "test", "lint")
    assert tested.code == 1
    assert "OUR001 says nothing about bad example 1; nothing else fires" in tested.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["our1", "my-rule"], "our1: a code is capitals"),
        (["OUR001", "My Rule"], "My Rule: a name is lower case words"),
        (["OUR001", "my-rule", "--extends", "CNN20"], "no rule is called CNN20"),
        (["OUR001", "taken"], "File exists"),
        (["OUR001", "my-rule", "--folder", "OUR001-taken.yaml"], "File exists"),
    ],
)
def test_what_cannot_be_written(project: Path, cnnlint: Cnnlint, arguments: list[str], message: str) -> None:
    (project / "OUR001-taken.yaml").write_text("")
    ended = cnnlint("rules", "new", *arguments)
    assert ended.code == 2
    assert message in ended.err


def tried(project: Path, cnnlint: Cnnlint, rule: str = WIDE, **marks: str) -> str:
    (project / "wide.yaml").write_text(rule)
    texts = {"first": "", "second": "", "alone": "", **marks}
    (project / "marked.py").write_text(PROGRAM.format(**texts))
    ended = cnnlint("rules", "test", ".")
    assert ended.code == (0 if "all as expected" in ended.out else 1)
    return ended.out


EXPECT, OK = "  # cnnlint-expect: OUR001", "# cnnlint-ok: OUR001 narrow"
TODO_EXPECT, TODO_OK = "  # cnnlint-todo-expect: wide", "  # cnnlint-todo-ok: wide"


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ({"first": EXPECT, "alone": OK}, "1 rule, 0 examples, 1 marked file, all as expected"),
        ({"first": EXPECT}, "wide.yaml: OUR001 has no good example"),
        ({"alone": OK}, "wide.yaml: OUR001 has no bad example"),
        ({"alone": OK, "second": EXPECT}, "marked.py:7: OUR001 does not fire; it fires in line 5; nothing else fires"),
        ({"first": EXPECT, "second": EXPECT}, "marked.py:7: OUR001 does not fire; it fires in line 5; nothing else fires"),
        ({"alone": OK, "second": EXPECT}, "marked.py:5: OUR001 fires here, where no mark is: '1024 channels'"),
        ({"first": "  # cnnlint-ok: OUR001"}, "marked.py:5: OUR001 fires: '1024 channels'"),
        ({"first": EXPECT, "alone": OK, "second": TODO_EXPECT}, "1 marked file, 1 to do, all as expected"),
        ({"first": TODO_OK, "alone": OK}, "1 marked file, 1 to do, 1 not as expected"),  # it has no bad example
        ({"first": TODO_EXPECT, "alone": OK}, "marked.py:5: OUR001 is marked as todo and is as it should be"),
        ({"first": EXPECT, "second": TODO_OK}, "marked.py:7: OUR001 is marked as todo and is as it should be"),
        ({"first": "  # cnnlint-expect: OUR009"}, "marked.py:5: no rule is called `OUR009`"),
        ({"first": "  # cnnlint-expcet: OUR001"}, "marked.py:5: this mark means nothing: write `cnnlint-expect: CNN201`"),
        ({"first": "  # cnnlint-expect:"}, "marked.py:5: this mark means nothing"),
        ({"alone": "'# cnnlint-expect: OUR009',"}, "1 marked file, 2 not as expected"),  # a text is no mark
    ],
)  # fmt: skip
def test_marked_programs(project: Path, cnnlint: Cnnlint, marks: dict[str, str], said: str) -> None:
    assert said in tried(project, cnnlint, **marks)


def test_what_fires_instead_is_said(project: Path, cnnlint: Cnnlint) -> None:
    other = WIDE.replace("OUR001", "OUR002").replace("name: wide", "name: narrow").replace("> 512", "== 8")
    (project / "other.yaml").write_text(other)
    said = tried(project, cnnlint, first=EXPECT, second=EXPECT)
    assert "marked.py:7: OUR001 does not fire; it fires in line 5; what fires is OUR002 '8 channels' in line 7" in said


def test_a_program_alone_is_tried_with_the_rules_of_the_project(project: Path, cnnlint: Cnnlint) -> None:
    (project / "cnnlint.toml").write_text('rules = ["wide.yaml"]\n')
    tried(project, cnnlint, first=EXPECT, alone=OK)
    assert cnnlint("rules", "test", "marked.py").out == "0 rules, 0 examples, 1 marked file, all as expected\n"
    assert "OUR001 has no bad example" in cnnlint("rules", "test").out


def test_a_rule_that_no_program_can_show_says_so(project: Path, cnnlint: Cnnlint) -> None:
    none = "examples: {none: it needs a file that cannot be read}\n"
    assert "all as expected" in tried(project, cnnlint, rule=WIDE + none)
    assert "has an example of what `none` says" in tried(project, cnnlint, rule=WIDE + none, first=EXPECT, alone=OK)


def test_a_rule_that_is_tried_alone_may_extend_one_of_the_project(project: Path, cnnlint: Cnnlint) -> None:
    (project / "cnnlint.toml").write_text('rules = ["wide.yaml", "narrow.yaml"]\n')
    (project / "wide.yaml").write_text(WIDE)
    (project / "narrow.yaml").write_text("id: OUR002\nname: wider\nextends: wide\nseverity: warning\n")
    assert cnnlint("rules", "validate", "narrow.yaml").out == "1 rule, no faults\n"


def test_both_schemas_are_printed(cnnlint: Cnnlint) -> None:
    assert json.loads(cnnlint("rules", "schema").out)["properties"].keys() >= {"id", "extends", "for_each"}
    assert cnnlint("rules", "schema", "--format", "markdown").out.startswith("# What rules may ask for\n")


def test_the_subjects_of_a_new_rule_are_those_of_rules() -> None:
    from cnnlint.rule_engine.schema import SUBJECTS

    assert set(_SUBJECTS) == set(SUBJECTS)


def test_smells_are_told_to_the_pedantic(project: Path, cnnlint: Cnnlint) -> None:
    program = "import torch\nfrom torch import nn\n\nmodel = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU())\n"
    (project / "net.py").write_text(program + "model(torch.zeros(2, 3, 8, 8))\n")
    assert "CNN601" not in cnnlint("check", "net.py").out
    assert "CNN601" in cnnlint("check", "--persona", "pedantic", "net.py").out
    (project / "cnnlint.toml").write_text('persona = "pedantic"\n')
    assert "CNN601" in cnnlint("check", "net.py").out
    assert "CNN601" not in cnnlint("check", "--persona", "regular", "net.py").out
