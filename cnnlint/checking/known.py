"""The baseline file: findings that a project knows of and does not want to hear of again."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from cnnlint.checking.errors import Refused
from cnnlint.diagnostics import Diagnostic
from cnnlint.diagnostics.baseline import Compared, Key, compare, key_of
from cnnlint.report.identity import relative
from cnnlint.source.writing import replace

SCHEMA: Final = "cnnlint/baseline/1"
DEFAULT: Final = "cnnlint-baseline.json"
_FIELDS: Final = ("path", "rule", "line")


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is known, by file (relative to the baseline's folder), rule and text of the line, and how often."""

    path: str
    known: Mapping[Key, int]

    def compare(self, diagnostics: Iterable[Diagnostic], text: Callable[[str], str | None]) -> Compared:
        """Part findings into new and known ones."""
        return compare(diagnostics, partial(key_of, text=text, name=self.name), self.known)

    def name(self, path: str) -> str:
        """What a file is called in it."""
        return relative(path, os.path.dirname(self.path) or ".")

    def stale(self, compared: Compared, files: Collection[str], rules: Callable[[], Collection[str]]) -> dict[Key, int]:
        """Its entries that have found nothing, of files and rules that were looked at, and of files that are gone."""
        if not compared.stale:
            return {}
        looked_at, in_force = {self.name(path) for path in files}, rules()
        folder = os.path.dirname(self.path)
        return {
            key: count
            for key, count in compared.stale.items()
            if (key[0] in looked_at and key[1] in in_force) or not os.path.exists(os.path.join(folder, key[0]))
        }

    def without(self, stale: Mapping[Key, int]) -> Baseline:
        """The baseline without these entries."""
        return Baseline(self.path, +(Counter(self.known) - Counter(stale)))

    def write(self) -> None:
        """Write the file. Raises Refused if that cannot be done."""
        entries = [
            json.dumps({**dict(zip(_FIELDS, key, strict=True)), "count": count})
            for key, count in sorted(self.known.items())
        ]
        inner = ",\n".join(f"    {entry}" for entry in entries)
        text = f'{{\n  "schema": "{SCHEMA}",\n  "findings": [{chr(10) if inner else ""}{inner}{chr(10) + "  " if inner else ""}]\n}}\n'
        problem = replace(Path(self.path), text.encode("ascii"))
        if problem:
            raise Refused(f"{self.path}: {problem.message}")


def of(path: str, diagnostics: Iterable[Diagnostic], text: Callable[[str], str | None]) -> Baseline:
    """The baseline that knows these findings."""
    empty = Baseline(path, {})
    return Baseline(path, Counter(key_of(found, text, empty.name) for found in diagnostics))


def read(path: str) -> Baseline:
    """Read a baseline file. Raises Refused if it is none."""
    try:
        document = json.loads(Path(path).read_text(encoding="utf-8"))
        if not isinstance(document, dict) or document.get("schema") != SCHEMA:
            raise ValueError(f"its schema is not {SCHEMA}")
        known: Counter[Key] = Counter()
        for entry in document["findings"]:
            known[_key(entry)] += _count(entry)
    except OSError as error:
        raise Refused(f"{path}: {error.strerror} (cnnlint baseline write makes one)") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(f"{path} is no baseline: {error}") from None
    return Baseline(path, known)


def _key(entry: Mapping[str, Any]) -> Key:
    path, rule, line = (entry[field] for field in _FIELDS)
    if not all(isinstance(text, str) for text in (path, rule, line)):
        raise ValueError(f"{', '.join(_FIELDS)} are texts")
    return path, rule, line


def _count(entry: Mapping[str, Any]) -> int:
    count = entry.get("count", 1)
    if type(count) is not int or count < 1:
        raise ValueError("a count is a positive number")
    return count
