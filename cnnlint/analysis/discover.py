"""Which models a file holds.

Module-level model objects; objects that the program runs, or makes and hands to code that is not known; classes that nobody has made an object
of, built with their defaults and with symbols for what they require; functions that need no argument and return a model. A block that is part
of another model is not reported again.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from cnnlint.analysis.evidence import made_of
from cnnlint.analysis.parts import look_up
from cnnlint.analysis.program import of_program, place
from cnnlint.analysis.result import TargetError
from cnnlint.analysis.sizes import sources
from cnnlint.frameworks.framework import Framework
from cnnlint.frameworks.loaded import frameworks
from cnnlint.interpreter import imports, names
from cnnlint.interpreter.calls import OPEN
from cnnlint.interpreter.compile_expressions import expression
from cnnlint.interpreter.outcome import Fact, Raised
from cnnlint.interpreter.values import ClassValue, FunctionValue, Instance, LazyImport, Rest, Value
from cnnlint.source.location import Location
from cnnlint.symbolic import symbol
from cnnlint.syntax import ir, parse

if TYPE_CHECKING:
    from cnnlint.analysis.session import Session

OURS = ("raises", "missing-attribute", "python-error")  # facts that need the program's own use of a class to be certain
SIZE_WORDS = (
    "channels",
    "dim",
    "size",
    "features",
    "classes",
    "width",
    "depth",
    "planes",
    "filters",
    "hidden",
    "units",
    "length",
    "heads",
)
MAX_WRAPPERS = 8  # decorators around one function
SIZE_STARTS = ("num_", "n_", "in_", "out_", "nb_", "ch_")


def prepare(session: Session) -> None:
    """Have the frameworks begin anew with what they number, before we build something that the program does not, if there is time for it."""
    session.vm.renew()
    session.vm.check_time()
    for framework in frameworks():
        framework.prepare(session.vm, session.options.mode)


def framework_of(session: Session, value: Value) -> Framework | None:
    """The framework whose model or model class a value is."""
    found = (f for f in frameworks() if f.is_model(session.vm, value) or f.is_model_class(session.vm, value))
    return next(found, None)


def everything(session: Session) -> None:
    """All models of a file."""
    for framework in frameworks():
        found = of_program(session, framework)
        named = {id(one.model) for one in found}
        for one in found:
            add(session, framework, one.model, one.name, one.at, concrete=one.is_certain, named=named)
    session.take_facts(None)
    entries(session)
    for name, function in own_functions(session):
        from_function(session, name, function)
    for cls in reversed(own_classes(session)):
        from_class(session, cls)


def entries(session: Session) -> None:
    """The models that `# cnnlint: entry` comments name."""
    for _, one in session.loader.directives(session.path):
        if one.kind == "entry":
            where, before = Location(session.path, one.line, one.column, one.line, one.end_column), len(session.models)
            try:
                named(session, one.text)
                for model in session.models[before:]:
                    model.at = where
            except TargetError as error:
                session.found.append((Fact("malformed-directive", str(error), where), None))


def own_classes(session: Session) -> list[ClassValue]:
    """The model classes that the file defines at its top level."""
    values = [
        value for value in session.module.scope.values() if isinstance(value, ClassValue) and value.path == session.path
    ]
    return [cls for cls in dict.fromkeys(values) if cls.node is not None and framework_of(session, cls) is not None]


def own_functions(session: Session) -> list[tuple[str, FunctionValue]]:
    """The functions that the file defines at its top level and that need no argument, of those that nobody has called, by name."""
    found = []
    for name, value in session.module.scope.items():
        function = unwrapped(value)
        if isinstance(function, FunctionValue) and uncalled(session, function):
            found.append((name, value))
    return found


def unwrapped(value: Value) -> Value:
    """The function under the decorators that say what they wrap."""
    for _ in range(MAX_WRAPPERS):
        inner = value.attrs.get("__wrapped__") if isinstance(value, FunctionValue) else None
        if not isinstance(inner, FunctionValue):
            break
        value = inner
    return value


def uncalled(session: Session, function: FunctionValue) -> bool:
    """True for a function of this file that nobody has called and that needs no argument."""
    own = function.closure.module is session.module and id(function.node) not in session.vm.codes
    return own and isinstance(function.node, ir.FunctionDef) and callable_bare(function.node)


def callable_bare(node: ir.FunctionDef) -> bool:
    """True for a function that can be called without arguments and that gives something back."""
    required = [p for p in node.parameters if p.default is None and p.kind in ("positional", "normal", "keyword")]
    return not required and not node.is_generator and returns_something(node.body)


def returns_something(body: tuple[ir.Stmt, ...]) -> bool:
    """True if a `return` with a value stands in the block."""
    for node in body:
        if isinstance(node, ir.Return) and node.value is not None:
            return True
        for part in ("body", "orelse", "finalbody"):
            inner = getattr(node, part, ())
            if (
                isinstance(inner, tuple)
                and not isinstance(node, (ir.FunctionDef, ir.ClassDef))
                and returns_something(inner)
            ):
                return True
    return False


def from_class(session: Session, cls: ClassValue) -> None:
    """A class that nobody has made an object of: one with its defaults, and symbols for what it requires."""
    framework = framework_of(session, cls)
    if framework is None or cls in framework.used(session.vm):
        return
    prepare(session)
    made = as_elsewhere(session, framework, cls, *build(session, cls))
    if isinstance(made, Instance) and framework.is_model(session.vm, made):
        add(session, framework, made, cls.name, class_place(session, cls), concrete=False)


def as_elsewhere(session: Session, framework: Framework, cls: ClassValue, made: Value, certain: bool) -> Value:
    """An object of a class built as another file of the project builds it, where it does; else the one that was `made`.

    What was found wrong with one that was made of stand-ins is then no matter.
    """
    other = made_of(session, cls)
    if other is None or other.args is None or (isinstance(made, Instance) and framework.mark(made) == other.mark):
        return made
    before = list(session.vm.facts)
    prepare(session)
    again = instantiate(session, cls, *copied(other.args))
    if not isinstance(again, Instance) or framework.mark(again) != other.mark:
        session.vm.facts[:] = before
        return made
    if not certain:
        session.vm.facts[:] = session.vm.facts[len(before) :]
    return again


def copied(value: Value) -> Value:
    """Lists and dicts anew, and what else there is as it is."""
    if type(value) in (list, tuple):
        return type(value)(map(copied, value))
    return {key: copied(one) for key, one in value.items()} if type(value) is dict else value


def build(session: Session, cls: ClassValue) -> tuple[Value, bool]:
    """An object of a class, and whether it was built from its defaults alone.

    Where the defaults do not do (`*args` handed on to a base that requires some), it is built from arguments that are not known.
    """
    args, certain = stand_ins(session, cls)
    before = len(session.vm.facts)
    made = instantiate(session, cls, (), args)
    if any(fact.kind == "wrong-arguments" for fact in session.vm.facts[before:]):
        del session.vm.facts[before:]
        unknown = session.vm.unknown("the arguments of the class")
        made, certain = instantiate(session, cls, (Rest(unknown),), {OPEN: unknown}), False
    forgive(session, ("python-error",) if certain else (*OURS, "wrong-arguments"), before)
    session.vm.facts[before:] = [fact for fact in session.vm.facts[before:] if not due_to_defaults(fact)]
    return made, certain


def due_to_defaults(fact: Fact) -> bool:
    """True for what comes of a default that is there to be replaced: None where a number is needed, a method to be overridden."""
    return fact.error == "NotImplementedError" or fact.details.get("value") == "None"


def forgive(session: Session, kinds: tuple[str, ...], since: int = 0) -> None:
    """Leave out facts of these kinds: they may be due to how we built or called what the program itself never does.

    A name that nothing defines is none however it is called.
    """
    facts = session.vm.facts
    facts[since:] = [fact for fact in facts[since:] if fact.kind not in kinds or fact.error == "NameError"]


def instantiate(session: Session, cls: ClassValue, args: tuple[Value, ...], kwargs: Mapping[str, Value]) -> Value:
    """A call of the class as if from its own definition; None where it raises."""
    vm = session.vm
    vm.frame = session.frame_at(cls.node.span if cls.node is not None else None)
    try:
        return vm.call(cls, args, kwargs)
    except Raised as raised:
        if raised.fact is not None:
            vm.record(raised.fact)
        return None
    finally:
        vm.frame = None


def stand_ins(session: Session, cls: ClassValue) -> tuple[dict[str, Value], bool]:
    """Symbols for the parameters of `__init__` that have no default; whether there was no need of any."""
    init = unwrapped(cls.lookup("__init__"))
    if not isinstance(init, FunctionValue):
        return {}, True
    required = [p for p in init.node.parameters[1:] if p.default is None and p.kind in ("normal", "keyword")]
    return {p.name: stand_in(session, p) for p in required}, not required


def stand_in(session: Session, parameter: ir.Parameter) -> Value:
    """A positive size where the annotation or the name says that it is one, else an unknown value."""
    annotation = parameter.annotation
    name = parameter.name.lower()
    words = isinstance(annotation, ir.Name) and annotation.id == "int"
    sized = annotation is None and (name.endswith(SIZE_WORDS) or name.startswith(SIZE_STARTS))
    return symbol(parameter.name) if words or sized else session.vm.unknown(f"the argument {parameter.name}")


def from_function(session: Session, name: str, function: FunctionValue) -> None:
    """A function that may return a model."""
    vm = session.vm
    prepare(session)
    inner = unwrapped(function)
    assert isinstance(inner, FunctionValue)  # noqa: S101 - `own_functions` finds no others
    vm.frame = session.frame_at(inner.node.span)
    before = list(vm.facts)
    try:
        made = vm.call(function)
    except Raised:
        made = None
    finally:
        vm.frame = None
    framework = framework_of(session, made) if isinstance(made, Instance) else None
    if framework is None or not isinstance(made, Instance):
        vm.facts[:] = before
        return
    forgive(session, ("python-error",), len(before))
    add(session, framework, made, name, vm.location_of(inner), concrete=True)


def add(
    session: Session,
    framework: Framework,
    model: Instance,
    name: str,
    at: Location,
    *,
    concrete: bool,
    named: Collection[int] = (),
) -> None:
    """Run a model and keep it; one that uses up the budget is reported, and the others go on.

    One that cannot be called stands for its parts, but for those that are models of their own, by id in `named`.
    """
    vm = session.vm
    entered = [(path, part) for path, part in framework.entered(model) if not path or id(part) not in named]
    vm.frame = session.frame_at(
        ir.Span(at.line, at.column, at.end_line, at.end_column)
    )  # a call from where it was made
    try:
        found = [
            one
            for path, part in entered or [("", model)]
            for one in framework.models(vm, part, name + path, at, sources(session, framework, part), concrete=concrete)
        ]
    except Exception as error:  # one model's end is not that of the others
        session.ended_early(error)
        return
    finally:
        vm.frame = None
    if not concrete:
        forgive(session, OURS)
    for one in found:
        look_up(session, one)
    session.models.extend(found)
    session.take_facts(found[0] if found else None)


def class_place(session: Session, cls: ClassValue) -> Location:
    """Where a class is defined."""
    span = cls.node.span if cls.node is not None else (1, 1, 1, 1)
    return Location(cls.path or session.path, *span)


# --- by name ----------------------------------------------------------------------------------------------------------


def named(session: Session, target: str) -> None:
    """What a name or expression of the file stands for: an object, a class, a function that returns a model."""
    tree = parse(target)
    statement = tree.body[0] if len(tree.body) == 1 and not tree.faults else None
    if not isinstance(statement, ir.ExprStmt):
        raise TargetError(f"cannot read {target!r}: expected a name or a call such as Net(depth=18)")
    prepare(session)
    root = root_of(statement.value)
    if isinstance(root, ir.Name) and root.id not in session.module.scope:
        if session.vm.facts and fell_away(session, root.id):  # which say why
            return
        raise TargetError(no_name(session, root.id))
    before = len(session.vm.facts)
    value = evaluate(session, statement.value)
    name = target if len(target) <= 60 else f"{target[:57]}…"
    framework = framework_of(session, value)
    if framework is None and isinstance(value, FunctionValue):
        value = evaluate(session, ir.Call(statement.span, statement.value, (), ()))
        framework = framework_of(session, value)
    if isinstance(value, ClassValue) and framework is not None:
        cls, (value, _) = value, build(session, value)
        at = class_place(session, cls)
    else:
        at = place(session, value) if isinstance(value, Instance) else Location(session.path, 1, 1, 1, 1)
    if framework is None or not isinstance(value, Instance):
        if len(session.vm.facts) > before:  # which say why
            return
        raise TargetError(no_model(session, target, value))
    add(session, framework, value, name, at, concrete=True)


def evaluate(session: Session, node: ir.Expr) -> Value:
    """An expression in the scope of the file. What it raises is a fact about it."""
    vm = session.vm
    frame = imports.module_frame(vm, session.module)
    try:
        with vm.activation(frame):
            frame.at = node.span
            return expression(node)(frame)
    except Raised as raised:
        if raised.fact is not None:
            vm.record(raised.fact)
        return vm.unknown(f"it {raised.fact.words}" if raised.fact is not None else "it raises an exception")


def root_of(node: ir.Expr) -> ir.Expr:
    """What is called, indexed or asked for an attribute in the end: `Net` of `Net(3).body[0]`."""
    while isinstance(node, (ir.Call, ir.Attribute, ir.Subscript)):
        node = node.func if isinstance(node, ir.Call) else node.value
    return node


def fell_away(session: Session, name: str) -> bool:
    """True for a name in the file that is not there even after its main part has run: what is wrong before it is why."""
    vm = session.vm
    last_attempt = vm.eager and bool(vm.main)
    nodes = names.everything(session.loader.module(session.path).body)
    return last_attempt and any(isinstance(node, ir.Name) and node.id == name for node in nodes)


def no_name(session: Session, wanted: str) -> str:
    """That there is no such name, and which there are."""
    scope = session.module.scope
    public = [name for name, known in scope.items() if not name.startswith("_") and not isinstance(known, LazyImport)]
    close = difflib.get_close_matches(wanted, public, n=1)
    hint = f"; did you mean {close[0]}?" if close else (f"; it has {', '.join(public[:8])}" if public else "")
    return f"{session.path} has no name {wanted}{hint}"


def no_model(session: Session, target: str, value: Value) -> str:
    """Why there is nothing to show."""
    reason = getattr(value, "reason", None)
    return f"{target} is not a model" + (f": {reason}" if reason else f" but a {session.vm.type_name(value)}")
