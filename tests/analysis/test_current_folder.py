"""What is told of relative paths is told of the folder that is the current one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnlint.analysis import analyze_source

NET = "from torch import nn\n\n\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.conv = nn.Conv2d(3, 8, 3)\n\n    def forward(self, x):\n        return self.conv(x)\n"
RUN = "import torch\nfrom net import Net\n\nNet()(torch.zeros(1, 3, 8, 8))\n"


def test_another_folder_is_looked_at_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not in the one folder is found in the other, with the program that runs it."""
    (tmp_path / "empty").mkdir()
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text("")
    (project / "net.py").write_text(NET)
    (project / "run.py").write_text(RUN)
    monkeypatch.chdir(tmp_path / "empty")
    analyze_source(RUN, "run.py")  # there is no net.py here
    monkeypatch.chdir(project)
    (model,) = analyze_source(NET, "net.py").models
    assert model.inputs[0].shape == (1, 3, 8, 8)
