"""YAML with the place of everything kept: a small tree of tables, lists and texts, and the faults met on the way.

Only what rules need is read: no tags, no anchors, no aliases, one document, and bounds on size, depth and number of nodes, so that
no file is dangerous or slow. Scalars stay texts; who takes one knows what it should be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml

from cnnlint.rule_engine.errors import RuleError

MAX_CHARACTERS: Final = 200_000
MAX_DEPTH: Final = 16
MAX_NODES: Final = 5_000

_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar: its text, where it begins (0-based), and its YAML style ("" plain, else a quote or a block sign)."""

    value: str
    line: int
    column: int
    style: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    column: int
    values: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping in the order of the file: each key as text with its place, and its value."""

    line: int
    column: int
    entries: dict[str, tuple[Text, Node]] = field(default_factory=dict)


Node: TypeAlias = Text | Items | Table


class Malformed(Exception):
    """The text is no YAML that is read here."""

    def __init__(self, message: str, line: int, column: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint


class Document:
    """A rule file's text: reads it, and makes errors that point into it."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.errors: list[RuleError] = []
        self._text = text
        self._lines: list[str] | None = None

    def read(self) -> Table | None:
        """The file's table; None, with an error noted, where the file is not one."""
        try:
            return self._read()
        except Malformed as fault:
            self.error_at(fault.line, fault.column, fault.message, fault.hint)
        except yaml.YAMLError as fault:
            mark = getattr(fault, "problem_mark", None)
            message = getattr(fault, "problem", None) or getattr(fault, "reason", None) or "it cannot be read"
            if "nesting depth" in message:  # libyaml has a limit of its own, which it meets while it reads ahead
                message = f"nested more than {MAX_DEPTH} deep"
            self.error_at(mark.line if mark else 0, mark.column if mark else 0, f"not YAML: {message}")
        except (ValueError, RecursionError):  # what is no Unicode is a ValueError
            self.error_at(0, 0, "not YAML: it holds what is no text, or is nested too deep")
        return None

    def error(self, node: Node, message: str, hint: str = "") -> None:
        """Note a fault that a node has as a whole."""
        length = len(node.value) if isinstance(node, Text) and node.style not in ("|", ">") else 1
        self.error_at(node.line, node.column, message, hint, length)

    def error_in(self, text: Text, offset: int, length: int, message: str, hint: str = "") -> None:
        """Note a fault at an offset of a scalar's text. Where YAML folded or escaped it, the scalar's beginning is pointed at."""
        line, column = self._place(text, offset)
        self.error_at(line, column, message, hint, length)

    def error_at(self, line: int, column: int, message: str, hint: str = "", length: int = 1) -> None:
        """Note a fault at a 0-based line and column."""
        source = self._line(line)
        self.errors.append(RuleError(self.path, line + 1, min(column, len(source)) + 1, message, hint, source, length))

    def _line(self, index: int) -> str:
        if self._lines is None:
            self._lines = self._text[:MAX_CHARACTERS].splitlines()
        return self._lines[index] if 0 <= index < len(self._lines) else ""

    def _place(self, text: Text, offset: int) -> tuple[int, int]:
        """Line and column of an offset: the scalar's value is followed through the lines that it was written on."""
        is_block = text.style in ("|", ">")
        line, column = (text.line + 1, 0) if is_block else (text.line, text.column + len(text.style))
        position = 0
        while position <= offset and line < text.line + MAX_NODES:
            position += len(text.value) - position - len(text.value[position:].lstrip(" \n"))
            written = self._line(line)
            start = len(written) - len(written[column:].lstrip(" "))
            shared = _shared(written[start:].rstrip(), text.value[position:])
            if offset < position + shared or offset == len(text.value) == position + shared:
                return line, start + max(offset - position, 0)
            if not shared and written.strip():
                break
            position, line, column = position + shared, line + 1, 0
        return text.line, text.column

    def _read(self) -> Table:
        if len(self._text) > MAX_CHARACTERS:
            raise Malformed(f"a rule file of more than {MAX_CHARACTERS:,} characters", 0, 0)
        root = _build(_events(self._text))
        if isinstance(root, Table):
            return root
        raise Malformed("a rule is a table of `key: value` lines", 0, 0)


def _shared(a: str, b: str) -> int:
    """How many characters two texts begin with in common."""
    return next((index for index, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _events(text: str) -> Iterator[yaml.Event]:
    """The parser's events, refused as soon as there is one that is not for rules."""
    documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        line, column = _start(event)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise Malformed("one rule a file, and this is a second document", line, column)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Malformed("anchors and aliases are not used in rules", line, column, "write it out")
        if getattr(event, "tag", None):
            raise Malformed("tags are not used in rules", line, column)
        if count > MAX_NODES:
            raise Malformed(f"a rule file of more than {MAX_NODES:,} parts", line, column)
        yield event


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _build(events: Iterator[yaml.Event]) -> Node | None:
    """The tree of a document, without recursion."""
    root: Node | None = None
    open_: list[Items | Table] = []
    keys: list[Text | None] = []  # for each open table the key that waits for its value
    for event in events:
        line, column = _start(event)
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = Text(event.value, line, column, event.style or "")
        elif isinstance(event, yaml.MappingStartEvent):
            node = Table(line, column)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Items(line, column)
        else:
            if isinstance(event, yaml.CollectionEndEvent):
                open_.pop()
                keys.pop()
            continue
        if open_:
            _add(open_[-1], keys, node)
        else:
            root = node
        if not isinstance(node, Text):
            if len(open_) >= MAX_DEPTH:
                raise Malformed(f"nested more than {MAX_DEPTH} deep", line, column)
            open_.append(node)
            keys.append(None)
    return root


def _add(parent: Items | Table, keys: list[Text | None], node: Node) -> None:
    if isinstance(parent, Items):
        parent.values.append(node)
        return
    key = keys[-1]
    if key is not None:
        parent.entries[key.value] = (key, node)
        keys[-1] = None
    elif not isinstance(node, Text):
        raise Malformed("a key is a word", node.line, node.column)
    elif node.value in parent.entries:
        raise Malformed(f"`{node.value}` stands here twice", node.line, node.column)
    else:
        keys[-1] = node
