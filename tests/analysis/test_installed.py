"""Which installed packages are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnlint.analysis import Options, analyze_source
from cnnlint.source import installed

PACKAGE = "from torch import nn\n\n\ndef backbone():\n    return nn.Sequential(nn.Conv2d(3, 8, 3), nn.Flatten())\n"
PROGRAM = "from zoo.nets import backbone\n\nnet = backbone()\n"


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment with a package that is built on PyTorch."""
    folder = tmp_path / "project" / ".venv" / "lib" / "python3.12" / "site-packages"
    (folder / "zoo").mkdir(parents=True)
    (folder / "zoo" / "__init__.py").write_text("")
    (folder / "zoo" / "nets.py").write_text(PACKAGE)
    (folder / "zoo-1.0.dist-info").mkdir()
    (folder / "zoo-1.0.dist-info" / "METADATA").write_text(
        "Name: zoo\nRequires-Dist: numpy\nRequires-Dist: torch (>=2)\n"
    )
    (tmp_path / "project" / ".venv" / "pyvenv.cfg").write_text("")
    return tmp_path / "project" / ".venv"


def parameters(path: Path, python: str = "") -> list[object]:
    return [model.parameters for model in analyze_source(PROGRAM, str(path), Options(python=python)).models]


def test_an_environment_in_the_project(environment: Path) -> None:
    assert parameters(environment.parent / "train" / "main.py") == [224]


def test_an_environment_that_is_named(environment: Path, tmp_path: Path) -> None:
    assert parameters(tmp_path / "elsewhere.py") == []
    assert parameters(tmp_path / "elsewhere.py", str(environment)) == [224]


def test_the_active_environment(environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", str(environment))
    assert parameters(tmp_path / "elsewhere.py") == [224]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Requires-Dist: torch", True),
        ("Requires-Dist: keras>=3", True),
        ("Requires-Dist: torchmetrics", False),
        ("Requires-Dist: torch ; extra == 'gpu'", False),
        ("Requires-Dist: numpy", False),
    ],
)
def test_only_packages_built_on_a_framework_are_read(line: str, read: bool, environment: Path) -> None:
    (folder,) = installed.packages_of(str(environment))
    installed.is_built_on_a_framework.cache_clear()
    (folder / "zoo-1.0.dist-info" / "METADATA").write_text(f"Name: zoo\n{line}\n")
    assert installed.is_read("zoo.nets", (folder,)) is read
