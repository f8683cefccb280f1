"""Expressions compiled to closures: each takes a frame and gives a value."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from cnnlint.interpreter import arguments, scopes, strings
from cnnlint.interpreter.arithmetic import ARITHMETIC, unary
from cnnlint.interpreter.calls import MAX_YIELDS, GeneratorFull
from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.join import join
from cnnlint.interpreter.likelihood import likely, supposed
from cnnlint.interpreter.operators import key_of
from cnnlint.interpreter.outcome import NotKnown, Raised
from cnnlint.interpreter.undecided import joined
from cnnlint.interpreter.values import (
    MISSING,
    Attributes,
    FunctionValue,
    IteratorValue,
    LazyImport,
    Likely,
    Rest,
    Unknown,
    Value,
)
from cnnlint.syntax import ir

Run: TypeAlias = Callable[[Frame], Value]


def expression(node: ir.Expr) -> Run:
    """The closure of an expression."""
    return COMPILERS[type(node)](node)


def constant(node: ir.Constant) -> Run:
    value = node.value
    return lambda frame: value


def name(node: ir.Name) -> Run:
    wanted = node.id

    def run(frame: Frame) -> Value:
        value = frame.vars.get(wanted, MISSING)
        if value is MISSING or type(value) is LazyImport:
            frame.at = node.span
            return scopes.read(frame, wanted)
        return value

    return run


def attribute(node: ir.Attribute) -> Run:
    target, wanted, span = expression(node.value), node.attr, node.span

    def run(frame: Frame) -> Value:
        owner = target(frame)
        frame.at = span
        return frame.vm.getattr(owner, wanted)

    return run


def subscript(node: ir.Subscript) -> Run:
    target, index, span = expression(node.value), expression(node.index), node.span

    def run(frame: Frame) -> Value:
        owner, position = target(frame), index(frame)
        frame.at = span
        return frame.vm.getitem(owner, position)

    return run


def slice_(node: ir.Slice) -> Run:
    lower, upper, step = (expression(part) if part else constant_none for part in (node.lower, node.upper, node.step))
    return lambda frame: slice(lower(frame), upper(frame), step(frame))


def constant_none(frame: Frame) -> Value:
    """The closure of an absent part."""
    return None


def call(node: ir.Call) -> Run:
    function, span = expression(node.func), node.span
    gather = arguments.gatherer(node, expression)

    def run(frame: Frame) -> Value:
        vm = frame.vm
        callee = function(frame)
        args, kwargs = gather(frame)
        frame.at, frame.calling = span, node
        vm.spend(1)
        return vm.call(callee, args, kwargs)

    return run


def binary(node: ir.BinOp) -> Run:
    left, right, op, span = expression(node.left), expression(node.right), node.op, node.span
    host = ARITHMETIC[op]
    plain = op in "+-"

    def run(frame: Frame) -> Value:
        a, b = left(frame), right(frame)
        if plain and type(a) is int and type(b) is int:
            return host(a, b)
        frame.at = span
        return frame.vm.binary(op, a, b)

    return run


def unary_operator(node: ir.UnaryOp) -> Run:
    operand, op = expression(node.operand), node.op
    return lambda frame: unary(frame.vm, op, operand(frame))


def boolean(node: ir.BoolOp) -> Run:
    left, right, stops_at, span = expression(node.left), expression(node.right), node.op == "or", node.span

    def run(frame: Frame) -> Value:
        first = left(frame)
        truth = frame.vm.truth(first)
        if truth is None:
            frame.at = span
            if isinstance(first, Likely) and frame.vm.truth(first.value) is stops_at:
                return first
            if isinstance(first, Likely) and (branch := frame.vm.presumably(lambda: right(frame), first)) is not None:
                return likely(first, supposed(branch.result))
            second: list[Value] = []

            def other() -> Value:
                second.append(right(frame))
                return second[0]

            found = either_value(frame, lambda: first, other)
            return joined(frame.vm, first, second[0], both=not stops_at, otherwise=found) if second else found
        return first if truth is stops_at else right(frame)

    return run


def either_value(frame: Frame, one: Callable[[], Value], other: Callable[[], Value]) -> Value:
    """The value of whichever alternative an unknown condition takes."""
    vm = frame.vm
    why = vm.unknown("depends on a condition that is not known")
    first, second = vm.either(one, other, why)
    if first.raised:
        return second.result
    return first.result if second.raised else join(first.result, second.result, why)


def comparison(node: ir.Compare) -> Run:
    first, span = expression(node.left), node.span
    rest = [(op, expression(operand)) for op, operand in zip(node.ops, node.comparators, strict=True)]

    def run(frame: Frame) -> Value:
        vm = frame.vm
        left, result = first(frame), True
        for op, operand in rest:
            right = operand(frame)
            frame.at = span
            answer = vm.compare(op, left, right)
            if len(rest) == 1:
                return answer
            truth = vm.truth(answer)
            if truth is False:
                return False
            result = answer if truth is None else result
            left = right
        return result

    return run


def conditional(node: ir.Conditional) -> Run:
    test, body, orelse, span = expression(node.test), expression(node.body), expression(node.orelse), node.test.span

    def run(frame: Frame) -> Value:
        condition = test(frame)
        truth = frame.vm.truth(condition)
        if truth is None:
            frame.at = span
            rather = orelse if frame.vm.truth(supposed(condition)) is False else body
            if (
                isinstance(condition, Likely)
                and (branch := frame.vm.presumably(lambda: rather(frame), condition)) is not None
            ):
                return branch.result
            return either_value(frame, lambda: body(frame), lambda: orelse(frame))
        return body(frame) if truth else orelse(frame)

    return run


def named(node: ir.NamedExpr) -> Run:
    value, target = expression(node.value), node.target

    def run(frame: Frame) -> Value:
        result = value(frame)
        scopes.assign(scopes.function_frame(frame), target, result)
        return result

    return run


def sequence(node: ir.Sequence) -> Run:
    items = [
        (isinstance(item, ir.Starred), expression(item.value if isinstance(item, ir.Starred) else item))
        for item in node.items
    ]
    kind = node.kind

    def run(frame: Frame) -> Value:
        values: list[Value] = []
        for starred, item in items:
            if starred:
                values.extend(frame.vm.elements(item(frame)))
            else:
                values.append(item(frame))
        frame.vm.bound(values)
        if kind == "tuple":
            return tuple(values)
        return values if kind == "list" else set_of(frame, values)

    return run


def set_of(frame: Frame, values: list[Value]) -> set[Value]:
    """A set; elements that are not known are a Rest."""
    result: set[Value] = set()
    for value in values:
        try:
            result.add(value if isinstance(value, Rest) else key_of(frame.vm, value))
        except NotKnown as unknown:
            result.add(Rest(frame.vm.unknown(unknown.reason)))
    return result


def dict_display(node: ir.DictDisplay) -> Run:
    items = [(None if key is None else expression(key), expression(value)) for key, value in node.items]

    def run(frame: Frame) -> Value:
        vm = frame.vm
        result: dict[Value, Value] = {}
        for key, value in items:
            if key is None:
                result.update(arguments.mapping(vm, value(frame)))
            else:
                vm.setitem(result, key(frame), value(frame))
        vm.bound(result)
        return result

    return run


def comprehension(node: ir.Comprehension) -> Run:
    element = expression(node.element)
    value = expression(node.value) if node.value is not None else None
    clauses = [
        (
            scopes.assigner(clause.target, expression),
            expression(clause.iterable),
            [expression(c) for c in clause.conditions],
        )
        for clause in node.clauses
    ]
    kind, span = node.kind, node.span

    def fill(frame: Frame, depth: int, emit: Callable[[Frame], None], why: Unknown | None) -> Unknown | None:
        """Run the clauses from `depth`; the reason where the number of elements is not known."""
        if depth == len(clauses):
            emit(frame)
            return why
        bind, iterable, conditions = clauses[depth]
        loose = why
        for item in frame.vm.iterate(iterable(frame)):
            frame.vm.spend(1)
            if isinstance(item, Rest):
                bind(frame, item.why)
                loose = item.why
            else:
                bind(frame, item)
            truths = [frame.vm.truth(condition(frame)) for condition in conditions]
            if False in truths:
                continue
            if None in truths:
                loose = frame.vm.unknown("an element under a condition that is not known")
            reason = loose if loose is not why else None
            loose = perhaps(frame, reason, partial(fill, frame, depth + 1, emit, reason)) or loose
            if isinstance(item, Rest):
                break
        return loose

    def run(frame: Frame) -> Value:
        inner = Frame(frame.vm, frame.module, Attributes(), frame, frame.function)
        inner.receiver, inner.caller, inner.at = frame.receiver, frame.caller, span
        inner.yields = [] if kind == "generator" else None
        return collect(inner, kind, element, value, lambda emit: fill(inner, 0, emit, None))

    return run


def perhaps(frame: Frame, why: Unknown | None, go_on: Callable[[], Unknown | None]) -> Unknown | None:
    """The inner part of a comprehension, which is not certain to be evaluated if there is a reason `why` not."""
    if why is None:
        return go_on()
    frame.vm.uncertain += 1
    try:
        return go_on()
    except Raised:
        return why
    finally:
        frame.vm.uncertain -= 1


def collect(
    frame: Frame, kind: str, element: Run, value: Run | None, fill: Callable[[Callable[[Frame], None]], Unknown | None]
) -> Value:
    """What a comprehension builds. Elements of which there may be any number make it end in a Rest."""
    vm = frame.vm
    pairs: dict[Value, Value] = {}
    items: list[Value] = []
    previous, vm.frame = vm.frame, frame

    def emit(inner: Frame) -> None:
        if value is not None:
            vm.setitem(pairs, element(inner), value(inner))
        else:
            items.append(element(inner))
            vm.check_size(len(items))
        vm.spend(1)

    try:
        loose = fill(emit)
    except NotKnown as unknown:
        loose = vm.unknown(unknown.reason)
    finally:
        vm.frame = previous
    if kind == "dict":
        return {Rest(loose): loose} if loose else pairs
    if loose:
        items = [Rest(loose)]
    if kind == "set":
        return set_of(frame, items)
    return items if kind == "list" else IteratorValue(items)


def lambda_(node: ir.Lambda) -> Run:
    defaults = arguments.defaults(node.parameters, expression)

    def run(frame: Frame) -> Value:
        return FunctionValue(
            "<lambda>", node, scopes.closure(frame), defaults(frame), Attributes(), scopes.class_body(frame)
        )

    return run


def await_(node: ir.Await) -> Run:
    return expression(node.value)


def yield_(node: ir.Yield) -> Run:
    value = expression(node.value) if node.value is not None else constant_none
    delegate = node.delegate

    def run(frame: Frame) -> Value:
        owner = scopes.function_frame(frame)
        yields = owner.yields if owner.yields is not None else []
        given = frame.vm.elements(value(frame)) if delegate else [value(frame)]
        frame.vm.touch(yields)
        yields.extend(given)
        frame.vm.spend(1)
        if len(yields) >= MAX_YIELDS:
            yields.append(Rest(frame.vm.unknown("what a long generator gives")))
            raise GeneratorFull
        return None

    return run


def starred(node: ir.Starred) -> Run:
    return expression(node.value)


COMPILERS: dict[type, Callable[..., Run]] = {
    ir.Constant: constant,
    ir.Name: name,
    ir.Attribute: attribute,
    ir.Subscript: subscript,
    ir.Slice: slice_,
    ir.Call: call,
    ir.BinOp: binary,
    ir.UnaryOp: unary_operator,
    ir.BoolOp: boolean,
    ir.Compare: comparison,
    ir.Conditional: conditional,
    ir.NamedExpr: named,
    ir.Sequence: sequence,
    ir.DictDisplay: dict_display,
    ir.FString: lambda node: strings.fstring(node, expression),
    ir.Comprehension: comprehension,
    ir.Lambda: lambda_,
    ir.Await: await_,
    ir.Yield: yield_,
    ir.Starred: starred,
}
