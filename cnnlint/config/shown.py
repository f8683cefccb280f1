"""Settings as people read them: each key with its value and where that is from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from cnnlint.config.files import Document, line_of
from cnnlint.config.keys import KEYS
from cnnlint.config.settings import ADDED, TABLES, Settings


def shown(found: Sequence[tuple[Document, Settings]]) -> Iterator[tuple[str, str, str]]:
    """For each key: its name, its value as it is written, and the places that say it ("default" if none does)."""
    for name, key in KEYS.items():
        if name == "extend":
            continue
        saying = [document for document, _ in found if name in document.table]
        adds = name.replace("-", "_") in ADDED | TABLES
        counted = saying if adds else saying[-1:]
        values = [document.table[name] for document in counted]
        places = [f"{document.path}:{line_of(document, name)}" for document in counted]
        yield name, _value(values) if values else key.default, ", ".join(places) or "default"


def _value(values: Sequence[Any]) -> str:
    """What several files say together, as TOML writes it."""
    whole = values[0]
    for value in values[1:]:
        whole = {**whole, **value} if isinstance(whole, dict) else [*whole, *value]
    return _toml(whole)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, bool | str) else str(value)
