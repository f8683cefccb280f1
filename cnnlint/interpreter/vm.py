"""The interpreter as everything else sees it: the operations on abstract values, and the state of one analysis.

It knows no framework. What a library's names mean comes from the `Library` tables that it is given; the text of the program's own modules
from the `Loader`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NoReturn, Protocol

from cnnlint.interpreter import arithmetic, attributes, calls, compile_statements, containers, imports, operators, texts
from cnnlint.interpreter.branches import Branches
from cnnlint.interpreter.budget import ELEMENTS_A_STEP, Budget
from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.journal import Journal, Mutable, clear_to
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.outcome import NOTHING, Background, BudgetExceeded, Fact, NotKnown, Raised
from cnnlint.interpreter.undecided import condition_of
from cnnlint.interpreter.values import (
    MISSING,
    ClassValue,
    FunctionValue,
    Instance,
    LazyImport,
    ModuleValue,
    Rest,
    Site,
    Unknown,
    Value,
    is_bare,
    is_host,
)
from cnnlint.source.location import Location
from cnnlint.symbolic import Condition
from cnnlint.syntax import ir


class Loader(Protocol):
    """Finds the modules of the program."""

    def load(self, dotted: str, importer: str) -> tuple[str, bool] | None:
        """The path of an absolute module name as seen from the file `importer`, and whether it is a package; None: not there."""

    def module(self, path: str) -> ir.Module:
        """The IR of a file."""


class Interpreter(Branches):
    """One analysis: values, modules that have been run, facts met, and where execution stands."""

    def __init__(self, loader: Loader, libraries: Callable[[str], Library | None], budget: Budget) -> None:
        super().__init__()
        self.loader = loader
        self.libraries = libraries
        self.budget = budget
        self.modules: dict[str, ModuleValue] = {}
        self.facts: list[Fact] = []
        self.recorded = 0  # how often something was found to fail, also where that is known already
        self.unresolved: list[Unknown] = []
        self.frame: Frame | None = None
        self.depth = 0
        self.steps = 0
        self.deadline = min(time.process_time() + budget.seconds, budget.until)
        self.is_late = False  # whether an end for want of time has left its mark on the result
        self.patches = Journal()  # what the program has changed in classes of libraries, which outlive the analysis
        self.active: dict[int, int] = {}  # how often each function is on the stack
        self.codes: dict[int, tuple[ir.Node, Callable[[Frame], Value]]] = {}
        self.names: dict[tuple[int, str], set[str]] = {}  # that nodes bind, see `interpreter.names`
        self.roots: set[str] = set()  # the top-level packages that imports have asked for
        self.main = ""  # the path of the file that is run as a program
        self.strangers = False  # whether code that is not known has seen anything that it may have changed
        self.eager = False  # whether imports run modules at once, as Python does
        self.on_lost: Callable[[Unknown, Sequence[Value]], Unknown | None] | None = None
        self.on_relied: Callable[[Condition], None] | None = None
        self.on_dropped: Callable[[Frame, Instance, ir.Call], None] | None = None  # by a statement that is a call
        self.builtins: dict[str, Value] = {}  # those that have been looked up
        self.state: dict[str, Value] = {}  # what frameworks keep for the length of the analysis, by their own name

    # --- operations ---------------------------------------------------------------------------------------------------

    def call(self, function: Value, args: Sequence[Value] = (), kwargs: Mapping[str, Value] | None = None) -> Value:
        """`function(*args, **kwargs)`."""
        return calls.call(self, function, tuple(args), kwargs or {})

    def getattr(self, target: Value, name: str, default: Value = MISSING) -> Value:
        """`getattr(target, name, default)`; without a default an absent attribute is the program's AttributeError."""
        if default is MISSING:
            found = attributes.lookup(self, target, name)
            return self.no_attribute(target, name) if found is MISSING else found
        try:
            found = attributes.lookup(self, target, name)
        except Raised as raised:
            if not attributes.is_attribute_error(self, raised):
                raise
            return default
        return default if found is MISSING else found

    def setattr(self, target: Value, name: str, value: Value) -> None:
        """`target.name = value`."""
        attributes.assign(self, target, name, value)

    def delattr(self, target: Value, name: str) -> None:
        """`del target.name`."""
        attributes.delete(self, target, name)

    def getitem(self, target: Value, index: Value) -> Value:
        """`target[index]`."""
        return containers.getitem(self, target, index)

    def setitem(self, target: Value, index: Value, value: Value) -> None:
        """`target[index] = value`."""
        containers.setitem(self, target, index, value)

    def iterate(self, target: Value) -> Iterator[Value]:
        """The elements, in order; a Rest among them stands for any number that are not known."""
        return containers.iterate(self, target)

    def elements(self, target: Value) -> list[Value]:
        """The elements as a list within the budget of one container."""
        return containers.elements(self, target)

    def length(self, target: Value) -> Value:
        """`len(target)`: an int, a Dim or Unknown."""
        return containers.length(self, target)

    def binary(self, op: str, left: Value, right: Value) -> Value:
        """`left op right` for the arithmetic and bit operators and `@`."""
        return arithmetic.binary(self, op, left, right)

    def compare(self, op: str, left: Value, right: Value) -> Value:
        """`left op right` for comparison, identity and membership: True, False, Unknown, or what a method gives."""
        return operators.compare(self, op, left, right)

    def truth(self, value: Value) -> bool | None:
        """`bool(value)`, None if unknown."""
        return operators.truth(self, value)

    def isinstance(self, value: Value, classes: Value) -> bool | None:
        """`isinstance(value, classes)`, None if unknown."""
        return operators.is_instance(self, value, classes)

    def type_of(self, value: Value) -> ClassValue | Unknown:
        """`type(value)`."""
        return operators.type_of(self, value)

    def type_name(self, value: Value) -> str:
        """The name of its class, for messages."""
        cls = self.type_of(value)
        return cls.name if isinstance(cls, ClassValue) else "object"

    def text(self, value: Value) -> str | Unknown:
        """`str(value)`."""
        return texts.text(self, value)

    # --- names and modules --------------------------------------------------------------------------------------------

    def builtin(self, name: str) -> ClassValue:
        """A class of Python's own, by name."""
        found = self.builtin_value(name)
        if not isinstance(found, ClassValue):
            raise KeyError(name)
        return found

    def builtin_value(self, name: str) -> Value:
        """What a name stands for that is built in, or MISSING."""
        found = self.builtins.get(name, MISSING)
        if found is MISSING:
            found = self.library_value(f"builtins.{name}")
            if found is not MISSING:
                self.builtins[name] = found
        return found

    def library_value(self, dotted: str) -> Value:
        """What a dotted name of a modelled library stands for, or MISSING."""
        library = self.libraries(dotted.partition(".")[0])
        return MISSING if library is None else library.lookup(dotted)

    def read(self, scope: dict[str, Value], name: str) -> Value:
        """A variable; what an import bound lazily is imported now."""
        value = scope.get(name, MISSING)
        if type(value) is LazyImport:
            scope[name] = self.unknown(f"the import of {name} leads back to itself")
            value = scope[name] = value.resolve()
        return value

    def run_module(self, module: ModuleValue) -> None:
        """Execute a module's body, once."""
        imports.run_module(self, module)

    def submodule(self, module: ModuleValue, name: str) -> Value:
        """A module below a package, or MISSING."""
        return imports.submodule(self, module, name)

    def import_module(self, dotted: str, importer: str) -> Value:
        """A module by absolute name, as `import` in the file `importer` finds it."""
        return imports.import_module(self, dotted, importer)

    def code(self, node: ir.FunctionDef | ir.Lambda) -> Callable[[Frame], Value]:
        """The compiled body of a function, compiled when it is first called."""
        entry = self.codes.get(id(node))
        if entry is None:
            entry = self.codes[id(node)] = (node, compile_statements.function_body(node))
        return entry[1]

    # --- where we are -------------------------------------------------------------------------------------------------

    @contextmanager
    def activation(self, frame: Frame) -> Iterator[None]:
        """Make `frame` the current one, within the budget of depth."""
        if self.depth >= self.budget.depth:
            raise BudgetExceeded(f"calls are nested more than {self.budget.depth} deep")
        frame.caller, self.frame = self.frame, frame
        self.depth += 1
        try:
            yield
        except BudgetExceeded as error:
            error.where = error.where or place(frame)
            raise
        except RecursionError:
            raise BudgetExceeded("values or calls are nested too deep", place(frame)) from None
        finally:
            self.depth -= 1
            self.frame = frame.caller

    def reset(self) -> None:
        """Leave all frames and branches, after the budget was used up."""
        self.frame = None
        self.depth = self.uncertain = self.tries = 0
        self.journals.clear()
        self.renew()

    def renew(self) -> None:
        """Begin with the whole budget again: each model of a file has one of its own."""
        self.steps = 0
        self.deadline = min(time.process_time() + self.budget.seconds, self.budget.until)

    def spend(self, steps: int = 1) -> None:
        """Count steps against the budget."""
        self.steps += steps
        if self.steps > self.budget.steps:
            raise BudgetExceeded(f"more than {self.budget.steps:,} steps")
        if not self.steps & 0xFFF or steps > 0xFFF:
            self.check_time()

    def check_time(self) -> None:
        """Raise if the time is used up."""
        if time.process_time() > self.deadline:
            self.is_late = True
            file = self.deadline == self.budget.until
            raise BudgetExceeded("the time for the file is used up" if file else f"more than {self.budget.seconds:g} s")

    def here(self) -> Location | None:
        """The expression that is being evaluated, None outside of any program."""
        frame = self.frame
        return None if frame is None else place(frame)

    def chain(self) -> tuple[Location, ...]:
        """The calls that lead here, innermost first."""
        places = []
        frame = self.frame
        while frame is not None:
            found = place(frame)
            if found is not None:
                places.append(found)
            frame = frame.caller
        return tuple(places)

    def site(self, args: tuple[Value, ...] = (), kwargs: Mapping[str, Value] | None = None) -> Site | None:
        """The call that is being evaluated, as the origin of what it makes from these arguments."""
        frame, here = self.frame, self.here()
        return None if frame is None or here is None else Site(here.path, frame.calling, here, args, kwargs or {})

    def location_of(self, function: FunctionValue) -> Location:
        """Where a function is defined."""
        return Location(function.closure.module.path, *function.node.span)

    # --- what is not known, and what is wrong -------------------------------------------------------------------------

    def unknown(self, reason: str) -> Unknown:
        """A value that is not known, from here on."""
        return Unknown(reason, self.here())

    def lose(self, reason: str) -> Unknown:
        """Something of the program was not understood: remember it for the report, and go on with an unknown value."""
        unknown = self.unknown(reason)
        self.unresolved.append(unknown)
        return unknown

    def called_unknown(self, function: Unknown, args: Sequence[Value]) -> Unknown:
        """The result of a call that could not be followed; frameworks hook in to count what is lost by it, and may say more of the result."""
        found = self.on_lost(function, args) if self.on_lost is not None else None
        return function if found is None else found

    def rely_on(self, condition: Value) -> None:
        """The program raises unless this is true; frameworks hook in where it is a condition on sizes, on a path that is certainly taken."""
        wanted = condition_of(condition)
        if wanted is not None and self.certain and self.on_relied is not None:
            self.on_relied(wanted)

    def escape(self, args: Sequence[Value], kwargs: Mapping[str, Value]) -> None:
        """Unknown code has seen these objects: they may have attributes, and containers elements, that we do not know of."""
        self.strangers = self.strangers or not all(map(is_bare, (*args, *kwargs.values())))
        for value in (*args, *kwargs.values()):
            if isinstance(value, Instance) and attributes.OPEN not in value.attrs:
                self.touch(value.attrs)
                value.attrs[attributes.OPEN] = self.unknown("set by code that is not known")

    def refuse(
        self,
        kind: str,
        words: str,
        *,
        error: str = "RuntimeError",
        recovery: Value = MISSING,
        defined: Location | None = None,
        details: Mapping[str, object] | None = None,
        background: Background = NOTHING,
    ) -> Value:
        """A call that certainly cannot work.

        Where this path is certainly taken it is a fact, and the analysis goes on with `recovery`. On a path that an unknown condition
        may have taken, or where the program may handle it, it is an exception of class `error`.
        """
        fact = self.fact(kind, words, error=error, defined=defined, details=details, background=background)
        if fact is None or not self.certain:
            self.throw(error, words, fact)
        self.record(fact)
        return self.unknown(words) if recovery is MISSING else recovery

    def fact(
        self,
        kind: str,
        words: str,
        *,
        error: str = "",
        defined: Location | None = None,
        details: Mapping[str, object] | None = None,
        background: Background = NOTHING,
    ) -> Fact | None:
        """A fact about the place where we are; None outside of any program."""
        chain = self.chain()
        if not chain:
            return None
        related = (*background.steps, *((where, "called from here") for where in chain[1:4]))
        told = (background.said, background.makers, background.own, background.entry)
        return Fact(kind, words, chain[0], error, defined, related, details or {}, *told)

    def record(self, fact: Fact) -> None:
        """Keep a fact, once for each place."""
        self.recorded += 1
        if not any(
            known.kind == fact.kind and known.at == fact.at and known.words == fact.words for known in self.facts
        ):
            self.facts.append(fact)

    def throw(self, error: str, words: str, fact: Fact | None = None) -> NoReturn:
        """Raise an exception of the program, of a built-in class."""
        cls = (
            self.builtin(error)
            if self.library_value(f"builtins.{error}") is not MISSING
            else self.builtin("RuntimeError")
        )
        value = Instance(cls)
        value.attrs["args"] = (words,)
        raise Raised(value, fact)

    def python_error(self, error: str, words: str, *operands: Value, sure: bool | None = None) -> Unknown:
        """Python itself would raise here, as far as we see.

        Where the program may handle it, it is raised. Elsewhere the value is unknown. It is a fact only if it is `sure`: by itself, where it
        follows from `operands` that are Python's own values. The fault of others may be in what we take to be known.
        """
        certain = bool(operands) if sure is None else sure
        certain = certain and all(is_host(operand) for operand in operands) and not self.in_generator()
        fact = self.fact("python-error", f"raises {error}: {words}", error=error) if certain else None
        if self.tries:
            self.throw(error, words, fact)
        if fact is not None and self.certain:
            self.record(fact)
        return self.unknown(f"{error}: {words}")

    def in_generator(self) -> bool:
        """True inside a generator, or of what one calls: it runs later than we run it, if at all."""
        frame = self.frame
        while frame is not None:
            if frame.yields is not None:
                return True
            frame = frame.caller
        return False

    def no_attribute(self, target: Value, name: str) -> Value:
        """An attribute that an object certainly does not have."""
        words = f"'{self.type_name(target)}' object has no attribute '{name}'"
        certain = isinstance(target, Instance) and all(cls.whole for cls in target.cls.mro)
        if isinstance(target, Instance) and (hint := target.cls.lookup("__hint__")) is not MISSING:
            words += self.call(hint, (target,))
        if certain and not name.startswith("_"):
            return self.refuse("missing-attribute", words, error="AttributeError", details={"attribute": name})
        return self.python_error("AttributeError", words, target, sure=not hasattr(type(target), name))

    def limit(self, count: Value) -> None:
        """To be called before something of so many elements or characters is made: NotKnown if these are more than one may have."""
        if isinstance(count, int):
            self.check_size(count)
            self.spend(1 + count // ELEMENTS_A_STEP)

    def check_size(self, count: int) -> None:
        """NotKnown if these are more elements or characters than one value may have."""
        if count > self.budget.elements:
            raise NotKnown(f"more than {self.budget.elements:,} elements")

    def bound(self, target: Mutable) -> None:
        """To be called after a container has grown: of one that has too many elements none is known any more."""
        self.spend(1)
        if len(target) > self.budget.elements:
            clear_to(target, Rest(self.unknown(f"more than {self.budget.elements:,} elements")))


def place(frame: Frame) -> Location | None:
    """Where a frame stands."""
    return None if frame.at is None else Location(frame.module.path, *frame.at)
