"""A rule's fix as edits of the file: an argument of a call is set, where the call can be read and makes one layer only."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Collection

from cnnlint.diagnostics import Edit, Fix
from cnnlint.rule_engine.compiler import utf8_offset
from cnnlint.rule_engine.rule import Argument
from cnnlint.rule_engine.scope import Slots
from cnnlint.rule_engine.types import UNKNOWN
from cnnlint.rule_engine.views import FileView, LayerView
from cnnlint.source.location import Location

_MAX_CALL = 5_000
_LINE_END = re.compile(r"\r\n?|\n")


def fix_of(argument: Argument, slots: Slots, file: FileView, layers: Collection[LayerView] = ()) -> Fix | None:
    """The fix, or None where the call is elsewhere, cannot be read, unpacks arguments, or a figure is not known.

    `layers` are those that the finding is about; a call that builds others too is left alone.
    """
    thing = argument.of(slots)
    texts = [text.render(slots) for text in (argument.name, argument.value, argument.description)]
    place = None if thing is UNKNOWN else file.place(thing)
    name, value, description = (text or "" for text in texts)
    if None in texts or place is None or place.path != file.path or _builds_others(file, place, layers):
        return None
    edit = _set_argument(file.text, place, argument, name, value)
    return Fix(argument.safe, description, (edit,)) if edit else None


def _builds_others(file: FileView, place: Location, layers: Collection[LayerView]) -> bool:
    built = file.layers_built_at(place)
    if layers:
        return any(layer not in layers for layer in built)
    return len({layer.name for layer in built}) > 1


def _set_argument(text: str, place: Location, argument: Argument, name: str, value: str) -> Edit | None:
    lines = _LINE_END.split(text)[place.line - 1 : place.end_line]
    call = _call(lines, place)
    if call is None or _callee(call) not in argument.calls or _unpacks(call):
        return None
    for keyword in call.keywords:
        if keyword.arg == name:
            return Edit(_location(keyword.value, lines, place), value)
    if argument.position is not None and argument.position < len(call.args):
        return Edit(_location(call.args[argument.position], lines, place), value)
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if not given:
        return None
    last = max((_location(node, lines, place) for node in given), key=lambda at: (at.end_line, at.end_column))
    if last.end_line != place.end_line:
        return None
    rest = lines[-1][
        last.end_column - 1 : place.end_column - 2
    ]  # brackets around the last argument, or a comma behind it
    if rest.strip(" ,)") or rest.count(",") > 1:
        return None
    column = last.end_column + len(rest.rstrip())
    end = Location(place.path, last.end_line, column, last.end_line, column)
    return Edit(end, f" {name}={value}" if "," in rest else f", {name}={value}")


def _call(lines: list[str], place: Location) -> ast.Call | None:
    """The call that stands at a place, in columns of the file: what stands before it is blanked."""
    if not lines or sum(map(len, lines)) > _MAX_CALL:
        return None
    last = lines[-1][: place.end_column - 1]
    first = (last if len(lines) == 1 else lines[0])[place.column - 1 :]
    source = "\n".join([first, *lines[1:-1], *([last] if len(lines) > 1 else [])])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            node = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return node if isinstance(node, ast.Call) else None


def _unpacks(call: ast.Call) -> bool:
    return any(isinstance(given, ast.Starred) for given in call.args) or any(
        given.arg is None for given in call.keywords
    )


def _callee(call: ast.Call) -> str:
    function = call.func
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _location(node: ast.expr, lines: list[str], place: Location) -> Location:
    def point(row: int, byte: int) -> tuple[int, int]:
        line = lines[row - 1][place.column - 1 :] if row == 1 else lines[row - 1]
        column = utf8_offset(line, byte) + (place.column if row == 1 else 1)
        return place.line + row - 1, column

    line, column = point(node.lineno, node.col_offset)
    end_line, end_column = point(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
    return Location(place.path, line, column, end_line, end_column)
