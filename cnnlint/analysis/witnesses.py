"""What a file of the program runs models on, so that the files which define these models can be told.

The file is run abstractly as a program, and its tests are called, within a small budget. Nothing that is found wrong there is told here:
it is when that file is checked.
"""

from __future__ import annotations

import os.path
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.sources import Said
from cnnlint.frameworks.loaded import frameworks
from cnnlint.graph import Input
from cnnlint.interpreter.names import everything
from cnnlint.interpreter.outcome import BudgetExceeded, ControlFlow
from cnnlint.interpreter.values import ClassValue, FunctionValue, Instance, LazyImport, Native, Value
from cnnlint.source.location import Location
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.analysis.session import Session
    from cnnlint.frameworks.framework import Fed, Framework

ANY_MODEL = "*"  # the class of what is only loaded
SCALARS = (type(None), bool, int, float, str)
MOST_PARTS = 200  # values in the arguments of one call


@dataclass(frozen=True, slots=True)
class Witness:
    """A run of a model: the class that it is of, where and from what it was made, and what it was given.

    `mark` is the same for models that are built alike. `args` is None where they cannot be handed to another analysis. `is_certain`: the program
    certainly comes to this run; `is_data`: what it is given is loaded, not made up.
    """

    path: str
    cls: str
    site: Location | None
    mark: str
    args: tuple[tuple[Value, ...], Mapping[str, Value]] | None
    inputs: Mapping[str, Said]
    is_certain: bool
    is_data: bool


def witnesses(session: Session) -> list[Witness]:
    """The runs of models whose class, or whose making, stands in a file of the program, after its own run and that of its tests."""
    session.parsed()
    attempted(session, session.run_program)
    for run in tests(session):
        attempted(session, run)
    found = [witness(framework, fed) for framework in frameworks() for fed in framework.fed(session.vm)]
    found += [data(one) for framework in frameworks() for one in framework.loaded(session.vm)]
    session.note_time()
    session.vm.patches.undo()
    return found


def data(one: Input) -> Witness:
    """Data that are loaded and were not seen to reach a model."""
    said = {"#0": Said(one.shape or (), one.origin, one.learnt, one.dtype)}
    return Witness("", ANY_MODEL, None, "", None, said, False, True)


def attempted(session: Session, run: Callable[[], object]) -> None:
    """Run a part of the program; what goes wrong in it is no matter here."""
    try:
        run()
    except BudgetExceeded:
        session.vm.reset()
    except ControlFlow:
        session.vm.frame = None


def witness(framework: Framework, fed: Fed) -> Witness:
    """A run as it is remembered."""
    model = fed.model
    inputs = {
        name: Said(one.shape, one.origin, one.learnt, one.dtype)
        for name, one in fed.inputs.items()
        if one.shape is not None
    }
    return Witness(
        os.path.abspath(model.cls.path) if model.cls.path else "",
        model.cls.name,
        model.site.location if model.site is not None else None,
        framework.mark(model),
        handed_on(model),
        inputs,
        fed.is_certain,
        any(one.learnt is not None and one.learnt != one.at for one in fed.inputs.values()),
    )


def handed_on(model: Instance) -> tuple[tuple[Value, ...], Mapping[str, Value]] | None:
    """The arguments that a model was made from, if they mean the same in another analysis."""
    site = model.site
    if site is None:
        return None
    room = [MOST_PARTS]
    if not all(is_portable(value, room) for value in (*site.args, *site.kwargs.values())):
        return None
    return site.args, site.kwargs


def is_portable(value: Value, room: list[int]) -> bool:
    """True for Python's own values, and for what stands in the tables of libraries."""
    room[0] -= 1
    if room[0] < 0:
        return False
    if type(value) in (list, tuple):
        return all(is_portable(item, room) for item in value)
    if type(value) is dict:
        return all(is_portable(item, room) for pair in value.items() for item in pair)
    return isinstance(value, (*SCALARS, Native)) or (isinstance(value, ClassValue) and value.node is None)


# --- tests ------------------------------------------------------------------------------------------------------------


def tests(session: Session) -> Iterator[Callable[[], object]]:
    """Functions that nobody calls and that need nothing: those of tests, and those that only use what the file has."""
    own = [(name, value) for name, value in session.module.scope.items() if not isinstance(value, LazyImport)]
    for name, value in own:
        if isinstance(value, FunctionValue) and is_test(session, name, value):
            yield calling(session, value)
        elif isinstance(value, ClassValue) and value.path == session.path and is_test_class(value):
            yield from methods(session, value)


def is_test(session: Session, name: str, function: FunctionValue) -> bool:
    """True for a function that is there to be called by itself."""
    node = function.node
    if (
        function.closure.module is not session.module
        or not isinstance(node, ir.FunctionDef)
        or id(node) in session.vm.codes
    ):
        return False
    if (
        any(p.default is None and p.kind in ("positional", "normal", "keyword") for p in node.parameters)
        or node.is_generator
    ):
        return False
    returns = any(isinstance(one, ir.Return) and one.value is not None for one in everything(node.body))
    return name.startswith("test") or not returns


def calling(session: Session, function: Value, *args: Value) -> Callable[[], object]:
    """A call from where the function is defined."""

    def run() -> object:
        node = getattr(function, "node", None)
        session.vm.frame = session.frame_at(node.span if node is not None else None)
        try:
            return session.vm.call(function, args)
        finally:
            session.vm.frame = None

    return run


def is_test_class(cls: ClassValue) -> bool:
    """True for classes of tests, as they are named or derived."""
    bases = cls.node.bases if cls.node is not None else ()
    derived = any(getattr(base, "attr", getattr(base, "id", "")).endswith("TestCase") for base in bases)
    return derived or cls.name.startswith("Test")


def methods(session: Session, cls: ClassValue) -> Iterator[Callable[[], object]]:
    """The tests of a class, each on an object of its own that has been set up."""
    names = [
        name for name, value in cls.namespace.items() if name.startswith("test") and isinstance(value, FunctionValue)
    ]
    for name in names:

        def run(name: str = name) -> object:
            made = calling(session, cls)()
            for before in ("setUp", "setup_method"):
                if isinstance(cls.lookup(before), FunctionValue):
                    calling(session, cls.lookup(before), made)()
            return calling(session, cls.lookup(name), made)()

        yield run
