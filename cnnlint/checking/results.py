"""Results of earlier runs: those of a file hold while its text, what its analysis has asked of other files, the settings, the rules and cnnlint are the same."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Any, Final

from cnnlint.checking.records import dump, load
from cnnlint.source.digest import digest
from cnnlint.source.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cnnlint.checking.alone import Done
    from cnnlint.checking.checked import CheckedFile
    from cnnlint.checking.session import Job
    from cnnlint.source.cache import Cache
    from cnnlint.source.questions import Answer, Question

_KIND: Final = "results"
_RULES: Final = "rules"


class Results:
    """Results in a cache. `surroundings` is a digest of all that all results of the run hang on, `questions` answers as the files are now."""

    def __init__(self, cache: Cache | None, surroundings: str, questions: Questions) -> None:
        self.cache = cache
        self.surroundings = surroundings
        self.questions = questions
        self.files: set[str] = set()  # that results of this run hang on

    def get(self, job: Job) -> CheckedFile | None:
        """What a job comes to, if that is known."""
        data = self.cache.get(_KIND, self._key(job)) if self.cache and _is_kept(job) else None
        if data is None:
            return None
        try:
            values, asked = _opened(data)
            file = load(values, job.path, job.text)
            if not all(self.questions.holds(tuple(question), answer) for question, answer in asked):
                return None
            self.files.update(question[1] for question, _ in asked if question[0] == "text")
        except (ValueError, TypeError, LookupError, RecursionError, AttributeError, OSError):
            return None
        return file

    def put(self, job: Job, done: Done) -> None:
        """Keep what a job came to."""
        if done.asked is None:
            return
        self.files.update(question[1] for question in done.asked if question[0] == "text")
        if self.cache and _is_kept(job):
            self.cache.put(_KIND, self._key(job), _closed(dump(done.file), done.asked))

    def tidy(self) -> None:
        """Throw away what is old."""
        if self.cache:
            self.cache.prune(time.time())

    def knows_the_rules(self) -> bool:
        """Whether an earlier run has found nothing wrong with the rules and settings."""
        return self.cache is not None and self.cache.get(_RULES, self.surroundings) is not None

    def note_rules(self, rules: object) -> None:
        """Note that nothing is wrong with the rules, which were loaded."""
        if self.cache:
            self.cache.put(_RULES, self.surroundings, b"")

    def _key(self, job: Job) -> str:
        return digest(json.dumps([self.surroundings, os.getcwd(), job.path, job.target, digest(job.text)]))


def no_results() -> Results:
    """No results of earlier runs, and none for later ones."""
    return Results(None, "", Questions())


def _is_kept(job: Job) -> bool:
    return job.is_file and job.problem is None


def _closed(values: list[Any], asked: Mapping[Question, Answer]) -> bytes:
    """An entry: the digest of the rest, and the rest."""
    body = json.dumps([values, [[list(question), answer] for question, answer in asked.items()]], separators=(",", ":"))
    return f"{digest(body)}\n{body}".encode("ascii")


def _opened(data: bytes) -> tuple[Any, list[Any]]:
    """What an entry holds. Raises ValueError for one that is damaged."""
    head, _, body = data.partition(b"\n")
    if head != digest(body).encode("ascii"):
        raise ValueError("the entry is damaged")
    values, asked = json.loads(body)
    return values, asked
