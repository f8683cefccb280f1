"""Small projects of a few files, each with the input's size that is to be found, and where it is learnt from (`expected.json`)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cnnlint.analysis import analyze_target
from cnnlint.checking.surroundings import options_of, settings_for
from cnnlint.config import Settings
from cnnlint.report import show_json

PROJECTS = sorted(path.parent for path in (Path(__file__).parent / "projects").glob("*/expected.json"))


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_the_size_and_its_origin_are_found(project: Path, tmp_path: Path) -> None:
    """In a copy, so that no other file of this repository is near."""
    copy = tmp_path / project.name
    shutil.copytree(project, copy)
    expected: dict[str, Any] = json.loads((project / "expected.json").read_text())
    target = str(copy / expected["target"])
    found = analyze_target(target, options_of(settings_for([target], Settings(), None, False)))
    (model,) = (one for one in show_json.document([found])["models"] if one["name"] == expected["model"])
    told = [{"shape": one["shape"], "source": one["source"].replace(f"{copy}/", "")} for one in model["inputs"]]
    assert told == expected["inputs"]
    assert [fact.kind for fact in found.facts] == expected.get("facts", [])
    for name, shape in expected.get("layers", {}).items():
        assert next(one["output_shape"] for one in model["layers"] if one["name"] == name) == shape


def test_there_are_enough_of_them() -> None:
    names = [project.name for project in PROJECTS]
    assert sum(name.startswith(("torch", "keras")) for name in names) >= 40
    assert sum(name.startswith("keras") for name in names) >= 10
    assert sum(name.startswith("not_taken") for name in names) >= 8
