"""Wheel, source distribution and editable install carry what they must."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RECORDS = {
    *(f"cnnlint/frameworks/torch/backbones/{library}.zip" for library in ("timm", "torchvision")),
    "cnnlint/frameworks/keras/backbones/applications.zip",
}
RULES = {
    f"cnnlint/shipped_rules/{path.relative_to(ROOT / 'rules').as_posix()}" for path in (ROOT / "rules").rglob("*.yaml")
}
MODULES = {path.relative_to(ROOT).as_posix() for path in (ROOT / "cnnlint").rglob("*.py")}


def build(folder: Path, target: str, into: Path) -> Path:
    """Build a target ("wheel", "sdist", "wheel:editable") of the project in a folder."""
    into.mkdir(exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into)],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    (made,) = into.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the checkout."""
    return build(ROOT, "wheel", tmp_path_factory.mktemp("build") / "wheel")


def names(wheel: Path) -> set[str]:
    """The files of a wheel without its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_the_wheel_has_the_package_and_the_rules_and_nothing_else(wheel: Path) -> None:
    assert RULES
    assert names(wheel) == MODULES | RULES | RECORDS | {"cnnlint/py.typed"}


def test_the_wheel_names_its_licence_and_its_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = {name.split(".dist-info/")[1]: name for name in archive.namelist() if ".dist-info/" in name}
        assert "Apache License" in archive.read(metadata["licenses/LICENSE"]).decode()
        assert "cnnlint = cnnlint.cli.main:main" in archive.read(metadata["entry_points.txt"]).decode()
        requirements = [
            line for line in archive.read(metadata["METADATA"]).decode().splitlines()
            if line.startswith("Requires-Dist") and "extra ==" not in line
        ]  # fmt: skip
    assert [line.split()[1].partition(">")[0] for line in requirements] == ["click", "libcst", "pyyaml"]


def test_the_wheel_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    program = "import cnnlint; print(cnnlint.__file__); from cnnlint.cli.main import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", program, "rules", "list"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    place, *listed = ended.stdout.splitlines()
    assert Path(place).is_relative_to(tmp_path)
    assert sum(line.startswith("CNN") for line in listed) == len(RULES)


def test_the_source_distribution_makes_the_same_wheel_and_can_be_tested(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build(ROOT, "sdist", tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (folder,) = (tmp_path / "source").iterdir()
    for needed in ("README.md", "LICENSE", "CHANGELOG.md", "docs/examples/digits.py", "tests/conftest.py"):
        assert (folder / needed).is_file()
    assert names(build(folder, "wheel", tmp_path / "wheel")) == names(wheel)


def test_an_editable_install_points_at_the_checkout(tmp_path: Path) -> None:
    with zipfile.ZipFile(build(ROOT, "wheel:editable", tmp_path / "editable")) as archive:
        (path_file,) = (name for name in archive.namelist() if name.endswith(".pth"))
        assert Path(archive.read(path_file).decode().strip()).resolve() == ROOT
