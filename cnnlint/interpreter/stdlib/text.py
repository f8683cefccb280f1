"""string, json, textwrap, fnmatch, bisect."""

from __future__ import annotations

import bisect
import fnmatch
import json
import string
import textwrap
from typing import TYPE_CHECKING

from cnnlint.interpreter.builtins.tables import LIBRARY as BUILTINS
from cnnlint.interpreter.host import Delegated, host_call, host_of, listed, text_of
from cnnlint.interpreter.native import Library
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.stdlib.inert import is_outside, outside_class
from cnnlint.interpreter.values import ClassValue, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

STRING = Library("string")
for name in (
    "ascii_letters",
    "ascii_lowercase",
    "ascii_uppercase",
    "digits",
    "hexdigits",
    "octdigits",
    "punctuation",
    "whitespace",
):
    STRING.add(f"string.{name}", getattr(string, name))
STRING.add("string.printable", string.printable)
STRING.function("string.capwords")(Delegated(string.capwords))
outside_class(STRING, "string.Template", "a template")

JSON = Library("json")
LONGEST = 1_000_000  # characters of a text that is read as JSON
VALUE_ERROR = BUILTINS.values["builtins.ValueError"]
JSON.add("json.JSONDecodeError", ClassValue("JSONDecodeError", (VALUE_ERROR,), module="json"))
JSON.add("json.decoder.JSONDecodeError", JSON.values["json.JSONDecodeError"])
for name in ("JSONEncoder", "JSONDecoder"):
    JSON.new_class(f"json.{name}")
is_outside(JSON, "load", "the contents of a file")
JSON.function("json.dump")(lambda vm, obj, fp, /, **options: None)


@JSON.function("json.loads")
def loads(vm: Interpreter, s: Value, **options: Value) -> Value:
    text = host_of(s)
    if options or not isinstance(text, (str, bytes)) or len(text) > LONGEST:
        raise NotKnown("what a text of JSON holds")
    return host_call(vm, json.loads, [text], {})


@JSON.function("json.dumps")
def dumps(vm: Interpreter, obj: Value, **options: Value) -> Value:
    return host_call(vm, json.dumps, [host_of(obj)], {key: host_of(option) for key, option in options.items()})


TEXTWRAP = Library("textwrap")
for name in ("dedent", "indent", "fill", "wrap", "shorten"):
    TEXTWRAP.function(f"textwrap.{name}")(Delegated(getattr(textwrap, name)))

FNMATCH = Library("fnmatch")
MOST_STARS = 3  # of a pattern: each may match in as many ways as the text is long


def pattern_of(value: Value) -> str:
    """A known pattern that is certain to be matched quickly."""
    pattern = text_of(value)
    if pattern.count("*") > MOST_STARS:
        raise NotKnown("a pattern that may take long to match")
    return pattern


@FNMATCH.function("fnmatch.fnmatch", "fnmatch.fnmatchcase")
def match(vm: Interpreter, name: Value, pat: Value) -> Value:
    return fnmatch.fnmatchcase(text_of(name), pattern_of(pat))


@FNMATCH.function("fnmatch.filter")
def matching(vm: Interpreter, names: Value, pat: Value) -> Value:
    return fnmatch.filter([text_of(name) for name in listed(vm, names)], pattern_of(pat))


BISECT = Library("bisect")
for name in ("bisect", "bisect_left", "bisect_right"):
    BISECT.function(f"bisect.{name}")(Delegated(getattr(bisect, name)))
