"""Several processes check files at the same time.

Each has a stretch of the files, so that those of a folder share what they import; who is done takes half of what another has left. What goes
between processes is JSON. A process that ends, or holds a file for too long, costs that file alone: another takes its place.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Final

from cnnlint.analysis.project import ProjectLoader
from cnnlint.checking.alone import Done, check
from cnnlint.checking.errors import Refused
from cnnlint.checking.records import dump, load
from cnnlint.checking.session import Checker, Job

PATIENCE: Final = 2.0  # times a file's own limit, by the clock, until its process is ended from outside
GRACE: Final = 10.0  # seconds more
_FEW: Final = 8  # files for which no process is worth the while that has to load everything itself


def is_worth_it(jobs: Sequence[Job], processes: int) -> bool:
    """Whether processes of their own make these jobs faster. They can also be ended, so that one file does not hold the others."""
    return min(processes, len(jobs)) > 1 and (_can_fork() or len(jobs) > _FEW)


def spread(checker: Checker, jobs: Sequence[Job], processes: int) -> Iterator[tuple[int, Done]]:
    """Each job's number and what it comes to, as they end. Raises Refused."""
    pool = _Pool(checker, jobs, min(processes, len(jobs)))
    try:
        yield from pool.run()
    finally:
        pool.stop()


class _Worker:
    """A process, what it is still to do, and what it does."""

    def __init__(self, context: BaseContext, checker: Checker, jobs: deque[int], others: Sequence[_Worker]) -> None:
        self.jobs = jobs
        self.current: int | None = None
        self.deadline = math.inf
        self.connection, theirs = context.Pipe()
        # A process that is forked holds the ends of its elders too, who then would not hear that this process is gone.
        inherited = (
            [self.connection, *(other.connection for other in others)] if context.get_start_method() == "fork" else []
        )
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs, checker, inherited), daemon=True)  # type: ignore[attr-defined]
        with _deaf_to_interrupts():
            self.process.start()
        theirs.close()

    def end(self) -> None:
        """End the process, whatever it does."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        self.process.close()


class _Pool:
    """Workers on their way through jobs."""

    def __init__(self, checker: Checker, jobs: Sequence[Job], processes: int) -> None:
        self.checker = checker
        self.jobs = jobs
        self.context = get_context("fork" if _can_fork() else "spawn")
        self.limit = PATIENCE * checker.options.timeout + GRACE
        if self.context.get_start_method() == "fork":
            _load(checker)
        self.workers: list[_Worker] = []
        for number in range(processes):
            stretch = range(number * len(jobs) // processes, (number + 1) * len(jobs) // processes)
            self.workers.append(_Worker(self.context, checker, deque(stretch), self.workers))

    def run(self) -> Iterator[tuple[int, Done]]:
        """The jobs' numbers and what they come to."""
        for worker in list(self.workers):
            yield from self.next(worker)
        while busy := {worker.connection: worker for worker in self.workers if worker.current is not None}:
            left = min(worker.deadline for worker in busy.values()) - time.monotonic()
            ready = wait(list(busy), max(left, 0.0) if left < math.inf else None)
            for connection in ready:
                yield from self.heard(busy[connection])  # type: ignore[index]
            for worker in [] if ready else list(busy.values()):
                if time.monotonic() >= worker.deadline:
                    yield from self.lost(worker, f"it took longer than {self.limit:g} s and was given up")

    def heard(self, worker: _Worker) -> Iterator[tuple[int, Done]]:
        """What a worker says, and its next job."""
        index = worker.current
        try:
            said = json.loads(worker.connection.recv_bytes())
        except (EOFError, OSError):
            yield from self.lost(worker, f"its process {_how_it_ended(worker.process)}")
            return
        if "refused" in said:
            raise Refused(said["refused"])
        assert index is not None  # noqa: S101 - a worker without a job is not waited for
        job = self.jobs[index]
        asked = said["asked"]
        answers = None if asked is None else {tuple(question): answer for question, answer in asked}
        yield index, Done(load(said["file"], job.path, job.text), answers)
        yield from self.next(worker)

    def next(self, worker: _Worker) -> Iterator[tuple[int, Done]]:
        """Give a worker its next job: its own, else one of the half that it takes from whom has most left."""
        if not worker.jobs:
            richest = max(self.workers, key=lambda other: len(other.jobs))
            for _ in range((len(richest.jobs) + 1) // 2):
                worker.jobs.appendleft(richest.jobs.pop())
        worker.current = worker.jobs.popleft() if worker.jobs else None
        if worker.current is None:
            return
        worker.deadline = time.monotonic() + self.limit
        try:
            worker.connection.send_bytes(json.dumps(_said(self.jobs[worker.current])).encode())
        except OSError:
            yield from self.lost(worker, f"its process {_how_it_ended(worker.process)}")

    def lost(self, worker: _Worker, why: str) -> Iterator[tuple[int, Done]]:
        """Tell of the file that a worker held, and put another in its place."""
        index, jobs = worker.current, worker.jobs
        worker.end()
        self.workers.remove(worker)
        assert index is not None  # noqa: S101 - a worker without a job is not waited for
        yield (
            index,
            Done(self.checker.failed(self.jobs[index], "over-budget", f"the file was not checked: {why}"), None),
        )
        another = _Worker(self.context, self.checker, jobs, self.workers)
        self.workers.append(another)
        yield from self.next(another)

    def stop(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.end()


def _can_fork() -> bool:
    """Whether a process may be forked: it then has all that is loaded. Not beside threads, nor where the system's libraries do not bear it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _load(checker: Checker) -> None:
    """Load what every process needs, before there are several."""
    import cnnlint.analysis.files
    import cnnlint.rule_engine.check
    import cnnlint.syntax.parsing  # noqa: F401
    from cnnlint.frameworks.loaded import frameworks

    frameworks()
    _ = checker.rules


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes that begin meanwhile do not hear of Ctrl-C, which goes to all: who has begun them ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _how_it_ended(process: BaseProcess) -> str:
    process.join(timeout=1.0)
    code = process.exitcode
    if code is None or code >= 0:
        return f"ended with code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"was ended by {name}" + (", perhaps for want of memory" if name == "SIGKILL" else "")


def _said(job: Job) -> list[Any]:
    return [job.path, job.text, job.target, job.problem, job.is_file]


# --- in the other process ---------------------------------------------------------------------------------------------


def _serve(connection: Connection, checker: Checker, inherited: Sequence[Connection]) -> None:
    """Check the files that are sent, until nobody is there any more."""
    for one in inherited:
        one.close()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    loader = checker.loader()
    while True:
        try:
            path, text, target, problem, is_file = json.loads(connection.recv_bytes())
            job = Job(path, text, target, None if problem is None else (problem[0], problem[1]), is_file)
            connection.send_bytes(json.dumps(_answer(checker, job, loader)).encode())
        except (EOFError, OSError):
            return


def _answer(checker: Checker, job: Job, loader: ProjectLoader) -> dict[str, Any]:
    try:
        done = check(checker, job, loader)
    except Refused as refused:
        return {"refused": str(refused)}
    asked = None if done.asked is None else [[list(question), answer] for question, answer in done.asked.items()]
    return {"file": dump(done.file), "asked": asked}


def _end_with_parent() -> None:
    """End when the process is gone that has begun this one."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
