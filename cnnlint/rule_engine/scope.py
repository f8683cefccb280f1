"""What an expression is made of: the names it may use, its type, the function that evaluates it, and how it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from cnnlint.rule_engine.types import Objects, Type, Value

Slots: TypeAlias = list[Value]
Run: TypeAlias = Callable[[Slots], Value]
WORK: Final = 0  # the slot of the budget
MAX_PARTS: Final = 3_000


class Exhausted(Exception):
    """A rule has used up its budget."""


class Work:
    """A budget, in parts of expressions that may be evaluated."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, parts: int) -> None:
        """Take some of it. Raises Exhausted where nothing is left."""
        self.left -= parts
        if self.left < 0:
            raise Exhausted


@dataclass(frozen=True, slots=True)
class Expression:
    """A typed expression, compiled to a function of the values in its slots."""

    type: Type
    run: Run
    literal: Value = None  # of a literal its value, for the checks that need it


class Refusal(Exception):
    """An expression or a template is not well formed: where in its text, how long the fault is, what it is and what would help."""

    def __init__(self, offset: int, length: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.length = length
        self.message = message
        self.hint = hint


class FollowOn(Refusal):
    """An expression uses what has been refused already: nobody need be told again."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that are bound, each to a slot and a type, and the objects that they may be.

    A scope is never changed: `bind` gives a larger one. Slots are handed out by one counter, so that those of all
    expressions of a rule are distinct; a second counts their parts.
    """

    objects: Objects
    names: Mapping[str, tuple[int, Type]] = field(default_factory=dict)
    counter: list[int] = field(default_factory=lambda: [WORK + 1, 0])

    def bind(self, name: str, type_: Type) -> Scope:
        """The scope with one more name."""
        slot = self.counter[0]
        self.counter[0] += 1
        return Scope(self.objects, {**self.names, name: (slot, type_)}, self.counter)

    def slot(self, name: str) -> int:
        """The slot of a bound name."""
        return self.names[name][0]

    @property
    def size(self) -> int:
        """How many slots have been handed out."""
        return self.counter[0]

    @property
    def parts(self) -> int:
        """How many parts the expressions have that were compiled so far."""
        return self.counter[1]

    def count_part(self) -> int:
        """Count one part more; how many there are then."""
        self.counter[1] += 1
        return self.counter[1]
