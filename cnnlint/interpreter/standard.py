"""The libraries that come with Python: builtins, and the standard library as model code uses it."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from cnnlint.interpreter.native import Library

MODULES: dict[str, str] = {
    "builtins": "cnnlint.interpreter.builtins",
}


@cache
def library(root: str) -> Library | None:
    """The library of a top-level module, None if it is not modelled."""
    place = MODULES.get(root)
    if place is None:
        return None
    found: Library = import_module(place).LIBRARY
    return found
