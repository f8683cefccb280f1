"""What a rule is evaluated for: every model, layer, edge, chain, loss or fact of a file, with the names that are bound to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from cnnlint.rule_engine.rule import ForEach, Rule
from cnnlint.rule_engine.scope import Slots
from cnnlint.rule_engine.types import UNKNOWN
from cnnlint.rule_engine.views import FileView, LayerView, ModelView


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a rule speaks about: it itself, and its values in the rule's slots."""

    thing: object
    slots: Slots


def subjects(rule: Rule, file: FileView) -> Iterator[Subject]:
    """All that a rule is to be evaluated for, in order of the file."""
    return _SUBJECTS[rule.for_each](rule, file)


def _subject(rule: Rule, thing: object, values: Mapping[str, object]) -> Subject:
    slots: Slots = [UNKNOWN] * rule.slots
    slots[rule.names["params"]] = rule.params
    for name, value in values.items():
        slots[rule.names[name]] = UNKNOWN if value is None else value
    return Subject(thing, slots)


def _models(rule: Rule, file: FileView) -> Iterator[Subject]:
    return (_subject(rule, model, {"model": model}) for model in file.models)


def _layers(rule: Rule, file: FileView) -> Iterator[Subject]:
    return (_subject(rule, layer, {"layer": layer, "model": model}) for model in file.models for layer in model.layers)


def _edges(rule: Rule, file: FileView) -> Iterator[Subject]:
    for model in file.models:
        for source in model.layers:
            for target in source.consumers:
                yield _subject(rule, target, {"source": source, "target": target, "model": model})


def _losses(rule: Rule, file: FileView) -> Iterator[Subject]:
    return (_subject(rule, loss, {"loss": loss, "model": model}) for model in file.models for loss in model.losses)


def _facts(rule: Rule, file: FileView) -> Iterator[Subject]:
    return (_subject(rule, fact, {"fact": fact, "model": fact.model}) for fact in file.facts)


def _chains(rule: Rule, file: FileView) -> Iterator[Subject]:
    return (found for model in file.models for layer in model.layers for found in _chain(rule, model, layer))


def _chain(rule: Rule, model: ModelView, first: LayerView) -> Iterator[Subject]:
    """The chain that begins with a layer, if there is one: each layer is the only one that reads the one before."""
    subject = _subject(rule, first, {"model": model})
    layer: LayerView | None = first
    for position, step in enumerate(rule.chain):
        if position:
            layer = _next(rule, layer, subject.slots)
        if layer is None:
            return
        subject.slots[step.slot] = layer
        if step.where(subject.slots) is not True:
            return
    yield subject


def _next(rule: Rule, layer: LayerView | None, slots: Slots) -> LayerView | None:
    """The only reader of a layer, and past layers that the rule looks through."""
    while layer is not None:
        layer = layer.consumers[0] if len(layer.consumers) == 1 and not layer.is_output else None
        if layer is None or rule.through is None:
            return layer
        slot, condition = rule.through
        slots[slot] = layer
        if condition(slots) is not True:
            return layer
    return None


_SUBJECTS: Final[Mapping[ForEach, Callable[[Rule, FileView], Iterator[Subject]]]] = {
    "model": _models,
    "layer": _layers,
    "edge": _edges,
    "chain": _chains,
    "loss": _losses,
    "fact": _facts,
}
