"""`cnnlint check` with an analysis that is given, so that options, formats and exit codes are tested alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cnnlint import analysis, rule_engine
from cnnlint.analysis.result import FileAnalysis, Options
from cnnlint.diagnostics import Diagnostic
from cnnlint.rule_engine import Checked, Rule
from support.command import Cnnlint
from support.findings import FIXED, SMALL
from support.models import DIGITS, digits


class World:
    """A file with a model, and what the rules find in it."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = [SMALL]
        self.options = Options()
        self.source: tuple[str, str] = ("", "")
        self.rules: list[str] = []
        self.silenced: tuple[Diagnostic, ...] = ()

    def analyze_source(self, text: str, path: str, options: Options, *rest: object) -> FileAnalysis:
        self.options = options
        self.source = (text, path)
        return replace(digits(), path=path, text=text)

    def check_file(self, rules: tuple[Rule, ...], analysis: FileAnalysis, every: tuple[Rule, ...]) -> Checked:
        self.rules = [rule.id for rule in rules]
        return Checked(
            tuple(replace(found, at=replace(found.at, path=analysis.path)) for found in self.found), self.silenced
        )


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> World:
    made = World()
    monkeypatch.setattr(analysis, "analyze_source", made.analyze_source)
    monkeypatch.setattr(rule_engine, "check_file", made.check_file)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digits.py").write_text(DIGITS)
    return made


def test_a_finding_is_printed_and_the_exit_code_is_1(world: World, cnnlint: Cnnlint) -> None:
    ended = cnnlint("check", "digits.py")
    assert (ended.code, ended.err) == (1, "")
    assert ended.out.startswith("digits.py:8:11: warning CNN201 the last feature map")
    assert "each of its 22×22 units" in ended.out
    assert "1 warning in 1 file (1 model, 3 of 3 layers understood, " in ended.out


def test_nothing_found_is_0(world: World, cnnlint: Cnnlint) -> None:
    world.found = []
    ended = cnnlint("check", "digits.py")
    assert ended.code == 0
    assert ended.out.startswith("No findings in 1 file (1 model, 3 of 3 layers understood")


@pytest.mark.parametrize(
    ("severity", "level", "code"),
    [
        ("error", "error", 1), ("warning", "error", 0), ("info", "error", 0),
        ("error", "warning", 1), ("warning", "warning", 1), ("info", "warning", 0),
        ("error", "info", 1), ("warning", "info", 1), ("info", "info", 1),
        ("info", None, 0), ("warning", None, 1),
    ],
)  # fmt: skip
def test_the_fail_level_decides_the_exit_code(
    world: World, cnnlint: Cnnlint, severity: str, level: str | None, code: int
) -> None:
    world.found = [replace(SMALL, severity=severity)]
    assert cnnlint("check", "digits.py", *(["--fail-level", level] if level else [])).code == code


def test_formats_and_files(world: World, cnnlint: Cnnlint, tmp_path: Path) -> None:
    concise = cnnlint("check", "digits.py", "--output-format", "concise").out
    assert concise.splitlines()[0] == f"digits.py:8:11: warning CNN201 {SMALL.message}"
    document = json.loads(cnnlint("check", "digits.py", "--output-format", "json").out)
    assert [found["rule"] for found in document["diagnostics"]] == ["CNN201"]
    ended = cnnlint("check", "digits.py", "--output-format", "json", "--output-file", "out.json")
    assert (ended.code, ended.out) == (1, "")
    assert json.loads((tmp_path / "out.json").read_text())["diagnostics"] == document["diagnostics"]
    refused = cnnlint("check", "digits.py", "--output-file", "no/such/folder")
    assert (refused.code, refused.out) == (2, "")
    assert "no/such/folder: No such file" in refused.err


def test_quiet_prints_the_findings_alone(world: World, cnnlint: Cnnlint) -> None:
    assert len(cnnlint("check", "digits.py", "-q", "--output-format", "concise").out.splitlines()) == 1


def test_input_and_mode_reach_the_analysis(world: World, cnnlint: Cnnlint) -> None:
    cnnlint("check", "digits.py", "--input", "N,28,28,1", "--input", "mask=1,2", "--mode", "train")
    assert world.options == Options((("", ("N", 28, 28, 1)), ("mask", (1, 2))), "train")


def test_the_configuration_file_is_under_the_command_line(world: World, cnnlint: Cnnlint, tmp_path: Path) -> None:
    (tmp_path / "cnnlint.toml").write_text(
        'mode = "train"\ninput = "1,2"\nfail-level = "error"\noutput-format = "concise"\n'
    )
    ended = cnnlint("check", "digits.py")
    assert (ended.code, world.options) == (0, Options((("", (1, 2)),), "train"))
    assert ended.out.splitlines()[0].startswith("digits.py:8:11: warning")
    assert cnnlint("check", "digits.py", "--mode", "eval", "--fail-level", "warning").code == 1
    assert world.options.mode == "eval"
    cnnlint("check", "digits.py", "--isolated")
    assert world.options == Options()


def test_standard_input(world: World, cnnlint: Cnnlint) -> None:
    ended = cnnlint("check", "-", "--stdin-filename", "net.py", stdin=DIGITS.encode() + b"# \xff\n")
    assert ended.code == 1
    assert ended.out.startswith("net.py:8:11: warning")
    assert "each of its 22×22 units" in ended.out
    assert world.source == (DIGITS + "# \udcff\n", "net.py")
    assert cnnlint("check", "-", stdin=b"").out.startswith("<stdin>:8:11")


def test_excluded_files_are_left_out(world: World, cnnlint: Cnnlint, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "net.py").write_text(DIGITS)
    quiet = ["-q", "--output-format", "concise"]
    named = ["check", "old/net.py", "digits.py", "--exclude", "old", *quiet]
    assert cnnlint(*named).out.count("\n") == 2  # what is named is checked
    assert cnnlint(*named, "--force-exclude").out.count("\n") == 1
    (tmp_path / "cnnlint.toml").write_text('exclude = ["*"]\nforce-exclude = true\n')
    assert cnnlint("check", "digits.py").code == 0
    assert cnnlint("check", "digits.py", "--no-force-exclude").code == 1


def test_several_rules_in_order(world: World, cnnlint: Cnnlint) -> None:
    world.found = [FIXED, SMALL]
    out = cnnlint("check", "digits.py", "digits.py", "--output-format", "concise").out
    assert [line.split()[2] for line in out.splitlines()[:4]] == ["CNN102", "CNN201"] * 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.py"], "nowhere.py: no such file or folder"),
        (["nowhere.py::Net"], "nowhere.py: no such file or folder"),
        (["digits.py", "--rules", "nowhere"], "nowhere: no such file or folder"),
        (["digits.py", "--input", "1,,3"], "is not a size"),
        (["digits.py", "--input", "1", "--input", "2"], "--input is given twice for an input without a name"),
        (["digits.py", "--input", "x=1", "--input", "x=2"], "--input is given twice for the input x"),
        (["digits.py", "--mode", "both"], "'both' is not one of"),
        (["digits.py", "--selct", "CNN1"], "--select"),
        (["digits.py", "--select", "QQQ999"], "no rule is called QQQ999"),
        (["digits.py", "--config", "none.toml"], "none.toml: No such file"),
        (["digits.py", "--rules", "bad.yaml"], "bad.yaml:1:1:"),
        (["digits.py", "--config", "bad.toml"], "bad.toml:1: selct is not a setting; did you mean select?"),
    ],
)
def test_what_cannot_be_run_is_said_on_stderr_and_is_2(
    world: World, cnnlint: Cnnlint, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "bad.yaml").write_text("idd: CNN1\n")
    (tmp_path / "bad.toml").write_text("selct = []\n")
    ended = cnnlint("check", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_an_empty_folder_is_clean_with_a_warning(cnnlint: Cnnlint, tmp_path: Path) -> None:
    ended = cnnlint("check", tmp_path)
    assert ended.code == 0
    assert "no Python files" in ended.err


def test_rules_are_selected(world: World, cnnlint: Cnnlint) -> None:
    cnnlint("check", "digits.py")
    everything = world.rules
    assert "CNN201" in everything
    cnnlint("check", "digits.py", "--select", "CNN2,CNN1")
    assert world.rules == [code for code in everything if code.startswith(("CNN1", "CNN2"))]
    cnnlint("check", "digits.py", "--select", "small-final-receptive-field")
    assert world.rules == ["CNN201"]
    cnnlint("check", "digits.py", "--ignore", "CNN201", "--ignore", "CNN1")
    assert world.rules == [code for code in everything if not code.startswith("CNN1") and code != "CNN201"]


def test_rules_are_ignored_by_file(world: World, cnnlint: Cnnlint, tmp_path: Path) -> None:
    (tmp_path / "cnnlint.toml").write_text('[per-file-ignores]\n"dig*" = ["receptive-field"]\n')
    cnnlint("check", "digits.py")
    assert "CNN201" not in world.rules
    cnnlint("check", "-", "--stdin-filename", "other.py")
    assert "CNN201" in world.rules


def test_severity_and_parameters_of_rules_are_set(
    world: World, cnnlint: Cnnlint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {}

    def note(rules: tuple[Rule, ...], *rest: object) -> Checked:
        seen.update({rule.id: rule for rule in rules})
        return Checked(())

    monkeypatch.setattr(rule_engine, "check_file", note)
    (tmp_path / "cnnlint.toml").write_text('[severity]\nCNN201 = "info"\n[params.CNN201]\nminimum = 0.5\n')
    cnnlint("check", "digits.py")
    assert seen["CNN201"].severity == "info"
    assert float(seen["CNN201"].params["minimum"]) == 0.5
    (tmp_path / "cnnlint.toml").write_text("[params.CNN201]\nminimun = 0.5\n")
    ended = cnnlint("check", "digits.py")
    assert ended.code == 2
    assert "CNN201 has no parameter `minimun`" in ended.err


def test_what_is_silenced_is_counted(world: World, cnnlint: Cnnlint) -> None:
    world.found, world.silenced = [], (SMALL,)
    ended = cnnlint("check", "digits.py")
    assert ended.code == 0
    assert "understood, 1 suppressed, " in ended.out


def test_suppression_comments_are_heard(cnnlint: Cnnlint, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import torch\nx = (  # cnnlint: ignore[CNN901] kept as it is\n")
    ended = cnnlint("check", tmp_path / "broken.py")
    assert ended.code == 0
    assert "1 suppressed" in ended.out


def test_a_file_that_does_not_parse_is_a_finding(cnnlint: Cnnlint, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import torch\nx = (\n")
    (tmp_path / "fine.py").write_text("import torch\n")
    ended = cnnlint("check", tmp_path)
    assert (ended.code, ended.err) == (1, "")
    assert "broken.py:2:5: error CNN901" in ended.out
    assert "1 error in 2 files" in ended.out


def test_several_formats_at_once(world: World, cnnlint: Cnnlint, tmp_path: Path) -> None:
    formats = ["--output-format", "sarif=out.sarif", "--output-format", "concise", "--output-format", "gitlab=q.json"]
    ended = cnnlint("check", "digits.py", *formats, "-q")
    assert ended.out.splitlines() == [f"digits.py:8:11: warning CNN201 {SMALL.message}"]
    assert json.loads((tmp_path / "out.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "CNN201"
    assert json.loads((tmp_path / "q.json").read_text())[0]["check_name"] == "small-final-receptive-field"


@pytest.mark.parametrize(
    ("formats", "message"),
    [
        (["sarfi"], "'sarfi' is not one of full, concise, "),
        (["sarfi=x"], "; did you mean sarif?"),
        (["sarif="], "sarif= names no file"),
        (["full", "json"], "only one format can have no file: write FORMAT=FILE for the others"),
    ],
)
def test_formats_that_cannot_be(world: World, cnnlint: Cnnlint, formats: list[str], message: str) -> None:
    ended = cnnlint("check", "digits.py", *(word for name in formats for word in ("--output-format", name)))
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err
