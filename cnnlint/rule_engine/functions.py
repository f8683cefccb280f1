"""The functions of the condition language, over a list or over one generator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from cnnlint.rule_engine import logic
from cnnlint.rule_engine.scope import WORK, Run, Slots
from cnnlint.rule_engine.types import BOOL, NUMBER, UNKNOWN, Type, Value


@dataclass(frozen=True, slots=True)
class Items:
    """A generator: a list, the slot of its loop variable, which items count, what it makes of each, and how much work one item is."""

    source: Run
    slot: int
    counts: Run | None
    element: Run
    work: int = 1

    def evaluate(self, slots: Slots) -> Iterator[tuple[logic.Truth, Value]]:
        """For each item of a list that is known: whether it counts, and what is made of it. Items that do not count are left out."""
        spend = slots[WORK].spend
        for item in self.source(slots):
            spend(self.work)
            slots[self.slot] = item
            counts = True if self.counts is None else self.counts(slots)
            if counts is not False:
                yield counts, self.element(slots)


@dataclass(frozen=True, slots=True)
class Function:
    """A function of a list. `item` is the type of the items that it takes (None: any), `returns` that of its result (None: the item's).

    `fold` gets pairs (does it count, item), where what counts is true or unknown.
    """

    name: str
    takes: str
    item: Type | None
    returns: Type | None
    fold: Callable[[Iterable[tuple[logic.Truth, Value]]], Value]
    varargs: bool = False

    def result(self, item: Type) -> Type:
        """The type of the result over items of a type."""
        return self.returns or item

    def of_list(self, items: Value, slots: Slots) -> Value:
        """The result over a list."""
        if items is UNKNOWN:
            return UNKNOWN
        slots[WORK].spend(len(items))
        return self.fold((True, item) for item in items)

    def of_items(self, items: Items, slots: Slots) -> Value:
        """The result over a generator."""
        return UNKNOWN if items.source(slots) is UNKNOWN else self.fold(items.evaluate(slots))


def _any(items: Iterable[tuple[logic.Truth, Value]]) -> logic.Truth:
    return logic.disjunction(logic.conjunction(pair) for pair in items)


def _all(items: Iterable[tuple[logic.Truth, Value]]) -> logic.Truth:
    return logic.conjunction(logic.disjunction((logic.negate(counts), truth)) for counts, truth in items)


def _count(items: Iterable[tuple[logic.Truth, Value]]) -> Value:
    truths = [logic.conjunction(pair) for pair in items]
    return UNKNOWN if any(truth is UNKNOWN for truth in truths) else truths.count(True)


def _first(items: Iterable[tuple[logic.Truth, Value]]) -> Value:
    for counts, item in items:
        return UNKNOWN if counts is UNKNOWN else item
    return UNKNOWN


def _strict(fold: Callable[[Iterable[Value]], Value]) -> Callable[[Iterable[tuple[logic.Truth, Value]]], Value]:
    """A function that knows its answer only where it knows every item."""

    def over(items: Iterable[tuple[logic.Truth, Value]]) -> Value:
        return fold([UNKNOWN if counts is UNKNOWN else item for counts, item in items])

    return over


def _len(items: Iterable[tuple[logic.Truth, Value]]) -> Value:
    counts = [counts for counts, _ in items]
    return UNKNOWN if any(truth is UNKNOWN for truth in counts) else len(counts)


_CONDITIONS: Final = "conditions, most often `… for x in …`"
_NUMBERS: Final = "numbers, a list of them or `… for x in …`"

FUNCTIONS: Final[dict[str, Function]] = {
    function.name: function
    for function in (
        Function("any", _CONDITIONS, BOOL, BOOL, _any, varargs=True),
        Function("all", _CONDITIONS, BOOL, BOOL, _all, varargs=True),
        Function("count", _CONDITIONS, BOOL, NUMBER, _count, varargs=True),
        Function("sum", _NUMBERS, NUMBER, NUMBER, _strict(logic.total), varargs=True),
        Function("product", _NUMBERS, NUMBER, NUMBER, _strict(logic.product), varargs=True),
        Function("min", _NUMBERS, NUMBER, NUMBER, _strict(logic.least), varargs=True),
        Function("max", _NUMBERS, NUMBER, NUMBER, _strict(logic.greatest), varargs=True),
        Function("len", "a list or `… for x in …`", None, NUMBER, _len),
        Function("first", "a list or `… for x in …`", None, None, _first),
    )
}
