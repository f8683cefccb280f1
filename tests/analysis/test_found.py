"""Programs with the models that they hold: `# model: name` stands on the line of each, `# fact: kind` on that of what is wrong; there are no others."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from cnnlint.analysis import analyze_source

CASES = sorted((Path(__file__).parent / "found").glob("*.py"))
MARK = re.compile(r"(model|fact): (\S+)")


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_models_are_those_marked(path: Path) -> None:
    text = path.read_text()
    comments = ((number, line.partition("  # ")[2]) for number, line in enumerate(text.splitlines(), 1))
    expected = Counter((number, *mark) for number, comment in comments for mark in MARK.findall(comment))
    result = analyze_source(text, str(path))
    found = Counter((model.at.line, "model", model.name) for model in result.models)
    found.update((fact.at.line, "fact", fact.kind) for fact in result.facts)
    missing, more = expected - found, found - expected
    assert not missing, f"missing: {sorted(missing)}; and more than are marked: {sorted(more)}"
    assert not more, f"more than are marked: {sorted(more)}"
