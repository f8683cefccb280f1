"""What an op needs of the sizes that it is given, where that can be decided and where it cannot.

Every op says what must hold by `require`. What certainly does not hold is refused; what hangs on sizes that are not known is noted for whoever
runs the op (`noted`), who knows the place, the layer, and whether the call is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from cnnlint.ops.outcome import Refused
from cnnlint.symbolic import Condition


@dataclass(frozen=True, slots=True)
class Need:
    """A condition that an op could not decide.

    `is_wish`: the op works without it, but the author can hardly mean what then comes out.
    """

    condition: Condition
    is_wish: bool = False


_open: ContextVar[list[Need] | None] = ContextVar("needs", default=None)


def require(condition: Condition, refusal: Callable[[], Refused]) -> None:
    """Raise the refusal if the condition holds for no sizes; note it if that is not known."""
    truth = condition.truth()
    if truth is False:
        raise refusal()
    needs = _open.get()
    if truth is None and needs is not None:
        needs.append(Need(condition))


def note(condition: Condition, *, is_wish: bool = False) -> None:
    """Note a condition that the op takes to hold, unless that is certain in either way."""
    needs = _open.get()
    if needs is not None and condition.truth() is None:
        needs.append(Need(condition, is_wish))


@contextmanager
def noted() -> Iterator[list[Need]]:
    """What ops come to need in here."""
    needs: list[Need] = []
    token = _open.set(needs)
    try:
        yield needs
    finally:
        _open.reset(token)
