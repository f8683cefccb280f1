"""The pages of the rules in the documentation are those that their files make. `CNNLINT_UPDATE_DOCS=1` writes them anew."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from cnnlint.report import full, rule_page
from cnnlint.report.run import Run, Summary
from cnnlint.report.style import Style
from cnnlint.rule_engine import Rule, shipped_rules
from cnnlint.rule_engine.rule import Example
from cnnlint.rule_engine.trial import findings

PAGES = Path(__file__).parents[2] / "docs" / "rules"
RULES = shipped_rules().rules


def check(page: Path, lines: Iterable[str]) -> None:
    fresh = "\n".join(lines) + "\n"
    if os.environ.get("CNNLINT_UPDATE_DOCS"):
        PAGES.mkdir(exist_ok=True)
        page.write_text(fresh, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == fresh


def told(rule: Rule, example: Example) -> Iterator[str]:
    """What is printed about a bad example."""
    run = Run(findings(rule, example, RULES), Summary(), text=lambda path: example.code)
    lines = list(full.render(run, Style(colour=False, width=0), quiet=True))
    yield from lines[:-1]  # without the empty line behind the last


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_page_of_a_rule_is_fresh(rule: Rule) -> None:
    check(PAGES / f"{rule.id}.md", rule_page.render(rule, lambda example: told(rule, example)))


def test_the_list_is_fresh_and_no_page_is_left_over() -> None:
    check(PAGES / "README.md", rule_page.index(RULES))
    assert {page.stem for page in PAGES.glob("*.md")} == {"README", "rates", *(rule.id for rule in RULES)}
