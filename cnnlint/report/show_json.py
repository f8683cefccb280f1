"""`show --format json`: the schema `cnnlint/show/1`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from cnnlint import __version__
from cnnlint.analysis.result import FileAnalysis
from cnnlint.graph import Field, Input, LayerCall, Location, Model, Shape, Source, Unresolved
from cnnlint.graph.figures import borders
from cnnlint.graph.model import of_one_sample
from cnnlint.graph.requirement import Requirement
from cnnlint.report import insights
from cnnlint.report.measure import Figure, figure, measure
from cnnlint.report.style import Style
from cnnlint.report.tree import Row, build
from cnnlint.symbolic import Size, is_anonymous
from cnnlint.variation import Figures, what_if

SCHEMA = "cnnlint/show/1"


def render(
    analyses: Sequence[FileAnalysis],
    style: Style,
    names: tuple[str, ...] = (),
    depth: int | None = None,
    *,
    edits: bool = False,
) -> Iterator[str]:
    """The document as text; columns and depth are for people and change nothing here. `edits`: what if something were otherwise."""
    yield json.dumps(document(analyses, edits=edits), indent=2)


def document(analyses: Iterable[FileAnalysis], *, edits: bool = False) -> dict[str, Any]:
    """The document as JSON values."""
    found = [model for analysis in analyses for model in analysis.models]
    models = [{**_model(model), **({"what_if": edits_of(model)} if edits else {})} for model in found]
    return {"schema": SCHEMA, "version": __version__, "models": models}


def size(value: Size) -> int | str | None:
    """A number, an expression as text, or None for a size of which nothing is known."""
    if isinstance(value, int):
        return value
    return None if is_anonymous(value) else str(value)


def shape(value: Shape | None) -> list[int | str | None] | None:
    """The sizes of a shape; None where not even the rank is known."""
    return None if value is None else [size(entry) for entry in value]


def _model(model: Model) -> dict[str, Any]:
    known, total = model.resolved
    index = {layer: number for number, layer in enumerate(model.layers)}
    costs = dict(_costs(build(model.layers)))
    return {
        "name": model.name,
        "path": model.at.path,
        "line": model.at.line,
        "framework": model.framework,
        "inputs": [
            {"name": entry.name, "shape": shape(entry.shape), "source": entry.told(model.at.path)}
            for entry in model.inputs
        ],
        "outputs": [shape(tensor.shape) for tensor in model.outputs],
        "parameters": size(model.parameters),
        "trainable_parameters": size(model.trainable_parameters),
        "macs": size(of_one_sample(model, model.macs)),
        "receptive_field": _field_of(model.final),
        "layers": [_layer(layer, index, of_one_sample(model, costs.get(layer, layer.macs))) for layer in model.layers],
        "design": insights.document(model, index),
        "requires": [_requirement(entry) for entry in model.contract.requires],
        "fits": model.contract.fits,
        "resolved": {"layers": known, "of": total},
        "unresolved": [_unresolved(entry) for entry in model.unresolved],
    }


def edits_of(model: Model) -> dict[str, Any]:
    """The edits that would help with their computed effect; `reason` says why there are none."""
    found = what_if(model)
    edits = [
        {"kind": one.kind, "edit": one.words, **_effect(one.figures), "notes": list(one.notes)}
        for one in found.proposals
    ]
    return {"now": None if found.now is None else _effect(found.now), "edits": edits, "reason": found.reason or None}


def _effect(of: Figures) -> dict[str, Any]:
    return {
        "map": shape(of.map),
        "field": shape(of.field),
        "coverage": round(float(of.coverage), 4),
        "parameters": size(of.parameters),
        "macs": size(of.macs),
    }


def _requirement(entry: Requirement) -> dict[str, Any]:
    place = entry.place
    return {"text": entry.text, "path": place.path if place else None, "line": place.line if place else None}


def _layer(layer: LayerCall, index: Mapping[LayerCall, int], macs: Size) -> dict[str, Any]:
    return {
        "name": layer.name,
        "type": layer.type,
        "op": layer.op,
        "kind": layer.kind,
        "inputs": [_source(source, index) for source in layer.inputs],
        "output_shape": shape(layer.output_shape),
        "parameters": size(layer.parameters),
        "macs": size(macs),
        "receptive_field": _field_of(layer),
        **_place(layer.at),
    }


def _costs(rows: Sequence[Row]) -> Iterator[tuple[LayerCall, Size]]:
    """The cost of each container: that of the calls in it."""
    for row in rows:
        if row.layer.kind == "container":
            yield row.layer, row.macs
        yield from _costs(row.parts)


def _source(source: Source, index: Mapping[LayerCall, int]) -> int | str | None:
    return f"input:{source.name}" if isinstance(source, Input) else index.get(source)


def _place(at: Location | None) -> dict[str, Any]:
    if at is None:
        return {"path": None, "line": None, "column": None}
    return {"path": at.path, "line": at.line, "column": at.column}


def _unresolved(entry: Unresolved) -> dict[str, Any]:
    return {"path": entry.path, "line": entry.line, "reason": entry.reason}


def _field_of(layer: LayerCall | None) -> dict[str, Any] | None:
    return None if layer is None else field(layer.receptive_field, layer.output_shape)


def field(value: Field | None, shape: Shape | None = None) -> dict[str, Any] | None:
    """The receptive field (FIELD of the schema) of a tensor of this shape; None where there are no spatial axes."""
    if value is None or not value.axes:
        return None
    measured = measure(value)
    ends = borders(value, shape)
    return {
        "size": [size(entry) for entry in measured.size],
        "least": [size(entry) for entry in measured.least],
        "step": list(measured.step),
        "start": list(measured.start),
        "effective": list(measured.effective),
        "coverage": None if measured.coverage is None else [round(share, 4) for share in measured.coverage],
        "global": measured.is_global,
        "aligned": [axis.aligned for axis in value.axes],
        "centre": [_figure(end.centre) for end in ends],
        "off_centre": [_figure(end.off_centre) for end in ends],
        "seen": [_figure(end.seen) for end in ends],
        "padding_at_centre": [_figure(end.padding_at_centre) for end in ends],
        "padding_at_corner": [_figure(end.padding_at_corner) for end in ends],
        "context": value.context,
        "statistics": value.statistics or None,
    }


def _figure(value: Fraction | None) -> Figure | None:
    return None if value is None else figure(round(float(value), 4))
