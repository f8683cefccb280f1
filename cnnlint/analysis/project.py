"""The modules of the program as IR, and what is known of its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from cnnlint.analysis.stating import with_statements
from cnnlint.analysis.trees import Trees
from cnnlint.source import Directive, placed
from cnnlint.source.digest import digest
from cnnlint.source.questions import Answer, Question, Questions
from cnnlint.syntax import ir, parse

if TYPE_CHECKING:
    from cnnlint.analysis.witnesses import Witness

Witnessed: TypeAlias = "tuple[list[Witness], Mapping[Question, Answer]]"
"""What a file runs models on, and what was asked to find out."""

EMPTY = ir.Module((), None, ())


class ProjectLoader:
    """The files of a program that several analyses share. What each of them has asked of the files is noted in `questions`."""

    def __init__(self, python: str = "", trees: Trees | None = None) -> None:
        self.trees = trees
        self.questions = Questions(python)
        self.parsed: dict[str, ir.Module] = {}
        self.spoken: dict[str, tuple[tuple[int, Directive], ...]] = {}
        self.texts: dict[str, str] = {}
        self.digests: dict[str, str | None] = {}
        self.witnesses: dict[tuple[str, bool, str], Witnessed] = {}  # what files run models on

    def load(self, dotted: str, importer: str) -> tuple[str, bool] | None:
        """The path of a module and whether it is a package, None if the project does not have it."""
        return self.questions.module(dotted, importer)

    def module(self, path: str) -> ir.Module:
        """The IR of a file; an empty module where it cannot be read or parsed, or is a folder without `__init__`."""
        if path not in self.parsed:
            text = self.questions.text(path) if path.endswith(".py") else None
            if text is not None:
                return self.give(path, text)
            self.parsed[path], self.digests[path] = EMPTY, None
        self.note(path)
        return self.parsed[path]

    def give(self, path: str, text: str) -> ir.Module:
        """Parse this text for a path (a file that has been read already, or the standard input), unless that was done."""
        if path in self.parsed and self.texts.get(path) == text:
            return self.parsed[path]
        self.spoken[path] = placed(text)
        tree = parse(text) if self.trees is None else self.trees.of(text)
        self.texts[path], self.digests[path] = text, digest(text)
        self.parsed[path] = with_statements(tree, text, self.spoken[path])
        return self.parsed[path]

    def text_of(self, path: str) -> str:
        """The text of a file that has been parsed."""
        self.note(path)
        return self.texts.get(path, "")

    def note(self, path: str) -> None:
        """Note that a file that another analysis has read is of importance to this one too."""
        if path.endswith(".py") and path in self.digests:
            self.questions.was_read(path, self.digests[path])

    def directives(self, path: str) -> tuple[tuple[int, Directive], ...]:
        """The comments in a file that speak to cnnlint, each with the line that it speaks of."""
        if path not in self.spoken:
            self.module(path)
        self.note(path)
        return self.spoken.get(path, ())
