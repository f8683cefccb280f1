"""What an analysis asks of the files around it, and the answers: a result holds for as long as each question is answered alike.

A question is a tuple of its kind and its arguments, so that it can be kept and asked again by another run, which need not know what for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from cnnlint.source.digest import digest
from cnnlint.source.modules import find, forget, module_name
from cnnlint.source.project import Neighbour, folders_around, neighbours, python_files
from cnnlint.source.reading import SourceFile, read
from cnnlint.source.users import Find, importers, users

Question: TypeAlias = tuple[str, ...]
Answer: TypeAlias = Any
"""A JSON value."""

Search: TypeAlias = Callable[[str, Collection[str], Iterable[Neighbour], Find], Sequence[str]]

AROUND: Final[Mapping[str, Search]] = {"users": users, "importers": importers}
"""Questions about files of the project: which of those around a file have to do with some names."""
MOST_AROUND: Final = 300  # files of the project that are looked at for one, about


class Questions:
    """Answers questions about files, each once in a run, and notes what was asked since it was told to listen.

    `python` is the environment whose packages the program uses.
    """

    def __init__(self, python: str = "") -> None:
        forget()  # what is asked now is about the files as they are now, from the folder that is the current one now
        self.python = python
        self.heard: dict[Question, Answer] = {}
        self._answers: dict[Question, Answer] = {}
        self._within: dict[Question, Mapping[Question, Answer]] = {}  # what it took to answer
        self._neighbours: dict[str, tuple[Neighbour, ...]] = {}
        self._around: dict[str, str] = {}
        self._kinds: Mapping[str, Callable[..., Answer]] = {
            "text": self._text,
            "module": self._module,
            "name": lambda path: list(module_name(path)),
            **{kind: partial(self._about, search) for kind, search in AROUND.items()},
        }

    @contextmanager
    def listening(self) -> Iterator[dict[Question, Answer]]:
        """What is asked in the meantime, with the answers; who listened before hears of it too."""
        before, self.heard = self.heard, {}
        try:
            yield self.heard
        finally:
            before.update(self.heard)
            self.heard = before

    def holds(self, question: Question, answer: Answer) -> bool:
        """Whether a question is answered now as it was then. Raises for what is no question."""
        kind, *arguments = question
        if kind == "time":
            return False
        if kind in AROUND:
            path, *_ = arguments
            return (
                bool(answer["around"] == self._files_around(path)) or self._answer(question)["files"] == answer["files"]
            )
        return bool(self._answer(question) == answer)

    def hung_on_time(self) -> None:
        """Note that an answer of the clock counted, which no other run gets again."""
        self.heard["time",] = None

    def text(self, path: str) -> str | None:
        """The text of a file; None where it cannot be read."""
        source = read(Path(path))
        text = source.text if isinstance(source, SourceFile) else None
        self.was_read(path, None if text is None else digest(text))
        return text

    def was_read(self, path: str, told_by: str | None) -> None:
        """Note that the text of a file was used that has this digest; None for a file that cannot be read."""
        self.heard["text", path] = told_by

    def module(self, dotted: str, importer: str) -> tuple[str, bool] | None:
        """The path of a module that a file imports, and whether it is a package; None if there is none."""
        found = self._ask("module", dotted, str(Path(importer).parent))
        return None if found is None else (found[0], found[1])

    def name(self, path: str) -> tuple[str, bool]:
        """The dotted name of a file, and whether it is a package."""
        name, is_package = self._ask("name", path)
        return name, is_package

    def users(self, path: str, names: Iterable[str]) -> Sequence[str]:
        """The files that may run what a file defines under these names, the nearest first."""
        found: Sequence[str] = self._ask("users", path, *sorted(names))["files"]
        return found

    def importers(self, path: str, name: str) -> Sequence[str]:
        """The files that import a file and hold a name."""
        found: Sequence[str] = self._ask("importers", path, name)["files"]
        return found

    def _ask(self, *question: str) -> Answer:
        answer = self._answer(question)
        self.heard.update(self._within.get(question, {}))
        self.heard[question] = answer
        return answer

    def _answer(self, question: Question) -> Answer:
        if question not in self._answers:
            kind, *arguments = question
            with self.listening() as heard:
                self._answers[question] = self._kinds[kind](*arguments)
            if heard:
                self._within[question] = heard
        return self._answers[question]

    # --- kinds of questions -------------------------------------------------------------------------------------------

    def _text(self, path: str) -> Answer:
        source = read(Path(path))
        return digest(source.text) if isinstance(source, SourceFile) else None

    def _module(self, dotted: str, folder: str) -> Answer:
        found = find(dotted, os.path.join(folder, "_.py"), self.python)
        return None if found is None else list(found)

    def _about(self, search: Search, path: str, *names: str) -> Answer:
        if not os.path.isfile(path):
            return {"around": "", "files": []}
        around = self._files_around(path)
        return {"around": around, "files": list(search(path, names, self._each_around(path), self.module))}

    def _each_around(self, path: str) -> Iterator[Neighbour]:
        """Files of the project, the nearest first, each folder read once."""
        count = 0
        for folder in folders_around(path):
            if folder not in self._neighbours:
                self._neighbours[folder] = neighbours(folder)
            count += len(self._neighbours[folder])
            yield from self._neighbours[folder]
            if count > MOST_AROUND:
                return

    def _files_around(self, path: str) -> str:
        """A digest of which files are around a file, and of their times and sizes: if it is the same they need not be read."""
        place = str(Path(path).parent)
        if place not in self._around:
            seen: list[str] = []
            for folder in folders_around(path):
                seen += [folder, *(f"{file} {stamp}" for file, stamp in python_files(folder))]
                if len(seen) > 2 * MOST_AROUND:
                    break
            self._around[place] = digest("\n".join(seen))
        return self._around[place]
