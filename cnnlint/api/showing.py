"""`cnnlint.show`: a model and its layers as objects. A size is a number, an expression of named sizes as text, or None where nothing is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from html import escape
from typing import Any, Literal, TypeAlias

from cnnlint.analysis import TargetError, analyze_paths, analyze_source, analyze_target
from cnnlint.analysis.result import FileAnalysis
from cnnlint.api.given import Inputs, Target, is_source, path_of, settings, shapes
from cnnlint.checking.errors import Refused
from cnnlint.checking.surroundings import options_of
from cnnlint.config import Settings
from cnnlint.report import show_json, table
from cnnlint.report.style import Style

Size: TypeAlias = int | str | None
Shape: TypeAlias = tuple[Size, ...] | None


@dataclass(frozen=True, slots=True)
class ReceptiveField:
    """What a position of a map reads of the input, one entry a spatial axis.

    `size` is the greatest over the paths to it, `least` the least; `step` is how far apart the fields of neighbours are and `start` where the
    first begins; `effective` is an estimate of how much of it counts before training. `coverage` is the share of the input, `is_global` if all of it is read.
    """

    size: tuple[Size, ...]
    least: tuple[Size, ...]
    step: tuple[float | str | None, ...]
    start: tuple[float | str | None, ...]
    effective: tuple[float | None, ...]
    coverage: tuple[float, ...] | None
    is_global: bool


@dataclass(frozen=True, slots=True)
class Input:
    """An input of a model: its shape, and in words where that is from."""

    name: str
    shape: Shape
    source: str


@dataclass(frozen=True, slots=True)
class Layer:
    """One call of a layer, function or operator. `inputs` are indexes of layers, or `input:name`; `op` is the documented name."""

    name: str
    type: str
    op: str
    kind: Literal["module", "container", "function", "method", "operator"]
    inputs: tuple[int | str | None, ...]
    output_shape: Shape
    parameters: Size
    macs: Size
    receptive_field: ReceptiveField | None
    path: str | None
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class Unresolved:
    """What was not understood, and where."""

    path: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a model gives and costs: sizes of its last map, the field of one of its units and the least share of a side that this is."""

    map: tuple[Size, ...]
    field: tuple[Size, ...]
    coverage: float
    parameters: Size
    macs: Size


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of a model in words, what the model then gives and costs, and what has to be changed with it or is to be known of it."""

    kind: str
    edit: str
    effect: Effect
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The model as it is, and the best edit of each kind, those that help most at the least cost first; `reason` says why there are none."""

    now: Effect | None
    edits: tuple[Edit, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Model:
    """A model: what it is fed and gives, what it costs, and its layers in the order in which their calls finish.

    `resolved` of `layer_count` layers were understood. In a notebook a model shows itself as a table.
    """

    name: str
    path: str
    line: int
    framework: Literal["torch", "keras"]
    inputs: tuple[Input, ...]
    outputs: tuple[Shape, ...]
    parameters: Size
    trainable_parameters: Size
    macs: Size
    receptive_field: ReceptiveField | None
    layers: tuple[Layer, ...]
    resolved: int
    layer_count: int
    unresolved: tuple[Unresolved, ...]
    _document: Mapping[str, Any] = field(repr=False, compare=False)
    _text: str = field(repr=False, compare=False)
    _edits: Callable[[], Mapping[str, Any]] = field(repr=False, compare=False)

    def __str__(self) -> str:
        return self._text

    def layer(self, name: str) -> Layer:
        """The last call of a layer of this name. Raises KeyError if there is none."""
        for layer in reversed(self.layers):
            if layer.name == name:
                return layer
        raise KeyError(name)

    def what_if(self) -> WhatIf:
        """What the model would give and cost if something in it were otherwise, as `cnnlint show --what-if` tells it."""
        found = self._edits()
        edits = (Edit(one["kind"], one["edit"], _effect(one), tuple(one["notes"])) for one in found["edits"])
        return WhatIf(None if found["now"] is None else _effect(found["now"]), tuple(edits), found["reason"])

    def to_dict(self) -> dict[str, Any]:
        """The model as in the document `cnnlint/show/1`, which `cnnlint show --format json` prints."""
        return dict(self._document)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{name}</th>" for name in ("layer", "type", "output", "params", "MACs", "field"))
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(layer))}</tr>" for layer in self.layers
        )
        return f"<p><b>{escape(self.name)}</b> · {self.framework}</p><table><tr>{head}</tr>{rows}</table>"


def show(
    target: Target,
    *,
    model: str | None = None,
    input: Inputs | None = None,
    mode: Literal["eval", "train"] | None = None,
    python: Target | None = None,
    config: Target | None = None,
    isolated: bool = False,
    name: str = "<source>",
) -> Model:
    """The model of a file, `file.py::Name(args)`, or of source (a text of several lines), called `name`.

    `model` names the one that is meant where there are several; the other keywords are those of `cnnlint show`.
    Raises CannotRun where there is no such model, or more than one.
    """
    path = name if is_source(target) else path_of(target)
    said = Settings(mode=mode, python=None if python is None else str(python), input=shapes(input))
    options = options_of(settings(path, said, config, isolated))
    try:
        if is_source(target):
            analyses = [analyze_source(str(target), name, options)]
        elif "::" in path or path.endswith((".py", ".ipynb")):
            analyses = [analyze_target(path, options)]
        else:
            analyses = list(analyze_paths([path], options))
    except TargetError as error:
        raise Refused(str(error)) from None
    return _only(analyses, path, model)


def _only(analyses: list[FileAnalysis], path: str, name: str | None) -> Model:
    """The one model that is meant."""
    found = [(analysis, one) for analysis in analyses for one in analysis.models if name in (None, one.name)]
    if len(found) != 1:
        names = ", ".join(sorted({one.name for analysis in analyses for one in analysis.models}))
        what = (
            f"there are several: {names}; name one with model="
            if found
            else f"there is no model{f' {name}; there are: {names}' if names else ''}"
        )
        raise Refused(f"{path}: {what}")
    analysis, one = found[0]
    alone = FileAnalysis(
        analysis.path, analysis.text, (one,), analysis.facts, analysis.fact_models, analysis.unresolved
    )
    (document,) = show_json.document([alone])["models"]
    text = "\n".join(table.render([alone], Style(width=120)))
    return _model(document, text, partial(show_json.edits_of, one))


def _effect(document: Mapping[str, Any]) -> Effect:
    figures = (document[name] for name in ("coverage", "parameters", "macs"))
    return Effect(tuple(document["map"]), tuple(document["field"]), *figures)


def _model(document: Mapping[str, Any], text: str, edits: Callable[[], Mapping[str, Any]]) -> Model:
    plain = {
        name: document[name]
        for name in ("name", "path", "line", "framework", "parameters", "trainable_parameters", "macs")
    }
    return Model(
        **plain,
        inputs=tuple(Input(entry["name"], _tuple(entry["shape"]), entry["source"]) for entry in document["inputs"]),
        outputs=tuple(map(_tuple, document["outputs"])),
        receptive_field=_field(document["receptive_field"]),
        layers=tuple(map(_layer, document["layers"])),
        resolved=document["resolved"]["layers"],
        layer_count=document["resolved"]["of"],
        unresolved=tuple(Unresolved(entry["path"], entry["line"], entry["reason"]) for entry in document["unresolved"]),
        _document=document,
        _text=text,
        _edits=edits,
    )


def _layer(document: Mapping[str, Any]) -> Layer:
    own = {one.name: document[one.name] for one in fields(Layer)}
    own["inputs"], own["output_shape"] = tuple(document["inputs"]), _tuple(document["output_shape"])
    own["receptive_field"] = _field(document["receptive_field"])
    return Layer(**own)


def _field(document: Mapping[str, Any] | None) -> ReceptiveField | None:
    if document is None:
        return None
    coverage = document["coverage"]
    sizes = {name: tuple(document[name]) for name in ("size", "least", "step", "start", "effective")}
    return ReceptiveField(**sizes, coverage=None if coverage is None else tuple(coverage), is_global=document["global"])


def _tuple(shape: list[Size] | None) -> Shape:
    return None if shape is None else tuple(shape)


def _cells(layer: Layer) -> tuple[str, ...]:
    shape = (
        "?"
        if layer.output_shape is None
        else ", ".join("?" if size is None else str(size) for size in layer.output_shape)
    )
    size = "" if layer.receptive_field is None else "×".join(map(str, layer.receptive_field.size))
    return layer.name, layer.type, shape, str(layer.parameters), str(layer.macs), size
