"""Models of torchvision, from its source alone: every call, shape and parameter as at run time."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnlint.analysis.project import ProjectLoader
from libraries.builders import VERSION, analysed, differences, truths
from libraries.sources import source_of


@pytest.fixture(scope="module")
def folder() -> Path:
    return source_of("torchvision", VERSION)


@pytest.fixture(scope="module")
def loader() -> ProjectLoader:
    return ProjectLoader()


@pytest.mark.parametrize("name", truths())
def test_builder(name: str, folder: Path, loader: ProjectLoader) -> None:
    problems = differences(analysed(folder, name, loader), name)
    assert not problems, problems[:3]
