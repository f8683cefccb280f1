"""The programs of the corpus against what Keras recorded of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cnnlint.analysis import Options, analyze_source, analyze_target
from cnnlint.graph.schema import FACTS, attribute_problems
from corpus.compare import CORPUS, keras_differences

RECORDS = sorted((CORPUS / "keras").rglob("*.json"), key=str)
OK = [path for path in RECORDS if "ok" in path.parts]
BROKEN = [path for path in RECORDS if "broken" in path.parts]


def name(path: Path) -> str:
    return path.stem


def truth_of(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return truth


@pytest.mark.parametrize("path", OK, ids=name)
def test_agrees_with_the_record(path: Path) -> None:
    truth = truth_of(path)
    if "applications" in path.with_suffix(".py").read_text(encoding="utf-8"):
        pytest.importorskip("keras")  # read from its source
    assert keras_differences(path.with_suffix(".py"), truth) == []


@pytest.mark.parametrize("path", OK, ids=name)
def test_nothing_is_wrong_with_a_program_that_works(path: Path) -> None:
    program = path.with_suffix(".py")
    found = analyze_source(program.read_text(encoding="utf-8"), str(program))
    assert [fact.words for fact in found.facts] == []
    problems = [(row.name, attribute_problems(row.attributes)) for model in found.models for row in model.layers]
    assert [problem for problem in problems if problem[1]] == []


@pytest.mark.parametrize("path", BROKEN, ids=name)
def test_what_is_broken_is_found_where_it_fails(path: Path) -> None:
    truth = truth_of(path)
    inputs = tuple(("", tuple("N" if size is None else size for size in shape)) for shape in truth["inputs"] or ())
    facts = [*analyze_source(path.with_suffix(".py").read_text(encoding="utf-8"), "program.py").facts]
    if truth["inputs"] or not facts:
        facts += analyze_target(f"{path.with_suffix('.py')}::{truth['target']}", Options(inputs=inputs)).facts
    lines = [
        {fact.at.line, fact.defined.line if fact.defined else 0, *(place.line for place, _ in fact.related)}
        for fact in facts
    ]
    assert any(truth["line"] in there for there in lines), [(fact.at.line, fact.kind, fact.words) for fact in facts]
    assert {fact.kind for fact in facts} <= FACTS.keys()
