"""Results that are kept: a network does the same sums with the same sizes in each of its blocks, and so does each of its variants.

Only what follows from the forms of the sizes alone is kept (`Atom.by_form`): an answer never hangs on what was worked out before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from cnnlint.symbolic.atoms import is_by_form, newest_anonymous

if TYPE_CHECKING:
    from cnnlint.symbolic.dim import Size

T = TypeVar("T")
MOST_KEPT = 20_000  # results of one function
_NONE = object()


def kept(function: Callable[[Size, Size], T]) -> Callable[[Size, Size], T]:
    """A function of two sizes whose results are kept."""
    known: dict[tuple[Size, Size], T] = {}

    def run(a: Size, b: Size) -> T:
        if (type(a) is not int and not is_by_form(a)) or (type(b) is not int and not is_by_form(b)):
            return function(a, b)
        found = known.get((a, b), _NONE)
        if found is not _NONE:
            return found  # type: ignore[return-value]
        newest = newest_anonymous()
        result = function(a, b)
        if newest_anonymous() == newest:  # none has grown beyond the limits: a size beyond them is the same as no other
            if len(known) >= MOST_KEPT:
                known.clear()
            known[a, b] = result
        return result

    return run
