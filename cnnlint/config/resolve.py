"""What follows from the settings for a run: which rules are in force, with which severity and parameters, for which files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from cnnlint.config.errors import ConfigError, did_you_mean
from cnnlint.config.patterns import Pattern
from cnnlint.config.settings import Settings
from cnnlint.diagnostics import Severity
from cnnlint.rule_engine.rule import Rule
from cnnlint.rule_engine.shelf import with_params

EVERYTHING = "ALL"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The rules in force, all that there are, and for which files some are not in force."""

    rules: tuple[Rule, ...]
    every: tuple[Rule, ...]
    per_file: tuple[tuple[Pattern, frozenset[str]], ...] = ()

    def rules_for(self, path: str) -> tuple[Rule, ...]:
        """The rules for a file."""
        off = frozenset[str]().union(*(codes for pattern, codes in self.per_file if pattern.matches(path)))
        return tuple(rule for rule in self.rules if rule.id not in off) if off else self.rules


def resolve(settings: Settings, rules: Sequence[Rule]) -> Resolved:
    """The rules that the settings leave in force.

    Stable rules are, unless they are ignored or others are selected; of these the pedantic ones only for that persona. Any other rule is
    where it is selected by its own code or name.
    Raises ConfigError for a word that means no rule, and for a parameter that a rule does not have.
    """
    book = _Book(rules)
    chosen = book.codes(settings.select or (EVERYTHING,)) | book.codes(settings.extend_select or ())
    named = book.named([*(settings.select or ()), *(settings.extend_select or ())])
    ignored = book.codes(settings.ignore or ())
    personas = ("regular", settings.persona)
    by_default = {rule.id for rule in rules if rule.status == "stable" and rule.persona in personas}
    kept = [rule for rule in rules if rule.id in chosen - ignored and rule.id in by_default | named]
    book.codes(
        [*(settings.severity or {}), *(settings.params or {})]
    )  # a word that means nothing is refused even if unused
    per_file = tuple((pattern, book.codes(words)) for pattern, words in (settings.per_file_ignores or {}).items())
    return Resolved(tuple(_adjusted(rule, settings, book) for rule in kept), tuple(rules), per_file)


def _adjusted(rule: Rule, settings: Settings, book: _Book) -> Rule:
    for word, severity in (settings.severity or {}).items():
        if rule.id in book.codes((word,)):
            rule = replace(rule, severity=_severity(severity))
    for word, values in (settings.params or {}).items():
        if rule.id in book.codes((word,)):
            rule, problems = with_params(rule, values)
            if problems:
                raise ConfigError(problems[0])
    return rule


def _severity(word: str) -> Severity:
    return next(severity for severity in get_args(Severity) if severity == word)


class _Book:
    """What words mean which rules: codes, prefixes of codes, names, categories, and ALL."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        self.words = [word for rule in rules for word in (rule.id, rule.name, rule.category)]

    def codes(self, words: Iterable[str]) -> frozenset[str]:
        """The codes of the rules that the words mean. Raises ConfigError for a word that means none."""
        return frozenset(code for word in words for code in self._meant(word))

    def named(self, words: Iterable[str]) -> frozenset[str]:
        """The codes of the rules that are meant by their own code or name."""
        exact = {word.lower() for word in words}
        return frozenset(rule.id for rule in self.rules if rule.id.lower() in exact or rule.name in exact)

    def _meant(self, word: str) -> list[str]:
        if word.upper() == EVERYTHING:
            return [rule.id for rule in self.rules]
        lower = word.lower()
        meant = [
            rule.id for rule in self.rules if rule.id.lower().startswith(lower) or lower in (rule.name, rule.category)
        ]
        if not meant or not lower:
            raise ConfigError(
                f"no rule is called {word}{did_you_mean(word, self.words)} (cnnlint rules list shows them all)"
            )
        return meant
