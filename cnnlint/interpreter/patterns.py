"""The `match` statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from cnnlint.interpreter import control, scopes
from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.operators import equals, identical
from cnnlint.interpreter.values import MISSING, ClassValue, Rest, Unknown, Value
from cnnlint.symbolic import all_known
from cnnlint.syntax import ir

Run: TypeAlias = Callable[[Frame], Value]
Compile: TypeAlias = Callable[[ir.Expr], Run]
Test: TypeAlias = Callable[[Frame, Value], "bool | None"]  # binds the names of the pattern where it may match


def match_(node: ir.Match, compile_: Compile, compile_block: Callable[[tuple[ir.Stmt, ...]], Run]) -> Run:
    """The first case that certainly matches, after any that may."""
    subject = compile_(node.subject)
    cases = [
        (
            pattern(case.pattern, compile_),
            compile_(case.guard) if case.guard is not None else None,
            compile_block(case.body),
        )
        for case in node.cases
    ]

    def run_from(frame: Frame, value: Value, start: int) -> Value:
        for position in range(start, len(cases)):
            test, guard, body = cases[position]
            matches = test(frame, value)
            if matches is not False and guard is not None:
                guarded = frame.vm.truth(guard(frame))
                matches = False if guarded is False else (matches if guarded else None)
            if matches:
                return body(frame)
            if matches is None:
                following = position + 1
                return control.either(frame, lambda: body(frame), lambda: run_from(frame, value, following))  # noqa: B023 - called at once
        return None

    return lambda frame: run_from(frame, subject(frame), 0)


def pattern(node: ir.Pattern, compile_: Compile) -> Test:
    """The test of a pattern."""
    if isinstance(node, ir.MatchValue):
        return value_test(node, compile_)
    if isinstance(node, ir.MatchCapture):
        return capture_test(node, compile_)
    if isinstance(node, ir.MatchOr):
        return or_test([pattern(part, compile_) for part in node.patterns])
    if isinstance(node, ir.MatchSequence):
        return sequence_test(node, compile_)
    if isinstance(node, ir.MatchMapping):
        return mapping_test(node, compile_)
    return star_test(node) if isinstance(node, ir.MatchStar) else class_test(node, compile_)


def value_test(node: ir.MatchValue, compile_: Compile) -> Test:
    wanted = compile_(node.value)
    singleton = isinstance(node.value, ir.Constant) and (node.value.value is None or isinstance(node.value.value, bool))
    if singleton:
        return lambda frame, value: identical(value, wanted(frame))
    return lambda frame, value: equals(frame.vm, value, wanted(frame))


def capture_test(node: ir.MatchCapture, compile_: Compile) -> Test:
    inner = pattern(node.pattern, compile_) if node.pattern is not None else None
    name = node.name

    def test(frame: Frame, value: Value) -> bool | None:
        matches = inner(frame, value) if inner is not None else True
        if matches is not False and name is not None:
            scopes.assign(frame, name, value)
        return matches

    return test


def or_test(tests: list[Test]) -> Test:
    def test(frame: Frame, value: Value) -> bool | None:
        answers = []
        for one in tests:
            answers.append(one(frame, value))
            if answers[-1]:
                return True
        return None if None in answers else False

    return test


def sequence_test(node: ir.MatchSequence, compile_: Compile) -> Test:
    star = next((i for i, part in enumerate(node.patterns) if isinstance(part, ir.MatchStar)), None)
    tests = [pattern(part, compile_) for part in node.patterns]

    def test(frame: Frame, value: Value) -> bool | None:
        if isinstance(value, Unknown) or (isinstance(value, (list, tuple)) and any(isinstance(v, Rest) for v in value)):
            return None
        if not isinstance(value, (list, tuple)):
            return False
        if len(value) != len(tests) if star is None else len(value) < len(tests) - 1:
            return False
        parts = scopes.unpack(frame, value, len(tests), star)
        return all_known(one(frame, part) for one, part in zip(tests, parts, strict=True))

    return test


def star_test(node: ir.MatchStar) -> Test:
    name = node.name

    def test(frame: Frame, value: Value) -> bool | None:
        if name is not None:
            scopes.assign(frame, name, value)
        return True

    return test


def mapping_test(node: ir.MatchMapping, compile_: Compile) -> Test:
    parts = [(compile_(key), pattern(part, compile_)) for key, part in zip(node.keys, node.patterns, strict=True)]
    rest = node.rest

    def test(frame: Frame, value: Value) -> bool | None:
        if not isinstance(value, dict):
            return None if isinstance(value, Unknown) else False
        keys = [key(frame) for key, _ in parts]
        if any(key not in value for key in keys):
            return None if any(isinstance(known, Rest) for known in value) else False
        if rest is not None:
            scopes.assign(frame, rest, {key: item for key, item in value.items() if key not in keys})
        return all_known(one(frame, value[key]) for (_, one), key in zip(parts, keys, strict=True))

    return test


def class_test(node: ir.MatchClass, compile_: Compile) -> Test:
    cls = compile_(node.cls)
    positional = [pattern(part, compile_) for part in node.patterns]
    named = [(name, pattern(part, compile_)) for name, part in zip(node.names, node.named_patterns, strict=True)]

    def test(frame: Frame, value: Value) -> bool | None:
        vm = frame.vm
        wanted = cls(frame)
        found = vm.isinstance(value, wanted)
        if found is False:
            return False
        names = attribute_names(frame, wanted, len(positional))
        if names is None:
            return all_known([found, *(one(frame, value) for one in positional)])
        parts = [*zip(names, positional, strict=False), *named]
        return all_known([found, *(one(frame, vm.getattr(value, name, vm.unknown(name))) for name, one in parts)])

    return test


def attribute_names(frame: Frame, cls: Value, count: int) -> tuple[str, ...] | None:
    """`__match_args__`; None where the one positional pattern is for the value itself (int, str, …)."""
    if not isinstance(cls, ClassValue) or (count == 1 and cls.host is not None):
        return None
    names = cls.lookup("__match_args__")
    return names if names is not MISSING and isinstance(names, tuple) else ()
