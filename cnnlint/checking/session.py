"""Files to findings: each is analysed, and the rules in force for it are evaluated."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cnnlint.analysis import TargetError, analyze_paths, analyze_source
from cnnlint.analysis.project import ProjectLoader
from cnnlint.analysis.result import FileAnalysis
from cnnlint.checking.errors import Refused
from cnnlint.checking.surroundings import STDIN, check_exists, options_of
from cnnlint.config import ModelEntry, Settings
from cnnlint.config.resolve import Resolved
from cnnlint.diagnostics import Diagnostic
from cnnlint.rule_engine import check_file
from cnnlint.source import SourceFile, discover, read
from cnnlint.source.notebooks import SUFFIX, NoNotebook, program_of, rewritten


@dataclass(frozen=True, slots=True)
class Stdin:
    """Standard input: its text, and what to call it."""

    text: str
    path: str = "<stdin>"

    @property
    def program(self) -> str:
        """The text as Python: that of a notebook is its program. Raises Refused for a notebook that is none."""
        try:
            return program_of(self.text) if self.path.endswith(SUFFIX) else self.text
        except NoNotebook as error:
            raise Refused(f"{self.path} {error}") from None

    def with_program(self, program: str | None) -> str:
        """The text with another program in it; as it is without one."""
        if program is None:
            return self.text
        return rewritten(self.text, program) if self.path.endswith(SUFFIX) else program


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file, what is found in it, and what its own comments silence."""

    analysis: FileAnalysis
    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...] = ()


class Checker:
    """Checks files by one set of settings. `empty` are the folders that held no Python file.

    Raises Refused where the configuration names a model whose file does not exist.
    """

    def __init__(self, settings: Settings, rules: Resolved) -> None:
        self.settings = settings
        self.rules = rules
        self.options = options_of(settings)
        self.empty: list[str] = []
        self.entries: dict[str, list[ModelEntry]] = {}
        for entry in settings.models or ():
            check_exists(entry.path)
            self.entries.setdefault(os.path.realpath(entry.path), []).append(entry)

    def files(self, paths: Sequence[str], stdin: Stdin | None = None) -> Iterator[CheckedFile]:
        """The files that paths mean, in order. Raises Refused for a target that does not exist."""
        for analysis in self._analyses(paths, stdin):
            yield self.checked(self._with_entries(analysis))

    def text(self, text: str, path: str) -> CheckedFile:
        """A text as if it were the file `path`."""
        return self.checked(self._with_entries(analyze_source(text, path, self.options)))

    def checked(self, analysis: FileAnalysis, path: str | None = None) -> CheckedFile:
        """Apply the rules to an analysed file: those for `path`, if it is somewhere else."""
        found = check_file(self.rules.rules_for(path or analysis.path), analysis, self.rules.every)
        return CheckedFile(analysis, found.diagnostics, found.suppressed)

    def _with_entries(self, analysis: FileAnalysis) -> FileAnalysis:
        """With the models that the configuration wants built of this file."""
        for entry in self.entries.get(os.path.realpath(analysis.path), ()) if self.entries else ():
            options = replace(
                self.options, inputs=entry.input or self.options.inputs, mode=entry.mode or self.options.mode
            )
            try:
                built = analyze_source(analysis.text, analysis.path, options, entry.name)
            except TargetError as error:
                raise Refused(f"models: {error}") from None
            analysis = together(analysis, built)
        return analysis

    def _analyses(self, paths: Sequence[str], stdin: Stdin | None) -> Iterator[FileAnalysis]:
        loader = ProjectLoader(self.options.python)
        for path in paths:
            if path != STDIN:
                yield from self._of_path(path, loader)
            elif stdin is not None:
                yield analyze_source(stdin.program, stdin.path, self.options)

    def _of_path(self, path: str, loader: ProjectLoader) -> Iterator[FileAnalysis]:
        exclude = self.settings.exclude or ()
        if self.settings.force_exclude and any(pattern.matches(path.partition("::")[0]) for pattern in exclude):
            return
        analysed = False
        seen, ignored = [pattern.seen_from(path) for pattern in exclude], self.settings.respect_gitignore is not False
        try:
            for analysis in analyze_paths([path], self.options, seen, ignored, loader):
                analysed = True
                yield analysis
        except TargetError as error:
            raise Refused(str(error)) from None
        if not analysed and not discover([Path(path)]).files:
            self.empty.append(path)


def together(first: FileAnalysis, second: FileAnalysis) -> FileAnalysis:
    """Two analyses of one file as one: what both have met is said once."""
    known = {(fact.kind, fact.at, fact.words) for fact in first.facts}
    pairs = list(zip(first.facts, first.fact_models, strict=True))
    for fact, model in zip(second.facts, second.fact_models, strict=True):
        if (fact.kind, fact.at, fact.words) not in known:
            pairs.append((fact, model))
    pairs.sort(key=lambda pair: (pair[0].at.path, pair[0].at.line, pair[0].at.column))
    return replace(
        first,
        models=(*first.models, *second.models),
        facts=tuple(fact for fact, _ in pairs),
        fact_models=tuple(model for _, model in pairs),
        unresolved=tuple(dict.fromkeys((*first.unresolved, *second.unresolved))),
    )


class Texts:
    """The text of files by their paths: those that were given, others from the disk."""

    def __init__(self) -> None:
        self.known: dict[str, str | None] = {}

    def give(self, path: str, text: str) -> None:
        """Use this text for a path."""
        self.known[path] = text

    def __call__(self, path: str) -> str | None:
        """The text of a file, None if it cannot be had."""
        if path not in self.known:
            source = read(Path(path))
            self.known[path] = source.text if isinstance(source, SourceFile) else None
        return self.known[path]
