"""Comments that silence diagnostics, and what is to be said about those that silence none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from cnnlint.diagnostics.diagnostic import Diagnostic
from cnnlint.interpreter.outcome import Fact
from cnnlint.source import Directive, Location

UNUSED: Final = "unused-suppression"


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What is left of a file's diagnostics, what was silenced, and the facts about its comments that rules may report."""

    kept: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class _Suppression:
    """One code of one comment, and the lines that it speaks of (None: the whole file)."""

    directive: Directive
    word: str
    code: str | None  # None: no rule is called so
    lines: range | None

    def covers(self, found: Diagnostic) -> bool:
        """Whether it silences a diagnostic of its file."""
        if found.rule != self.code:
            return False
        return self.lines is None or bool(
            range(max(found.at.line, self.lines.start), min(found.at.end_line + 1, self.lines.stop))
        )


def apply_suppressions(
    diagnostics: Iterable[Diagnostic],
    directives: Sequence[Directive],
    path: str,
    codes: Mapping[str, str],
    active: Iterable[str],
) -> Suppressed:
    """Part a file's diagnostics by its comments.

    `codes` gives for every word that means a rule, in lower case, the rule's code; `active` are the codes of the rules that have
    been evaluated: a comment about another rule is not called unused. Diagnostics of other files are kept.
    """
    suppressions = list(_suppressions(directives, codes))
    kept: list[Diagnostic] = []
    silenced: list[Diagnostic] = []
    used: set[int] = set()
    for found in diagnostics:
        covering = [index for index, one in enumerate(suppressions) if found.at.path == path and one.covers(found)]
        used.update(covering)
        (silenced if covering else kept).append(found)
    evaluated = frozenset(active)
    unused = (
        one
        for index, one in enumerate(suppressions)
        if index not in used and (one.code is None or one.code in evaluated)
    )
    return Suppressed(tuple(kept), tuple(silenced), tuple(_unused(one, path) for one in unused))


def directive_facts(directives: Iterable[Directive], path: str) -> tuple[Fact, ...]:
    """The comments that begin as one of ours and mean nothing, as facts."""
    return tuple(_fact("malformed-directive", one.text, one, path) for one in directives if one.kind == "malformed")


def _suppressions(directives: Sequence[Directive], codes: Mapping[str, str]) -> Iterator[_Suppression]:
    alone = {directive.line for directive in directives if directive.is_alone}
    for directive in directives:
        if directive.kind in ("ignore", "ignore-file"):
            lines = _lines(directive, alone) if directive.kind == "ignore" else None
            for word in directive.codes:
                yield _Suppression(directive, word, codes.get(word.lower()), lines)


def _lines(directive: Directive, alone: set[int]) -> range:
    """The comment's own line, and the next line if it is alone; several comments may stand above one line."""
    last = directive.line
    while last in alone:
        last += 1
    return range(directive.line, last + 1)


def _unused(suppression: _Suppression, path: str) -> Fact:
    if suppression.code is None:
        words = f"no rule is called `{suppression.word[:40]}`"
        return _fact("malformed-directive", words, suppression.directive, path)
    where = "in this file" if suppression.lines is None else "here"
    return _fact(
        UNUSED,
        f"{suppression.code} finds nothing {where} that could be ignored",
        suppression.directive,
        path,
        {"code": suppression.word},
    )


def _fact(
    kind: str, words: str, directive: Directive, path: str, details: Mapping[str, object] = MappingProxyType({})
) -> Fact:
    at = Location(path, directive.line, directive.column, directive.line, directive.end_column)
    return Fact(kind, words, at, details=details)
