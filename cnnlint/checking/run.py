"""One run: files are checked, mended if that is wanted, and what is known already is taken out."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cnnlint.checking.cells import in_cells
from cnnlint.checking.checked import CheckedFile, without_told
from cnnlint.checking.errors import Refused
from cnnlint.checking.many import Means, checked
from cnnlint.checking.session import Checker, Job, Stdin
from cnnlint.checking.texts import Texts
from cnnlint.diagnostics.diagnostic import Diagnostic
from cnnlint.report.run import Run, Tally

if TYPE_CHECKING:
    from cnnlint.checking import known
    from cnnlint.diagnostics.baseline import Key


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done beside finding: fixes, those that may change what is computed too, and what is known already."""

    fix: bool = False
    unsafe: bool = False
    baseline: str | None = None
    since: str | None = None  # a git revision


NOTHING_ELSE = Steps()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file whose text is to change; `path` is None for standard input."""

    path: str | None
    name: str
    old: str
    new: str

    def write(self) -> None:
        """Write the file. Raises Refused if that cannot be done."""
        from cnnlint.source.writing import rewrite

        problem = rewrite(Path(self.path), self.old, self.new) if self.path is not None else None
        if problem:
            raise Refused(f"{self.path}: {problem.message}")

    def diff(self) -> Iterator[str]:
        """A unified diff, line by line, without the ends of its lines."""
        import difflib

        for line in difflib.unified_diff(_lines(self.old), _lines(self.new), self.name, self.name):
            yield line.rstrip("\n")
            if not line.endswith("\n"):
                yield "\\ No newline at end of file"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is kept of a file: its name, and where anything is found its text, the findings, and whether it can be read as Python."""

    name: str
    text: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    is_read: bool = True


@dataclass(slots=True)
class Outcome:
    """What a run has come to: the report, the files as they are now, what fixes have changed and which were taken back."""

    run: Run
    files: list[Seen] = field(default_factory=list)
    rewritten: list[Rewritten] = field(default_factory=list)
    undone: list[Diagnostic] = field(default_factory=list)
    stale: dict[Key, int] = field(default_factory=dict)
    left: Sequence[Diagnostic] = ()  # those of the report, with the places that they have in the texts of `files`
    read: Collection[str] = ()  # further files that the findings hang on
    interrupted: tuple[int, int] | None = None  # how many files were checked when it was, and of how many


def run(
    checker: Checker,
    paths: Sequence[str],
    stdin: Stdin | None = None,
    steps: Steps = NOTHING_ELSE,
    means: Means | None = None,
) -> Outcome:
    """Check paths; where that is interrupted, what was done until then is the outcome. Raises Refused."""
    started = time.perf_counter()
    means = means or Means()
    baseline = _baseline(steps.baseline)
    work = _Work(checker, stdin, steps)
    jobs = list(checker.jobs(paths, stdin))
    try:
        for file in checked(checker, jobs, means):
            work.add(file)
    except KeyboardInterrupt:
        work.outcome.interrupted = len(work.outcome.files), len(jobs)
    means.results.tidy()
    work.outcome.read = means.results.files
    found = [one for file in work.outcome.files for one in file.diagnostics]
    left = work.unknown(found, baseline)
    seconds = time.perf_counter() - started
    summary = work.tally.summary(left, work.suppressed, seconds, len(found) - len(left), work.fixed)
    shown, unresolved = in_cells(left, work.tally.unresolved, work.texts)
    work.outcome.run = Run(shown, summary, unresolved, work.texts, lambda: checker.rules.rules)
    work.outcome.left = left
    return work.outcome


class _Work:
    """A run on its way."""

    def __init__(self, checker: Checker, stdin: Stdin | None, steps: Steps) -> None:
        self.checker = checker
        self.stdin = stdin
        self.steps = steps
        self.tally = Tally()
        self.texts = Texts()
        self.outcome = Outcome(Run((), self.tally.summary(())))
        self.told: dict[str, str] = {}
        self.suppressed = self.fixed = 0

    def add(self, file: CheckedFile) -> None:
        """Take in a file, mended if that is wanted."""
        name = file.path
        if self.steps.fix and file.diagnostics:
            file = self.mended(file, name)
        self.tally.add(file.counts)
        self.suppressed += file.suppressed
        found = without_told(file, self.told)
        if not found:
            self.outcome.files.append(Seen(name))
            return
        self.outcome.files.append(Seen(name, file.text, found, file.is_read))
        self.texts.give(name, file.text)

    def mended(self, before: CheckedFile, name: str) -> CheckedFile:
        """A file with its fixes carried out."""
        from cnnlint.checking.mending import mend

        done = mend(before, lambda text: self.checker.check(Job(name, text)), self.steps.unsafe)
        self.fixed += done.fixed
        self.outcome.undone += done.undone
        if done.fixed:
            old, new = before.text, done.file.text
            self.outcome.rewritten.append(Rewritten(_path(name, self.stdin), name, old, new))
        return done.file

    def unknown(self, found: Sequence[Diagnostic], baseline: known.Baseline | None) -> Sequence[Diagnostic]:
        """The findings that neither the baseline nor an earlier revision knows."""
        if baseline:
            compared = baseline.compare(found, self.texts)
            names = [file.name for file in self.outcome.files]
            self.outcome.stale = baseline.stale(compared, names, lambda: {rule.id for rule in self.checker.rules.rules})
            found = compared.new
        if self.steps.since is not None:
            from cnnlint.checking.revision import new_since

            found = new_since(self.steps.since, found, self.checker, self.texts)
        return found


def _baseline(path: str | None) -> known.Baseline | None:
    if not path:
        return None
    from cnnlint.checking import known

    return known.read(path)


def _path(name: str, stdin: Stdin | None) -> str | None:
    """The path that a file is written to: none for standard input."""
    return None if stdin is not None and name == stdin.path else name


def ignoring(outcome: Outcome, reason: str, stdin: Stdin | None = None) -> list[Rewritten]:
    """The files with comments that silence what is left in them; files that cannot be read as Python are left alone."""
    left = set(map(id, outcome.left))
    found: list[Rewritten] = []
    for file in outcome.files:
        mine = [one for one in file.diagnostics if id(one) in left and one.at.path == file.name]
        if mine and file.is_read:
            from cnnlint.diagnostics.ignoring import silenced

            new = silenced(file.text, mine, reason)
            found.append(Rewritten(_path(file.name, stdin), file.name, file.text, new))
    return found


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
