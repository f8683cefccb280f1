"""The text of abstract values: `str`, `repr` and `%`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cnnlint.interpreter.likelihood import likely
from cnnlint.interpreter.operators import CONTAINERS, NUMBERS, plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, ClassValue, Instance, Likely, Rest, Unknown, Value
from cnnlint.symbolic import Dim, Ratio

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MAX_WIDTH_DIGITS = 4
GIVEN_WIDTH = re.compile(r"%[^%a-zA-Z]*\*")  # `%*d`


def text(vm: Interpreter, value: Value, conversion: str = "__str__") -> str | Unknown:
    """`str(value)` or, with `__repr__`, `repr(value)`; Unknown where any part is, and where it is very long."""
    try:
        return written(vm, value, conversion)
    except NotKnown as unknown:
        return vm.unknown(unknown.reason)


def written(vm: Interpreter, value: Value, conversion: str = "__str__") -> str | Unknown:
    """The same; NotKnown where it is very long."""
    if isinstance(value, Likely):
        return likely(value, written(vm, value.value, conversion))
    if isinstance(value, (Unknown, Dim, Ratio, Rest)):
        return vm.unknown("the text of what is not known")
    if isinstance(value, Instance):
        return text_of_object(vm, value, conversion)
    if isinstance(value, CONTAINERS):
        return text_of_container(vm, value)
    if isinstance(value, (*NUMBERS, str, bytes, bool, type(None), type(Ellipsis), range)):
        return str(value) if conversion == "__str__" else repr(value)
    if isinstance(value, ClassValue):
        return f"<class '{value.qualified}'>"
    return vm.unknown("the text of an object")


def text_of_object(vm: Interpreter, value: Instance, conversion: str) -> str | Unknown:
    """The object's own `__str__` or `__repr__`."""
    for name in dict.fromkeys((conversion, "__repr__")):
        method = value.cls.lookup(name)
        if method is not MISSING:
            result = vm.call(method, (value,))
            return result if isinstance(result, (str, Likely)) else vm.unknown("the text of an object")
    if value.payload is not MISSING:
        return written(vm, value.payload, conversion)
    arguments = value.attrs.get("args")
    if isinstance(arguments, tuple) and value.cls.is_subclass(vm.builtin("BaseException")):
        return written(vm, arguments[0] if len(arguments) == 1 else arguments) if arguments else ""
    return vm.unknown("the text of an object")


def text_of_container(vm: Interpreter, value: Value) -> str | Unknown:
    """A list, tuple, dict or set as Python prints it."""
    if isinstance(value, dict):
        pairs = [(written(vm, k, "__repr__"), written(vm, v, "__repr__")) for k, v in value.items()]
        parts = [part for pair in pairs for part in pair]
        if any(isinstance(part, Unknown) for part in parts):
            return vm.unknown("the text of what is not known")
        vm.limit(sum(len(part) for part in parts if isinstance(part, str)))
        return "{" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}"
    parts = [written(vm, item, "__repr__") for item in value]
    if any(isinstance(part, Unknown) for part in parts):
        return vm.unknown("the text of what is not known")
    vm.limit(sum(len(part) for part in parts if isinstance(part, str)))
    inner = ", ".join(str(part) for part in parts)
    if isinstance(value, tuple):
        return f"({inner},)" if len(parts) == 1 else f"({inner})"
    return f"[{inner}]" if isinstance(value, list) else (f"{{{inner}}}" if parts else "set()")


def percent_format(vm: Interpreter, template: Value, arguments: Value) -> Value:
    """`"%d layers" % n`."""
    values = arguments if isinstance(arguments, tuple) else (arguments,)
    known: list[Value] = []
    longest = 0
    for value in values:
        value = plain(value)
        as_text = text(vm, value)
        if isinstance(as_text, Unknown):
            return as_text
        longest = max(longest, len(as_text))
        known.append(value if isinstance(value, (int, float, str, dict)) else as_text)
    if any(len(width) > MAX_WIDTH_DIGITS for width in re.findall(r"\d+", str(template))) or GIVEN_WIDTH.search(
        str(template)
    ):
        return vm.unknown("a very wide field in a format")
    try:
        vm.limit(len(template) + str(template).count("%") * longest)
        return template % (tuple(known) if isinstance(arguments, tuple) else known[0])
    except NotKnown as unknown:
        return vm.unknown(unknown.reason)
    except (TypeError, ValueError, KeyError) as error:
        return vm.python_error(type(error).__name__, str(error), template, *values)
