"""Many files: what is known from the cache, and the others spread over processes, in the order of the files."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cnnlint.checking.checked import CheckedFile
from cnnlint.checking.results import Results, no_results
from cnnlint.checking.session import Checker, Job

if TYPE_CHECKING:
    from cnnlint.checking.alone import Done


@dataclass(frozen=True, slots=True)
class Means:
    """What a run may use: results that are known, how many processes, and whom to tell how many files of how many are done."""

    results: Results = field(default_factory=no_results)
    processes: int = 1
    tell: Callable[[int, int], None] = lambda done, total: None


def checked(checker: Checker, jobs: Sequence[Job], means: Means) -> Iterator[CheckedFile]:
    """The jobs' files, checked, in order. Raises Refused, and KeyboardInterrupt where the run is interrupted."""
    results = means.results
    if not results.knows_the_rules():
        results.note_rules(checker.rules)  # which raises where they are wrong
    known = {index: file for index, job in enumerate(jobs) if (file := results.get(job)) is not None}
    missing = [index for index in range(len(jobs)) if index not in known]
    done_already = len(known)
    work = _done(checker, [jobs[index] for index in missing], means.processes)
    try:
        for index in range(len(jobs)):
            while index not in known:
                place, done = next(work)
                known[missing[place]] = done.file
                results.put(jobs[missing[place]], done)
                done_already += 1
                means.tell(done_already, len(jobs))
            yield known.pop(index)
    except KeyboardInterrupt:
        work.close()
        yield from (known[index] for index in sorted(known))
        raise


def _done(checker: Checker, jobs: Sequence[Job], processes: int) -> Generator[tuple[int, Done], None, None]:
    """Each job's number and what it comes to, as they end."""
    if not jobs:
        return
    if processes > 1 and len(jobs) > 1:
        from cnnlint.checking.pool import is_worth_it, spread

        if is_worth_it(jobs, processes):
            yield from spread(checker, jobs, processes)
            return
    from cnnlint.checking.alone import alone

    yield from alone(checker, jobs)
