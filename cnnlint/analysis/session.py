"""The analysis of one file: its module is run as a program, then the models that it holds are found, built and run."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from cnnlint.analysis import discover
from cnnlint.analysis.dropped import facts as dropped_facts
from cnnlint.analysis.dropped import watch
from cnnlint.analysis.project import ProjectLoader
from cnnlint.analysis.result import FileAnalysis, Options, TargetError
from cnnlint.frameworks import registry
from cnnlint.frameworks.common.record import unresolved
from cnnlint.frameworks.loaded import frameworks
from cnnlint.graph import Model
from cnnlint.interpreter import imports
from cnnlint.interpreter.budget import Budget
from cnnlint.interpreter.calls import STRICT
from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.outcome import BudgetExceeded, Fact
from cnnlint.interpreter.values import ModuleValue
from cnnlint.interpreter.vm import Interpreter
from cnnlint.recursion import calls_of
from cnnlint.source.location import Location
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.analysis.witnesses import Witness

T = TypeVar("T")
_STARTING = threading.Lock()
STACK_BYTES = 512 * 1024 * 1024  # of address space; only what is used is ever taken
RECURSION = 60_000
RARELY = (
    100_000,
    20,
    20,
)  # when the collector looks for cycles: most of what is made here lives as long as its file is read


class Session:
    """One file under analysis."""

    def __init__(
        self,
        path: str,
        text: str,
        options: Options,
        loader: ProjectLoader,
        *,
        eager: bool = False,
        until: float | None = None,
    ) -> None:
        self.path = path
        self.text = text
        self.options = options
        self.loader = loader
        self.found: list[tuple[Fact, Model | None]] = []
        self.models: list[Model] = []
        self.dropped: dict[Location, str] = {}  # results that statements of the file drop, by the function
        self.seen_elsewhere: list[Witness] | None = (
            None  # what other files run the models of this one on, once that was asked
        )
        self.until = time.process_time() + options.timeout if until is None else until
        budget = Budget(steps=options.steps, seconds=options.seconds, until=self.until)
        self.vm = Interpreter(loader, registry.library, budget)
        self.vm.main = path
        self.vm.eager = eager
        name, is_package = loader.questions.name(path)
        self.module = ModuleValue(name, path, is_package=is_package)
        self.vm.modules[path] = self.module
        watch(self)

    def check(self) -> FileAnalysis:
        """Everything in the file."""
        tree = self.parsed()
        if tree.faults:
            return FileAnalysis(self.path, self.text, (), *self.faults(tree))
        return self.confirmed(lambda session: discover.everything(session))

    def show(self, target: str) -> FileAnalysis:
        """The models that a name or expression of the file stands for."""
        tree = self.parsed()
        if tree.faults:
            return FileAnalysis(self.path, self.text, (), *self.faults(tree))
        self.vm.main = ""  # what is asked for is most likely there before the program has run
        return self.confirmed(lambda session: discover.named(session, target))

    def confirmed(self, find: Callable[[Session], None]) -> FileAnalysis:
        """Run the file and find its models. What is wrong with them must be so with every import carried out as well."""
        try:
            found = self.once(find)
        except TargetError:
            if self.vm.eager and self.vm.main:
                raise
            return self.again(main=self.vm.main if not self.vm.eager else self.path).confirmed(find)
        if self.vm.eager or all(fact.kind == "over-budget" for fact in found.facts):
            return found
        sure = self.again(main=self.vm.main).once(find)
        return sure if not any(fact.kind == "over-budget" for fact in sure.facts) else found

    def again(self, main: str) -> Session:
        """The same analysis with eager imports; `main` is the path of the file if it is run as a program."""
        session = Session(self.path, self.text, self.options, self.loader, eager=True, until=self.until)
        session.vm.main = main
        return session

    def beside(self, path: str, *, steps: int, seconds: float) -> Session | None:
        """A session for another file of the program, with a budget of its own; None where it cannot be read."""
        text = self.loader.questions.text(path)
        if text is None:
            return None
        options = replace(self.options, inputs=(), steps=steps, seconds=seconds)
        return Session(path, text, options, self.loader, eager=self.vm.eager, until=self.until)

    def once(self, find: Callable[[Session], None]) -> FileAnalysis:
        """Run the file and find its models."""
        self.guarded(self.run_program)
        self.guarded(lambda: find(self))
        return self.result()

    def parsed(self) -> ir.Module:
        """The file's IR."""
        return self.loader.give(self.path, self.text)

    def run_program(self) -> None:
        """Execute the file from its first line to its last, `__main__` part included."""
        for framework in frameworks():
            framework.prepare(self.vm, self.options.mode)
        imports.run_module(self.vm, self.module)

    def frame_at(self, span: ir.Span | None) -> Frame:
        """A frame of the file's module that stands at a place, for calls that the program does not make itself."""
        frame = imports.module_frame(self.vm, self.module)
        frame.at = span
        return frame

    def guarded(self, run: Callable[[], None]) -> None:
        """Run a part of the analysis; what uses up the budget is reported, and the rest goes on."""
        try:
            run()
        except TargetError:
            raise
        except Exception as error:
            self.ended_early(error)

    def ended_early(self, error: Exception) -> None:
        """Report that the analysis has ended early, at the expression where it did: the budget is used up, or the fault is ours."""
        if STRICT and not isinstance(error, BudgetExceeded):
            raise error
        ours = f"a fault of cnnlint's own ({type(error).__name__}: {error})"
        words = str(error) if isinstance(error, BudgetExceeded) else ours
        where = getattr(error, "where", None) or Location(self.path, 1, 1, 1, 1)
        self.vm.reset()
        if self.is_out_of_time and any(fact.kind == "over-budget" for fact, _ in self.found):
            return
        self.found.append((Fact("over-budget", f"the analysis was ended early: {words}", where), None))

    @property
    def is_out_of_time(self) -> bool:
        """Whether the time for the file is used up."""
        return time.process_time() > self.until

    def note_time(self) -> None:
        """Note if it hung on time what was found: another run may find more."""
        if self.vm.is_late:
            self.loader.questions.hung_on_time()

    def faults(self, tree: ir.Module) -> tuple[tuple[Fact, ...], tuple[None, ...]]:
        """What is wrong with the text, or keeps us from reading it, as facts."""
        facts = tuple(
            Fact(
                "syntax-error" if fault.is_certain else "not-parsed",
                fault.message,
                Location(self.path, fault.line, fault.column, fault.line, fault.column + 1),
            )
            for fault in tree.faults
        )
        return facts, (None,) * len(facts)

    def take_facts(self, model: Model | None) -> None:
        """Attribute the facts met since the last time to a model."""
        known = {(fact.kind, fact.at, fact.words) for fact, _ in self.found}
        for fact in self.vm.facts:
            if (fact.kind, fact.at, fact.words) not in known:
                self.found.append((fact, model))
        self.vm.facts.clear()

    def result(self) -> FileAnalysis:
        """All that was found, in order of place."""
        self.take_facts(None)
        self.found.extend((fact, None) for fact in dropped_facts(self))
        self.note_time()
        self.vm.patches.undo()
        order = sorted(
            self.found,
            key=lambda pair: (pair[0].at.path != self.path, pair[0].at.path, pair[0].at.line, pair[0].at.column),
        )
        models = tuple(sorted(self.models, key=lambda model: (model.at.path, model.at.line, model.at.column)))
        return FileAnalysis(
            self.path,
            self.text,
            models,
            tuple(fact for fact, _ in order),
            tuple(model for _, model in order),
            tuple(unresolved(self.vm.unresolved)),
        )


def with_deep_stack(run: Callable[[], T]) -> T:
    """Run in a thread whose stack is deep enough for nested programs."""
    results: list[T] = []
    failures: list[BaseException] = []

    def target() -> None:
        try:
            results.append(run())
        except BaseException as error:
            failures.append(error)

    with calls_of(RECURSION), few_collections():
        thread = _started(target)
        thread.join()
    if failures:
        raise failures[0]
    return results[0]


def _started(target: Callable[[], None]) -> threading.Thread:
    """A thread with a deep stack. The size is the process's, so it is set for the start alone."""
    with _STARTING:
        size = threading.stack_size(STACK_BYTES)
        try:
            thread = threading.Thread(target=target, name="cnnlint analysis", daemon=True)
            thread.start()
        finally:
            threading.stack_size(size)
    return thread


@contextmanager
def few_collections() -> Iterator[None]:
    """Have the garbage collector run rarely in here: by its own measure it would take a quarter of the time."""
    saved = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        if saved != RARELY:  # of several threads the one that began ends it
            gc.set_threshold(*saved)
