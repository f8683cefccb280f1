"""Rules on trial: whether they say of their own examples, and of programs with marks, what those expect, and what they say instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cnnlint.analysis import analyze_source
from cnnlint.analysis.result import Options
from cnnlint.diagnostics import Diagnostic
from cnnlint.rule_engine.check import check_file
from cnnlint.rule_engine.rule import Example, Rule
from cnnlint.source import SourceFile
from cnnlint.source.marks import Mark, marks


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as expected: the file, the line in it (0: the whole), and what."""

    path: str
    line: int
    words: str


@dataclass(slots=True)
class Outcome:
    """What a trial comes to."""

    rules: int = 0
    examples: int = 0
    files: int = 0
    todo: int = 0
    problems: list[Problem] = field(default_factory=list)


def hold_trial(rules: Sequence[Rule], every: Sequence[Rule], programs: Iterable[SourceFile] = ()) -> Outcome:
    """Try rules on their examples and on programs with marks. `every` are all rules that there are: marks may speak of any."""
    outcome = Outcome(rules=len(rules))
    fired: set[str] = set()
    silent: set[str] = set()
    for program in programs:
        trial = _Program(program, every)
        outcome.files += 1
        outcome.todo += sum(len(mark.codes) for mark in trial.marks if mark.todo)
        outcome.problems.extend(trial.problems())
        fired |= trial.codes(fires=True)
        silent |= trial.codes(fires=False)
    for rule in rules:
        outcome.examples += len(rule.bad) + len(rule.good)
        words = (*example_problems(rule, every), *_untried(rule, rule.id in fired, rule.id in silent))
        outcome.problems.extend(Problem(rule.path, 0, f"{rule.id} {problem}") for problem in words)
    return outcome


def example_problems(rule: Rule, every: Sequence[Rule]) -> Iterator[str]:
    """What a rule does not say of its bad examples, and says of its good ones."""
    for number, example in enumerate(rule.bad, 1):
        found = _found(rule, example, every)
        said = [one.message for one in found if one.rule == rule.id]
        if not any(example.expect in message for message in said):
            wanted = f", not {example.expect!r}" if example.expect else ""
            yield f"{_said(said)} about bad example {number}{wanted}{_instead(found) if not said else ''}"
    for number, example in enumerate(rule.good, 1):
        said = [one.message for one in findings(rule, example, every)]
        if said:
            yield f"{_said(said)} about good example {number}"


def findings(rule: Rule, example: Example, every: Sequence[Rule]) -> list[Diagnostic]:
    """What a rule finds in an example."""
    return [one for one in _found(rule, example, every) if one.rule == rule.id]


def _untried(rule: Rule, fired: bool, silent: bool) -> Iterator[str]:
    if rule.untested:
        if rule.bad or fired:
            yield "has an example of what `none` says no program can show"
        return
    if not rule.bad and not fired:
        yield "has no bad example"
    if not rule.good and not silent:
        yield "has no good example"


def _found(rule: Rule, example: Example, every: Sequence[Rule]) -> Sequence[Diagnostic]:
    sizes = tuple(int(size) if size.isdigit() else size for size in re.findall(r"\w+", example.input))
    options = Options(inputs=(("", sizes),)) if sizes else Options()
    rules = {one.id: one for one in (*every, rule)}  # comments in an example may speak of any
    return check_file(tuple(rules.values()), analyze_source(example.code, "example.py", options)).diagnostics


def _said(messages: Sequence[str]) -> str:
    return f"says {messages[0]!r}" if messages else "says nothing"


def _instead(found: Iterable[Diagnostic]) -> str:
    fired = [f"{one.rule} {one.message!r} in line {one.at.line}" for one in found]
    return f"; what fires is {'; '.join(fired)}" if fired else "; nothing else fires"


class _Program:
    """A program with marks, and what all rules find in it."""

    def __init__(self, program: SourceFile, every: Sequence[Rule]) -> None:
        self.path = str(program.path)
        self.marks = marks(program.text)
        self.called = {word.lower(): rule.id for rule in every for word in (rule.id, rule.name)}
        found = check_file(every, analyze_source(program.text, self.path), every).diagnostics
        self.found = [one for one in found if one.at.path == self.path]

    def codes(self, fires: bool) -> set[str]:
        """The rules that a mark has shown to fire, or to be silent."""
        kept = (mark for mark in self.marks if mark.fires == fires and not mark.todo)
        return {code for mark in kept for code in self._codes(mark) if bool(self._at(code, mark)) == fires}

    def problems(self) -> Iterator[Problem]:
        """What is not as the marks say."""
        for mark in self.marks:
            yield from (Problem(self.path, mark.line, words) for words in self._wrong(mark))
        expected = {code for mark in self.marks if mark.fires for code in self._codes(mark)}
        for one in self.found:
            marked = any(one in self._at(code, mark) for mark in self.marks for code in self._codes(mark))
            if one.rule in expected and not marked:
                yield Problem(self.path, one.at.line, f"{one.rule} fires here, where no mark is: {one.message!r}")

    def _wrong(self, mark: Mark) -> Iterator[str]:
        if not mark.codes:
            yield "this mark means nothing: write `cnnlint-expect: CNN201`, or `-ok`, `-todo-expect`, `-todo-ok`"
        yield from (f"no rule is called `{word}`" for word in mark.codes if word.lower() not in self.called)
        for code in self._codes(mark):
            fires = bool(self._at(code, mark))
            if mark.todo and fires == mark.fires:
                yield f"{code} is marked as todo and is as it should be"
            elif not mark.todo and fires != mark.fires:
                yield self._missed(code, mark) if mark.fires else f"{code} fires: {self._at(code, mark)[0].message!r}"

    def _missed(self, code: str, mark: Mark) -> str:
        elsewhere = sorted({one.at.line for one in self.found if one.rule == code})
        others = [one for one in self.found if one.rule != code and _covers(one, mark)]
        where = f"; it fires in line {', '.join(map(str, elsewhere))}" if elsewhere else ""
        return f"{code} does not fire{where}{_instead(others)}"

    def _codes(self, mark: Mark) -> list[str]:
        return [self.called[word.lower()] for word in mark.codes if word.lower() in self.called]

    def _at(self, code: str, mark: Mark) -> list[Diagnostic]:
        return [one for one in self.found if one.rule == code and _covers(one, mark)]


def _covers(one: Diagnostic, mark: Mark) -> bool:
    return one.at.line <= mark.line <= one.at.end_line
