"""Ready-made models where neither torchvision nor timm nor Keras is at hand: as recorded, and in programs that build on them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cnnlint.analysis import FileAnalysis, Options, analyze_source, analyze_target
from cnnlint.analysis.project import ProjectLoader
from cnnlint.frameworks.keras.backbones import RECORDS
from cnnlint.frameworks.torch.backbones import records
from corpus.compare import flat
from libraries.builders import differences, truths
from libraries.test_keras_applications import TRUTHS, described, only_model

CASES = sorted((Path(__file__).parent / "cases").glob("*.py"))
MARK = re.compile(r"#\s*fact:\s*([a-z-]+)")

ELIDED = "StochasticDepth"  # at inference these give what they are given, and the tracer leaves them out


@pytest.fixture(autouse=True)
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is installed here: nothing is found."""
    monkeypatch.setattr(ProjectLoader, "load", lambda self, dotted, importer: None)


def recorded(name: str, tmp_path: Path) -> FileAnalysis:
    program = tmp_path / "program.py"
    program.write_text(f"from torchvision.models import {name}\nnet = {name}()\n")
    return analyze_target(f"{program}::net", Options(inputs=(("", tuple(truths()[name]["input"])),)))


def test_what_is_recorded() -> None:
    assert set(truths()) == set(records.homes("torchvision"))


@pytest.mark.parametrize("name", sorted(truths()))
def test_recorded_model(name: str, tmp_path: Path) -> None:
    found = recorded(name, tmp_path)
    problems = differences(found, name, without=ELIDED)
    assert not problems, problems[:3]


KERAS = sorted(set(TRUTHS) & set(RECORDS.index))


def test_what_is_recorded_of_keras() -> None:
    assert set(TRUTHS) == set(KERAS)


@pytest.mark.parametrize("name", KERAS)
def test_recorded_model_of_keras(name: str) -> None:
    truth = TRUTHS[name]
    text = f"from keras.applications import {name}\nmodel = {name}(weights=None)\n"
    found = described(only_model(analyze_source(text, "program.py")))
    wanted = [(one["name"], one["type"], flat(one["out"]), one["params"]) for one in truth["layers"]]
    assert found == [*wanted, ("", flat(truth["out"]), truth["params"], truth["trainable"])], "see described()"


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_facts_are_those_marked(path: Path) -> None:
    text = path.read_text()
    expected = {(number, mark) for number, line in enumerate(text.splitlines(), 1) for mark in MARK.findall(line)}
    found = analyze_source(text, str(path))
    places = {(fact.at.line, fact.kind, fact.defined.line if fact.defined else 0) for fact in found.facts}
    assert len(places) == len(expected), places
    for line, kind in expected:
        assert any(kind == k and line in (at, defined) for at, k, defined in places), (line, kind, places)
