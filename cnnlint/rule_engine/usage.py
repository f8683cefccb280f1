"""For each field that rules may ask for an example of its use, and of those that are counted or measured the unit.

An example is an expression over the names of the field's objects: `file`, `model`, `input`, `layer`, `field`, `loss`, `fact`, `details`,
`design`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EXAMPLES: Final[Mapping[str, Mapping[str, str]]] = {
    "file": {
        "name": 'file.name == "train.py"',
        "path": '"experiments" in file.path',
        "models": "len(file.models) > 1",
        "facts": 'any(f.kind == "raises" for f in file.facts)',
    },
    "model": {
        "name": 'model.name == "Net"',
        "framework": 'model.framework == "keras"',
        "task": 'model.task == "classification"',
        "input": "model.input.channels == 3",
        "inputs": "len(model.inputs) == 2",
        "layers": 'count(x.role == "conv" for x in model.layers) > 20',
        "final": "model.final.receptive_field.coverage < 0.5",
        "design": "len(model.design.border) > 0",
        "losses": "any(loss.from_logits for loss in model.losses)",
        "remedies": "model.remedies is known",
        "parameters": "model.parameters > 50000000",
        "trainable_parameters": "model.trainable_parameters < model.parameters",
        "macs": "model.macs > 1000000000",
        "calls": "model.calls > 500",
        "understood": "model.understood < model.calls",
    },
    "input": {
        "name": 'input.name == "image"',
        "size": "input.size >= 32",
        "channels": "input.channels == 3",
        "shape": "len(input.shape) == 4",
        "origin": "input.origin is known",
    },
    "layer": {
        "name": 'layer.name == "fc1"',
        "type": 'layer.type == "Conv2d"',
        "op": 'layer.op == "torch.nn.Conv2d"',
        "kind": 'layer.kind == "module"',
        "model": "layer.parameters > 0.5 * layer.model.parameters",
        "index": "layer.index == 0",
        "input_shape": "len(layer.input_shape) == 4",
        "output_shape": "layer.output_shape[-1] == 10",
        "size": "layer.size == 1",
        "input_size": "layer.kernel == layer.input_size",
        "channels": "layer.channels > 512",
        "parameters": "layer.parameters > 1000000",
        "trainable_parameters": "layer.trainable_parameters == 0",
        "macs": "layer.macs > 0.5 * layer.model.macs",
        "conditional": "not layer.conditional",
        "receptive_field": "layer.receptive_field.size < 7",
        "input_field": "layer.input_field.is_spatial",
        "step": "layer.step == 1",
        "producers": 'any(x.role == "norm" for x in layer.producers)',
        "consumers": "len(layer.consumers) > 1",
        "uses": "len(layer.uses) > 1",
        "border": "layer.border",
        "critical": "layer.critical",
        "is_output": "not layer.is_output",
        "definition": "layer.definition is known",
        "call": "layer.call is known",
        "role": 'layer.role == "conv"',
        "kernel": "any(k > 7 for k in layer.kernel)",
        "stride": "layer.stride == 2",
        "dilation": "layer.dilation == 1",
        "padding": "layer.padding == 0",
        "padding_after": "layer.padding_after != layer.padding",
        "groups": "layer.groups == layer.in_channels",
        "in_channels": "layer.in_channels > layer.out_channels",
        "out_channels": "layer.out_channels > 512",
        "in_features": "layer.in_features > 10000",
        "out_features": "layer.out_features == 1",
        "bias": "layer.bias",
        "activation": 'layer.activation in ("sigmoid", "tanh")',
        "norm": 'layer.norm == "batch"',
        "affine": "layer.affine",
        "axis": "layer.axis == 1",
        "axes": "layer.axes == [2, 3]",
        "rate": "layer.rate > 0.5",
        "always": "layer.always",
        "registered": "not layer.registered",
        "pool": 'layer.pool == "max"',
        "output_size": "layer.output_size == 1",
        "scale": "layer.scale > 1",
        "mode": 'layer.mode == "nearest"',
        "heads": "layer.channels / layer.heads < 16",
        "hidden_size": "layer.hidden_size > 1024",
        "bidirectional": "layer.bidirectional",
        "sequences": "not layer.sequences",
        "entries": "layer.entries > 100000",
    },
    "field": {
        "size": "field.size < 32",
        "least": "field.least < field.size",
        "step": "field.step == 32",
        "start": "field.start[0] < 0",
        "effective": "field.effective < 32",
        "coverage": "field.coverage < 0.25",
        "coverages": "max(field.coverages) < 1",
        "centre": "field.centre[0] < 0",
        "off_centre": "field.off_centre == 0",
        "seen": "min(field.seen) < 0.5",
        "padding_at_centre": "field.padding_at_centre == 0",
        "padding_at_corner": "max(field.padding_at_corner) > 0.5",
        "statistics": 'field.statistics == "always"',
        "extent": "field.extent == 224",
        "is_global": "not field.is_global",
        "is_spatial": "field.is_spatial",
        "aligned": "not field.aligned",
        "context": "field.context",
    },
    "design": {
        "covering": "design.covering.index < 10",
        "border": "len(design.border) > 4",
        "misaligned": "len(design.misaligned) > 0",
        "unread": "max(design.unread) > 0",
        "unread_shares": "max(design.unread_shares) > 0.05",
        "density": "design.density < 0.5",
        "halo": "max(design.halo) > 64",
    },
    "loss": {
        "op": 'loss.op == "torch.nn.CrossEntropyLoss"',
        "from_logits": "not loss.from_logits",
        "source": 'loss.source.activation == "softmax"',
        "model": "len(loss.model.losses) == 1",
    },
    "fact": {
        "kind": 'fact.kind == "channel-mismatch"',
        "words": '"conv" in fact.words',
        "statement": "fact.statement is known",
        "raised": "fact.raised is known",
        "call": "fact.call is known",
        "entry": "fact.entry is known",
        "maker": "fact.maker is known",
        "error": 'fact.error == "RuntimeError"',
        "details": "fact.details.expected == fact.details.actual + 1",
        "definition": "fact.definition is known",
    },
    "details": {
        "expected": "details.expected > details.actual",
        "actual": "details.actual == 3",
        "expected_rank": "details.expected_rank == 4",
        "actual_rank": "details.actual_rank == 2",
        "shape": "details.shape[0] == 1",
        "target": "len(details.target) == 2",
        "left": "len(details.left) == len(details.right)",
        "right": "details.right[-1] == 10",
        "axis": "details.axis == 1",
        "kernel": "details.kernel > details.actual",
        "groups": "details.groups == 32",
        "elements": "details.elements is known",
        "factors": "product(details.factors) == details.actual",
        "argument": 'details.argument == "padding"',
        "given": 'details.given == "input"',
        "attribute": 'details.attribute == "fc1"',
        "value": "details.value is known",
        "function": 'details.function == "Linear"',
        "layer": 'details.layer == "conv2"',
    },
}

_MEASURED: Final[Mapping[str, str]] = {
    "parameters": "model.parameters model.trainable_parameters layer.parameters layer.trainable_parameters",
    "multiply-accumulates": "model.macs layer.macs",
    "calls": "model.calls model.understood",
    "input pixels": (
        "input.size layer.step field.size field.least field.step field.start field.effective field.extent "
        "field.centre field.off_centre design.unread design.halo"
    ),
    "channels": "input.channels layer.channels layer.in_channels layer.out_channels",
    "sizes of axes": "input.shape layer.input_shape layer.output_shape details.shape details.target details.left details.right",
    "layers before it": "layer.index",
    "positions": (
        "layer.size layer.input_size layer.kernel layer.stride layer.dilation layer.padding layer.padding_after "
        "layer.output_size details.kernel details.short"
    ),
    "groups": "layer.groups details.groups",
    "features": "layer.in_features layer.out_features layer.hidden_size",
    "an axis, from 0": "layer.axis details.axis",
    "axes, from 0": "layer.axes",
    "share, 0 to 1": (
        "layer.rate field.coverage field.coverages field.seen field.padding_at_centre field.padding_at_corner "
        "design.unread_shares design.density"
    ),
    "output positions for one": "layer.scale",
    "heads": "layer.heads",
    "rows": "layer.entries",
    "channels, features or positions": "details.expected details.actual",
    "axes": "details.expected_rank details.actual_rank",
    "elements": "details.elements",
}


def _by_object() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for unit, fields in _MEASURED.items():
        for object_, _, name in (field.partition(".") for field in fields.split()):
            found.setdefault(object_, {})[name] = unit
    return found


UNITS: Final = _by_object()
