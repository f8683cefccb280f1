"""str and bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cnnlint.interpreter.builtins.numbers import wrapped
from cnnlint.interpreter.builtins.tables import BYTES, LIBRARY, STR, constructor
from cnnlint.interpreter.host import Delegated, delegate, entries, host_call, host_of, known, listed, text_of
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.texts import text
from cnnlint.interpreter.values import MISSING, ClassValue, Instance, Native, StaticMethod, Unknown, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MAX_WIDTH = 10_000
FREE = """capitalize casefold count endswith find index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric
isprintable isspace istitle isupper lower lstrip partition removeprefix removesuffix rfind rindex rpartition rsplit rstrip split
splitlines startswith strip swapcase title upper"""
BYTES_FREE = """capitalize count endswith find hex index isalnum isalpha isascii isdigit islower isspace istitle isupper lower
lstrip partition removeprefix removesuffix rfind rindex rpartition rsplit rstrip split splitlines startswith strip swapcase title
upper decode"""

delegate(LIBRARY, STR, str, FREE + " encode translate")
delegate(LIBRARY, BYTES, bytes, BYTES_FREE)
STR.namespace["maketrans"] = StaticMethod(Native("str.maketrans", Delegated(str.maketrans)))
BYTES.namespace["fromhex"] = StaticMethod(Native("bytes.fromhex", Delegated(bytes.fromhex)))


def guard_width(vm: Interpreter, self: Any, width: Any = 8, *rest: Any, tabsize: Any = 8) -> None:
    """Refuse texts that would be padded beyond measure."""
    for size in (width, tabsize):
        vm.limit(size * max(1, self.count("\t")) if isinstance(size, int) else 0)


def guard_replace(vm: Interpreter, self: Any, old: Any, new: Any, *rest: Any, **keywords: Any) -> None:
    """Refuse a replacement whose result could be beyond measure."""
    vm.limit((len(self) + 1) * len(new) if isinstance(new, (str, bytes)) else 0)


for name in ("center", "ljust", "rjust", "zfill", "expandtabs"):
    LIBRARY.method(STR, name)(Delegated(getattr(str, name), guard_width))
LIBRARY.method(STR, "replace")(Delegated(str.replace, guard_replace))
LIBRARY.method(BYTES, "replace")(Delegated(bytes.replace, guard_replace))


def new_str(
    vm: Interpreter, cls: ClassValue, /, object: Value = "", encoding: Value = MISSING, errors: Value = MISSING
) -> Value:
    found = plain(object)
    if isinstance(found, bytes) and encoding is not MISSING:
        return wrapped(cls, STR, host_call(vm, found.decode, [text_of(encoding)], {}))
    shown = vm.text(object)
    return shown if isinstance(shown, Unknown) else wrapped(cls, STR, shown)


def new_bytes(vm: Interpreter, cls: ClassValue, /, *args: Value) -> Value:
    arguments = [host_of(arg) for arg in args]
    vm.limit(arguments[0] if arguments else 0)
    return wrapped(cls, BYTES, host_call(vm, bytes, arguments, {}))


constructor(STR)(new_str)
constructor(BYTES)(new_bytes)


@LIBRARY.method(STR, "join")
@LIBRARY.method(BYTES, "join")
def join(vm: Interpreter, self: Value, iterable: Value, /) -> Value:
    parts = [host_of(item) for item in listed(vm, iterable)]
    between = host_of(self)
    vm.limit(sum(len(part) + len(between) for part in parts if isinstance(part, (str, bytes))))
    return host_call(vm, between.join, [parts], {})


@LIBRARY.method(STR, "format")
def format_(vm: Interpreter, self: Value, /, *args: Value, **kwargs: Value) -> Value:
    return formatted(
        vm, text_of(self), [shown(vm, arg) for arg in args], {key: shown(vm, arg) for key, arg in kwargs.items()}
    )


@LIBRARY.method(STR, "format_map")
def format_map(vm: Interpreter, self: Value, mapping: Value, /) -> Value:
    return formatted(vm, text_of(self), [], {text_of(key): shown(vm, item) for key, item in entries(vm, mapping)})


def shown(vm: Interpreter, value: Value) -> Any:
    """An argument of `format`: the ordinary value, or the text of an object."""
    if isinstance(value, Instance) and value.cls.lookup("__format__") is not MISSING:
        raise NotKnown("the text of an object with a format of its own")
    if isinstance(value, Instance) and (value.payload is MISSING or value.cls.lookup("__str__") is not MISSING):
        return known(vm.text(value))
    if isinstance(value, ClassValue):
        return known(vm.text(value))
    return host_of(value)


def formatted(vm: Interpreter, template: str, args: list[Any], kwargs: dict[str, Any]) -> Value:
    """`template.format(…)` where no field is beyond measure and none looks into a value."""
    widths = [int(width[:9]) for width in re.findall(r"\d+", template)]
    nested = (
        [size for size in (*args, *kwargs.values()) if isinstance(size, int)]
        if re.search(r":[^{}]*\{", template)
        else []
    )
    if any(abs(width) > MAX_WIDTH for width in (*widths, *nested)):
        raise NotKnown("a very wide field in a format")
    if re.search(r"\{\w*\.", template):
        raise NotKnown("an attribute in a format")
    longest = max((len(str(value)) for value in (*args, *kwargs.values())), default=0)
    vm.limit(len(template) + template.count("{") * longest)
    return host_call(vm, template.format, args, kwargs)


@LIBRARY.function("builtins.format")
def format_value(vm: Interpreter, value: Value, format_spec: Value = "", /) -> Value:
    spec = text_of(format_spec)
    if "{" in spec or "}" in spec:
        raise NotKnown("a format that is not known")
    return formatted(vm, f"{{:{spec}}}", [shown(vm, value)], {})


@LIBRARY.function("builtins.repr")
def repr_(vm: Interpreter, object: Value, /) -> Value:
    return text(vm, object, "__repr__")
