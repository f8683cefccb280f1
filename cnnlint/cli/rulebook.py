"""The commands that are about rules alone."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cnnlint.checking.rules import own_rules, rules_in_force, shelf_with
from cnnlint.checking.surroundings import settings_for
from cnnlint.cli.output import CLEAN, CannotRun, emit, style_of
from cnnlint.config import Settings, did_you_mean
from cnnlint.report import explain
from cnnlint.report.style import Style
from cnnlint.report.text import pad, plural, printable, width
from cnnlint.rule_engine.packs import pack_folders
from cnnlint.rule_engine.rule import Rule
from cnnlint.rule_engine.shelf import shipped_rule


def explain_rule(word: str, paths: Sequence[str]) -> int:
    """Print the page of a rule."""
    emit(explain.render(named_rule(word, paths), style_of(sys.stdout)), sys.stdout)
    return CLEAN


def show_rule(word: str, paths: Sequence[str]) -> int:
    """Print the file of a rule."""
    rule = named_rule(word, paths)
    text = Path(rule.path).read_text(encoding="utf-8-sig")
    emit(map(printable, text.splitlines()), sys.stdout)
    return CLEAN


def named_rule(word: str, paths: Sequence[str]) -> Rule:
    """The rule of a code or name, of the project or shipped. Raises CannotRun where there is none."""
    settings = settings_for((), Settings(rules=tuple(paths) or None), None, False)
    shipped = shipped_rule(word) if not settings.rules and not pack_folders()[0] else None
    if shipped is not None:
        return shipped
    shelf = shelf_with(settings.rules or ())
    rule = shelf.find(word)
    if rule is None:
        near = did_you_mean(word, [entry for rule in shelf.rules for entry in (rule.id, rule.name)])
        raise CannotRun(f"no rule is called {printable(word)}{near} (cnnlint rules list shows them all)")
    return rule


def list_rules(paths: Sequence[str], config_file: str | None, isolated: bool, persona: str | None) -> int:
    """Print a line for each rule, with "off" where the configuration leaves it out."""
    settings = settings_for((), Settings(rules=tuple(paths) or None, persona=persona), config_file, isolated)
    resolved = rules_in_force(settings, isolated)
    in_force = {rule.id: rule for rule in resolved.rules}
    rules = [in_force.get(rule.id, rule) for rule in resolved.every]
    emit(_listing(rules, in_force.keys(), style_of(sys.stdout)), sys.stdout)
    return CLEAN


def _listing(rules: Sequence[Rule], in_force: Iterable[str], style: Style) -> Iterator[str]:
    on = frozenset(in_force)
    rows = [(rule.id, rule.name, rule.severity, rule.category, _state(rule, on)) for rule in rules]
    rooms = [max((width(printable(row[index])) for row in rows), default=0) for index in range(5)]
    for row in rows:
        line = "  ".join(pad(printable(text), room) for text, room in zip(row, rooms, strict=True)).rstrip()
        yield line if row[0] in on else style.paint("faint", line)
    yield ""
    yield f"{plural(len(rows), 'rule')}, {len(on)} in force"


def _state(rule: Rule, on: frozenset[str]) -> str:
    words = [word for word in (rule.status, rule.persona) if word not in ("stable", "regular")]
    return ", ".join(words if rule.id in on else [*words, "off"])


def validate_rules(paths: Sequence[str]) -> int:
    """Check rule files. Raises Refused with all that is wrong with them."""
    emit([f"{plural(len(own_rules(paths)), 'rule')}, no faults"], sys.stdout)
    return CLEAN


def print_schema(format_: str) -> int:
    """Print the JSON Schema of rule files, or the page of what conditions may ask for."""
    from cnnlint.report import rule_json_schema, rule_schema

    emit((rule_json_schema if format_ == "json" else rule_schema).render(), sys.stdout)
    return CLEAN
