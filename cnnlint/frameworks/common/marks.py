"""What tells whether two objects, of two analyses, are built alike."""

from __future__ import annotations

from collections.abc import Collection

from cnnlint.interpreter.values import Instance, Value
from cnnlint.symbolic import Dim

SCALARS = (type(None), bool, int, float, str, Dim)
MOST = 50  # elements of one setting that are looked at


def settings(model: Instance, without: Collection[str] = ()) -> str:
    """The class of an object and its public attributes that are Python's own values."""
    known = sorted(
        (name, value)
        for name, value in model.attrs.items()
        if isinstance(name, str) and not name.startswith("_") and name not in without
    )
    told = [f"{name}={value!s}" for name, value in known if is_plain(value)]
    return f"{model.cls.name}({', '.join(told)})"


def is_plain(value: Value) -> bool:
    """True for a number, a text, and short sequences of such."""
    if type(value) in (list, tuple):
        return len(value) <= MOST and all(map(is_plain, value))
    return isinstance(value, SCALARS)
