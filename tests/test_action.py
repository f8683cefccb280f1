"""The steps of the GitHub action, run by bash as a runner does; what it is given is never shell code. With `CNNLINT_HOOKS` it is installed too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
NET = """import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d(16, 8, 3))
net(torch.zeros(1, 3, 32, 32))
"""
INSTALLED = pytest.mark.skipif(not os.environ.get("CNNLINT_HOOKS"), reason="CNNLINT_HOOKS is not set")


def step(name: str, folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run a step in a folder, its inputs in the environment as the action puts them there."""
    one = STEPS[name]
    assert one["shell"] == "bash"
    assert set(given) == set(one["env"])
    here = {**os.environ, "RUNNER_TEMP": str(folder / "temp"), "PYTHONPATH": str(ROOT), **given}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", one["run"]]
    return subprocess.run(command, cwd=folder, env=here, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a faulty model, and cnnlint where the first step installs it."""
    (tmp_path / "net.py").write_text(NET)
    command = tmp_path / "temp" / "cnnlint" / "bin" / "cnnlint"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cnnlint "$@"\n')
    command.chmod(0o755)
    return tmp_path


def test_the_check_fails_where_something_is_found(project: Path) -> None:
    ended = step("Check", project, ARGS="--output-format concise", PATHS="net.py")
    assert ended.returncode == 1, ended.stderr
    assert "net.py:4:41: error CNN101" in ended.stdout
    assert step("Check", project, ARGS="--exit-zero", PATHS=".").returncode == 0


def test_inputs_are_no_shell_code(project: Path) -> None:
    ended = step("Check", project, ARGS="--quiet", PATHS="net.py; touch $(echo broken) *")
    assert ended.returncode == 2
    assert not (project / "broken").exists()


def test_every_input_has_a_step_that_takes_it() -> None:
    taken = {value for one in ACTION["runs"]["steps"] for value in (one.get("env") or one.get("with") or {}).values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]} <= taken


@INSTALLED
def test_it_is_installed_from_the_action_itself(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(NET)
    ended = step("Install cnnlint", tmp_path, SOURCE=str(ROOT))
    assert ended.returncode == 0, ended.stderr
    assert step("Check", tmp_path, ARGS="", PATHS="net.py").returncode == 1
