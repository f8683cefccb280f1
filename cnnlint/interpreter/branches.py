"""Executing what may or may not be executed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cnnlint.interpreter.join import Widening, join, widened
from cnnlint.interpreter.journal import Changes, Journal, Mutable, apply, apply_joined
from cnnlint.interpreter.likelihood import decided
from cnnlint.interpreter.outcome import Raised, Returned
from cnnlint.interpreter.values import Likely, Unknown, Value


@dataclass(slots=True)
class Branch:
    """How a branch ended: what it gave, what it changed, or what it raised."""

    result: Value
    changes: Changes
    raised: Raised | None = None


class Branches:
    """The part of the interpreter that runs alternatives from one state and joins their ends.

    `uncertain` counts the unknown conditions that the present path hangs on, `tries` the handlers that may catch what it raises.
    """

    def __init__(self) -> None:
        self.journals: list[Journal] = []
        self.uncertain = 0
        self.tries = 0

    @property
    def certain(self) -> bool:
        """True where the path is certainly taken and nothing would catch an exception."""
        return not self.uncertain and not self.tries

    def touch(self, target: Mutable) -> None:
        """To be called before a host list, dict or set that is an abstract value changes."""
        if self.journals:
            self.journals[-1].touch(target)

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Exceptions of the program are raised in here rather than recorded."""
        self.tries += 1
        try:
            yield
        finally:
            self.tries -= 1

    def branch(self, run: Callable[[], Value]) -> Branch:
        """Run one alternative and undo it."""
        journal = Journal()
        self.journals.append(journal)
        self.uncertain += 1
        result, raised = None, None
        try:
            result = run()
        except Raised as error:
            raised = error
        except BaseException:
            self.journals.pop()
            journal.undo()
            self.uncertain -= 1
            raise
        self.uncertain -= 1
        self.journals.pop()
        return Branch(result, journal.undo(), raised)

    def adopt(self, branch: Branch) -> None:
        """Make one branch's changes the state."""
        apply(branch.changes, self.touch)

    def adopt_either(self, one: Branch, other: Branch, why: Unknown) -> None:
        """Make the state that of either branch; a branch that raised is out."""
        if one.raised:
            self.adopt(other)
        elif other.raised:
            self.adopt(one)
        else:
            apply_joined(one.changes, other.changes, self.touch, lambda a, b: join(a, b, why), why)

    def presumably(self, run: Callable[[], Value], why: Likely) -> Branch | None:
        """Run what is likely to be executed; None, and nothing has happened, where it raises. What it decides is as likely."""
        branch = self.branch(run)
        if branch.raised:
            return None
        for target, after in branch.changes.values():
            if isinstance(target, dict) and isinstance(after, dict):
                after.update({key: decided(why, value) for key, value in after.items() if value is not target.get(key)})
        self.adopt(branch)
        result = branch.result
        value = Returned(decided(why, result.value)) if isinstance(result, Returned) else decided(why, result)
        return Branch(value, branch.changes)

    def maybe(self, run: Callable[[], Value], why: Unknown, widening: Widening | None = None) -> Branch:
        """Run something that may not be executed at all; the state is joined, by a widening if there is one, with that of not executing it."""
        branch = self.branch(run)
        with widened(widening):
            self.adopt_either(branch, Branch(None, {}), why)
        return branch

    def either(self, one: Callable[[], Value], other: Callable[[], Value], why: Unknown) -> tuple[Branch, Branch]:
        """Run both alternatives of an unknown condition and join the state. If both raise, the second exception goes on."""
        first, second = self.branch(one), self.branch(other)
        if first.raised and second.raised:
            raise second.raised
        self.adopt_either(first, second, why)
        return first, second
