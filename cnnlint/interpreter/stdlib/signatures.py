"""Natives whose parameters are worked out when a class of the program is made."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cnnlint.interpreter.values import MISSING, Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Bound = dict[str, Value]
KEYWORD = inspect.Parameter.KEYWORD_ONLY
NORMAL = inspect.Parameter.POSITIONAL_OR_KEYWORD


def parameter(name: str, default: Value = MISSING, *, keyword: bool = False) -> inspect.Parameter:
    """A parameter, with a default unless that is MISSING."""
    kind = KEYWORD if keyword else NORMAL
    return inspect.Parameter(name, kind, default=inspect.Parameter.empty if default is MISSING else default)


def signed(
    name: str,
    parameters: Sequence[inspect.Parameter],
    body: Callable[[Interpreter, Value, Bound], Value],
    *,
    binds: bool = True,
) -> Native:
    """A native that takes the receiver and `parameters`; `body` gets them by name, defaults filled in.

    Raises ValueError for parameters that Python would refuse (one without default behind one with).
    """
    hidden = [inspect.Parameter(hidden, inspect.Parameter.POSITIONAL_ONLY) for hidden in ("_vm_", "_receiver_")]
    signature = inspect.Signature(parameters)
    whole = inspect.Signature([*hidden, *parameters])

    def native(vm: Interpreter, receiver: Value, /, *args: Value, **kwargs: Value) -> Value:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        return body(vm, receiver, dict(bound.arguments))

    native.__signature__ = whole  # type: ignore[attr-defined]
    return Native(name, native, binds)
