"""Takes the entries of a table one by one, and notes every one that is missing, misspelt or of the wrong kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from cnnlint.rule_engine.document import Document, Items, Node, Table, Text
from cnnlint.rule_engine.expression import compile_condition, compile_expression, number
from cnnlint.rule_engine.keys import Keys
from cnnlint.rule_engine.scope import Expression, FollowOn, Refusal, Scope
from cnnlint.rule_engine.template import Template, compile_template
from cnnlint.rule_engine.types import Value, closest

T = TypeVar("T")

_NUMBER = re.compile(r"[-+]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})(e[-+]?\d{1,2})?", re.IGNORECASE)


class Reader:
    """The entries of one table of a document, by the declaration of its keys."""

    def __init__(self, document: Document, table: Table, keys: Keys) -> None:
        self.document = document
        self.table = table
        self.keys = keys
        for key, (place, _) in table.entries.items():
            if key not in keys:
                document.error(place, f"`{key}` is no key here", closest(key, tuple(keys)))
        for key, declared in keys.items():
            if declared.required and self.node(key) is None:
                document.error(self.key(key), f"`{key}` is missing")

    def node(self, key: str) -> Node | None:
        """The value of a key, None if it is absent or empty."""
        found = self.table.entries.get(key)
        if found is None or (isinstance(found[1], Text) and not found[1].value and not found[1].style):
            return None
        return found[1]

    def key(self, key: str) -> Node:
        """Where a key stands, or the table where it is absent."""
        found = self.table.entries.get(key)
        return found[0] if found else self.table

    def scalar(self, key: str) -> Text | None:
        """A text with its place."""
        node = self.node(key)
        if node is None or isinstance(node, Text):
            return node
        self.document.error(node, f"`{key}` is a text")
        return None

    def text(self, key: str, default: str = "") -> str:
        """A text, which a pattern may confine."""
        node, declared = self.scalar(key), self.keys[key]
        if node is None:
            return default
        if declared.pattern and not re.fullmatch(declared.pattern, node.value):
            self.document.error(node, f"`{key}` is {declared.shape}")
        return node.value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, which may have to be some of few."""
        choices = self.keys[key].choices
        found: list[str] = []
        for node in self.items(key):
            if not isinstance(node, Text):
                self.document.error(node, f"an item of `{key}` is a text")
            elif choices and node.value not in choices:
                self.document.error(node, f"`{node.value[:40]}` is none of `{key}`", closest(node.value, choices))
            else:
                found.append(node.value)
        return tuple(found)

    def choice(self, key: str, choices: tuple[T, ...], default: T) -> T:
        """One of some words."""
        node = self.scalar(key)
        if node is None:
            return default
        for choice in choices:
            if choice == node.value:
                return choice
        words = tuple(str(choice) for choice in choices)
        self.document.error(node, f"`{node.value[:40]}` is no {key}", closest(node.value, words))
        return default

    def truth(self, key: str) -> bool | None:
        """`true` or `false`."""
        node = self.scalar(key)
        if node is None:
            return None
        if node.value not in ("true", "false"):
            self.document.error(node, f"`{key}` is `true` or `false`")
        return node.value == "true"

    def whole_number(self, key: str) -> int | None:
        """A number from 0 to 99."""
        node = self.scalar(key)
        if node is None:
            return None
        if not re.fullmatch(r"[0-9]{1,2}", node.value):
            self.document.error(node, f"`{key}` is a number from 0 to 99")
            return None
        return int(node.value)

    def entries(self, key: str) -> Iterator[tuple[Text, Node]]:
        """The entries of a table under a key."""
        node = self.node(key)
        if isinstance(node, Table):
            yield from node.entries.values()
        elif node is not None:
            self.document.error(node, f"`{key}` is a table of `name: value`")

    def items(self, key: str) -> list[Node]:
        """The items of a list under a key."""
        node = self.node(key)
        if node is None or isinstance(node, Items):
            return node.values if node else []
        self.document.error(node, f"`{key}` is a list")
        return []

    def tables(self, key: str) -> Iterator[Reader]:
        """The items of a list of tables under a key."""
        for node in self.items(key):
            reader = self.reader_of(node, f"an item of `{key}`", self.keys[key].inner or {})
            if reader:
                yield reader

    def one_or_more(self, key: str) -> Iterator[Reader]:
        """The table under a key, or those of the list there."""
        node = self.node(key)
        if isinstance(node, Items):
            yield from self.tables(key)
        elif reader := self.inner(key):
            yield reader

    def inner(self, key: str) -> Reader | None:
        """The reader of the table under a key; None where there is none."""
        node = self.node(key)
        return None if node is None else self.reader_of(node, f"`{key}`", self.keys[key].inner or {})

    def reader_of(self, node: Node, words: str, keys: Keys) -> Reader | None:
        """The reader of a table further in."""
        if isinstance(node, Table):
            return Reader(self.document, node, keys)
        self.document.error(node, f"{words} is a table of {', '.join(f'`{key}`' for key in keys)}")
        return None

    def expression(self, key: str, scope: Scope) -> Expression | None:
        """A typed expression."""
        return self._compiled(self.scalar(key), scope, compile_expression)

    def condition(self, key: str, scope: Scope) -> Expression | None:
        """A typed condition."""
        return self._compiled(self.scalar(key), scope, compile_condition)

    def template(self, key: str, scope: Scope) -> Template | None:
        """A text with typed placeholders."""
        return self._compiled(self.scalar(key), scope, compile_template)

    def compiled(self, node: Node, scope: Scope, compile_: Callable[[str, Scope], T]) -> T | None:
        """What is compiled of a text."""
        if isinstance(node, Text):
            return self._compiled(node, scope, compile_)
        self.document.error(node, "this is a text")
        return None

    def value(self, node: Node) -> Value:
        """A parameter: a number, `true`, `false`, a text, or a list of such; None, with an error noted, if it is something else."""
        if isinstance(node, Text):
            return scalar_value(node.value, node.style)
        if isinstance(node, Items) and node.values:
            values = tuple(self.value(item) for item in node.values)
            if len({_kind(value) for value in values}) == 1 and not any(isinstance(value, tuple) for value in values):
                return values
        self.document.error(node, "a parameter is a number, a text, `true`, `false`, or a list of one kind of these")
        return None

    def _compiled(self, node: Text | None, scope: Scope, compile_: Callable[[str, Scope], T]) -> T | None:
        if node is None:
            return None
        try:
            return compile_(node.value, scope)
        except FollowOn:
            pass
        except Refusal as refusal:
            self.document.error_in(node, refusal.offset, refusal.length, refusal.message, refusal.hint)
        return None


def scalar_value(text: str, style: str = "") -> Value:
    """What a plain YAML scalar means to a rule; numbers are exact."""
    if style:
        return text
    if text in ("true", "false"):
        return text == "true"
    return number(text) if _NUMBER.fullmatch(text) else text


def _kind(value: Value) -> str:
    return type(value).__name__ if isinstance(value, bool | str | tuple) else "number"
