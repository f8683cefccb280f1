"""What follows from values that are only likely (`Likely`): likely values again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cnnlint.interpreter.outcome import Raised
from cnnlint.interpreter.values import Likely, Unknown, Value, is_fixed

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def supposed(value: Value) -> Value:
    """What a value is likely to be; itself if it is known, or if nothing is."""
    return value.value if isinstance(value, Likely) else value


def likely(cause: Unknown, value: Value) -> Unknown:
    """What follows from a value that is only likely. What can be changed is not followed."""
    if isinstance(value, Unknown):
        return value
    return Likely(cause.reason, cause.where, value) if is_fixed(value) else Unknown(cause.reason, cause.where)


def decided(cause: Likely, value: Value) -> Value:
    """What was decided on a way that is likely: yes and no are as likely as the way, other values stand."""
    return Likely(cause.reason, cause.where, value) if isinstance(value, bool) else value


def call_likely(
    vm: Interpreter, cause: Unknown, function: Value, args: tuple[Value, ...], kwargs: Mapping[str, Value]
) -> Unknown:
    """A call that hangs on a likely value; where it would raise, nothing is known of it."""
    try:
        with vm.trying():
            result = vm.call(function, tuple(map(supposed, args)), {key: supposed(one) for key, one in kwargs.items()})
    except Raised:
        return Unknown(cause.reason, cause.where)
    return likely(cause, result)
