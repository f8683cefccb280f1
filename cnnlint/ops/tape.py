"""A record of the operations that are carried out, from which they can be carried out again.

Operations that another one is made of are not recorded: repeated, it calls them itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from cnnlint.graph.trail import Step

P = ParamSpec("P")
R = TypeVar("R")

_tape: ContextVar[list[Step] | None] = ContextVar("tape", default=None)


def operation(function: Callable[P, R]) -> Callable[P, R]:
    """Decorator: calls are recorded where somebody records; one that refuses is none."""

    @wraps(function)
    def carry_out(*args: P.args, **kwargs: P.kwargs) -> R:
        tape = _tape.get()
        if tape is None:
            return function(*args, **kwargs)
        token = _tape.set(None)
        try:
            result = function(*args, **kwargs)
        finally:
            _tape.reset(token)
        tape.append(Step(carry_out, args, kwargs, result))
        return result

    return carry_out


@contextmanager
def recorded(tape: list[Step] | None) -> Iterator[None]:
    """Put the operations that are carried out in here on a tape; None: record nothing."""
    token = _tape.set(tape)
    try:
        yield
    finally:
        _tape.reset(token)
