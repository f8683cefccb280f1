"""How execution leaves a statement, and the facts that it meets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from cnnlint.frozen import dataclass
from cnnlint.interpreter.values import Value
from cnnlint.source.digest import digest

if TYPE_CHECKING:
    from cnnlint.source.location import Location


class Signal(Enum):
    """A statement's end other than falling through.

    The MAYBE signals say that an unknown condition may have left here; execution goes on with the other path, uncertainly.
    """

    BREAK = "break"
    CONTINUE = "continue"
    MAYBE_BREAK = "maybe break"
    MAYBE_CONTINUE = "maybe continue"
    MAYBE_RETURN = "maybe return"


@dataclass(frozen=True, slots=True, eq=False)
class Returned:
    """A `return` was reached."""

    value: Value


@dataclass(frozen=True, slots=True)
class Background:
    """What is to be told with a refusal.

    `said` are the messages in which libraries word it, with this case's figures, each with the library's name: what people search for. `steps`
    are the places that made what is refused, the last one first, with a word on each. `makers` is where that which made each of the
    refused values was built, as far as it is known. `own` is whether the call is written for what refuses alone, and not for a model around it;
    `entry` is where the model is called.
    """

    said: tuple[tuple[str, str], ...] = ()
    steps: tuple[tuple[Location, str], ...] = ()
    makers: tuple[Location | None, ...] = ()
    own: bool = False
    entry: Location | None = None


NOTHING = Background()


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """Something that is certainly so about the program, most often that a call cannot work.

    `kind` is its stable name, which rules select by. `words` is what is wrong in plain words, `error` the exception class that Python or the
    framework raises. `at` is where it happens, `defined` where the object that refuses was built; `related` are further places
    with a word on each: the chain of the last steps, and the calls that lead here. `details` holds figures for the rule's message, `said`,
    `makers`, `own` and `entry` are those of the `Background`.
    """

    kind: str
    words: str
    at: Location
    error: str = ""
    defined: Location | None = None
    related: tuple[tuple[Location, str], ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)
    said: tuple[tuple[str, str], ...] = ()
    makers: tuple[Location | None, ...] = ()
    own: bool = False
    entry: Location | None = None

    @property
    def key(self) -> str:
        """What it is told by, in other analyses too: kind, place and words."""
        return digest(f"{self.kind}\0{self.at}\0{self.words}")[:16]

    @property
    def statement(self) -> str:
        """What is wrong as a sentence about the layer that refuses, if it has a name."""
        name, words = self.details.get("layer"), self.words
        if not isinstance(name, str) or not name:
            return f"this {words}" if words.startswith("takes ") else words
        name = f"layer {name}" if name.isdecimal() else name  # a member of a Sequential
        return f"{name} {words}" if words.startswith("takes ") else f"{name}: {words}"


class ControlFlow(Exception):
    """What travels through native functions on purpose; any other exception in one is a fault of ours."""


class Raised(ControlFlow):  # noqa: N818 - not an error of ours
    """An exception of the program on its way to a handler. `value` is the abstract exception object, `fact` what to report if none catches it.

    `fact` is None for exceptions that are nobody's fault (SystemExit, NotImplementedError of an abstract method).
    """

    def __init__(self, value: Value, fact: Fact | None) -> None:
        super().__init__(fact.words if fact else "")
        self.value = value
        self.fact = fact


class NotKnown(ControlFlow):  # noqa: N818
    """Raised inside a native function that cannot go on without a value that is not known; its call gives that Unknown."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotSet(NotKnown, KeyError):
    """Raised where an object lacks an attribute that its class would have set, had its `__init__` been called."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the attribute {name}, which was not set")


class BudgetExceeded(ControlFlow):
    """The analysis of one model or file has used up its steps, depth or time. `where` is the expression that was being evaluated."""

    def __init__(self, reason: str, where: Location | None = None) -> None:
        super().__init__(reason)
        self.where = where
