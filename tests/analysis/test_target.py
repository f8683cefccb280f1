"""Targets that name no model: the reason is a fact about the file where there is one, else an error with what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnnlint.analysis import TargetError, analyze_target

FILE = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        if width % 2:
            raise ValueError("an odd width")
        self.conv = nn.Conv2d(3, width, 3)

    def forward(self, x):
        return self.conv(x)


def build(width):
    return Net(width).to(device)


def main():
    return Net(3)


if __name__ == "__main__":
    model = Net(4)
    forgotten.train()
    broken = main()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "net.py"
    path.write_text(FILE)
    return path


@pytest.mark.parametrize(
    ("target", "line", "words"),
    [
        ("Net(3)", 10, "an odd width"),
        ("build(4)", 18, "name 'device' is not defined"),
        ("broken", 10, "an odd width"),
        ("forgotten", 27, "name 'forgotten' is not defined"),
    ],
)
def test_what_keeps_a_target_from_being_a_model_is_a_fact(file: Path, target: str, line: int, words: str) -> None:
    found = analyze_target(f"{file}::{target}")
    assert (line, True) in [(fact.at.line, words in fact.words) for fact in found.facts]


def test_a_target_that_only_the_program_makes(file: Path) -> None:
    assert [model.name for model in analyze_target(f"{file}::model").models] == ["model"]


@pytest.mark.parametrize(("target", "words"), [("Nat(4)", "did you mean Net"), ("torch", "not a model")])
def test_a_target_that_is_none(file: Path, target: str, words: str) -> None:
    with pytest.raises(TargetError, match=words):
        analyze_target(f"{file}::{target}")
