"""Comments that silence: which diagnostics they cover, and what is said of those that silence nothing."""

from __future__ import annotations

import pytest

from cnnlint.analysis.result import FileAnalysis
from cnnlint.diagnostics import Diagnostic, apply_suppressions, directive_facts
from cnnlint.interpreter.outcome import Fact
from cnnlint.rule_engine import check_file, shipped_rules
from cnnlint.source import Location, comments

RULES = shipped_rules().rules
CODES = {word.lower(): rule.id for rule in RULES for word in (rule.id, rule.name)}
ACTIVE = [rule.id for rule in RULES]


def at(line: int, end: int = 0, path: str = "net.py") -> Location:
    return Location(path, line, 1, end or line, 9)


def found(line: int, end: int = 0, rule: str = "CNN101", path: str = "net.py") -> Diagnostic:
    return Diagnostic(rule, "name", "error", "words", at(line, end, path))


@pytest.mark.parametrize(
    ("text", "diagnostic", "silenced"),
    [
        ("a\nb  # cnnlint: ignore[CNN101] known\nc", found(2), True),
        ("a\nb  # cnnlint: ignore[CNN101] known\nc", found(1), False),
        ("a\nb  # cnnlint: ignore[CNN101] known\nc", found(3), False),
        ("# cnnlint: ignore[CNN101] known\nb\nc", found(2), True),
        ("# cnnlint: ignore[CNN101] known\nb\nc", found(3), False),
        ("# cnnlint: ignore[CNN101] a\n# cnnlint: ignore[CNN102] b\nc", found(3), True),
        ("# cnnlint: ignore[CNN101] a\n# cnnlint: ignore[CNN102] b\nc", found(3, rule="CNN102"), True),
        ("# cnnlint: ignore[CNN102, CNN101] a\nc", found(2), True),
        ("f(\n  1,\n  2,  # cnnlint: ignore[CNN101] a\n)", found(1, 4), True),
        ("f(\n  1,\n)\ng  # cnnlint: ignore[CNN101] a", found(1, 3), False),
        ("a  # cnnlint: ignore[channel-mismatch] by name", found(1), True),
        ("a  # cnnlint: ignore[cnn101] in small letters", found(1), True),
        ("a  # cnnlint: ignore[CNN102] another", found(1), False),
        ("a\nb\nc\n# cnnlint: ignore-file[CNN101] all", found(1), True),
        ("a\nb\nc\n# cnnlint: ignore-file[CNN102] all", found(1), False),
        ("a  # cnnlint: ignore[CNN101] known", found(1, path="other.py"), False),
    ],
)
def test_covers(text: str, diagnostic: Diagnostic, silenced: bool) -> None:
    outcome = apply_suppressions([diagnostic], comments(text), "net.py", CODES, ACTIVE)
    assert (outcome.suppressed, outcome.kept) == (((diagnostic,), ()) if silenced else ((), (diagnostic,)))


@pytest.mark.parametrize(
    ("text", "active", "facts"),
    [
        ("a  # cnnlint: ignore[CNN102] x", ACTIVE, [("unused-suppression", "CNN102 finds nothing here that could be ignored")]),
        ("# cnnlint: ignore-file[CNN102] x", ACTIVE, [("unused-suppression", "CNN102 finds nothing in this file that could be ignored")]),
        ("a  # cnnlint: ignore[CNN102] x", ["CNN101"], []),
        ("a  # cnnlint: ignore[CNN777] x", ["CNN101"], [("malformed-directive", "no rule is called `CNN777`")]),
        ("a  # cnnlint: ignore[CNN101, CNN103] x", ACTIVE, [("unused-suppression", "CNN103 finds nothing here that could be ignored")]),
    ],
)  # fmt: skip
def test_unused(text: str, active: list[str], facts: list[tuple[str, str]]) -> None:
    outcome = apply_suppressions([found(1)], comments(text), "net.py", CODES, active)
    assert [(fact.kind, fact.words) for fact in outcome.facts] == facts


def test_facts_stand_where_the_comment_stands() -> None:
    directives = comments("a = 1  # cnnlint: ignore\n")
    assert [(fact.kind, fact.at) for fact in directive_facts(directives, "net.py")] == [
        ("malformed-directive", Location("net.py", 1, 8, 1, 25))
    ]


def analysis(text: str, *facts: Fact) -> FileAnalysis:
    return FileAnalysis("net.py", text, (), facts, (None,) * len(facts))


MISMATCH = Fact("channel-mismatch", "takes 64 channels and gets 32", at(1))


@pytest.mark.parametrize(
    ("text", "facts", "codes", "suppressed"),
    [
        ("a", [MISMATCH], ["CNN101"], 0),
        ("a  # cnnlint: ignore[CNN101] known", [MISMATCH], [], 1),
        ("a  # cnnlint: ignore[CNN101] known", [], ["CNN904"], 0),
        ("a  # cnnlint: ignore", [], ["CNN905"], 0),
        ("a  # cnnlint: ignore[CNN777] x", [], ["CNN905"], 0),
        ("a  # cnnlint: ignore[CNN101] known\n# cnnlint: ignore-file[CNN904] kept for later", [], [], 2),
        ("a  # cnnlint: ignore[CNN101] known", [Fact("syntax-error", "no", at(1))], ["CNN901"], 0),
        ("a  # cnnlint: ignore[CNN101] known", [Fact("over-budget", "no", at(1))], ["CNN903"], 0),
    ],
)
def test_a_file_is_checked_with_its_comments(text: str, facts: list[Fact], codes: list[str], suppressed: int) -> None:
    checked = check_file(RULES, analysis(text, *facts), RULES)
    assert [diagnostic.rule for diagnostic in checked.diagnostics] == codes
    assert len(checked.suppressed) == suppressed


def test_a_comment_about_a_rule_that_is_not_in_force_is_not_unused() -> None:
    some = [rule for rule in RULES if rule.id != "CNN101"]
    assert check_file(some, analysis("a  # cnnlint: ignore[CNN101] known"), RULES).diagnostics == ()
