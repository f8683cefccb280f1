"""The rules of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cnnlint.checking.errors import Refused
from cnnlint.checking.surroundings import check_exists, settings_for
from cnnlint.config import ConfigError, Settings
from cnnlint.config.resolve import Resolved, resolve
from cnnlint.report.text import plural
from cnnlint.rule_engine.errors import RuleError
from cnnlint.rule_engine.packs import pack_folders
from cnnlint.rule_engine.rule import Rule
from cnnlint.rule_engine.shelf import Shelf, load_rules, shipped_rules


def rules_in_force(settings: Settings, isolated: bool = False) -> Resolved:
    """The rules that the settings leave in force. Raises Refused for a wrong rule file, selector or parameter."""
    try:
        return resolve(settings, shelf_with(settings.rules or (), isolated).rules)
    except ConfigError as error:
        raise Refused(str(error)) from None


def shelf_with(paths: Sequence[str], isolated: bool = False) -> Shelf:
    """The shipped rules, those of installed packs unless isolated, and those of further files and folders.

    Raises Refused where one of them is wrong.
    """
    for path in paths:
        check_exists(path)
    shipped = shipped_rules()
    folders, faults = ((), ()) if isolated else pack_folders()
    further = [*folders, *map(Path, paths)]
    shelf = load_rules(further, shipped.rules) if further else shipped
    refuse_faulty((*shipped.errors, *faults, *(shelf.errors if shelf is not shipped else ())))
    return shelf


def own_rules(paths: Sequence[str]) -> list[Rule]:
    """The rules of files and folders, which may extend the shipped ones, those of packs and the project's.

    Raises Refused with all that is wrong with them, and them alone.
    """
    for path in paths:
        check_exists(path)
    places = [Path(path).resolve() for path in paths]
    projects = settings_for((), Settings(), None, False).rules or ()
    beside = load_rules([*pack_folders()[0], *map(Path, projects)], shipped_rules().rules)
    others = [rule for rule in beside.rules if not any(map(Path(rule.path).resolve().is_relative_to, places))]
    shelf = load_rules(map(Path, paths), others)
    refuse_faulty(shelf.errors)
    known = {id(rule) for rule in others}
    return [rule for rule in shelf.rules if id(rule) not in known]


def refuse_faulty(errors: Sequence[RuleError]) -> None:
    """Raise Refused with all that is wrong with rule files, if anything is."""
    if errors:
        raise Refused(f"{plural(len(errors), 'fault')} in the rules\n" + "\n".join(map(str, errors)))
