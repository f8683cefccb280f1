"""Where rules come from: the shipped ones, and the files and folders that a user names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Final

import cnnlint
from cnnlint.rule_engine.errors import RuleError
from cnnlint.rule_engine.loader import read_rule, type_of
from cnnlint.rule_engine.rule import Rule
from cnnlint.rule_engine.types import Value, closest

_MAX_BYTES: Final = 1_000_000
_MAX_FILES: Final = 2_000


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rules that were read, in order of their codes, and all that is wrong with the files."""

    rules: tuple[Rule, ...]
    errors: tuple[RuleError, ...]

    def find(self, word: str) -> Rule | None:
        """The rule of a code or name."""
        wanted = word.strip()
        return next((rule for rule in self.rules if wanted.upper() == rule.id or wanted.lower() == rule.name), None)


def shipped_rules_path() -> Path:
    """The folder of the shipped rules: inside of the installed package, or beside it in a checkout."""
    package = Path(cnnlint.__file__).parent
    inside = package / "shipped_rules"
    return inside if inside.is_dir() else package.parent / "rules"


@cache
def shipped_rules() -> Shelf:
    """The shipped rules, read once."""
    return load_rules([shipped_rules_path()])


def load_rules(paths: Iterable[Path], before: Iterable[Rule] = ()) -> Shelf:
    """The rules of files and folders, with those read `before`. A code or a name stands for one rule only. Never raises."""
    rules = list(before)
    errors: list[RuleError] = []
    for path in _files(paths, errors):
        rule, faults = _read(path)
        errors.extend(faults)
        if rule is not None:
            clashes = list(_clashes(rule, rules))
            errors.extend(clashes)
            rules.extend([] if clashes else [rule])
    return Shelf(tuple(sorted(rules, key=lambda rule: rule.id)), tuple(errors))


def with_params(rule: Rule, values: Mapping[str, object]) -> tuple[Rule, tuple[str, ...]]:
    """The rule with parameters that a project sets, and in words what is wrong with them (those are left as they were)."""
    params, problems = dict(rule.params), []
    for name, given in values.items():
        value = _value(given)
        if name not in params:
            problems.append(f"{rule.id} has no parameter `{name}` {closest(name, tuple(params))}".strip())
        elif value is None or type_of(value) != type_of(params[name]):
            problems.append(f"`{name}` of {rule.id} is {type_of(params[name])}, not {given!r}"[:200])
        else:
            params[name] = value
    return replace(rule, params=params), tuple(problems)


def _value(given: object) -> Value:
    """A value of a configuration file as a parameter; None if it can be none."""
    if isinstance(given, list | tuple) and given:
        items = tuple(_value(item) for item in given)
        simple = not any(item is None or isinstance(item, tuple) for item in items)
        return items if simple and len({type_of(item) for item in items}) == 1 else None
    if isinstance(given, float):
        return Fraction(repr(given)) if abs(given) < float("inf") else None
    return given if isinstance(given, bool | int | str | Fraction) else None


def _files(paths: Iterable[Path], errors: list[RuleError]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(inner for inner in path.rglob("*.y*ml") if inner.suffix in (".yaml", ".yml"))
            if len(found) > _MAX_FILES:
                errors.append(RuleError(str(path), 1, 1, f"more than {_MAX_FILES:,} rule files in this folder"))
            yield from found[:_MAX_FILES]
        else:
            yield path


def _read(path: Path) -> tuple[Rule | None, tuple[RuleError, ...]]:
    if path.exists() and not path.is_file():
        return None, (RuleError(str(path), 1, 1, "is no file"),)
    try:
        if path.stat().st_size > _MAX_BYTES:
            return None, (RuleError(str(path), 1, 1, f"a rule file of more than {_MAX_BYTES:,} bytes"),)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        return None, (RuleError(str(path), 1, 1, f"cannot be read: {error.strerror or error}"),)
    except ValueError:
        return None, (RuleError(str(path), 1, 1, "cannot be read: it is not UTF-8"),)
    return read_rule(text, str(path))


def _clashes(rule: Rule, others: Iterable[Rule]) -> Iterator[RuleError]:
    for other in others:
        if other.id == rule.id:
            yield RuleError(rule.path, 1, 1, f"{rule.id} is the code of another rule", other.path)
        elif other.name == rule.name:
            yield RuleError(rule.path, 1, 1, f"{rule.name} is the name of another rule", other.path)
