"""Programs with the facts that are certain about them: `# fact: kind` stands on the line of each, and there are no others.

That a program drops what it tries out here is no matter.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cnnlint.analysis import analyze_source

CASES = sorted((Path(__file__).parent / "cases").glob("*.py"))
MARK = re.compile(r"#\s*fact:\s*([a-z-]+)")


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_facts_are_those_marked(path: Path) -> None:
    text = path.read_text()
    expected = {(number, mark) for number, line in enumerate(text.splitlines(), 1) for mark in MARK.findall(line)}
    result = analyze_source(text, str(path))
    found = {(fact.at.line, fact.kind) for fact in result.facts}
    assert {one for one in found if one in expected or one[1] != "unused-result"} == expected
