"""Rules over an analysed file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cnnlint.diagnostics import Diagnostic, Related, in_order
from cnnlint.graph import Location
from cnnlint.rule_engine.fixes import fix_of
from cnnlint.rule_engine.rule import Rule
from cnnlint.rule_engine.scope import Exhausted, Run, Slots, Work
from cnnlint.rule_engine.subjects import Subject, subjects
from cnnlint.rule_engine.told_views import FactView, PartView
from cnnlint.rule_engine.types import UNKNOWN
from cnnlint.rule_engine.views import FileView, InputView, LayerView, ModelView

if TYPE_CHECKING:
    from cnnlint.analysis.result import FileAnalysis


_MOST_TOLD: Final = 3
MOST_WORK: Final = 20_000_000  # parts of expressions that one rule may evaluate over one file: some seconds


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What rules find in a file, by place, and the rules that have not come to an end."""

    diagnostics: tuple[Diagnostic, ...]
    exhausted: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    """A subject that a rule speaks about: what it points at, and where that stands."""

    subject: Subject
    thing: object
    place: Location


def evaluate(rules: Iterable[Rule], file: FileAnalysis) -> list[Diagnostic]:
    """What the rules find in a file, by place. What depends on something unknown is never found.

    Layers that are built in one place, by a loop or in a class that is used several times, are one finding, and so are facts.
    """
    return list(evaluated(rules, file).diagnostics)


def evaluated(rules: Iterable[Rule], file: FileAnalysis, most_work: int = MOST_WORK) -> Evaluated:
    """What the rules find in a file, and which of them had to be stopped: such a rule finds nothing."""
    view = FileView(file)
    found: list[Diagnostic] = []
    exhausted: list[Rule] = []
    for rule in rules:
        try:
            found.extend([_diagnostic(rule, group, view) for group in _groups(rule, view, Work(most_work))])
        except Exhausted:
            exhausted.append(rule)
    return Evaluated(tuple(in_order(found)), tuple(exhausted))


def _groups(rule: Rule, file: FileView, work: Work) -> Iterator[list[_Match]]:
    """The matches that are one finding: those at one place, of a layer or a fact each."""
    groups: dict[object, list[_Match]] = {}
    times: Counter[object] = Counter()
    for match in _matches(rule, file, work):
        one = match.subject.thing if rule.for_each == "fact" or isinstance(match.thing, Location) else match.thing
        is_shared = rule.for_each == "fact" or (isinstance(one, (LayerView, PartView)) and rule.for_each != "model")
        key = (match.place, times[one]) if is_shared else len(groups)
        times[one] += 1
        groups.setdefault(key, []).append(match)
    yield from groups.values()


def _matches(rule: Rule, file: FileView, work: Work) -> Iterator[_Match]:
    for subject in subjects(rule, file, work):
        slots = subject.slots
        if not _holds(rule.where, slots):
            continue
        for slot, run in rule.let:
            slots[slot] = run(slots)
        if not _holds(rule.when, slots):
            continue
        thing = rule.at(slots) if rule.at else subject.thing
        place = file.place(thing, subject.thing)
        if place is not None and not file.is_foreign(thing):
            yield _Match(subject, thing, place)


def _diagnostic(rule: Rule, group: Sequence[_Match], file: FileView) -> Diagnostic:
    subject, thing, place = group[0].subject, group[0].thing, group[0].place
    slots, model = subject.slots, _model(subject.thing)
    layers = frozenset(match.thing for match in group if isinstance(match.thing, LayerView))
    return Diagnostic(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        message=rule.message.render_anyway(slots),
        at=place,
        label=(rule.label.render(slots) if rule.label else None) or "",
        help=(*_help(rule, slots), *_others(rule, group)),
        related=tuple(_related(rule, subject, file, place)),
        model=model.name if model else None,
        layer=_layer(thing) or _layer(subject.thing),
        fix=fix_of(rule.fix, slots, file, layers) if rule.fix else None,
        about=tuple(
            dict.fromkeys(view.fact.key for match in group if isinstance(view := match.subject.thing, FactView))
        ),
    )


def _others(rule: Rule, group: Sequence[_Match]) -> Iterator[str]:
    """What is to be said of the others at the same place: the layers that are built there, the facts that are met there."""
    if rule.for_each == "fact":
        told = dict.fromkeys(rule.message.render_anyway(match.subject.slots) for match in group)
        yield from (f"also: {message}" for message in list(told)[1 : 1 + _MOST_TOLD])
        return
    more = len({match.thing.name for match in group if isinstance(match.thing, LayerView)}) - 1
    if more > 0:
        yield f"so it is with {more} more {'layers that are' if more > 1 else 'layer that is'} built here"


def _holds(condition: Run | None, slots: Slots) -> bool:
    return condition is None or condition(slots) is True


def _help(rule: Rule, slots: Slots) -> Iterator[str]:
    for note in rule.note:
        text = note.text.render(slots) if _holds(note.when, slots) else None
        if text:
            yield from text.strip().splitlines()


def _related(rule: Rule, subject: Subject, file: FileView, primary: Location) -> Iterator[Related]:
    """The labelled places, and for a fact where it happens and how that was come to, each place once."""
    shown = {primary}
    for place, text in (*_labels(rule, subject, file), *_trace(subject.thing)):
        if place not in shown:
            shown.add(place)
            yield Related(place, text)


def _labels(rule: Rule, subject: Subject, file: FileView) -> Iterator[tuple[Location, str]]:
    for label in rule.labels:
        thing, text = label.at(subject.slots), label.text.render(subject.slots)
        place = None if thing is UNKNOWN else file.place(thing)
        if place is not None and text is not None:
            yield place, text + _learnt(thing)


def _learnt(thing: object) -> str:
    """Where the size of an input was learnt from, if the place itself does not tell."""
    if not isinstance(thing, InputView) or thing.input.learnt in (None, thing.input.at):
        return ""
    return f", from {thing.origin}"


def _trace(thing: object) -> Iterator[tuple[Location, str]]:
    if isinstance(thing, FactView):
        yield thing.fact.at, "it happens here"
        yield from thing.fact.related


def _model(thing: object) -> ModelView | None:
    return thing if isinstance(thing, ModelView) else getattr(thing, "model", None)


def _layer(thing: object) -> str | None:
    if isinstance(thing, LayerView):
        return thing.name
    name = thing.fact.details.get("layer") if isinstance(thing, FactView) else None
    return name if isinstance(name, str) else None
