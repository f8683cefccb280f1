"""What a rule says about a place in a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from cnnlint.source.location import Location

Severity: TypeAlias = Literal["error", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")  # the gravest first


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands at `at` by `text`; an empty stretch inserts."""

    at: Location
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend what was found, all together or none. A safe fix keeps what the program computes, or mends what cannot work."""

    safe: bool
    description: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place worth showing, with a word on it."""

    at: Location
    label: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of one rule.

    `label` is the word on the primary place, `help` are lines of Markdown on how to mend it, `model` and `layer` name what it is about
    (None where it is about neither), `url` is where the rule is explained, `about` are the keys of the facts
    that it tells of.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    at: Location
    label: str = ""
    help: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    url: str | None = None
    model: str | None = None
    layer: str | None = None
    fix: Fix | None = None
    about: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, int, int, str, str]:
        """Where it stands in the order: by file, place, rule and words."""
        return (self.at.path, self.at.line, self.at.column, self.rule, self.message)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics by place, each finding once: what several models of a file share is said of the first."""
    seen: set[tuple[str, int, int, str, str]] = set()
    kept: list[Diagnostic] = []
    for diagnostic in sorted(diagnostics, key=lambda found: found.key):
        if diagnostic.key not in seen:
            seen.add(diagnostic.key)
            kept.append(diagnostic)
    return kept
