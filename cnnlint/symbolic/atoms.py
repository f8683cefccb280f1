"""The indivisible parts of a size: named and anonymous symbols, floor divisions, minima and maxima."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnnlint.symbolic.dim import Dim

_serial = count()
_newest = -1


def newest_anonymous() -> int:
    """The number of the anonymous size that was made last."""
    return _newest


class Atom:
    """A factor of a monomial. Two atoms are the same if their keys are; the key also orders them.

    The weight counts the nodes of the expression inside and bounds its growth. `by_form`: the key alone says all that is known of it, as every
    name in it has the bounds that names have where nothing else is said; what is worked out from it may then be kept by its key.
    """

    __slots__ = ("by_form", "key", "weight")

    key: str
    weight: int
    by_form: bool

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Atom) and self.key == other.key)

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.key}>"


class Symbol(Atom):
    """A named size between two inclusive bounds (None: unbounded). The name alone is its identity."""

    __slots__ = ("least", "most", "name")

    def __init__(self, name: str, least: int | None, most: int | None) -> None:
        self.name = name
        self.least = least
        self.most = most
        self.key = name
        self.weight = 1
        self.by_form = least == 1 and most is None


class Anonymous(Atom):
    """A size without a name, the same only as itself."""

    __slots__ = ("hint", "least", "most")

    def __init__(self, hint: str, least: int | None, most: int | None = None) -> None:
        self.hint = hint
        self.least = least
        self.most = most
        global _newest
        _newest = next(_serial)
        # Zero-padded: the order of two anonymous sizes must not depend on how many were made before them.
        self.key = f"?{_newest:012d}"
        self.weight = 1
        self.by_form = True


class Floor(Atom):
    """``numerator // denominator`` that no law of ``division`` could make simpler."""

    __slots__ = ("denominator", "numerator")

    def __init__(self, numerator: int | Dim, denominator: int | Dim) -> None:
        self.numerator = numerator
        self.denominator = denominator
        self.key = f"~({key_of(numerator)})//({key_of(denominator)})"
        self.weight = 1 + weight_of(numerator) + weight_of(denominator)
        self.by_form = is_by_form(numerator) and is_by_form(denominator)


class Extreme(Atom):
    """The greatest or the least of two or more sizes, none of which is known to decide it."""

    __slots__ = ("arguments", "greatest")

    def __init__(self, greatest: bool, arguments: tuple[int | Dim, ...]) -> None:
        self.greatest = greatest
        self.arguments = arguments
        self.key = f"~{'max' if greatest else 'min'}({','.join(key_of(argument) for argument in arguments)})"
        self.weight = 1 + sum(weight_of(argument) for argument in arguments)
        self.by_form = all(map(is_by_form, arguments))


def key_of(size: int | Dim) -> str:
    """A text that only equal sizes share; unlike the printed form it tells anonymous sizes apart."""
    return str(size) if isinstance(size, int) else size.key()


def weight_of(size: int | Dim) -> int:
    """How many nodes the expression has."""
    return 1 if isinstance(size, int) else size.weight


def is_by_form(size: int | Dim) -> bool:
    """Whether the form of a size alone says all that is known of it."""
    return isinstance(size, int) or size.by_form
