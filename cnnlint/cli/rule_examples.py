"""`cnnlint rules test`: rules against the examples in their own files, and against programs with marks."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cnnlint.checking.rules import own_rules, shelf_with
from cnnlint.checking.surroundings import check_exists, settings_for
from cnnlint.cli.output import CLEAN, FINDINGS, emit
from cnnlint.config import Settings
from cnnlint.report import trials
from cnnlint.rule_engine.places import shipped_rules_path
from cnnlint.rule_engine.trial import hold_trial
from cnnlint.source import SourceFile, discover, read
from cnnlint.source.marks import MARK


def run(paths: Sequence[str]) -> int:
    """Test the rules of files and folders, or the project's; the exit code is 1 where something is not as expected."""
    for path in paths:
        check_exists(path)
    programs = [path for path in paths if Path(path).suffix == ".py"]
    places = [path for path in paths if path not in programs]
    projects = settings_for((), Settings(), None, False).rules or ()
    places = places or ([] if programs else [*projects] or [str(shipped_rules_path())])
    rules = own_rules(places) if places else []
    every = {rule.id: rule for rule in (*shelf_with(projects).rules, *rules)}
    outcome = hold_trial(rules, tuple(every.values()), _marked([*programs, *places]))
    emit(trials.render(outcome), sys.stdout)
    return FINDINGS if outcome.problems else CLEAN


def _marked(paths: Sequence[str]) -> Iterator[SourceFile]:
    """The programs among files and below folders that have marks; one that is named is taken in any case."""
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    named = [Path(path) for path in paths if Path(path).suffix == ".py"]
    for path in dict.fromkeys((*named, *discover(folders).files)):
        source = read(path)
        if isinstance(source, SourceFile) and (path in named or MARK in source.text):
            yield source
