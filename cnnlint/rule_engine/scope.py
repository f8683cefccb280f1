"""What an expression is made of: the names it may use, its type, the function that evaluates it, and how it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from cnnlint.rule_engine.types import Objects, Type, Value

Slots: TypeAlias = list[Value]
Run: TypeAlias = Callable[[Slots], Value]


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
    expressions of a rule are distinct.
    """

    objects: Objects
    names: Mapping[str, tuple[int, Type]] = field(default_factory=dict)
    counter: list[int] = field(default_factory=lambda: [0])

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
