"""What must hold of sizes: comparisons, all of several conditions, one of several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

from cnnlint.frozen import dataclass
from cnnlint.symbolic.atoms import Symbol
from cnnlint.symbolic.compare import equal, less, less_equal
from cnnlint.symbolic.dim import Dim, Size, of_atom
from cnnlint.symbolic.division import exact_div
from cnnlint.symbolic.evaluation import evaluate
from cnnlint.symbolic.printing import text
from cnnlint.symbolic.rewrite import leaves
from cnnlint.symbolic.symbols import substitute

Operator: TypeAlias = Literal["==", "!=", "<=", "<"]
_WRITTEN: Final = {"==": "=", "!=": "≠", "<=": "≤", "<": "<"}
_MIRRORED: Final = {"==": "=", "!=": "≠", "<=": "≥", "<": ">"}


@dataclass(frozen=True, slots=True)
class Relation:
    """A comparison of two sizes."""

    operator: Operator
    left: Size
    right: Size

    def truth(self) -> bool | None:
        """True for all values of the symbols, False for none, None where neither is known."""
        if self.operator == "<=":
            return less_equal(self.left, self.right)
        if self.operator == "<":
            return less(self.left, self.right)
        same = equal(self.left, self.right)
        return same if same is None or self.operator == "==" else not same

    def holds(self, values: Mapping[str, int]) -> bool:
        """Whether it holds at these values of the names; not where a divisor is 0. Raises what `evaluate` raises for the rest."""
        try:
            left, right = evaluate(self.left, values), evaluate(self.right, values)
        except ZeroDivisionError:
            return False
        if self.operator == "<=":
            return left <= right
        if self.operator == "<":
            return left < right
        return (left == right) is (self.operator == "==")

    def at(self, values: Mapping[str, Size]) -> Condition:
        """The same with sizes in place of names."""
        return Relation(self.operator, substitute(self.left, values), substitute(self.right, values))

    def opposite(self) -> Condition:
        """What holds where this does not."""
        if self.operator in ("==", "!="):
            return Relation("!=" if self.operator == "==" else "==", self.left, self.right)
        return Relation("<" if self.operator == "<=" else "<=", self.right, self.left)

    def sizes(self) -> tuple[Size, ...]:
        """The sizes that it is about."""
        return self.left, self.right

    def __str__(self) -> str:
        """As people write it, a number last."""
        if isinstance(self.left, int) and isinstance(self.right, Dim):
            return f"{text(self.right)} {_MIRRORED[self.operator]} {self.left}"
        return f"{text(self.left)} {_WRITTEN[self.operator]} {text(self.right)}"


@dataclass(frozen=True, slots=True)
class Every:
    """All of several conditions."""

    parts: tuple[Condition, ...]

    def truth(self) -> bool | None:
        """True for all values of the symbols, False for none, None where neither is known."""
        return all_known(part.truth() for part in self.parts)

    def holds(self, values: Mapping[str, int]) -> bool:
        """Whether it holds at these values of the names."""
        return all(part.holds(values) for part in self.parts)

    def at(self, values: Mapping[str, Size]) -> Condition:
        """The same with sizes in place of names."""
        return Every(tuple(part.at(values) for part in self.parts))

    def opposite(self) -> Condition:
        """What holds where this does not."""
        return Some(tuple(part.opposite() for part in self.parts))

    def sizes(self) -> tuple[Size, ...]:
        """The sizes that it is about."""
        return tuple(size for part in self.parts for size in part.sizes())

    def __str__(self) -> str:
        return " and ".join(str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of several conditions."""

    parts: tuple[Condition, ...]

    def truth(self) -> bool | None:
        """True for all values of the symbols, False for none, None where neither is known."""
        none = all_known(_denied(part.truth()) for part in self.parts)
        return _denied(none)

    def holds(self, values: Mapping[str, int]) -> bool:
        """Whether it holds at these values of the names."""
        return any(part.holds(values) for part in self.parts)

    def at(self, values: Mapping[str, Size]) -> Condition:
        """The same with sizes in place of names."""
        return Some(tuple(part.at(values) for part in self.parts))

    def opposite(self) -> Condition:
        """What holds where this does not."""
        return Every(tuple(part.opposite() for part in self.parts))

    def sizes(self) -> tuple[Size, ...]:
        """The sizes that it is about."""
        return tuple(size for part in self.parts for size in part.sizes())

    def __str__(self) -> str:
        possible = [part for part in self.parts if part.truth() is not False]
        return " or ".join(str(part) for part in possible or self.parts)


Condition: TypeAlias = Relation | Every | Some


def same(a: Size, b: Size) -> Relation:
    """``a == b``."""
    return Relation("==", a, b)


def at_least(a: Size, least: Size) -> Relation:
    """``a >= least``."""
    return Relation("<=", least, a)


def divisible(a: Size, d: Size) -> Relation:
    """d divides a without remainder. Raises ZeroDivisionError for a divisor that is the integer 0."""
    return Relation("==", a % d, 0)


def every(parts: Iterable[Condition]) -> Condition:
    """All of these; one alone is itself."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Every(found)


def broadcastable(a: Size, b: Size) -> Condition:
    """The two are the same, or one of them is 1."""
    parts = (same(a, b), same(a, 1), same(b, 1))
    possible = [part for part in parts if part.truth() is not False]
    return possible[0] if len(possible) == 1 else Some(tuple(possible) or parts)


def conjuncts(condition: Condition) -> list[Condition]:
    """The conditions that must all hold for this one."""
    if isinstance(condition, Every):
        return [one for part in condition.parts for one in conjuncts(part)]
    return [condition]


def limited_to(condition: Condition, names: frozenset[str]) -> Condition | None:
    """The same condition without positive factors that both sides share and that hang on other names; None if others are left in it."""
    if not isinstance(condition, Relation):
        parts = [limited_to(part, names) for part in condition.parts]
        known = tuple(part for part in parts if part is not None)
        return type(condition)(known) if len(known) == len(parts) else None
    left, right = condition.left, condition.right
    for leaf in {leaf for size in (left, right) for leaf in leaves(size)}:
        if leaf.key in names:
            continue
        shares = exact_div(left, of_atom(leaf)), exact_div(right, of_atom(leaf))
        if not isinstance(leaf, Symbol) or (leaf.least or 0) < 1 or None in shares:
            return None
        left, right = (share for share in shares if share is not None)
    found = Relation(condition.operator, left, right)
    return found if leaf_keys(found) <= names else None


def leaf_keys(condition: Condition) -> frozenset[str]:
    """The keys of all symbols and anonymous sizes in it; that of a symbol is its name."""
    return frozenset(leaf.key for size in condition.sizes() for leaf in leaves(size))


def all_known(answers: Iterable[bool | None]) -> bool | None:
    """Three-valued `all`."""
    result: bool | None = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            result = None
    return result


def _denied(answer: bool | None) -> bool | None:
    return None if answer is None else not answer
