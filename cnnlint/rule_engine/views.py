"""The layer graph as rules see it: models and layers with what follows from their connections, worked out when it is first asked for.

Whatever is not known is None here; the condition language makes it unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cnnlint import symbolic
from cnnlint.graph import Input, LayerCall, Location, Model, Shape, Source, insight
from cnnlint.graph.productivity import Productivity, productivity
from cnnlint.rule_engine.batches import fate
from cnnlint.rule_engine.design import DesignView
from cnnlint.rule_engine.field_view import FieldView, field_view
from cnnlint.rule_engine.remedies import remedies
from cnnlint.rule_engine.source_tree import SourceTree
from cnnlint.rule_engine.told_views import FactView, LossView, MetricView, PartView
from cnnlint.rule_engine.types import Value
from cnnlint.source.location import is_installed
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.analysis.result import FileAnalysis
    from cnnlint.variation import WhatIf

_RECTIFIERS: Final = frozenset(
    ["relu", "relu6", "leaky_relu", "prelu", "elu", "selu", "gelu", "silu", "mish", "hardswish"]
)
_IMAGE_CHANNELS: Final = 4


@dataclass(eq=False)
class InputView:
    """An input of a model."""

    model: ModelView
    input: Input

    @property
    def name(self) -> str:
        """Its name."""
        return self.input.name

    @property
    def origin(self) -> str | None:
        """Where its size was learnt from, in words."""
        return self.input.told(self.model.model.at.path) or None

    @cached_property
    def size(self) -> Shape | None:
        """The sizes of its spatial axes: those that the fields of the layers that read it alone are measured on."""
        for layer in self.model.calls.values():
            if self.input in layer.call.inputs and all(source is self.input for source in layer.call.inputs):
                field = layer.field
                if field is not None:
                    return field.field.extent
        return None

    @property
    def channels(self) -> Size | None:
        """What stands beside the batch axis and the spatial axes, the last or the first after the batch."""
        shape, size = self.input.shape, self.size
        if shape is None or size is None or len(shape) != len(size) + 2:
            return None
        return shape[-1] if shape[1:-1] == size else shape[1] if shape[2:] == size else None


@dataclass(eq=False)
class LayerView:
    """A call of a layer that is no container."""

    model: ModelView
    call: LayerCall
    index: int

    @property
    def name(self) -> str:
        """Its name."""
        return self.call.name

    @property
    def title(self) -> str:
        """Its name, with its type where the name is a number."""
        return f"{self.call.type} {self.call.name}" if self.call.name.isdecimal() else self.call.name

    @property
    def role(self) -> str:
        """What it is in every framework: one of `cnnlint.graph.schema.ROLES`."""
        return str(self.call.attributes.get("role", "other"))

    @cached_property
    def producers(self) -> tuple[LayerView, ...]:
        """The layers that it reads."""
        calls = self.model.calls
        return tuple(calls[source] for source in self.call.inputs if isinstance(source, LayerCall) and source in calls)

    @property
    def consumers(self) -> tuple[LayerView, ...]:
        """The layers that read it."""
        return self.model.consumers.get(self.call, ())

    @property
    def uses(self) -> Sequence[LayerView]:
        """All calls of the same module, in order; a function is another in each call."""
        return self.model.uses.get(self.name, (self,)) if self.call.kind == "module" else (self,)

    @cached_property
    def productivity(self) -> Productivity | None:
        """Whether it can still bring something new into view."""
        return productivity(self.call)

    @property
    def is_trained(self) -> bool:
        """Whether a layer with weights that training changes has part in its result."""
        return self.call in self.model.trained

    @property
    def is_output(self) -> bool:
        """Whether the model gives its result back."""
        return self.call in self.model.results

    @property
    def input_shape(self) -> Shape | None:
        """The shape of what it reads first, if that is the one result of its producer."""
        return _shape_of(self.call.inputs[0]) if self.call.inputs else None

    @cached_property
    def field(self) -> FieldView | None:
        """The receptive field of its result."""
        return field_view(self.call.receptive_field, self.call.output_shape)

    @property
    def input_field(self) -> FieldView | None:
        """The receptive field of what it reads, if it reads one layer."""
        return self.producers[0].field if len(self.call.inputs) == 1 and self.producers else None

    @cached_property
    def size(self) -> Shape | None:
        """The spatial sizes of its result."""
        return _spatial(self.call.output_shape, self.field)

    @cached_property
    def input_size(self) -> Shape | None:
        """The spatial sizes of what it reads, if it reads one thing."""
        source = self.call.inputs[0] if len(self.call.inputs) == 1 else None
        if isinstance(source, Input):
            return next((given.size for given in self.model.inputs if given.input is source), None)
        return self.producers[0].size if source is not None and self.producers else None

    @property
    def channels(self) -> Size | None:
        """What stands beside the batch axis and the spatial axes in its result."""
        shape, field = self.call.output_shape, self.field
        if shape is None or field is None or self.size is None or len(shape) != len(field.field.places) + 2:
            return None
        taken = {0, *(place.axis for places in field.field.places for place in places)}
        rest = [size for axis, size in enumerate(shape) if axis not in taken]
        return rest[0] if len(rest) == 1 else None

    @property
    def batch(self) -> str | None:
        """What it does with the batch axis of the model's first input: one of `cnnlint.rule_engine.batches.FATES`."""
        given = self.model.model.inputs[0].shape if self.model.model.inputs else None
        before, after = self.input_shape, self.call.output_shape
        return fate(given[0], before, after) if given and before is not None and after is not None else None

    def attribute(self, name: str) -> Value:
        """What its framework's table says of it; an axis counted from the front."""
        value = self.call.attributes.get(name)
        if name == "axis" and isinstance(value, int) and value < 0:
            shape = self.call.output_shape
            return None if shape is None else value + len(shape)
        return value


class ModelView:
    """One model with one set of inputs."""

    def __init__(self, model: Model) -> None:
        self.model = model
        calls = [call for call in model.layers if call.kind != "container"]
        self.calls = {call: LayerView(self, call, index) for index, call in enumerate(calls)}
        self.layers = tuple(self.calls.values())
        self.inputs = tuple(InputView(self, given) for given in model.inputs)
        self.losses = tuple(LossView(self, loss) for loss in model.losses)
        self.metrics = tuple(MetricView(self, metric) for metric in model.metrics)
        self.parts = tuple(PartView(self, part) for part in model.parts)
        self.results = frozenset(
            source for tensor in model.outputs for source in tensor.sources if isinstance(source, LayerCall)
        )

    @property
    def name(self) -> str:
        """Its name."""
        return self.model.name

    @property
    def asked(self) -> Location | None:
        """The first call that asks something of the sizes of its input."""
        return next((one.at for one in self.model.contract.requires if one.at is not None), None)

    def source_of(self, source: Source | None) -> LayerView | None:
        """The layer that is named as the source of something, else the one that makes the model's only result."""
        if source is None and len(self.results) == 1:
            source = next(iter(self.results))
        return self.calls.get(source) if isinstance(source, LayerCall) else None

    @cached_property
    def consumers(self) -> dict[LayerCall, tuple[LayerView, ...]]:
        """For each call the layers that read its result, each once."""
        found: dict[LayerCall, dict[LayerView, None]] = {}
        for layer in self.layers:
            for producer in layer.producers:
                found.setdefault(producer.call, {})[layer] = None
        return {call: tuple(readers) for call, readers in found.items()}

    @cached_property
    def trained(self) -> frozenset[LayerCall]:
        """The calls in whose result a layer with weights that training changes has part."""
        found: set[LayerCall] = set()
        for call in self.calls:  # in the order in which they finish
            if call.trainable != 0 or any(source in found for source in call.inputs if isinstance(source, LayerCall)):
                found.add(call)
        return frozenset(found)

    @cached_property
    def uses(self) -> dict[str, list[LayerView]]:
        """The calls of each module, by its name."""
        found: dict[str, list[LayerView]] = {}
        for layer in self.layers:
            if layer.call.kind == "module":
                found.setdefault(layer.name, []).append(layer)
        return found

    @cached_property
    def _by_role(self) -> dict[str, list[LayerView]]:
        found: dict[str, list[LayerView]] = {}
        for layer in self.layers:
            found.setdefault(layer.role, []).append(layer)
        return found

    def of_roles(self, roles: frozenset[str] | None) -> Sequence[LayerView]:
        """The layers that have one of these roles, or all, in their order."""
        if roles is None:
            return self.layers
        found = [self._by_role[role] for role in roles if role in self._by_role]
        return found[0] if len(found) == 1 else sorted((x for group in found for x in group), key=lambda x: x.index)

    @cached_property
    def final(self) -> LayerView | None:
        """The layer that makes the last spatial map: behind it are only layers that hand the map on as it is."""
        final = insight.last_map(self.model)
        return None if final is None else self.calls.get(final)

    @cached_property
    def design(self) -> DesignView:
        """What the fields of its layers say of it as a whole."""
        return DesignView(self)

    @cached_property
    def what_if(self) -> WhatIf:
        """Edits of it, with what each of them gives."""
        from cnnlint.variation import (
            what_if,  # carries all operations out again; few runs and no explanation come to it
        )

        return what_if(self.model)

    @property
    def remedies(self) -> str | None:
        """What would make the last map see more, as aligned lines."""
        return remedies(self.what_if)

    @property
    def pooled(self) -> tuple[LayerView, ...]:
        """The layers behind which poolings help most: as few as let a unit of the last map see enough."""
        found = [one for one in self.what_if.proposals if one.kind in ("pool", "pools")]
        enough = [one for one in found if one.reaches] or found
        best = min(enough, key=lambda one: len(one.behind), default=None)
        views = [self.calls.get(call) for call in best.behind] if best is not None else []
        return tuple(view for view in views if view is not None)

    @cached_property
    def task(self) -> str | None:
        """What the results say of the purpose; None where they say nothing.

        "classification": rows of figures, each computed from the whole input. "features": a map of rectified channels, meant for a head that is not
        there. "dense-prediction": any other map.
        """
        outputs = self.model.outputs
        if not outputs or self.final is None or any(tensor.shape is None for tensor in outputs):
            return None
        if all(tensor.rank == 2 and tensor.field is not None and tensor.field.is_global for tensor in outputs):
            return "classification"
        if any(tensor.field is None or not tensor.field.is_spatial for tensor in outputs):
            return None
        return "features" if all(self._is_rectified(layer) for layer in self._last_layers()) else "dense-prediction"

    def _last_layers(self) -> Iterable[LayerView]:
        return [self.calls[call] for call in self.results if call in self.calls]

    def _is_rectified(self, layer: LayerView) -> bool:
        while layer.role in ("dropout", "identity", "norm", "pool") and layer.producers:
            layer = layer.producers[0]
        many = layer.channels is not None and symbolic.less(_IMAGE_CHANNELS, layer.channels) is True
        return many and layer.attribute("activation") in _RECTIFIERS


class FileView:
    """One file: its models and facts."""

    def __init__(self, file: FileAnalysis) -> None:
        self.path = file.path
        self.text = file.text
        views = {id(model): ModelView(model) for model in file.models}
        self.models = tuple(views.values())
        owners = file.fact_models or (None,) * len(file.facts)
        self.facts = tuple(
            FactView(fact, views.get(id(model)) if model is not None else None)
            for fact, model in zip(file.facts, owners, strict=False)
        )

    @property
    def name(self) -> str:
        """The last part of its path."""
        return Path(self.path).name

    @cached_property
    def tree(self) -> SourceTree:
        """Its text with the stdlib's syntax tree, for what is mended."""
        return SourceTree(self.path, self.text)

    def place(self, thing: object, fallback: object = None) -> Location | None:
        """Where something stands in this file: where it was defined, else where it was called, else its model."""
        things = (thing, fallback, getattr(thing, "model", None), getattr(fallback, "model", None))
        known = [place for one in things for place in _places(one) if place is not None]
        return next((place for place in known if place.path == self.path), known[0] if known else None)

    def is_foreign(self, thing: object) -> bool:
        """True for a layer or part of a ready-made model, of an installed package or known without its source: it is not the program's to mend."""
        if isinstance(thing, PartView):
            return thing.place is None or (is_installed(thing.place.path) and not is_installed(self.path))
        return isinstance(thing, LayerView) and thing.call.is_foreign(self.path)

    def layers_built_at(self, place: Location) -> list[LayerView]:
        """The layers of all models that are built at a place: a loop builds several."""
        return [layer for model in self.models for layer in model.layers if layer.call.defined == place]


def _places(thing: object) -> tuple[Location | None, ...]:
    match thing:
        case FileView():
            return (Location(thing.path, 1, 1, 1, 1),)
        case LayerView():
            return (thing.call.defined, thing.call.at)
        case ModelView():
            return (thing.model.at,)
        case InputView():
            return (thing.input.at,)
        case LossView():
            return (thing.loss.at,)
        case MetricView():
            return (thing.metric.at,)
        case PartView():
            return (thing.place,)
        case FactView():
            return (thing.fact.at, *(place for place, _ in thing.fact.related))
        case Location():
            return (thing,)
    return ()


def _shape_of(source: Source) -> Shape | None:
    if isinstance(source, Input):
        return source.shape
    return source.output_shape if len(source.outputs) == 1 else None


def _spatial(shape: Shape | None, field: FieldView | None) -> Shape | None:
    """The sizes of the axes on which positions stand, where each input axis has one of its own."""
    if shape is None or field is None:
        return None
    axes = [places[0].axis for places in field.field.places if len(places) == 1 and places[0].size is None]
    distinct = len(set(axes)) == len(axes) == len(field.field.places)
    return tuple(shape[axis] for axis in axes) if distinct and all(axis < len(shape) for axis in axes) else None
