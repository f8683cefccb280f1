"""Fixes are carried out to the character, checked, and taken back where they bring something new."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from checking.programs import programs
from cnnlint.checking.checked import CheckedFile
from cnnlint.checking.mending import mend
from cnnlint.checking.session import Checker, Job
from cnnlint.config import Settings
from cnnlint.config.resolve import resolve
from cnnlint.diagnostics import Diagnostic, Edit, Fix
from cnnlint.rule_engine import shipped_rules
from cnnlint.source import Location

RULES = shipped_rules().rules
CHECKER = Checker(Settings(persona="pedantic"), lambda: resolve(Settings(persona="pedantic"), RULES))
PROGRAMS = list(programs())
PARTS = 8


def finding(line: int, start: int, end: int, new: str, rule: str = "A001", safe: bool = True) -> Diagnostic:
    at = Location("x.py", line, start, line, end)
    return Diagnostic(rule, "name", "warning", f"{rule} {line}", at, fix=Fix(safe, "do", (Edit(at, new),)))


class Linter:
    """Finds words in lines, each with a fix."""

    def __init__(self, **fixes: str) -> None:
        self.fixes = fixes
        self.texts: list[str] = []

    def __call__(self, text: str) -> CheckedFile:
        self.texts.append(text)
        found = [
            finding(number, line.index(word) + 1, line.index(word) + 1 + len(word), new, rule=word.upper())
            for number, line in enumerate(text.splitlines(), 1)
            for word, new in self.fixes.items()
            if word in line
        ]
        return CheckedFile("x.py", text, tuple(found))


def test_all_at_once() -> None:
    lint = Linter(one="1", two="2")
    done = mend(lint("one  # keep\ntwo\n"), lint)
    assert (done.file.text, done.fixed, done.undone) == ("1  # keep\n2\n", 2, ())
    assert len(lint.texts) == 2


def test_what_brings_something_new_is_taken_back_and_the_rest_stays() -> None:
    lint = Linter(one="three", two="2", three="one")
    done = mend(lint("one\ntwo\n"), lint)
    assert (done.file.text, done.fixed) == ("one\n2\n", 1)
    assert [found.rule for found in done.undone] == ["ONE"]


def test_what_a_fix_brings_to_light_may_be_mended_too() -> None:
    lint = Linter(one="two", two="2")
    assert mend(lint("x one\n"), lint).file.text == "x 2\n"


def test_what_does_not_help_is_taken_back() -> None:
    lint = Linter(one="one")
    done = mend(lint("one\n"), lint)
    assert (done.file.text, done.fixed, len(done.undone)) == ("one\n", 0, 1)


def test_unsafe_fixes_are_asked_for() -> None:
    lint = Linter(one="1")
    before = lint("one\n")
    found = tuple(replace(one, fix=replace(one.fix, safe=False)) for one in before.diagnostics if one.fix)
    assert mend(replace(before, diagnostics=found), lint).fixed == 0
    assert mend(replace(before, diagnostics=found), lint, unsafe=True).fixed == 1


def outside(old: str, new: str, fixes: Sequence[Fix]) -> bool:
    """Whether each line that no edit touches is still there, byte for byte and in order."""
    touched = {line for fix in fixes for edit in fix.edits for line in range(edit.at.line, edit.at.end_line + 1)}
    rest = iter(new.splitlines(keepends=True))
    return all(line in rest for number, line in enumerate(old.splitlines(keepends=True), 1) if number not in touched)


@pytest.mark.parametrize("part", range(PARTS))
def test_mended_programs_parse_have_no_new_findings_and_keep_all_else(part: int) -> None:
    problems = []
    fixed = 0
    for name, text in PROGRAMS[part::PARTS]:
        before = CHECKER.check(Job("program.py", text))
        done = mend(before, lambda new: CHECKER.check(Job("program.py", new)), unsafe=True)
        new = done.file.text
        if not done.fixed:
            problems += [f"{name}: changed"] if new != text else []
            continue
        fixed += done.fixed
        ast.parse(new)
        more = Counter(one.rule for one in done.file.diagnostics) - Counter(one.rule for one in before.diagnostics)
        problems += [f"{name}: new {dict(more)}"] if more else []
        fixes = [one.fix for one in before.diagnostics if one.fix]
        if len(done.file.diagnostics) == len(before.diagnostics) - done.fixed and not outside(text, new, fixes):
            problems.append(f"{name}: text outside of the edits has changed")
    assert not problems, problems[:3]
    assert fixed


PLAIN = """\
import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(1, 32, 3),
    nn.ReLU(),
    nn.Conv2d(32, 64, 3),
    nn.ReLU(),
    nn.Conv2d(64, 64, 3),
    nn.ReLU(),
    nn.Flatten(),
    nn.Linear(64 * 22 * 22, 10),
)
net(torch.zeros(1, 1, 28, 28))
"""


def test_poolings_are_put_in_with_the_width_that_they_change() -> None:
    """The finding's fix brings a wrong width to light, whose fix follows."""
    checker = Checker(Settings(), lambda: resolve(Settings(), RULES))
    done = mend(checker.check(Job("net.py", PLAIN)), lambda new: checker.check(Job("net.py", new)), unsafe=True)
    expected = PLAIN.replace("(1, 32, 3),\n", "(1, 32, 3),\n    nn.MaxPool2d(2),\n")
    expected = expected.replace("(32, 64, 3),\n", "(32, 64, 3),\n    nn.MaxPool2d(2),\n").replace("22 * 22", "3 * 3")
    assert done.file.text == expected
