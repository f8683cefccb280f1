"""The libraries that come with Python: builtins, and the standard library as model code uses it, with `six`."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from cnnlint.interpreter.native import Library

STDLIB = "cnnlint.interpreter.stdlib"
TABLES: dict[str, tuple[str, str]] = {
    "builtins": ("cnnlint.interpreter.builtins.tables", "LIBRARY"),
    "abc": (f"{STDLIB}.abc", "LIBRARY"),
    "argparse": (f"{STDLIB}.argparse", "LIBRARY"),
    "bisect": (f"{STDLIB}.text", "BISECT"),
    "collections": (f"{STDLIB}.collections", "LIBRARY"),
    "contextlib": (f"{STDLIB}.contextlib", "LIBRARY"),
    "copy": (f"{STDLIB}.copy", "LIBRARY"),
    "dataclasses": (f"{STDLIB}.dataclasses", "LIBRARY"),
    "datetime": (f"{STDLIB}.outside", "DATETIME"),
    "enum": (f"{STDLIB}.enum", "LIBRARY"),
    "fnmatch": (f"{STDLIB}.text", "FNMATCH"),
    "functools": (f"{STDLIB}.functools", "LIBRARY"),
    "gc": (f"{STDLIB}.outside", "GC"),
    "importlib": (f"{STDLIB}.inspect", "IMPORTLIB"),
    "inspect": (f"{STDLIB}.inspect", "LIBRARY"),
    "itertools": (f"{STDLIB}.itertools", "LIBRARY"),
    "json": (f"{STDLIB}.text", "JSON"),
    "logging": (f"{STDLIB}.outside", "LOGGING"),
    "math": (f"{STDLIB}.math", "LIBRARY"),
    "numbers": (f"{STDLIB}.abc", "NUMBERS"),
    "operator": (f"{STDLIB}.operator", "LIBRARY"),
    "os": (f"{STDLIB}.os", "LIBRARY"),
    "pathlib": (f"{STDLIB}.pathlib", "LIBRARY"),
    "pprint": (f"{STDLIB}.outside", "PPRINT"),
    "random": (f"{STDLIB}.outside", "RANDOM"),
    "re": (f"{STDLIB}.re", "LIBRARY"),
    "secrets": (f"{STDLIB}.outside", "SECRETS"),
    "six": (f"{STDLIB}.six", "LIBRARY"),
    "string": (f"{STDLIB}.text", "STRING"),
    "sys": (f"{STDLIB}.sys", "LIBRARY"),
    "textwrap": (f"{STDLIB}.text", "TEXTWRAP"),
    "time": (f"{STDLIB}.outside", "TIME"),
    "traceback": (f"{STDLIB}.outside", "TRACEBACK"),
    "types": (f"{STDLIB}.types", "LIBRARY"),
    "typing": (f"{STDLIB}.typing", "LIBRARY"),
    "typing_extensions": (f"{STDLIB}.typing", "LIBRARY"),
    "uuid": (f"{STDLIB}.outside", "UUID"),
    "warnings": (f"{STDLIB}.outside", "WARNINGS"),
    "weakref": (f"{STDLIB}.outside", "WEAKREF"),
}
"""Where the table of each module is."""


@cache
def library(root: str) -> Library | None:
    """The library of a top-level module, made when it is first asked for; None if it is not modelled."""
    place = TABLES.get(root)
    if place is None:
        return None
    if root == "builtins":
        import_module("cnnlint.interpreter.builtins")  # fills the table
    found: Library = getattr(import_module(place[0]), place[1])
    return found
