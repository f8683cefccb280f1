"""Archives of recorded ready-made models: one JSON document a model, and an index."""

from __future__ import annotations

import json
import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from cnnlint.interpreter.values import Value

Record: TypeAlias = dict[str, Any]


class Records:
    """What one archive holds; a document is read when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, Record] = {}

    @cached_property
    def index(self) -> Record:
        """What is said of each model without reading its document."""
        return self["index"]

    def __getitem__(self, name: str) -> Record:
        """The document of a model."""
        if name not in self.known:
            with zipfile.ZipFile(self.path) as archive:
                self.known[name] = json.loads(archive.read(f"{name}.json"))
        return self.known[name]


def as_value(value: Any) -> Value:
    """A recorded argument as the program would give it."""
    return tuple(as_value(item) for item in value) if isinstance(value, list) else value
