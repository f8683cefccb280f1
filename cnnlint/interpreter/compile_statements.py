"""Statements compiled to closures: each takes a frame and gives None, or how it leaves the block (a Signal or Returned)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from cnnlint.interpreter import arguments, classes, control, imports, patterns, scopes
from cnnlint.interpreter.arithmetic import in_place
from cnnlint.interpreter.calls import LOOSE
from cnnlint.interpreter.compile_expressions import expression
from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.outcome import Fact, Raised, Returned, Signal
from cnnlint.interpreter.values import (
    Annotation,
    Attributes,
    ClassValue,
    FunctionValue,
    Instance,
    Unknown,
    Value,
)
from cnnlint.syntax import ir

Run: TypeAlias = Callable[[Frame], Value]


def statement(node: ir.Stmt) -> Run:
    """The closure of a statement."""
    return COMPILERS[type(node)](node)


def block(body: tuple[ir.Stmt, ...]) -> Run:
    """The closure of several statements."""
    return control.sequence([statement(node) for node in body])


def function_body(node: ir.FunctionDef | ir.Lambda) -> Run:
    """The closure of a function's body; it gives Returned or None."""
    if isinstance(node, ir.Lambda):
        value = expression(node.body)
        return lambda frame: Returned(value(frame))
    return block(node.body)


def expression_statement(node: ir.ExprStmt) -> Run:
    value, call = expression(node.value), node.value
    if not isinstance(call, ir.Call):

        def run(frame: Frame) -> Value:
            value(frame)
            return None

        return run

    def run_call(frame: Frame) -> Value:
        found = value(frame)
        if isinstance(found, Instance) and frame.vm.on_dropped is not None:
            frame.vm.on_dropped(frame, found, call)
        return None

    return run_call


def assign(node: ir.Assign) -> Run:
    value = expression(node.value)
    binds = [scopes.assigner(target, expression) for target in node.targets]

    def run(frame: Frame) -> Value:
        result = value(frame)
        for bind in binds:
            bind(frame, result)
        return None

    return run


def augmented(node: ir.AugAssign) -> Run:
    current, value, op, span = expression(node.target), expression(node.value), node.op, node.span
    bind = scopes.assigner(node.target, expression)

    def run(frame: Frame) -> Value:
        left, right = current(frame), value(frame)
        frame.at = span
        bind(frame, in_place(frame.vm, op, left, right))
        return None

    return run


def annotated(node: ir.AnnAssign) -> Run:
    value = expression(node.value) if node.value is not None else None
    bind = scopes.assigner(node.target, expression)
    name = node.target.id if isinstance(node.target, ir.Name) else None
    annotation = node.annotation

    def run(frame: Frame) -> Value:
        if frame.is_class_body and name is not None:
            known = frame.vars.setdefault("__annotations__", {})
            known[name] = Annotation(annotation, frame)
        if value is not None:
            bind(frame, value(frame))
        return None

    return run


def return_(node: ir.Return) -> Run:
    value = expression(node.value) if node.value is not None else None
    return lambda frame: Returned(value(frame) if value is not None else None)


def raise_(node: ir.Raise) -> Run:
    value, span = expression(node.value) if node.value is not None else None, node.span

    def run(frame: Frame) -> Value:
        raised = value(frame) if value is not None else None
        frame.at = span
        throw_value(frame, raised)
        return None

    return run


QUIET = ("SystemExit", "KeyboardInterrupt", "StopIteration", "GeneratorExit")


def throw_value(frame: Frame, value: Value) -> None:
    """Raise an exception object or class. Abstract methods and exits are nobody's fault."""
    vm = frame.vm
    if isinstance(value, ClassValue):
        value = vm.call(value)
    if isinstance(value, Unknown) or value is None:
        raise Raised(value, None)
    cls = value.cls if isinstance(value, Instance) else vm.builtin("Exception")
    names = {entry.name for entry in cls.mro}
    quiet = not names.isdisjoint(QUIET) or ("NotImplementedError" in names and is_abstract(frame.function))
    words = vm.text(value)
    message = f"raises {cls.name}" + (f": {words}" if isinstance(words, str) and words else "")
    fact = None if quiet else vm.fact("raises", message, error=cls.name)
    raise Raised(value, fact)


def is_abstract(function: FunctionValue | None) -> bool:
    """True for a function that does nothing but raise: it is there to be overridden."""
    body = function.node.body if function is not None else ()
    does = [node for node in body if not isinstance(node, (ir.ExprStmt, ir.Pass))] if isinstance(body, tuple) else []
    return len(does) == 1 and isinstance(does[0], ir.Raise)


def assert_(node: ir.Assert) -> Run:
    test, span = expression(node.test), node.span
    message = expression(node.message) if node.message is not None else None

    def run(frame: Frame) -> Value:
        vm = frame.vm
        condition = test(frame)
        truth = vm.truth(condition)
        if truth is None:
            frame.at = span
            vm.rely_on(condition)
        if truth is False:
            words = vm.text(message(frame)) if message is not None else ""
            frame.at = span
            said = f"the assertion fails: {words}" if isinstance(words, str) and words else "the assertion fails"
            fact: Fact | None = vm.fact("raises", said, error="AssertionError")
            vm.throw("AssertionError", words if isinstance(words, str) else "", fact)
        return None

    return run


def delete(node: ir.Delete) -> Run:
    runs = [scopes.deleter(target, expression) for target in node.targets]

    def run(frame: Frame) -> Value:
        for one in runs:
            one(frame)
        return None

    return run


def function(node: ir.FunctionDef) -> Run:
    defaults = arguments.defaults(node.parameters, expression)
    decorators = [(expression(decorator), decorator.span) for decorator in reversed(node.decorators)]

    def run(frame: Frame) -> Value:
        made: Value = FunctionValue(
            node.name, node, scopes.closure(frame), defaults(frame), Attributes(), scopes.class_body(frame)
        )
        scopes.assign(frame, node.name, decorate(frame, made, decorators))
        return None

    return run


def decorate(frame: Frame, made: Value, decorators: list[tuple[Run, ir.Span]]) -> Value:
    """Apply decorators, innermost first.

    One that is not known leaves the thing as it is, since most only register or time it; how it may be called is then not known.
    """
    for decorator, span in decorators:
        applied = decorator(frame)
        frame.at = span
        result = applied if isinstance(applied, Unknown) else frame.vm.call(applied, (made,))
        if not isinstance(result, Unknown):
            made = result
        elif isinstance(made, FunctionValue):
            made.attrs[LOOSE] = result
    return made


def class_(node: ir.ClassDef) -> Run:
    bases = [
        (isinstance(base, ir.Starred), expression(base.value if isinstance(base, ir.Starred) else base))
        for base in node.bases
    ]
    keywords = [(keyword.name, expression(keyword.value)) for keyword in node.keywords]
    decorators = [(expression(decorator), decorator.span) for decorator in reversed(node.decorators)]
    body = block(node.body)

    def run(frame: Frame) -> Value:
        values: list[Value] = []
        for starred, base in bases:
            values.extend(frame.vm.elements(base(frame)) if starred else [base(frame)])
        given = {name: value(frame) for name, value in keywords if name is not None}
        frame.at = node.span
        made = classes.create(frame, node, values, given, body)
        scopes.assign(frame, node.name, decorate(frame, made, decorators))
        return None

    return run


def global_(node: ir.Global) -> Run:
    names = frozenset(node.names)

    def run(frame: Frame) -> Value:
        frame.globals_ |= names
        return None

    return run


def nonlocal_(node: ir.Nonlocal) -> Run:
    names = frozenset(node.names)

    def run(frame: Frame) -> Value:
        frame.nonlocals |= names
        return None

    return run


COMPILERS: dict[type, Callable[..., Run]] = {
    ir.ExprStmt: expression_statement,
    ir.Assign: assign,
    ir.AugAssign: augmented,
    ir.AnnAssign: annotated,
    ir.Return: return_,
    ir.Raise: raise_,
    ir.Assert: assert_,
    ir.Delete: delete,
    ir.Pass: lambda node: lambda frame: None,
    ir.Break: lambda node: lambda frame: Signal.BREAK,
    ir.Continue: lambda node: lambda frame: Signal.CONTINUE,
    ir.If: lambda node: control.if_(node, expression, block),
    ir.For: lambda node: control.for_(node, expression, block),
    ir.While: lambda node: control.while_(node, expression, block),
    ir.With: lambda node: control.with_(node, expression, block),
    ir.Try: lambda node: control.try_(node, expression, block),
    ir.Match: lambda node: patterns.match_(node, expression, block),
    ir.FunctionDef: function,
    ir.ClassDef: class_,
    ir.Import: lambda node: imports.import_(node),
    ir.ImportFrom: lambda node: imports.import_from(node),
    ir.Global: global_,
    ir.Nonlocal: nonlocal_,
}
