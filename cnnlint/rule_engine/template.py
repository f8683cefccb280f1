"""Texts with placeholders, `{expression}` or `{expression:format}`, typed when the rule is loaded. `{{` and `}}` are braces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from cnnlint.rule_engine.expression import compile_expression
from cnnlint.rule_engine.printing import is_format, show
from cnnlint.rule_engine.scope import Expression, FollowOn, Refusal, Scope, Slots
from cnnlint.rule_engine.types import NUMBER, unknown_in

MAX_LENGTH: Final = 4000
_OPENING: Final = "([{"
_CLOSING: Final = ")]}"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """An expression in a text, and how its value is printed."""

    expression: Expression
    spec: str


Part: TypeAlias = "str | Placeholder"


@dataclass(frozen=True, slots=True)
class Template:
    """A text with placeholders."""

    source: str
    parts: tuple[Part, ...]

    def render(self, slots: Slots) -> str | None:
        """The text with its values; None if one of them is not known."""
        pieces = [part if isinstance(part, str) else _shown(part, slots) for part in self.parts]
        return None if None in pieces else "".join(piece for piece in pieces if piece is not None)

    def render_anyway(self, slots: Slots) -> str:
        """The text with its values and `?` for what is not known."""
        return "".join(part if isinstance(part, str) else _shown(part, slots) or "?" for part in self.parts)


def compile_template(text: str, scope: Scope) -> Template:
    """Type a text's placeholders. Raises Refusal where one does not resolve or is not closed."""
    if len(text) > MAX_LENGTH:
        raise Refusal(0, 1, f"a text of more than {MAX_LENGTH} characters")
    parts: list[Part] = []
    position = 0
    while position < len(text):
        brace = _next_brace(text, position)
        if brace > position:
            parts.append(text[position:brace])
        if text[brace : brace + 2] in ("{{", "}}"):
            parts.append(text[brace])
            position = brace + 2
        elif text[brace : brace + 1] == "}":
            raise Refusal(brace, 1, "a `}` without its `{`", "write `}}` for a brace")
        elif brace < len(text):
            placeholder, position = _placeholder(text, brace, scope)
            parts.append(placeholder)
        else:
            position = brace
    return Template(text, tuple(parts))


def _next_brace(text: str, start: int) -> int:
    return min((found for found in (text.find("{", start), text.find("}", start)) if found >= 0), default=len(text))


def _placeholder(text: str, brace: int, scope: Scope) -> tuple[Placeholder, int]:
    colon, end = _extent(text, brace)
    inner = text[brace + 1 : end if colon is None else colon]
    spec = "" if colon is None else text[colon + 1 : end]
    try:
        expression = compile_expression(inner, scope)
    except FollowOn:
        raise
    except Refusal as refusal:
        raise Refusal(brace + 1 + refusal.offset, refusal.length, refusal.message, refusal.hint) from None
    start, length = brace + 2 + len(inner), max(len(spec), 1)
    if not is_format(spec):
        raise Refusal(start, length, f"`{spec}` is no format", "one of: `,` `.2f` `.0%` `.3g` `si`")
    if spec and NUMBER not in (expression.type, expression.type.item):
        raise Refusal(start, length, f"a format is for numbers, and this is {expression.type}")
    if not (expression.type.name in _PRINTABLE or expression.type.item is not None):
        raise Refusal(brace + 1, len(inner), f"{expression.type} cannot be printed", "ask for a field of it")
    return Placeholder(expression, spec), end + 1


_PRINTABLE: Final = ("number", "text", "bool", "model", "layer", "input")


def _extent(text: str, brace: int) -> tuple[int | None, int]:
    """Where the placeholder's format begins, if it has one, and where it ends: outside of brackets and quotes."""
    depth, quote, colon = 0, "", None
    for position in range(brace + 1, len(text)):
        char = text[position]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in _OPENING:
            depth += 1
        elif char == "}" and depth == 0:
            return colon, position
        elif char in _CLOSING:
            depth -= 1
        elif char == ":" and depth == 0 and colon is None:
            colon = position
    raise Refusal(brace, 1, "a `{` without its `}`", "write `{{` for a brace")


def _shown(part: Placeholder, slots: Slots) -> str | None:
    value = part.expression.run(slots)
    return None if unknown_in(value) else show(value, part.expression.type, part.spec)
