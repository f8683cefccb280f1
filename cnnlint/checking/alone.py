"""One process checks one file after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cnnlint.analysis.project import ProjectLoader
from cnnlint.checking.checked import CheckedFile
from cnnlint.checking.session import Checker, Job
from cnnlint.source.questions import Answer, Question


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was checked, and what was asked of others for it; None where the result is not to be kept."""

    file: CheckedFile
    asked: Mapping[Question, Answer] | None


def check(checker: Checker, job: Job, loader: ProjectLoader) -> Done:
    """Check one file. Raises Refused."""
    with loader.questions.listening() as asked:
        file = checker.check(job, loader)
    return Done(file, asked if job.problem is None and job.is_file else None)


def alone(checker: Checker, jobs: Sequence[Job]) -> Iterator[tuple[int, Done]]:
    """Each job's number and what it comes to."""
    loader = checker.loader()
    for index, job in enumerate(jobs):
        yield index, check(checker, job, loader)
