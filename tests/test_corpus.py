"""The corpus: what cnnlint reads from each program beside what the real framework did with it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from cnnlint.analysis import Options, TargetError, analyze_source, analyze_target
from corpus.compare import CORPUS, flat, keras_differences, torch_differences

FRAMEWORKS = ("torch", "keras")
# Programs that fail in the framework and that cnnlint lets pass, with the reason: known misses, not hidden ones.
MISSED: dict[str, str] = {}
KNOWN_GAPS = {"torch/ok/lazy_head": "torch.distributions is not modelled"}


def records(kind: str, framework: str) -> list[Path]:
    """The records of one framework's programs that work ("ok") or fail ("broken")."""
    return sorted((CORPUS / framework / kind).rglob("*.json"))


def named(paths: list[Path]) -> list[Any]:
    """Test parameters with readable names."""
    return [pytest.param(path, id=str(path.relative_to(CORPUS).with_suffix(""))) for path in paths]


def truth_of(path: Path) -> dict[str, Any]:
    """What was recorded."""
    loaded: dict[str, Any] = json.loads(path.read_text())
    return loaded


@pytest.mark.parametrize("record", named(records("ok", "torch")))
def test_torch_program_gives_what_torch_gave(record: Path) -> None:
    differences = torch_differences(record.with_suffix(".py"), truth_of(record))
    key = str(record.relative_to(CORPUS).with_suffix(""))
    assert bool(differences) == (key in KNOWN_GAPS), differences


@pytest.mark.parametrize("record", named(records("ok", "keras")))
def test_keras_program_gives_what_keras_gave(record: Path) -> None:
    assert keras_differences(record.with_suffix(".py"), truth_of(record)) == []


@pytest.mark.parametrize("path", named([record.with_suffix(".py") for f in FRAMEWORKS for record in records("ok", f)]))
def test_working_program_has_no_error(path: Path) -> None:
    """Checked as a whole file, without being told what it is fed."""
    result = analyze_source(path.read_text(), str(path))
    assert [(fact.at.line, fact.kind, fact.words) for fact in result.facts] == []


@pytest.mark.parametrize("record", named([record for f in FRAMEWORKS for record in records("broken", f)]))
def test_broken_program_is_caught_where_it_breaks(record: Path) -> None:
    truth, path = truth_of(record), record.with_suffix(".py")
    key = str(record.relative_to(CORPUS).with_suffix(""))
    places = set()
    for result in analyses(path, truth):
        for fact in result.facts:
            spots = [
                fact.at,
                *([fact.defined] if fact.defined is not None else []),
                *(where for where, _ in fact.related),
            ]
            places |= {spot.line for spot in spots if Path(spot.path).name == path.name}
    caught = bool(places & {truth["line"], *truth.get("lines", [])})
    assert caught != (key in MISSED), (
        f"found at {sorted(places)}, it breaks at line {truth['line']}: {truth['message']}"
    )


def analyses(path: Path, truth: dict[str, Any]) -> list[Any]:
    """The file checked as a whole and, where inputs are recorded, its target run on them."""
    found = [analyze_source(path.read_text(), str(path))]
    inputs = tuple(
        ("", tuple("N" if size is None else size for size in shape)) for shape in flat(truth.get("inputs")) if shape
    )
    if inputs and truth.get("call", True):
        with contextlib.suppress(TargetError):  # what is wrong with it may have kept it from becoming a model
            found.append(analyze_target(f"{path}::{truth['target']}", Options(inputs=inputs)))
    return found


def test_there_are_enough_programs() -> None:
    assert sum(len(records("ok", framework)) for framework in FRAMEWORKS) >= 40
    assert sum(len(records("broken", framework)) for framework in FRAMEWORKS) >= 20
    assert len(MISSED) <= 3
