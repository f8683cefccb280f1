"""The hooks of this repository, run by the real pre-commit where that is installed and `CNNLINT_HOOKS` is set (it builds an environment)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NET = """import torch
from torch import nn

net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Conv2d(16, 8, 3))
net(torch.zeros(1, 3, 32, 32))
"""
pytestmark = pytest.mark.skipif(
    not os.environ.get("CNNLINT_HOOKS") or shutil.which("pre-commit") is None,
    reason="CNNLINT_HOOKS or pre-commit is not there",
)


def test_hooks_find_faults_in_models_and_rules(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "rules").mkdir(parents=True)
    (project / "net.py").write_text(NET)
    (project / "rules" / "mine.yaml").write_text("id: X\n")
    subprocess.run(["git", "init", "-q", "."], cwd=project, check=True)
    subprocess.run(["git", "add", "."], cwd=project, check=True)
    command = ["pre-commit", "try-repo", str(ROOT), "--ref", "HEAD", "--all-files"]
    here = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    ended = subprocess.run(command, cwd=project, env=here, capture_output=True, text=True, check=False)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "net.py:4:41: error CNN101" in ended.stdout
    assert "rules/mine.yaml:1:" in ended.stdout
