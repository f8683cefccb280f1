"""What is not the program's own to mend is given no advice; what is wrong with it is told all the same."""

from __future__ import annotations

import pytest

from cnnlint.analysis import analyze_source
from cnnlint.analysis.project import ProjectLoader
from cnnlint.rule_engine import check_file, shipped_rules

READY_MADE = """
from torch import nn
from torchvision import models

net = models.vgg11_bn(weights=None)
net.classifier[6] = nn.Linear({width}, 3)
"""
OWN = "from torch import nn\n\nnet = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU())\n"


@pytest.fixture(autouse=True)
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProjectLoader, "load", lambda self, dotted, importer: None)


def found(text: str) -> list[str]:
    rules = [rule for rule in shipped_rules().rules if rule.status == "stable"]
    return [one.rule for one in check_file(rules, analyze_source(text, "program.py")).diagnostics]


def test_advice_is_for_layers_of_the_program() -> None:
    assert found(OWN) == ["CNN601"]
    assert found(READY_MADE.format(width=4096)) == []


def test_errors_are_for_all() -> None:
    assert found(READY_MADE.format(width=512)) == ["CNN102"]
