"""The rules of a run, and the commands that are about rules alone."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cnnlint.cli.output import CLEAN, CannotRun, emit, style_of
from cnnlint.cli.reading import check_exists, settings_for
from cnnlint.config import ConfigError, Settings, did_you_mean
from cnnlint.config.resolve import Resolved, resolve
from cnnlint.report import explain, rule_json_schema, rule_schema
from cnnlint.report.style import Style
from cnnlint.report.text import pad, plural, printable, width
from cnnlint.rule_engine.errors import RuleError
from cnnlint.rule_engine.packs import pack_folders
from cnnlint.rule_engine.rule import Rule
from cnnlint.rule_engine.shelf import Shelf, load_rules, shipped_rules


def rules_in_force(settings: Settings, isolated: bool = False) -> Resolved:
    """The rules that the settings leave in force. Raises CannotRun for a wrong rule file, selector or parameter."""
    try:
        return resolve(settings, shelf_with(settings.rules or (), isolated).rules)
    except ConfigError as error:
        raise CannotRun(printable(str(error))) from None


def shelf_with(paths: Sequence[str], isolated: bool = False) -> Shelf:
    """The shipped rules, those of installed packs unless isolated, and those of further files and folders.

    Raises CannotRun where one of them is wrong.
    """
    for path in paths:
        check_exists(path)
    shipped = shipped_rules()
    folders, faults = ((), ()) if isolated else pack_folders()
    further = [*folders, *map(Path, paths)]
    shelf = load_rules(further, shipped.rules) if further else shipped
    errors = (*shipped.errors, *faults, *(shelf.errors if shelf is not shipped else ()))
    if errors:
        raise CannotRun(_told(errors))
    return shelf


def _told(errors: Sequence[RuleError]) -> str:
    text = "\n".join(map(str, errors))
    return f"{plural(len(errors), 'fault')} in the rules\n" + "\n".join(map(printable, text.splitlines()))


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
    """Check rule files. Raises CannotRun with all that is wrong with them."""
    emit([f"{plural(len(own_rules(paths)), 'rule')}, no faults"], sys.stdout)
    return CLEAN


def own_rules(paths: Sequence[str]) -> list[Rule]:
    """The rules of files and folders, the shipped ones beside them. Raises CannotRun with all that is wrong with them."""
    for path in paths:
        check_exists(path)
    places = [Path(path).resolve() for path in paths]
    others = [rule for rule in shipped_rules().rules if not any(map(Path(rule.path).resolve().is_relative_to, places))]
    shelf = load_rules(map(Path, paths), others)
    if shelf.errors:
        raise CannotRun(_told(shelf.errors))
    known = {id(rule) for rule in others}
    return [rule for rule in shelf.rules if id(rule) not in known]


def print_schema(format_: str) -> int:
    """Print the JSON Schema of rule files, or the page of what conditions may ask for."""
    emit((rule_json_schema if format_ == "json" else rule_schema).render(), sys.stdout)
    return CLEAN
