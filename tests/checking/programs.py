"""Every program of the tests that is linted as a whole: the corpus, the rules' examples, the pairs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cnnlint.rule_engine import shipped_rules

TESTS = Path(__file__).parents[1]


def programs() -> Iterator[tuple[str, str]]:
    """Name and text, in a fixed order."""
    for folder in ("corpus", "pairs"):
        for framework in ("torch", "keras"):
            for path in sorted((TESTS / folder / framework).rglob("*.py")):
                yield str(path.relative_to(TESTS)), path.read_text(encoding="utf-8")
    for rule in shipped_rules().rules:
        for number, example in enumerate((*rule.bad, *rule.good)):
            yield f"{rule.id}-{number}", example.code
