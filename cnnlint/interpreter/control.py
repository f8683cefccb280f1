"""Control flow: sequences, conditions, loops, `with`, `try`.

A known condition takes its branch. An unknown one runs both from the same state and joins them (`interpreter.branches`). Where one of the two
leaves the block, what follows is executed on the other path only, and is no longer certain.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from cnnlint.interpreter import scopes
from cnnlint.interpreter.branches import Branch
from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.join import Widening, join
from cnnlint.interpreter.likelihood import supposed
from cnnlint.interpreter.outcome import Raised, Returned, Signal
from cnnlint.interpreter.undecided import opposite
from cnnlint.interpreter.values import MISSING, ClassValue, Instance, Likely, Rest, Unknown, Value
from cnnlint.syntax import ir

Run: TypeAlias = Callable[[Frame], Value]
Compile: TypeAlias = Callable[[ir.Expr], Run]
CompileBlock: TypeAlias = Callable[[tuple[ir.Stmt, ...]], Run]

MAYBE = (Signal.MAYBE_BREAK, Signal.MAYBE_CONTINUE, Signal.MAYBE_RETURN)
CONDITION = "depends on a condition that is not known"
MANY = "a loop of very many turns"
ROUNDS = 3  # of a loop whose number of turns is not known: the second widens what changes, the third is run on that
MOST_ROUNDS = 5  # where bounds of sizes move even then
LOOP_STEPS = 200_000  # that the turns of a loop over numbers may take before its further turns are taken together


def sequence(steps: list[Run]) -> Run:
    """One statement after the other. Behind a MAYBE the rest is a branch that may not be executed."""
    if len(steps) == 1:
        return steps[0]
    count = len(steps)

    def run_from(frame: Frame, start: int) -> Value:
        for position in range(start, count):
            signal = steps[position](frame)
            if signal is not None:
                if signal in MAYBE and position + 1 < count:
                    return after_maybe(frame, signal, lambda: run_from(frame, position + 1))  # noqa: B023 - called at once
                return signal
        return None

    def run(frame: Frame) -> Value:
        frame.vm.spend(count)
        return run_from(frame, 0)

    return run


def after_maybe(frame: Frame, signal: Signal, rest: Callable[[], Value]) -> Value:
    """What follows a statement that may have left the block."""
    vm = frame.vm
    if signal is Signal.MAYBE_RETURN:
        vm.uncertain += 1
        try:
            ended = rest()
        except Raised:
            return Returned(frame.pending.pop()) if frame.pending else None
        finally:
            vm.uncertain -= 1
        return signal if ended is None else ended
    ended = vm.maybe(rest, vm.unknown(CONDITION)).result
    if isinstance(ended, Returned):
        frame.pending.append(ended.value)
        return Signal.MAYBE_RETURN
    return signal


def if_(node: ir.If, compile_: Compile, compile_block: CompileBlock) -> Run:
    test, body, span = compile_(node.test), compile_block(node.body), node.test.span
    orelse = compile_block(node.orelse) if node.orelse else nothing

    def run(frame: Frame) -> Value:
        condition = test(frame)
        truth = frame.vm.truth(condition)
        if truth is None:
            frame.at = span
            if frame.vm.truth(supposed(condition)) is False:
                return rather(frame, condition, orelse, body)
            return rather(frame, condition, body, orelse)
        return body(frame) if truth else orelse(frame)

    return run


def nothing(frame: Frame) -> Value:
    """The closure of an empty block."""
    return None


def rather(frame: Frame, condition: Value, first: Run, second: Run) -> Value:
    """Both alternatives of an unknown condition; only the first, unless it raises, where that is the likely one."""
    if isinstance(condition, Likely) and frame.vm.truth(condition.value) is not None:
        branch = frame.vm.presumably(lambda: first(frame), condition)
        if branch is not None:
            return branch.result
    return either(frame, lambda: first(frame), lambda: second(frame), condition)


def either(frame: Frame, one: Callable[[], Value], other: Callable[[], Value], condition: Value = None) -> Value:
    """Both alternatives of an unknown condition, the first taken where it is true; how the statement is left.

    Where one of them raises, the program relies on the condition to lead to the other.
    """
    vm = frame.vm
    first, second = vm.branch(one), vm.branch(other)
    if first.raised and second.raised:
        raise second.raised
    if first.raised or second.raised:
        survivor = second if first.raised else first
        vm.adopt(survivor)
        vm.rely_on(opposite(vm, condition) if first.raised else condition)
        return survivor.result
    return leave(frame, first, second)


def leave(frame: Frame, first: Branch, second: Branch) -> Value:
    """The state and signal after two alternatives that both ended."""
    vm = frame.vm
    why = vm.unknown(CONDITION)
    returned = [branch for branch in (first, second) if isinstance(branch.result, Returned)]
    if len(returned) == 1:
        goes_on = second if returned[0] is first else first
        frame.pending.append(returned[0].result.value)
        vm.adopt(goes_on)
        return goes_on.result or Signal.MAYBE_RETURN
    vm.adopt_either(first, second, why)
    if returned:
        return Returned(join(first.result.value, second.result.value, why))
    if first.result == second.result:
        return first.result
    leaving = first.result or second.result
    return {Signal.BREAK: Signal.MAYBE_BREAK, Signal.CONTINUE: Signal.MAYBE_CONTINUE}.get(leaving, leaving)


# --- loops ------------------------------------------------------------------------------------------------------------


def for_(node: ir.For, compile_: Compile, compile_block: CompileBlock) -> Run:
    bind, iterable, body = scopes.assigner(node.target, compile_), compile_(node.iterable), compile_block(node.body)
    orelse = compile_block(node.orelse) if node.orelse else nothing
    span = node.iterable.span

    def turns(frame: Frame, items: Value) -> Value:
        vm, signal = frame.vm, None
        end = float("inf") if isinstance(items, (list, tuple, dict)) else vm.steps + LOOP_STEPS
        for item in vm.iterate(items):
            vm.spend(1)
            if vm.steps > end:
                item = Rest(vm.lose(MANY))
            if isinstance(item, Rest):
                return open_loop(frame, item.why, partial(turn, frame, bind, item.why, body)) or signal
            ended = turn(frame, bind, item, body)
            if ended is Signal.MAYBE_BREAK:
                why = vm.unknown(CONDITION)
                return open_loop(frame, why, partial(turn, frame, bind, why, body)) or signal
            if ended is Signal.BREAK or isinstance(ended, Returned):
                return ended
            if ended is Signal.MAYBE_RETURN:
                vm.uncertain += signal is None  # the further turns are no longer certain
                signal = ended
        return signal

    def run(frame: Frame) -> Value:
        items = iterable(frame)
        frame.at = span
        uncertain = frame.vm.uncertain
        try:
            ended = turns(frame, items)
        finally:
            frame.vm.uncertain = uncertain
        if ended is Signal.BREAK:
            return None
        return orelse(frame) if ended is None else ended

    return run


def turn(frame: Frame, bind: Callable[[Frame, Value], None], item: Value, body: Run) -> Value:
    """One turn of a `for` loop."""
    bind(frame, item)
    return body(frame)


def while_(node: ir.While, compile_: Compile, compile_block: CompileBlock) -> Run:
    test, body, span = compile_(node.test), compile_block(node.body), node.test.span
    orelse = compile_block(node.orelse) if node.orelse else nothing

    def run(frame: Frame) -> Value:
        vm = frame.vm
        end = vm.steps + LOOP_STEPS
        while True:
            frame.at = span
            vm.spend(1)
            truth = vm.truth(test(frame))
            if truth is False:
                return orelse(frame)
            if truth is None or vm.steps > end:
                why = vm.lose(MANY) if truth else vm.unknown(CONDITION)
                return open_loop(frame, why, lambda: guarded(frame, test, body))
            signal = body(frame)
            if signal is Signal.BREAK:
                return None
            if signal is Signal.MAYBE_BREAK:
                return open_loop(frame, vm.unknown(CONDITION), lambda: guarded(frame, test, body))
            if isinstance(signal, Returned):
                return signal

    return run


def guarded(frame: Frame, test: Run, body: Run) -> Value:
    """One turn of a `while` loop that may not be taken."""
    return None if frame.vm.truth(test(frame)) is False else body(frame)


def open_loop(frame: Frame, why: Unknown, run_turn: Callable[[], Value]) -> Value:
    """Turns of which there may be any number: the state is joined with that after one more turn until nothing new comes."""
    vm = frame.vm
    may_return = False
    for number in range(MOST_ROUNDS):
        widening = Widening(first=number == 1) if number else None
        branch = vm.maybe(run_turn, why, widening)
        if (
            branch.raised
        ):  # either there is no turn at all, or it is not what we think it is: nothing after it is certain
            frame.pending.append(why)
            may_return = True
            break
        if isinstance(branch.result, Returned):
            frame.pending.append(branch.result.value)
            may_return = True
            break
        may_return = may_return or branch.result is Signal.MAYBE_RETURN
        settled = number + 1 >= ROUNDS and not (widening is not None and widening.moved)
        if not branch.changes or branch.result is Signal.BREAK or settled:
            break
    return Signal.MAYBE_RETURN if may_return else None


# --- with and try -----------------------------------------------------------------------------------------------------


def with_(node: ir.With, compile_: Compile, compile_block: CompileBlock) -> Run:
    items = [
        (compile_(item.context), scopes.assigner(item.target, compile_) if item.target is not None else None)
        for item in node.items
    ]
    body, span = compile_block(node.body), node.span

    def run(frame: Frame) -> Value:
        vm = frame.vm
        managers: list[Value] = []
        for context, bind in items:
            manager = context(frame)
            frame.at = span
            entered = enter(frame, manager)
            managers.append(manager)
            if bind is not None:
                bind(frame, entered)
        suppresses = any(
            isinstance(manager, Instance) and manager.cls.lookup("__suppresses__") is not MISSING
            for manager in managers
        )
        try:
            if suppresses:
                with vm.trying():
                    return body(frame)
            return body(frame)
        except Raised:
            if suppresses:
                return None
            raise
        finally:
            for manager in reversed(managers):
                leave_context(frame, manager)

    return run


def enter(frame: Frame, manager: Value) -> Value:
    """`manager.__enter__()`; a manager that is not known gives what is not known."""
    if isinstance(manager, Instance):
        method = manager.cls.lookup("__enter__")
        if method is not MISSING:
            return frame.vm.call(method, (manager,))
    return frame.vm.unknown("what a context manager gives") if not isinstance(manager, Unknown) else manager


def leave_context(frame: Frame, manager: Value) -> None:
    """`manager.__exit__(None, None, None)`."""
    if isinstance(manager, Instance):
        method = manager.cls.lookup("__exit__")
        if method is not MISSING:
            frame.vm.call(method, (manager, None, None, None))


def try_(node: ir.Try, compile_: Compile, compile_block: CompileBlock) -> Run:
    body, orelse, final = (
        compile_block(part) if part else nothing for part in (node.body, node.orelse, node.finalbody)
    )
    handlers = [
        (compile_(h.type) if h.type is not None else None, h.name, compile_block(h.body)) for h in node.handlers
    ]

    def attempt(frame: Frame) -> Value:
        if not handlers:
            return body(frame)
        with frame.vm.trying():
            return body(frame)

    def run(frame: Frame) -> Value:
        try:
            signal = attempt(frame)
        except Raised as raised:
            handler = next((h for h in handlers if catches(frame, h[0], raised.value)), None)
            if handler is None:
                final(frame)
                raise
            if handler[1] is not None:
                scopes.assign(frame, handler[1], raised.value)
            try:
                signal = handler[2](frame)
            except Raised as again:
                final(frame)
                if again.value is None and again.fact is None:  # a bare `raise`
                    raise raised from None
                raise
        else:
            signal = orelse(frame) if signal is None else signal
        return final(frame) or signal

    return run


def catches(frame: Frame, type_: Run | None, value: Value) -> bool:
    """True if a handler may catch the exception."""
    if type_ is None:
        return True
    classes = type_(frame)
    wanted = classes if isinstance(classes, tuple) else (classes,)
    if not isinstance(value, Instance) or not all(isinstance(cls, ClassValue) for cls in wanted):
        return True
    return any(value.cls.is_subclass(cls) for cls in wanted)
