"""f-strings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from cnnlint.interpreter.frame import Frame
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.texts import MAX_WIDTH_DIGITS, text
from cnnlint.interpreter.values import Unknown, Value
from cnnlint.syntax import ir

Run: TypeAlias = Callable[[Frame], Value]
Compile: TypeAlias = Callable[[ir.Expr], Run]


def fstring(node: ir.FString, compile_: Compile) -> Run:
    """The closure of an f-string; Unknown where any part is."""
    parts = [part if isinstance(part, str) else formatted(part, compile_) for part in node.parts]

    def run(frame: Frame) -> Value:
        pieces: list[str] = []
        for part in parts:
            piece = part if isinstance(part, str) else part(frame)
            if not isinstance(piece, str):
                return piece
            pieces.append(piece)
        try:
            frame.vm.limit(sum(map(len, pieces)))
        except NotKnown as unknown:
            return frame.vm.unknown(unknown.reason)
        return "".join(pieces)

    return run


def formatted(node: ir.Formatted, compile_: Compile) -> Run:
    """One replacement field."""
    value, conversion, prefix = compile_(node.value), node.conversion, node.debug
    template = fstring(node.format, compile_) if node.format is not None else None

    def run(frame: Frame) -> Value:
        shown = value(frame)
        if conversion is not None:
            shown = text(frame.vm, shown, "__str__" if conversion == "s" else "__repr__")
        elif prefix and template is None:
            shown = text(frame.vm, shown, "__repr__")
        result = format_value(frame, shown, template(frame) if template else "")
        return prefix + result if isinstance(result, str) else result

    return run


def format_value(frame: Frame, value: Value, template: Value) -> str | Unknown:
    """`format(value, template)`."""
    if isinstance(template, Unknown):
        return template
    host = plain(value)
    if not template or not isinstance(host, (int, float, complex, str)):
        return text(frame.vm, value)
    if any(len(width) > MAX_WIDTH_DIGITS for width in re.findall(r"\d+", template)):
        return frame.vm.unknown("a very wide field in a format")
    try:
        return format(host, template)
    except (ValueError, TypeError) as error:
        return frame.vm.python_error(type(error).__name__, str(error), host)
