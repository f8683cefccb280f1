"""What rules may ask for, declared once: every object, its fields, their types and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cnnlint.graph.schema import ATTRIBUTES, DETAILS, FACTS, ROLES, Declared, TypeName
from cnnlint.rule_engine.batches import FATES
from cnnlint.rule_engine.field_view import FieldView
from cnnlint.rule_engine.told_views import FactView
from cnnlint.rule_engine.types import BOOL, NUMBER, SHAPE, SIZES, TEXT, Attribute, Objects, Type, Value, list_of, one_of
from cnnlint.rule_engine.views import LayerView

VERSION: Final = (
    1  # of what rules may ask for; it grows with every field, kind or role that is taken away or means something else
)

MODEL: Final = Type("model")
LAYER: Final = Type("layer")
INPUT: Final = Type("input")
LOSS: Final = Type("loss")
METRIC: Final = Type("metric")
PART: Final = Type("part")
FIELD: Final = Type("field")
DESIGN: Final = Type("design")
FACT: Final = Type("fact")
FILE: Final = Type("file")
DETAIL: Final = Type("details")
PLACE: Final = Type("place")
PLACES: Final = ("file", "model", "input", "layer", "loss", "metric", "part", "fact", "place")  # what can be pointed at

# What a rule is evaluated for, and the names that are bound then. A chain also binds the names of its steps.
SUBJECTS: Final[Mapping[str, Mapping[str, Type]]] = {
    "model": {"model": MODEL},
    "layer": {"layer": LAYER, "model": MODEL},
    "edge": {"target": LAYER, "source": LAYER, "model": MODEL},
    "chain": {"model": MODEL},
    "loss": {"loss": LOSS, "model": MODEL},
    "metric": {"metric": METRIC, "model": MODEL},
    "part": {"part": PART, "model": MODEL},
    "fact": {"fact": FACT, "model": MODEL},
    "file": {"file": FILE},
}

_DECLARED: Final[Mapping[TypeName, Type]] = {
    "size": NUMBER,
    "sizes": SIZES,
    "int": NUMBER,
    "ints": list_of(NUMBER),
    "number": NUMBER,
    "numbers": list_of(NUMBER),
    "bool": BOOL,
    "text": TEXT,
}
_SHAPES: Final = ("shape", "target", "left", "right")
_CLOSED: Final[Mapping[str, Type]] = {
    "role": one_of(*ROLES),
    "norm": one_of("batch", "layer", "group", "instance", "rms", "response"),
    "pool": one_of("max", "average", "lp"),
}


def _layer_attribute(name: str, declared: Declared) -> Attribute:
    type_ = _CLOSED.get(name, _DECLARED[declared.type])
    return Attribute(type_, lambda layer: layer.attribute(name), declared.doc)


def _detail(name: str, declared: Declared) -> Attribute:
    type_ = SHAPE if name in _SHAPES else _DECLARED[declared.type]
    return Attribute(type_, lambda details: details.get(name), declared.doc)


def _model_of(view: Any) -> Value:
    return view.model


_MODEL_FIELDS: Final[Mapping[str, Attribute]] = {
    "name": Attribute(TEXT, lambda m: m.name, "the name of the object, class or function"),
    "framework": Attribute(one_of("torch", "keras"), lambda m: m.model.framework, "which library it is written with"),
    "task": Attribute(
        one_of("classification", "features", "dense-prediction"),
        lambda m: m.task,
        "what the results say of the purpose: rows of figures computed from all of the input, a map of rectified channels, any other map",
    ),
    "input": Attribute(INPUT, lambda m: m.inputs[0] if m.inputs else None, "the first input"),
    "inputs": Attribute(list_of(INPUT), lambda m: m.inputs, "all inputs, in order"),
    "layers": Attribute(
        list_of(LAYER),
        lambda m: m.layers,
        "the calls in order, containers left out",
        index=("role", lambda m, roles: m.of_roles(roles)),
    ),
    "final": Attribute(LAYER, lambda m: m.final, "the layer that makes the last spatial map before space is collapsed"),
    "design": Attribute(DESIGN, lambda m: m.design, "what the fields of its layers say of it as a whole"),
    "losses": Attribute(list_of(LOSS), lambda m: m.losses, "the losses that its results are given to in this file"),
    "metrics": Attribute(list_of(METRIC), lambda m: m.metrics, "the metrics that are computed of its results"),
    "parts": Attribute(
        list_of(PART), lambda m: m.parts, "what its classes keep as attributes: layers, blocks and parameters"
    ),
    "remedies": Attribute(
        TEXT, lambda m: m.remedies, "what would make the last map see more, computed on this model, a line each"
    ),
    "pooled": Attribute(list_of(LAYER), lambda m: m.pooled, "the layers behind which poolings of 2 help most"),
    "parameters": Attribute(NUMBER, lambda m: m.model.parameters, "each counted once, shared or not"),
    "trainable_parameters": Attribute(NUMBER, lambda m: m.model.trainable_parameters, "those that training changes"),
    "macs": Attribute(NUMBER, lambda m: m.model.macs, "multiply-accumulates of one pass"),
    "calls": Attribute(NUMBER, lambda m: m.model.resolved[1], "how many calls of layers there are, understood or not"),
    "fits": Attribute(
        TEXT,
        lambda m: m.model.contract.fits or None,
        "what the sizes of an input of open size must be, where something is asked of them",
    ),
    "asked": Attribute(PLACE, lambda m: m.asked, "the first call that asks for it"),
    "understood": Attribute(NUMBER, lambda m: m.model.resolved[0], "how many of them are understood"),
}
_INPUT_FIELDS: Final[Mapping[str, Attribute]] = {
    "name": Attribute(TEXT, lambda i: i.name, "as the program names it"),
    "size": Attribute(SIZES, lambda i: i.size, "along the spatial axes"),
    "channels": Attribute(NUMBER, lambda i: i.channels, "what stands beside the batch axis and the spatial axes"),
    "shape": Attribute(SHAPE, lambda i: i.input.shape, "with the batch axis"),
    "origin": Attribute(TEXT, lambda i: i.origin, "where its size was learnt from, in words"),
}
_LAYER_FIELDS: Final[Mapping[str, Attribute]] = {
    "name": Attribute(
        TEXT,
        lambda x: x.name,
        "its path in the model, or the function's own name; `{layer}` prints it with the type where it is a number",
    ),
    "type": Attribute(TEXT, lambda x: x.call.type, "the name of its class or function"),
    "op": Attribute(TEXT, lambda x: x.call.op, "the documented dotted name"),
    "kind": Attribute(
        one_of("module", "function", "method", "operator"), lambda x: x.call.kind, "what kind of call it is"
    ),
    "model": Attribute(MODEL, _model_of, "the model that it belongs to"),
    "index": Attribute(NUMBER, lambda x: x.index, "its place in `model.layers`, from 0"),
    "input_shape": Attribute(SHAPE, lambda x: x.input_shape, "of what it reads first, with the batch axis"),
    "output_shape": Attribute(SHAPE, lambda x: x.call.output_shape, "of its result, with the batch axis"),
    "size": Attribute(SIZES, lambda x: x.size, "of its result along the spatial axes"),
    "input_size": Attribute(
        SIZES, lambda x: x.input_size, "of what it reads along the spatial axes, if it reads one thing"
    ),
    "channels": Attribute(NUMBER, lambda x: x.channels, "of its result"),
    "parameters": Attribute(NUMBER, lambda x: x.call.parameters, "its own"),
    "trainable_parameters": Attribute(NUMBER, lambda x: x.call.trainable, "those of them that training changes"),
    "macs": Attribute(NUMBER, lambda x: x.call.macs, "multiply-accumulates of one call"),
    "conditional": Attribute(BOOL, lambda x: x.call.conditional, "called on some paths only"),
    "receptive_field": Attribute(FIELD, lambda x: x.field, "of its result"),
    "input_field": Attribute(FIELD, lambda x: x.input_field, "the receptive field of what it reads"),
    "step": Attribute(list_of(NUMBER), lambda x: x.field and _steps(x.field), "of its receptive field"),
    "producers": Attribute(list_of(LAYER), lambda x: x.producers, "the layers that it reads"),
    "consumers": Attribute(list_of(LAYER), lambda x: x.consumers, "the layers that read it"),
    "uses": Attribute(list_of(LAYER), lambda x: x.uses, "all calls of the same layer, in order, this one among them"),
    "border": Attribute(
        BOOL,
        lambda x: x.productivity and x.productivity.border,
        "every path to what it reads has seen all of the input already, or its window fills the map",
    ),
    "critical": Attribute(
        BOOL, lambda x: x.productivity and x.productivity.critical, "every path to its result sees more than the input"
    ),
    "batch": Attribute(
        one_of(*FATES),
        lambda x: x.batch,
        "what it does with a batch axis of open size: kept in front, a fixed number in its place, all axes made one, or folded with others",
    ),
    "is_trained": Attribute(
        BOOL, lambda x: x.is_trained, "whether a layer with weights that training changes has part in its result"
    ),
    "is_output": Attribute(BOOL, lambda x: x.is_output, "whether the model gives its result back"),
    "definition": Attribute(PLACE, lambda x: x.call.defined, "where it is built"),
    "call": Attribute(PLACE, lambda x: x.call.at, "where it is called"),
    **{name: _layer_attribute(name, declared) for name, declared in ATTRIBUTES.items() if name != "role"},
    "role": Attribute(_CLOSED["role"], lambda x: x.role, "what it is in every framework"),
}


def _steps(view: FieldView) -> Value:
    return tuple(axis.step for axis in view.field.axes)


_FIELD_FIELDS: Final[Mapping[str, Attribute]] = {
    "size": Attribute(SIZES, lambda f: f.size, "in input pixels, the greatest over all paths"),
    "least": Attribute(SIZES, lambda f: tuple(axis.least for axis in f.field.axes), "the smallest over all paths"),
    "step": Attribute(list_of(NUMBER), _steps, "how far neighbouring positions are apart, in input pixels"),
    "start": Attribute(list_of(NUMBER), lambda f: f.start, "where position 0 begins to read; negative in the padding"),
    "effective": Attribute(
        SIZES,
        lambda f: f.effective,
        "an estimate: how wide the middle is that 95 % of the squared gradient comes from before training",
    ),
    "coverage": Attribute(NUMBER, lambda f: f.coverage, "the least share of the input's sides that it sees"),
    "coverages": Attribute(list_of(NUMBER), lambda f: f.coverages, "that share along each axis that is not read whole"),
    "centre": Attribute(list_of(NUMBER), lambda f: f.border("centre"), "of what position 0 reads, in pixels"),
    "off_centre": Attribute(
        list_of(NUMBER),
        lambda f: f.border("off_centre"),
        "how far the middle of all positions' centres is from that of the input, in pixels",
    ),
    "seen": Attribute(
        list_of(NUMBER),
        lambda f: f.border("seen"),
        "the share of the input that the position in the middle reads, without padding",
    ),
    "padding_at_centre": Attribute(
        list_of(NUMBER), lambda f: f.border("padding_at_centre"), "the share of padding in what the middle one reads"
    ),
    "padding_at_corner": Attribute(
        list_of(NUMBER),
        lambda f: f.border("padding_at_corner"),
        "the share of padding in what the first or last one reads",
    ),
    "statistics": Attribute(
        TEXT,
        lambda f: f.field.statistics,
        'when normalisations take their statistics from all positions: "training", "always", or "" for never',
    ),
    "extent": Attribute(SIZES, lambda f: f.field.extent, "the input's size"),
    "is_global": Attribute(BOOL, lambda f: f.field.is_global, "whether every position reads the whole input"),
    "is_spatial": Attribute(BOOL, lambda f: f.field.is_spatial, "whether there are positions still"),
    "aligned": Attribute(
        BOOL, lambda f: all(axis.aligned for axis in f.field.axes), "whether all branches agree on centre and step"
    ),
    "context": Attribute(BOOL, lambda f: f.field.context, "whether a global gate has scaled it"),
}
_DESIGN_FIELDS: Final[Mapping[str, Attribute]] = {
    "covering": Attribute(
        LAYER, lambda d: d.covering, "makes the first map whose every position reads as much as there is of the input"
    ),
    "border": Attribute(
        list_of(LAYER),
        lambda d: d.border,
        "the convolutions and poolings that can bring nothing new into view (Richter et al., 2021)",
    ),
    "misaligned": Attribute(
        list_of(LAYER), lambda d: d.misaligned, "where branches of different step or centre first meet"
    ),
    "unread": Attribute(SIZES, lambda d: d.unread, "how many pixels nothing reads, along each axis of the first input"),
    "unread_shares": Attribute(list_of(NUMBER), lambda d: d.unread_shares, "the same as shares of the input"),
    "density": Attribute(
        NUMBER, lambda d: d.density, "the share of its field that the middle of the last map reads; 1 without holes"
    ),
    "halo": Attribute(
        SIZES, lambda d: d.halo, "what a tile needs on each side for exact results, in pixels along each axis"
    ),
}
_LOSS_FIELDS: Final[Mapping[str, Attribute]] = {
    "op": Attribute(TEXT, lambda x: x.loss.op, "the documented dotted name"),
    "from_logits": Attribute(BOOL, lambda x: x.loss.from_logits, "whether it applies the softmax or sigmoid itself"),
    "source": Attribute(LAYER, lambda x: x.source, "the layer whose result it is given"),
    "classes": Attribute(NUMBER, lambda x: x.loss.classes, "how many classes the data have that its targets come from"),
    "data": Attribute(TEXT, lambda x: x.loss.data or None, "the name of these data"),
    "model": Attribute(MODEL, _model_of, "the model that it belongs to"),
}
_METRIC_FIELDS: Final[Mapping[str, Attribute]] = {
    "op": Attribute(
        TEXT, lambda x: x.metric.op, "the documented dotted name; of one that is given as a text, that text"
    ),
    "source": Attribute(LAYER, lambda x: x.source, "the layer whose result it is given"),
    "loss": Attribute(LOSS, lambda x: x.loss, "the loss of the same result"),
    "threshold": Attribute(NUMBER, lambda x: x.metric.threshold, "what it calls a yes from"),
    "from_logits": Attribute(BOOL, lambda x: x.metric.from_logits, "whether it applies the sigmoid itself"),
    "model": Attribute(MODEL, _model_of, "the model that it belongs to"),
}
_PART_FIELDS: Final[Mapping[str, Attribute]] = {
    "name": Attribute(TEXT, lambda p: p.name, "its attribute path in the model"),
    "attribute": Attribute(TEXT, lambda p: p.part.attribute, "the last step of the path"),
    "type": Attribute(TEXT, lambda p: p.part.type, "the name of its class"),
    "kind": Attribute(one_of("module", "parameter"), lambda p: p.part.kind, "a layer or a block of them, or a tensor"),
    "role": Attribute(
        _CLOSED["role"], lambda p: p.part.role, "what a layer is in every framework; of a block `container`"
    ),
    "owner": Attribute(TEXT, lambda p: p.part.owners[0], "the class that keeps it"),
    "parameters": Attribute(NUMBER, lambda p: p.part.parameters, "its own and those of what is inside"),
    "trainable_parameters": Attribute(NUMBER, lambda p: p.part.trainable, "those of them that training changes"),
    "called": Attribute(
        BOOL, lambda p: p.part.called, "it, or something inside of it, is called or read when the model runs"
    ),
    "mentioned": Attribute(BOOL, lambda p: p.part.mentioned, "the program names the attribute other than to set it"),
    "replacement": Attribute(
        PLACE, lambda p: p.part.replacement, "where another takes its place before anything has used it"
    ),
    "made_in_call": Attribute(BOOL, lambda p: bool(p.part.made_by), "every run of the model makes it anew"),
    "definition": Attribute(PLACE, lambda p: p.place, "where it is built"),
    "model": Attribute(MODEL, _model_of, "the model that it belongs to"),
}
_FACT_FIELDS: Final[Mapping[str, Attribute]] = {
    "kind": Attribute(one_of(*FACTS), lambda f: f.fact.kind, "its name in every version"),
    "words": Attribute(TEXT, lambda f: f.fact.words, "what is wrong, in plain words"),
    "statement": Attribute(TEXT, lambda f: f.statement, "the same as a sentence about the layer that refuses"),
    "error": Attribute(TEXT, lambda f: f.fact.error or None, "the exception that Python or the framework raises"),
    "raised": Attribute(
        TEXT, lambda f: f.raised, "what happens at run time: the library's own message, with the figures of this case"
    ),
    "details": Attribute(
        DETAIL, lambda f: f.fact.details, "figures; those that do not apply or are not known are unknown"
    ),
    "definition": Attribute(PLACE, lambda f: f.fact.defined, "where what refuses was built"),
    "call": Attribute(PLACE, lambda f: f.call, "the call that is refused, where it is written for what refuses alone"),
    "entry": Attribute(PLACE, lambda f: f.fact.entry, "where the model is called in which it happens"),
    "maker": Attribute(PLACE, lambda f: f.maker, "where the layer was built that made what is refused"),
}

_FILE_FIELDS: Final[Mapping[str, Attribute]] = {
    "name": Attribute(TEXT, lambda f: f.name, "the last part of its path"),
    "path": Attribute(TEXT, lambda f: f.path, "as it was given, or found below what was given"),
    "models": Attribute(list_of(MODEL), lambda f: f.models, "its models, in order"),
    "facts": Attribute(list_of(FACT), lambda f: f.facts, "what is certainly so about it"),
}

SCHEMA: Final[Objects] = {
    "file": _FILE_FIELDS,
    "model": _MODEL_FIELDS,
    "input": _INPUT_FIELDS,
    "layer": _LAYER_FIELDS,
    "field": _FIELD_FIELDS,
    "design": _DESIGN_FIELDS,
    "loss": _LOSS_FIELDS,
    "metric": _METRIC_FIELDS,
    "part": _PART_FIELDS,
    "fact": _FACT_FIELDS,
    "details": {name: _detail(name, declared) for name, declared in DETAILS.items()},
}

__all__ = ["FACT", "LAYER", "MODEL", "PLACES", "SCHEMA", "SUBJECTS", "FactView", "LayerView"]
