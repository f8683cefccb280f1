"""re, on known patterns and texts that are certain to be matched quickly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cnnlint.interpreter.host import host_call, host_of, integer_of, slot, text_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, IteratorValue, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LIBRARY = Library("re")
PATTERN = LIBRARY.new_class("re.Pattern")
MATCH = LIBRARY.new_class("re.Match")
LONGEST_PATTERN, LONGEST_TEXT = 500, 5_000
MOST_STEPS = 10_000_000
TOKENS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[:=!<P#a-zA-Z-]*|[()|]|[*+?]\??|\{[\d,]*\}\??|.", re.DOTALL)
FLAGS = "A ASCII I IGNORECASE M MULTILINE S DOTALL X VERBOSE U UNICODE"
for name in FLAGS.split():
    LIBRARY.add(f"re.{name}", int(getattr(re, name)))
LIBRARY.add("re.error", LIBRARY.new_class("re.PatternError"))


# --- which patterns are safe ------------------------------------------------------------------------------------------


def steps(pattern: str, length: int) -> int:
    """An upper bound of the steps of matching a text of that length, MOST_STEPS if there may be exponentially many.

    A repetition inside of a repetition, or a choice inside of one, may backtrack without bound. Elsewhere each repetition can
    take its share of the text in `length` ways and each choice in as many ways as it has branches.
    """
    if len(pattern) > LONGEST_PATTERN or length > LONGEST_TEXT:
        return MOST_STEPS
    bound, size = length + 1, max(2, length + 1)
    loose = [False]  # for each open group: whether it holds a repetition or a choice
    parts = TOKENS.findall(pattern)
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else ""
        repeats = following[:1] in ("*", "+", "{")
        if part.startswith("("):
            loose.append(False)
        elif part == ")" and len(loose) > 1:
            inner = loose.pop()
            if inner and repeats:
                return MOST_STEPS
            loose[-1] = loose[-1] or inner or repeats
        elif part == "|" or (part[:1] == "?" and place):
            loose[-1] = True
            bound *= 2
        elif part[:1] in ("*", "+", "{"):
            loose[-1] = True
            bound *= 1 if ends_by_itself(parts, place) else size
        elif re.fullmatch(r"\\\d", part):
            return MOST_STEPS
        if bound >= MOST_STEPS:
            return MOST_STEPS
    return bound


def ends_by_itself(parts: list[str], place: int) -> bool:
    """Whether the repetition at `place` can only end in one place: before a character that what it repeats does not match (`\\d+x`)."""
    repeated = parts[place - 1] if place else ""
    behind = next((part for part in parts[place + 1 :] if part not in ("(", ")")), "")
    simple = re.fullmatch(r"\\[dws]|\[.*\]", repeated, re.DOTALL) is not None
    if not simple or len(behind) != 1 or behind in ".|^$?*+":
        return False
    try:
        return re.fullmatch(repeated, behind) is None
    except re.error:
        return False


def compiled(pattern: Value, text: str = "", flags: Value = 0) -> re.Pattern[str]:
    """The pattern, if matching that text costs little; NotKnown otherwise."""
    if isinstance(pattern, Instance) and pattern.cls is PATTERN:
        pattern, flags = slot(pattern, "pattern"), slot(pattern, "flags")
    source = text_of(pattern)
    if steps(source, len(text)) >= MOST_STEPS:
        raise NotKnown("a pattern that may take long to match")
    try:
        return re.compile(source, integer_of(flags))
    except (re.error, RecursionError, OverflowError):
        raise NotKnown("a pattern that is not valid") from None


# --- functions and methods --------------------------------------------------------------------------------------------


@LIBRARY.function("re.compile")
def compile_(vm: Interpreter, pattern: Value, flags: Value = 0) -> Value:
    if isinstance(pattern, Instance) and pattern.cls is PATTERN:
        return pattern
    made = Instance(PATTERN)
    made.attrs.update(pattern=text_of(pattern), flags=integer_of(flags))
    return made


@LIBRARY.function("re.escape")
def escape(vm: Interpreter, pattern: Value) -> Value:
    return re.escape(text_of(pattern))


@LIBRARY.function("re.purge")
def purge(vm: Interpreter) -> Value:
    return None


def abstract(found: Any) -> Value:
    """A match as an abstract value."""
    if not isinstance(found, re.Match):
        return found
    made = Instance(MATCH)
    made.attrs.update(match=found, string=found.string, lastindex=found.lastindex, lastgroup=found.lastgroup)
    return made


def searching(name: str) -> None:
    """A function of a pattern and a text, and the method of a compiled pattern."""

    def run(vm: Interpreter, pattern: Value, string: Value, *rest: Value) -> Value:
        text = text_of(string)
        method = getattr(compiled(pattern, text), name)
        result = host_call(vm, method, [text, *[integer_of(place) for place in rest]], {})
        if name == "finditer":
            return IteratorValue([abstract(found) for found in result])
        return abstract(result)

    @LIBRARY.function(f"re.{name}")
    def function(vm: Interpreter, pattern: Value, string: Value, flags: Value = 0) -> Value:
        return run(vm, compile_(vm, pattern, flags), string)

    @LIBRARY.method(PATTERN, name)
    def method(vm: Interpreter, self: Value, string: Value, /, *places: Value) -> Value:
        return run(vm, self, string, *places)


for name in ("match", "fullmatch", "search", "findall", "finditer"):
    searching(name)


@LIBRARY.function("re.split")
def split(vm: Interpreter, pattern: Value, string: Value, maxsplit: Value = 0, flags: Value = 0) -> Value:
    text = text_of(string)
    return host_call(vm, compiled(pattern, text, flags).split, [text, integer_of(maxsplit)], {})


@LIBRARY.method(PATTERN, "split")
def split_method(vm: Interpreter, self: Value, string: Value, maxsplit: Value = 0) -> Value:
    return split(vm, self, string, maxsplit)


def replaced(
    vm: Interpreter, name: str, pattern: Value, repl: Value, string: Value, count: Value, flags: Value
) -> Value:
    """`sub` and `subn`; a replacement may be a function of the program."""
    text = text_of(string)
    method = getattr(compiled(pattern, text, flags), name)
    replacement: Any = (
        host_of(repl) if isinstance(repl, str) else lambda found: text_of(vm.call(repl, (abstract(found),)))
    )
    if isinstance(replacement, str):
        vm.limit((len(text) + 1) * (len(replacement) + 1))
    return host_call(vm, method, [replacement, text, integer_of(count)], {})


@LIBRARY.function("re.sub")
def sub(vm: Interpreter, pattern: Value, repl: Value, string: Value, count: Value = 0, flags: Value = 0) -> Value:
    return replaced(vm, "sub", pattern, repl, string, count, flags)


@LIBRARY.function("re.subn")
def subn(vm: Interpreter, pattern: Value, repl: Value, string: Value, count: Value = 0, flags: Value = 0) -> Value:
    return replaced(vm, "subn", pattern, repl, string, count, flags)


@LIBRARY.method(PATTERN, "sub")
def sub_method(vm: Interpreter, self: Value, repl: Value, string: Value, count: Value = 0) -> Value:
    return replaced(vm, "sub", self, repl, string, count, 0)


@LIBRARY.method(PATTERN, "subn")
def subn_method(vm: Interpreter, self: Value, repl: Value, string: Value, count: Value = 0) -> Value:
    return replaced(vm, "subn", self, repl, string, count, 0)


def reading(name: str) -> None:
    """A method of a match."""

    @LIBRARY.method(MATCH, name)
    def read(vm: Interpreter, self: Instance, /, *args: Value, **kwargs: Value) -> Value:
        arguments = [host_of(arg) for arg in args]
        return host_call(
            vm, getattr(slot(self, "match"), name), arguments, {key: host_of(arg) for key, arg in kwargs.items()}
        )


for name in ("group", "groups", "groupdict", "start", "end", "span", "__getitem__"):
    reading(name)
