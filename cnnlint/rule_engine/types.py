"""The types of the condition language, and the value that stands for what is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Literal, TypeAlias

Value: TypeAlias = Any  # bool, int, Fraction, float, Dim, Ratio, str, a tuple of these, a view of the graph, or UNKNOWN


class NotKnown(Enum):
    """The type of UNKNOWN. It has no truth value, so that nobody takes it for false."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("unknown is neither true nor false")


UNKNOWN: Final[Literal[NotKnown.UNKNOWN]] = NotKnown.UNKNOWN


def unknown_in(value: Value) -> bool:
    """Whether a value, or an item of it, is not known."""
    return value is UNKNOWN or (isinstance(value, tuple) and any(item is UNKNOWN for item in value))


@dataclass(frozen=True, slots=True)
class Type:
    """A type: "number", "text", "bool", a list, or the name of an object of the schema. Text may be confined to `choices`.

    "sizes" are the lists of numbers that are printed `7×7`, "shape" those printed `(N, 3, 28, 28)`.
    """

    name: str
    item: Type | None = None
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"list of {self.item}" if self.name == "list" else self.name


NUMBER: Final = Type("number")
BOOL: Final = Type("bool")
TEXT: Final = Type("text")
SIZES: Final = Type("sizes", NUMBER)
BROKEN: Final = Type("broken")  # of a name whose own definition is refused: what uses it is not refused again
SHAPE: Final = Type("shape", NUMBER)


def list_of(item: Type) -> Type:
    """The type of lists of `item`."""
    return Type("list", item)


def one_of(*choices: str) -> Type:
    """The type of texts out of a closed set, so that a misspelt one is found when the rule is loaded."""
    return Type("text", choices=choices)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field of an object that rules see: its type, how it is read (None: not known) and what it means.

    A list may have an index: the text field of its items that it knows, and how those with one of some texts are read, in order.
    """

    type: Type
    read: Callable[[Any], Value]
    doc: str = ""
    index: tuple[str, Callable[[Any, frozenset[str]], Value]] | None = None


Objects: TypeAlias = Mapping[str, Mapping[str, Attribute]]


def closest(word: str, candidates: Mapping[str, object] | tuple[str, ...]) -> str:
    """`did you mean ...?` for a misspelt word, or the words there are, if they are few; empty otherwise."""
    from difflib import get_close_matches  # only a fault needs it

    near = get_close_matches(word, list(candidates), n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return "one of: " + ", ".join(candidates) if 0 < len(candidates) <= 24 else ""
