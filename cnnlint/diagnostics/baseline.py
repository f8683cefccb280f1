"""Findings that are known already, and what is left without them.

A known finding is told by its file, its rule and the text of its line, not the line's number, so that code that moves takes it along.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from cnnlint.diagnostics.diagnostic import Diagnostic
from cnnlint.source.lines import LINE_END

Key: TypeAlias = tuple[str, str, str]
"""File, rule, and the line's text without the blanks around it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings parted by a baseline: the new ones, those that it knows, and how often each of its entries has found nothing."""

    new: tuple[Diagnostic, ...]
    known: tuple[Diagnostic, ...]
    stale: Mapping[Key, int]


def key_of(found: Diagnostic, text: Callable[[str], str | None], name: Callable[[str], str]) -> Key:
    """What a finding is told by; `name` is what a path is called."""
    lines = LINE_END.split(text(found.at.file) or "")
    line = lines[found.at.line - 1] if 1 <= found.at.line <= len(lines) else ""
    return name(found.at.path), found.rule, line.strip()


def compare(diagnostics: Iterable[Diagnostic], keys: Callable[[Diagnostic], Key], known: Mapping[Key, int]) -> Compared:
    """Take the known findings out, each as often as it is known."""
    left = Counter(known)
    new: list[Diagnostic] = []
    old: list[Diagnostic] = []
    for found in diagnostics:
        key = keys(found)
        if left[key] > 0:
            left[key] -= 1
            old.append(found)
        else:
            new.append(found)
    return Compared(tuple(new), tuple(old), +left)
