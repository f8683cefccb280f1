"""`cnnlint config`, and settings as options of `check`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cnnlint.cli.main import cli
from cnnlint.config.keys import KEYS
from support.command import Cnnlint

NET = """import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)
        self.head = nn.Linear(8 * 30 * 30, 10)

    def forward(self, x):
        return self.head(self.conv(x).relu().flatten(1))
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.py").write_text(NET)
    return tmp_path


def found(cnnlint: Cnnlint, *arguments: str) -> list[tuple[str, str]]:
    out = cnnlint("check", *arguments, "--ignore", "CNN2", "--output-format", "json-lines").out
    return [(one["rule"], one["severity"]) for one in map(json.loads, out.splitlines())]


def test_the_settings_in_force_are_shown(project: Path, cnnlint: Cnnlint) -> None:
    (project / "cnnlint.toml").write_text('fail-level = "error"\nignore = ["CNN2"]\n')
    ended = cnnlint("config")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == f"configuration: {project / 'cnnlint.toml'}"
    assert [line.split() for line in lines if line.startswith("fail-level")] == [
        ["fail-level", '"error"', f"{project / 'cnnlint.toml'}:1"]
    ]
    assert lines[-1].endswith("rules in force (cnnlint rules list)")
    assert cnnlint("config", "--isolated").out.startswith("configuration: none\n")
    (project / "cnnlint.toml").write_text('fail-levl = "error"\n')
    ended = cnnlint("config")
    assert ended.code == 2
    assert "cnnlint.toml:1: fail-levl is not a setting; did you mean fail-level?" in ended.err


def test_the_schema_is_printed(cnnlint: Cnnlint) -> None:
    assert json.loads(cnnlint("config", "--schema").out)["title"] == "cnnlint"


def test_models_that_the_configuration_names_are_built(project: Path, cnnlint: Cnnlint) -> None:
    assert found(cnnlint, "net.py") == []
    entry = '[[models]]\nentry = "net.py::Net(8)"\ninput = "N,3,{0},{0}"\n'
    (project / "cnnlint.toml").write_text(entry.format(32))
    assert found(cnnlint, "net.py") == []
    (project / "cnnlint.toml").write_text(entry.format(40))
    assert found(cnnlint, ".") == [("CNN102", "error")]
    ended = cnnlint("check", "net.py", "--fix", "--unsafe-fixes", "--ignore", "CNN2")
    assert ended.code == 0
    assert "nn.Linear(8 * 38 * 38, 10)" in (project / "net.py").read_text()
    (project / "cnnlint.toml").write_text('[[models]]\nentry = "net.py::Nest"\n')
    ended = cnnlint("check", "net.py")
    assert (ended.code, ended.out) == (2, "")
    assert "models: " in ended.err
    (project / "cnnlint.toml").write_text('[[models]]\nentry = "nowhere.py::Net"\n')
    assert "nowhere.py: no such file" in cnnlint("check", "net.py").err


def test_comments_count_for_all_models_of_a_file_together(project: Path, cnnlint: Cnnlint) -> None:
    comment = "  # cnnlint: ignore[CNN102] tracked\n"
    (project / "net.py").write_text(NET.replace("30 * 30, 10)\n", f"30 * 30, 10){comment}"))
    (project / "cnnlint.toml").write_text('[[models]]\nentry = "net.py::Net(8)"\ninput = "N,3,40,40"\n')
    assert found(cnnlint, "net.py") == []


def test_what_git_ignores_is_left_out(project: Path, cnnlint: Cnnlint) -> None:
    (project / "net.py").write_text("import torch\n(\n")
    (project / ".gitignore").write_text("net.py\n")
    assert found(cnnlint, ".") == []
    assert found(cnnlint, ".", "--no-respect-gitignore") == [("CNN901", "error")]
    assert found(cnnlint, "net.py") == [("CNN901", "error")]
    (project / "cnnlint.toml").write_text("respect-gitignore = false\n")
    assert found(cnnlint, ".") == [("CNN901", "error")]


def test_rules_are_set_by_options(project: Path, cnnlint: Cnnlint) -> None:
    (project / "net.py").write_text("import torch\n(\n")
    assert found(cnnlint, "net.py", "--severity", "CNN901=info") == [("CNN901", "info")]
    assert found(cnnlint, "net.py", "--per-file-ignores", "net.py=CNN901,CNN2") == []
    assert found(cnnlint, "net.py", "--select", "CNN3", "--extend-select", "CNN901") == [("CNN901", "error")]
    for options, message in (
        (["--severity", "CNN901=grave"], "--severity must be one of error, warning, info, not 'grave'"),
        (["--severity", "CNN901"], "is not RULE=LEVEL"),
        (["--param", "CNN201=3"], "--param: CNN201 is not RULE.NAME"),
        (["--param", "CNN201.minimun=3"], "CNN201 has no parameter `minimun`"),
        (["--param", "CNN201.minimum=[[1]]"], "--param must be a number, a truth value"),
    ):
        ended = cnnlint("check", "net.py", *options)
        assert (ended.code, ended.out) == (2, ""), options
        assert message in ended.err


def test_every_setting_has_an_option() -> None:
    options = {name for parameter in cli.commands["check"].params for name in parameter.opts}
    given_otherwise = {"extend": "--config", "params": "--param", "models": "--input"}
    missing = [key for key in KEYS if given_otherwise.get(key, f"--{key}") not in options]
    assert not missing, missing


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(shell: str) -> None:
    here = {**os.environ, "_CNNLINT_COMPLETE": f"{shell}_source", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", "import sys; sys.argv = ['cnnlint']; from cnnlint.cli.main import main; main()"]
    ended = subprocess.run(command, env=here, capture_output=True, text=True, check=False)
    assert "_CNNLINT_COMPLETE" in ended.stdout
    words = {**here, "_CNNLINT_COMPLETE": "bash_complete", "COMP_WORDS": "cnnlint ch", "COMP_CWORD": "1"}
    ended = subprocess.run(command, env=words, capture_output=True, text=True, check=False)
    assert ended.stdout == "plain,check\n"
