"""`cnnlint rules test`: what is not as expected, and a line with what was tried."""

from __future__ import annotations

from collections.abc import Iterator

from cnnlint.report.text import plural, printable
from cnnlint.rule_engine.trial import Outcome


def render(outcome: Outcome) -> Iterator[str]:
    """The report, line by line."""
    for problem in outcome.problems:
        yield printable(
            f"{problem.path}:{problem.line}: {problem.words}" if problem.line else f"{problem.path}: {problem.words}"
        )
    counts = [plural(outcome.rules, "rule"), plural(outcome.examples, "example")]
    if outcome.files:
        counts.append(plural(outcome.files, "marked file"))
    if outcome.todo:
        counts.append(f"{outcome.todo} to do")
    verdict = f"{len(outcome.problems):,} not as expected" if outcome.problems else "all as expected"
    yield ", ".join((*counts, verdict))
