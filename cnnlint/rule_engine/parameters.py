"""The parameters of a rule: what a project may set, of which type, within which bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cnnlint.rule_engine.document import Node, Table, Text
from cnnlint.rule_engine.keys import PARAMETER
from cnnlint.rule_engine.reader import Reader
from cnnlint.rule_engine.types import BOOL, NUMBER, TEXT, Type, Value, closest, list_of

_TYPES: Final[Mapping[str, Type]] = {
    "number": NUMBER,
    "text": TEXT,
    "bool": BOOL,
    "numbers": list_of(NUMBER),
    "texts": list_of(TEXT),
}
_NAMES: Final[Mapping[Type, str]] = {type_: name for name, type_ in _TYPES.items()}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a parameter may be. Bounds and choices hold for every item of a list."""

    type: Type
    doc: str = ""
    least: int | Fraction | None = None
    most: int | Fraction | None = None
    choices: tuple[str, ...] = ()

    def problem(self, value: Value) -> str:
        """What is wrong with a value, as the end of a sentence; empty if nothing is."""
        if value is None or type_of(value) != self.type:
            return f"is {_NAMES.get(self.type, self.type)}"
        for item in value if isinstance(value, tuple) else (value,):
            if self.least is not None and item < self.least:
                return f"is at least {_shown(self.least)}"
            if self.most is not None and item > self.most:
                return f"is at most {_shown(self.most)}"
            if self.choices and item not in self.choices:
                return f"is one of {', '.join(self.choices)}"
        return ""


def type_of(value: Value) -> Type:
    """The type of a parameter's value."""
    if isinstance(value, tuple):
        return list_of(type_of(value[0]))
    return BOOL if isinstance(value, bool) else TEXT if isinstance(value, str) else NUMBER


def changed(
    code: str, params: Mapping[str, Value], declared: Mapping[str, Parameter], values: Mapping[str, object]
) -> tuple[dict[str, Value], tuple[str, ...]]:
    """Parameters with what a project sets, and in words what is wrong with that (such values are left as they were)."""
    result, problems = dict(params), []
    for name, given in values.items():
        value = _value(given)
        if name not in declared:
            problems.append(f"{code} has no parameter `{name}` {closest(name, tuple(declared))}".strip())
        elif problem := declared[name].problem(value):
            problems.append(f"`{name}` of {code} {problem}, not {given!r}"[:200])
        else:
            result[name] = value
    return result, tuple(problems)


def read_params(reader: Reader, inherited: Mapping[str, Parameter]) -> Iterator[tuple[str, Value, Parameter | None]]:
    """The parameters of a rule: name, default, and what it may be (None, with an error noted, where that cannot be told)."""
    for key, node in reader.entries("params"):
        if not key.value.isidentifier():
            reader.document.error(key, "a parameter's name is letters, digits and `_`")
        default, declared = _declared(reader, node)
        before = inherited.get(key.value)
        if declared and before and declared.type != before.type:
            place = node.entries["default"][1] if isinstance(node, Table) else node
            reader.document.error(place, f"`{key.value}` is {_NAMES[before.type]} in the rule that this one extends")
            declared = before
        yield key.value, default, declared


def _declared(reader: Reader, node: Node) -> tuple[Value, Parameter | None]:
    if not isinstance(node, Table):
        value = reader.value(node)
        return value, None if value is None else Parameter(type_of(value))
    table = reader.reader_of(node, "a parameter", PARAMETER)
    default = table.node("default") if table else None
    value = reader.value(default) if default else None
    if table is None or default is None or value is None:
        return value, None
    declared = Parameter(
        type=_TYPES[table.choice("type", tuple(_TYPES), _NAMES[type_of(value)])],
        doc=table.text("doc"),
        least=_bound(table, "min"),
        most=_bound(table, "max"),
        choices=table.texts("choices"),
    )
    problem = _nonsense(declared) or declared.problem(value)
    if problem:
        reader.document.error(default, f"the default {problem}")
        return value, None
    return value, declared


def _bound(table: Reader, key: str) -> int | Fraction | None:
    node = table.node(key)
    value = table.value(node) if node else None
    if node is None or (isinstance(node, Text) and type_of(value) == NUMBER):
        return value
    table.document.error(node, f"`{key}` is a number")
    return None


def _nonsense(declared: Parameter) -> str:
    kind = declared.type.item or declared.type
    bounded = declared.least is not None or declared.most is not None
    if bounded and kind != NUMBER:
        return "is no number, so that `min` and `max` mean nothing"
    return "is no text, so that `choices` means nothing" if declared.choices and kind != TEXT else ""


def _shown(bound: int | Fraction) -> str:
    return str(bound) if isinstance(bound, int) else f"{float(bound):g}"


def _value(given: object) -> Value:
    """A value of a configuration file as a parameter; None if it can be none."""
    if isinstance(given, list | tuple) and given:
        items = tuple(_value(item) for item in given)
        simple = not any(item is None or isinstance(item, tuple) for item in items)
        return items if simple and len({type_of(item) for item in items}) == 1 else None
    if isinstance(given, float):
        return Fraction(repr(given)) if abs(given) < float("inf") else None
    return given if isinstance(given, bool | int | str | Fraction) else None
