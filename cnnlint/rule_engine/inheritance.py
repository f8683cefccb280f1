"""A rule that extends another is the other's table with its own keys put into it."""

from __future__ import annotations

from typing import Final

from cnnlint.rule_engine.document import Document, Node, Table, Text

# What says which rule it is and how far it is tried is never inherited, and what the conditions hang on never changed.
_OWN: Final = frozenset({"schema", "extends", "id", "name", "status", "persona", "since", "examples"})
_FIXED: Final = ("for_each", "chain", "through", "let")
_MERGED: Final = ("params", "docs")


def merged(child: Table, parent: Table, document: Document) -> Table:
    """The table of a rule that extends another. `params` and `docs` are merged entry by entry, other keys replaced."""
    for key in _FIXED:
        if key in child.entries:
            document.error(child.entries[key][0], f"`{key}` is that of the rule that is extended")
    entries = {key: entry for key, entry in parent.entries.items() if key not in _OWN}
    for key, (place, value) in child.entries.items():
        before = entries.get(key)
        inner = before[1] if before and key in _MERGED else None
        if key not in _FIXED:
            entries[key] = (place, _over(inner, value))
    return Table(child.line, child.column, entries)


def _over(before: Node | None, value: Node) -> Node:
    """A table over a table: a value for a parameter that is declared with bounds is its default."""
    if not isinstance(before, Table) or not isinstance(value, Table):
        return value
    entries = dict(before.entries)
    for key, (place, given) in value.entries.items():
        inherited = entries[key][1] if key in entries else None
        if isinstance(inherited, Table) and not isinstance(given, Table):
            given = Table(given.line, given.column, {"default": (Text("default", given.line, given.column, ""), given)})
        entries[key] = (place, _over(inherited, given))
    return Table(value.line, value.column, entries)
