"""Files to findings: which files are meant, and what the rules in force say of each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnnlint import analysis as analyses
from cnnlint import rule_engine
from cnnlint.analysis.result import FileAnalysis, TargetError
from cnnlint.analysis.targets import source_of
from cnnlint.checking.checked import CUT_SHORT, CheckedFile
from cnnlint.checking.errors import Refused
from cnnlint.checking.surroundings import STDIN, check_exists, options_of
from cnnlint.config import ModelEntry, Settings
from cnnlint.report.run import counts_of
from cnnlint.source import Problem, discover, might_hold_a_model, read
from cnnlint.source.documents import kind_of
from cnnlint.source.notebooks import NoNotebook

if TYPE_CHECKING:
    from cnnlint.analysis.project import ProjectLoader
    from cnnlint.analysis.trees import Trees
    from cnnlint.config.resolve import Resolved
    from cnnlint.graph import Model


@dataclass(frozen=True, slots=True)
class Stdin:
    """Standard input: its text, and what to call it."""

    text: str
    path: str = "<stdin>"

    @property
    def program(self) -> str:
        """The text as Python: that of a document is its program. Raises Refused for a notebook that is none."""
        kind = kind_of(self.path)
        try:
            return self.text if kind is None else kind.program_of(self.text)
        except NoNotebook as error:
            raise Refused(f"{self.path} {error}") from None

    def with_program(self, program: str | None) -> str:
        """The text with another program in it; as it is without one."""
        if program is None:
            return self.text
        kind = kind_of(self.path)
        return program if kind is None else kind.rewritten(self.text, program)


@dataclass(frozen=True, slots=True)
class Job:
    """A text to check as if it were the file `path`: all of it, or what a name or expression in it stands for.

    `problem` says why it has no text, and in which line. `is_file`: it is the text of that file.
    """

    path: str
    text: str
    target: str = ""
    problem: tuple[str, int] | None = None
    is_file: bool = True


class Checker:
    """Checks texts by one set of settings; the rules in force are loaded when they are needed. `empty` are the folders that held no Python file.

    Raises Refused where the configuration names a model whose file does not exist.
    """

    def __init__(self, settings: Settings, load_rules: Callable[[], Resolved], trees: Trees | None = None) -> None:
        self.settings = settings
        self.load_rules = load_rules
        self.trees = trees
        self.options = options_of(settings)
        self.empty: list[str] = []
        self.entries: dict[str, list[ModelEntry]] = {}
        for entry in settings.models or ():
            check_exists(entry.path)
            self.entries.setdefault(os.path.realpath(entry.path), []).append(entry)

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process loads the rules itself."""
        return Checker, (self.settings, self.load_rules, self.trees)

    def loader(self) -> ProjectLoader:
        """The files of the program as checks share them."""
        from cnnlint.analysis.project import ProjectLoader

        return ProjectLoader(self.options.python, self.trees)

    @cached_property
    def rules(self) -> Resolved:
        """The rules in force. Raises Refused."""
        return self.load_rules()

    # --- files to jobs ------------------------------------------------------------------------------------------------

    def jobs(self, paths: Sequence[str], stdin: Stdin | None = None) -> Iterator[Job]:
        """The files that paths mean, in order. Raises Refused for a target that does not exist."""
        for path in paths:
            if path != STDIN:
                yield from self._of_path(path)
            elif stdin is not None:
                yield Job(stdin.path, stdin.program, is_file=False)

    def _of_path(self, path: str) -> Iterator[Job]:
        exclude = self.settings.exclude or ()
        if self.settings.force_exclude and any(pattern.matches(path.partition("::")[0]) for pattern in exclude):
            return
        if "::" in path:
            yield _of_target(path)
            return
        seen, ignored = [pattern.seen_from(path) for pattern in exclude], self.settings.respect_gitignore is not False
        explicit, any_file = os.path.isfile(path), False
        for file in discover([Path(path)], seen, ignored, markdown=self.settings.markdown is True).files:
            any_file = True
            source = read(file)
            if isinstance(source, Problem):
                yield Job(str(file), "", problem=(source.message, source.line))
            elif explicit or might_hold_a_model(source.text):
                yield Job(str(file), source.text)
        if not any_file and not discover([Path(path)]).files:
            self.empty.append(path)

    # --- jobs to findings ---------------------------------------------------------------------------------------------

    def check(self, job: Job, loader: ProjectLoader | None = None) -> CheckedFile:
        """Check a text; those that are given the same `loader` share the files that they import. Raises Refused for a target that is none."""
        if job.problem is not None:
            return self.failed(job, "unreadable", *job.problem)
        try:
            analysis = analyses.analyze_source(job.text, job.path, self.options, job.target, loader)
            return self.checked(self._with_entries(analysis, loader))
        except TargetError as error:
            raise Refused(str(error)) from None
        except Exception as error:  # a fault of ours in one file must not end the run
            from cnnlint.interpreter.calls import STRICT

            if STRICT or isinstance(error, Refused):
                raise
            return self.failed(job, "over-budget", f"a fault of cnnlint's own ({type(error).__name__}: {error})")

    def failed(self, job: Job, kind: str, words: str, line: int = 1) -> CheckedFile:
        """A file that was not checked, and why."""
        from cnnlint.interpreter.outcome import Fact
        from cnnlint.source import Location

        fact = Fact(kind, words, Location(job.path, line, 1, line, 1))
        return self.checked(FileAnalysis(job.path, job.text, (), (fact,), (None,)))

    def checked(self, analysis: FileAnalysis, path: str | None = None) -> CheckedFile:
        """Apply the rules to an analysed file: those for `path`, if it is somewhere else."""
        found = rule_engine.check_file(self.rules.rules_for(path or analysis.path), analysis, self.rules.every)
        shared = {
            fact.key
            for fact, model in zip(analysis.facts, analysis.fact_models, strict=True)
            if fact.at.path != analysis.path or (model is not None and _is_told_elsewhere(model))
        }
        faults = CUT_SHORT.intersection(fact.kind for fact in analysis.facts)
        return CheckedFile(
            analysis.path,
            analysis.text,
            found.diagnostics,
            len(found.suppressed),
            counts_of(analysis),
            frozenset(fact.key for fact in analysis.facts),
            frozenset(shared),
            faults,
        )

    def _with_entries(self, analysis: FileAnalysis, loader: ProjectLoader | None) -> FileAnalysis:
        """With the models that the configuration wants built of this file."""
        for entry in self.entries.get(os.path.realpath(analysis.path), ()) if self.entries else ():
            from cnnlint.checking.together import together

            options = replace(
                self.options, inputs=entry.input or self.options.inputs, mode=entry.mode or self.options.mode
            )
            try:
                built = analyses.analyze_source(analysis.text, analysis.path, options, entry.name, loader)
            except TargetError as error:
                raise Refused(f"models: {error}") from None
            analysis = together(analysis, built)
        return analysis


def _of_target(target: str) -> Job:
    try:
        path, text, name = source_of(target)
    except TargetError as error:
        raise Refused(str(error)) from None
    return Job(path, text, name)


def _is_told_elsewhere(model: Model) -> bool:
    """True for a model whose input's size was learnt from another file than its own."""
    return any(one.learnt is not None and one.learnt.path != model.at.path for one in model.inputs)
