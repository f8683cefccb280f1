"""Rules over an analysed file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cnnlint.diagnostics import Diagnostic, Related, in_order
from cnnlint.graph import Location
from cnnlint.rule_engine.fixes import fix_of
from cnnlint.rule_engine.rule import Rule
from cnnlint.rule_engine.scope import Run, Slots
from cnnlint.rule_engine.subjects import Subject, subjects
from cnnlint.rule_engine.types import UNKNOWN
from cnnlint.rule_engine.views import FactView, FileView, LayerView, ModelView

if TYPE_CHECKING:
    from cnnlint.analysis.result import FileAnalysis


def evaluate(rules: Iterable[Rule], file: FileAnalysis) -> list[Diagnostic]:
    """What the rules find in a file, by place. What depends on something unknown is never found."""
    view = FileView(file)
    return in_order(
        found for rule in rules for subject in subjects(rule, view) for found in _found(rule, subject, view)
    )


def _found(rule: Rule, subject: Subject, file: FileView) -> Iterator[Diagnostic]:
    slots = subject.slots
    if not _holds(rule.where, slots):
        return
    for slot, run in rule.let:
        slots[slot] = run(slots)
    if not _holds(rule.when, slots):
        return
    thing = rule.at(slots) if rule.at else subject.thing
    place = file.place(thing, subject.thing)
    if place is None:
        return
    model = _model(subject.thing)
    yield Diagnostic(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        message=rule.message.render_anyway(slots),
        at=place,
        label=(rule.label.render(slots) if rule.label else None) or "",
        help=tuple(_help(rule, slots)),
        related=tuple(_related(rule, subject, file, place)),
        model=model.name if model else None,
        layer=_layer(thing) or _layer(subject.thing),
        fix=fix_of(rule.fix, slots, file) if rule.fix else None,
    )


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
            yield place, text


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
