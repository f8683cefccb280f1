"""`cnnlint rules test`: every rule against the examples in its own file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from cnnlint.analysis import analyze_source
from cnnlint.analysis.result import Options
from cnnlint.cli.output import CLEAN, FINDINGS, emit
from cnnlint.cli.rulebook import own_rules
from cnnlint.config import parse_input
from cnnlint.report.text import plural, printable
from cnnlint.rule_engine import Rule, check_file, shipped_rules
from cnnlint.rule_engine.rule import Example


def run(paths: Sequence[str]) -> int:
    """Test the rules of files and folders; the exit code is 1 where one does not say what its examples expect."""
    rules = own_rules(paths)
    problems = [f"{rule.path}: {rule.id} {problem}" for rule in rules for problem in _problems(rule)]
    count = sum(len(rule.bad) + len(rule.good) for rule in rules)
    verdict = f"{len(problems):,} not as expected" if problems else "all as expected"
    emit(
        [*map(printable, problems), f"{plural(len(rules), 'rule')}, {plural(count, 'example')}, {verdict}"], sys.stdout
    )
    return FINDINGS if problems else CLEAN


def _problems(rule: Rule) -> Iterator[str]:
    if not rule.bad and rule.for_each != "fact":  # no program shows a file that cannot be read
        yield "has no bad example"
    for number, example in enumerate(rule.bad, 1):
        said = _said(rule, example)
        if not any(example.expect in message for message in said):
            what = f"says {said[0]!r}" if said else "says nothing"
            yield f"{what} about bad example {number}" + (f", not {example.expect!r}" if example.expect else "")
    for number, example in enumerate(rule.good, 1):
        said = _said(rule, example)
        if said:
            yield f"says {said[0]!r} about good example {number}"


def _said(rule: Rule, example: Example) -> list[str]:
    options = Options(inputs=(parse_input(example.input),) if example.input else ())
    rules = {other.id: other for other in (*shipped_rules().rules, rule)}  # comments in an example may speak of any
    checked = check_file(tuple(rules.values()), analyze_source(example.code, "example.py", options))
    return [found.message for found in checked.diagnostics if found.rule == rule.id]
