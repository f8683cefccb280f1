"""Where rules come from: the shipped ones, and the files and folders that a user names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from cnnlint.rule_engine.errors import RuleError
from cnnlint.rule_engine.loader import Draft
from cnnlint.rule_engine.parameters import changed
from cnnlint.rule_engine.places import rule_files, shipped_rules_path
from cnnlint.rule_engine.rule import Rule

_MAX_BYTES: Final = 1_000_000
_MAX_FILES: Final = 2_000
_MOST_GENERATIONS: Final = 20


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rules that were read, in order of their codes, and all that is wrong with the files."""

    rules: tuple[Rule, ...]
    errors: tuple[RuleError, ...]

    def find(self, word: str) -> Rule | None:
        """The rule of a code or name."""
        wanted = word.strip()
        return next((rule for rule in self.rules if wanted.upper() == rule.id or wanted.lower() == rule.name), None)


@cache
def shipped_rules() -> Shelf:
    """The shipped rules, read once."""
    return load_rules([shipped_rules_path()])


def shipped_rule(word: str) -> Rule | None:
    """The shipped rule of a code or name, if its own file holds all of it; no other file is read."""
    wanted = word.strip()
    files = [path for path in shipped_rules_path().rglob("*.yaml") if _is_called(path, wanted)]
    shelf = load_rules(files) if len(files) == 1 else None
    return shelf.find(wanted) if shelf is not None and not shelf.errors else None


def _is_called(path: Path, word: str) -> bool:
    """Whether the file of a shipped rule, `<code>-<name>.yaml`, is that of a code or name."""
    code, _, name = path.stem.partition("-")
    return word.upper() == code or word.lower() == name


def load_rules(paths: Iterable[Path], before: Iterable[Rule] = ()) -> Shelf:
    """The rules of files and folders, with those read `before`. A code or a name stands for one rule only. Never raises."""
    rules = list(before)
    errors: list[RuleError] = []
    drafts = [_draft(path) for path in _files(paths, errors)]
    reading = _Reading(rules, drafts)
    for draft in drafts:
        rule, faults = reading.rule(draft)
        errors.extend(faults)
        if rule is not None:
            clashes = list(_clashes(rule, rules))
            errors.extend(clashes)
            rules.extend([] if clashes else [rule])
    return Shelf(tuple(sorted(rules, key=lambda rule: rule.id)), tuple(errors))


def with_params(rule: Rule, values: Mapping[str, object]) -> tuple[Rule, tuple[str, ...]]:
    """The rule with parameters that a project sets, and in words what is wrong with them (those are left as they were)."""
    params, problems = changed(rule.id, rule.params, rule.declared, values)
    return replace(rule, params=params), problems


class _Reading:
    """Rule files on the way to rules: one that extends another is made after it, each once."""

    def __init__(self, before: Iterable[Rule], drafts: Iterable[Draft]) -> None:
        self.before = tuple(before)
        self.drafts = tuple(drafts)
        self.made: dict[Draft, tuple[Rule | None, tuple[RuleError, ...]]] = {}
        self.open: list[Draft] = []

    def rule(self, draft: Draft) -> tuple[Rule | None, tuple[RuleError, ...]]:
        """The rule of a draft, or what is wrong with it."""
        if draft not in self.made:
            self.open.append(draft)
            self.made[draft] = draft.rule(self._find)
            self.open.pop()
        return self.made[draft]

    def _find(self, word: str) -> Rule | None:
        """The rule of a code or name; none for one that is just being made, of which it would be a part."""
        if len(self.open) > _MOST_GENERATIONS:
            return None
        found = next((rule for rule in self.before if word in (rule.id, rule.name)), None)
        if found is not None:
            return found
        others = (draft for draft in self.drafts if draft not in self.open and draft.is_called(word))
        return next((rule for draft in others if (rule := self.rule(draft)[0]) is not None), None)


def _files(paths: Iterable[Path], errors: list[RuleError]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = rule_files(path)
            if len(found) > _MAX_FILES:
                errors.append(RuleError(str(path), 1, 1, f"more than {_MAX_FILES:,} rule files in this folder"))
            yield from found[:_MAX_FILES]
        else:
            yield path


def _draft(path: Path) -> Draft:
    text, fault = _read(path)
    return Draft(text, str(path), fault)


def _read(path: Path) -> tuple[str, str]:
    """The text of a file, or why there is none."""
    if path.exists() and not path.is_file():
        return "", "is no file"
    try:
        if path.stat().st_size > _MAX_BYTES:
            return "", f"a rule file of more than {_MAX_BYTES:,} bytes"
        return path.read_text(encoding="utf-8-sig"), ""
    except OSError as error:
        return "", f"cannot be read: {error.strerror or error}"
    except ValueError:
        return "", "cannot be read: it is not UTF-8"


def _clashes(rule: Rule, others: Iterable[Rule]) -> Iterator[RuleError]:
    for other in others:
        if other.id == rule.id:
            yield RuleError(rule.path, 1, 1, f"{rule.id} is the code of another rule", other.path)
        elif other.name == rule.name:
            yield RuleError(rule.path, 1, 1, f"{rule.name} is the name of another rule", other.path)
