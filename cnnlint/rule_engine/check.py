"""A file's diagnostics with its own comments heard: silenced where they say so, and with what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cnnlint.diagnostics import Diagnostic, apply_suppressions, directive_facts, in_order
from cnnlint.diagnostics.ignoring import removals
from cnnlint.diagnostics.suppression import UNUSED
from cnnlint.interpreter.outcome import Fact
from cnnlint.rule_engine.evaluation import evaluate, evaluated
from cnnlint.rule_engine.rule import Rule
from cnnlint.source import Directive, Location, comments

if TYPE_CHECKING:
    from cnnlint.analysis.result import FileAnalysis

_CUT_SHORT = frozenset({"syntax-error", "not-parsed", "unreadable", "over-budget"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What is found in a file, in order, and what its comments silence."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...] = ()


def check_file(rules: Sequence[Rule], file: FileAnalysis, every: Sequence[Rule] = ()) -> Checked:
    """Evaluate the rules in force over a file, and apply its comments.

    `every` are all rules that there are, so that a comment may name one that is not in force. Where the file was not read to
    its end, no comment is called unused.
    """
    outcome = evaluated(rules, file)
    stopped = [_stopped(rule, file.path) for rule in outcome.exhausted]
    found = in_order((*outcome.diagnostics, *_about(rules, file, stopped)))
    directives = comments(file.text)
    if not directives:
        return Checked(tuple(found))
    codes = {word.lower(): rule.id for rule in (*every, *rules) for word in (rule.id, rule.name)}
    active = {rule.id for rule in rules}
    first = apply_suppressions(found, directives, file.path, codes, active)
    is_whole = not any(fact.kind in _CUT_SHORT for fact in file.facts)
    unused = [fact for fact in first.facts if fact.kind == UNUSED]
    others = [fact for fact in first.facts if fact.kind != UNUSED] if is_whole else []
    about = _about(rules, file, [*directive_facts(directives, file.path), *others])
    about += _with_removals(_about(rules, file, unused if is_whole else []), unused, directives, file.text)
    second = apply_suppressions(about, directives, file.path, codes, ())
    return Checked(tuple(in_order((*first.kept, *second.kept))), (*first.suppressed, *second.suppressed))


def _about(rules: Sequence[Rule], file: FileAnalysis, facts: Sequence[Fact]) -> list[Diagnostic]:
    """What rules say of facts that are about the checking itself."""
    fact_rules = [rule for rule in rules if rule.for_each == "fact"]
    return (
        evaluate(fact_rules, replace(file, models=(), facts=tuple(facts), fact_models=(), unresolved=()))
        if facts
        else []
    )


def _with_removals(
    found: Sequence[Diagnostic], unused: Sequence[Fact], directives: Sequence[Directive], text: str
) -> list[Diagnostic]:
    """Findings about comments that silence nothing, each with the fix that takes what is not needed out."""
    codes: dict[Location, list[str]] = {}
    for fact in unused:
        codes.setdefault(fact.at, []).append(str(fact.details["code"]))
    fixes = removals(directives, codes, text)
    return [replace(one, fix=fixes.get(one.at)) for one in found]


def _stopped(rule: Rule, path: str) -> Fact:
    words = f"the rule {rule.id} has used up its budget on this file and says nothing"
    return Fact("over-budget", words, Location(path, 1, 1, 1, 1))
