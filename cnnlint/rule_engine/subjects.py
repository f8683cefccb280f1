"""What a rule is evaluated for: a file, or every model, layer, edge, chain, loss or fact of it, with the names that are bound to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from cnnlint.rule_engine.rule import ForEach, Rule
from cnnlint.rule_engine.scope import WORK, Slots, Work
from cnnlint.rule_engine.types import UNKNOWN
from cnnlint.rule_engine.views import FileView, LayerView, ModelView


@dataclass(slots=True)
class Subject:
    """One thing that a rule speaks about: it itself, and its values in the rule's slots."""

    thing: object
    slots: Slots


def subjects(rule: Rule, file: FileView, work: Work) -> Iterator[Subject]:
    """All that a rule is to be evaluated for, in order of the file. Raises Exhausted where that is too much work."""
    blank: Slots = [UNKNOWN] * rule.slots
    blank[WORK] = work
    blank[rule.names["params"]] = rule.params
    return _SUBJECTS[rule.for_each](_Search(rule, file, work, blank))


@dataclass(frozen=True, slots=True)
class _Search:
    """A rule, the file that it is evaluated over, what is left of its budget, and its slots as they are before a thing is put into them."""

    rule: Rule
    file: FileView
    work: Work
    blank: Slots

    def subject(self, thing: object, **values: object) -> Subject:
        """A subject with its names bound."""
        rule = self.rule
        self.work.spend(rule.weight)
        slots = self.blank.copy()
        for name, value in values.items():
            slots[rule.names[name]] = UNKNOWN if value is None else value
        return Subject(thing, slots)

    def models(self) -> Iterator[ModelView]:
        """The models of the frameworks that the rule is about."""
        wanted = self.rule.frameworks
        return (model for model in self.file.models if not wanted or model.model.framework in wanted)

    def layers(self) -> Iterator[tuple[ModelView, LayerView]]:
        """The layers that the rule can be true of, or those that a chain or an edge of it can begin with."""
        return ((model, layer) for model in self.models() for layer in model.of_roles(self.rule.only))


def _files(search: _Search) -> Iterator[Subject]:
    yield search.subject(search.file, file=search.file)


def _models(search: _Search) -> Iterator[Subject]:
    return (search.subject(model, model=model) for model in search.models())


def _layers(search: _Search) -> Iterator[Subject]:
    return (search.subject(layer, layer=layer, model=model) for model, layer in search.layers())


def _edges(search: _Search) -> Iterator[Subject]:
    for model, source in search.layers():
        for target in source.consumers:
            yield search.subject(target, source=source, target=target, model=model)


def _losses(search: _Search) -> Iterator[Subject]:
    return (search.subject(loss, loss=loss, model=model) for model in search.models() for loss in model.losses)


def _metrics(search: _Search) -> Iterator[Subject]:
    return (search.subject(one, metric=one, model=model) for model in search.models() for one in model.metrics)


def _parts(search: _Search) -> Iterator[Subject]:
    return (search.subject(part, part=part, model=model) for model in search.models() for part in model.parts)


def _facts(search: _Search) -> Iterator[Subject]:
    only, frameworks = search.rule.only, search.rule.frameworks
    for fact in search.file.facts:
        framework = fact.model.model.framework if fact.model else ""
        if (only is None or fact.fact.kind in only) and (not frameworks or framework in frameworks):
            yield search.subject(fact, fact=fact, model=fact.model)


def _chains(search: _Search) -> Iterator[Subject]:
    return (found for model, layer in search.layers() for found in _chain(search, model, layer))


def _chain(search: _Search, model: ModelView, first: LayerView) -> Iterator[Subject]:
    """The chain that begins with a layer, if there is one: each layer is the only one that reads the one before."""
    subject = search.subject(first, model=model)
    layer: LayerView | None = first
    for position, step in enumerate(search.rule.chain):
        if position:
            layer = _next(search, layer, subject.slots)
        if layer is None:
            return
        subject.slots[step.slot] = layer
        if step.where(subject.slots) is not True:
            return
    yield subject


def _next(search: _Search, layer: LayerView | None, slots: Slots) -> LayerView | None:
    """The only reader of a layer, and past layers that the rule looks through."""
    through = search.rule.through
    while layer is not None:
        layer = layer.consumers[0] if len(layer.consumers) == 1 and not layer.is_output else None
        if layer is None or through is None:
            return layer
        slot, condition = through
        slots[slot] = layer
        search.work.spend(1)
        if condition(slots) is not True:
            return layer
    return None


_SUBJECTS: Final[Mapping[ForEach, Callable[[_Search], Iterator[Subject]]]] = {
    "file": _files,
    "model": _models,
    "layer": _layers,
    "edge": _edges,
    "chain": _chains,
    "loss": _losses,
    "metric": _metrics,
    "part": _parts,
    "fact": _facts,
}
