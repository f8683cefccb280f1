"""What cnnlint says of a corpus program beside what the framework recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cnnlint.analysis import Options, analyze_target
from cnnlint.graph import Model

CORPUS = Path(__file__).parent


def analysed(path: Path, truth: dict[str, Any]) -> tuple[list[Model], list[str]]:
    """The models of the program's target, and the facts met as text."""
    inputs = tuple(("", tuple(shape)) for shape in truth.get("inputs") or ())
    result = analyze_target(f"{path}::{truth['target']}", Options(inputs=inputs, mode=truth.get("mode", "eval")))
    return list(result.models), [f"{fact.at.path}:{fact.at.line}: {fact.kind}: {fact.words}" for fact in result.facts]


def torch_rows(model: Model) -> list[tuple[Any, ...]]:
    """(name, type, output shapes, own parameters) of each call of a module without submodules."""
    return [
        (row.name, row.type, [list(t.shape) if t.shape is not None else None for t in row.outputs], row.parameters)
        for row in model.layers
        if row.kind == "module"
    ]


def flat(out: Any) -> list[Any]:
    """Nested recorded shapes as a flat list."""
    if out is None or (isinstance(out, list) and all(isinstance(size, int) or size is None for size in out)):
        return [out]
    values = out.values() if isinstance(out, dict) else out
    return [shape for item in values for shape in flat(item)]


def torch_differences(path: Path, truth: dict[str, Any]) -> list[str]:
    """Where cnnlint and the recorded run differ; empty if nowhere."""
    models, facts = analysed(path, truth)
    return recorded_differences(models, facts, truth)


def recorded_differences(models: list[Model], facts: list[str], truth: dict[str, Any]) -> list[str]:
    """Where models found and a recorded run of one PyTorch model differ: calls, their shapes, parameters, outputs."""
    if len(models) != 1:
        return [f"{len(models)} models", *facts]
    model = models[0]
    expected = [(call["name"], call["type"], flat(call["out"]), call["params"]) for call in truth["calls"]]
    found = torch_rows(model)
    problems = [*facts, *(f"not understood: {u.path}:{u.line} {u.reason}" for u in model.unresolved)]
    problems += [
        f"call {i}: expected {e}, found {f}" for i, (e, f) in enumerate(zip(expected, found, strict=False)) if e != f
    ]
    if len(expected) != len(found):
        problems.append(f"{len(expected)} calls expected, {len(found)} found")
    if (model.parameters, model.trainable_parameters) != (truth["params"], truth["trainable"]):
        problems.append(
            f"parameters {(model.parameters, model.trainable_parameters)}, expected {(truth['params'], truth['trainable'])}"
        )
    outputs = [list(t.shape) if t.shape is not None else None for t in model.outputs]
    expected_outputs = [shape for shape in flat(truth["out"]) if shape is not None]  # null is what is no tensor
    if outputs != expected_outputs:
        problems.append(f"output {outputs}, expected {expected_outputs}")
    return problems


def keras_rows(model: Model) -> dict[str, tuple[str, list[Any], Any]]:
    """For each layer of the model by name: its class, the output shapes of its calls (one, or several of a layer that gives several), its parameters."""
    found: dict[str, tuple[str, list[Any], Any]] = {}
    for row in model.layers:
        if row.depth == 0 and row.kind in ("module", "container"):
            shapes = [keras_shape(tensor.shape) for tensor in row.outputs]
            found.setdefault(row.name, (row.type, [], row.parameters))[1].append(shapes)
    return found


def keras_shape(shape: tuple[Any, ...] | None) -> list[int | None] | None:
    """A shape as Keras states it, with None for what is not a number."""
    return None if shape is None else [size if isinstance(size, int) else None for size in shape]


def keras_differences(path: Path, truth: dict[str, Any]) -> list[str]:
    """Where cnnlint and what Keras recorded differ; empty if nowhere."""
    inputs = tuple(("", tuple("N" if size is None else size for size in shape)) for shape in truth["inputs"] or ())
    result = analyze_target(f"{path}::{truth['target']}", Options(inputs=inputs))
    problems = [f"{fact.at.path}:{fact.at.line}: {fact.kind}: {fact.words}" for fact in result.facts]
    if len(result.models) != 1:
        return [f"{len(result.models)} models", *problems]
    model = result.models[0]
    problems += [f"not understood: {u.path}:{u.line} {u.reason}" for u in model.unresolved]
    found = keras_rows(model)
    expected = {layer["name"]: layer for layer in truth["layers"] if layer["out"] is not None}
    if list(found) != list(expected) and (not truth["inputs"] or set(found) != set(expected)):
        problems.append(f"layers {list(found)}, expected {list(expected)}")
    for name in found.keys() & expected.keys():
        kind, calls, parameters = found[name]
        layer = expected[name]
        wanted = [flat(out) for out in layer.get("outs", [layer["out"]])]
        if kind != layer["type"] or parameters != layer["params"] or any(call not in wanted for call in calls):
            problems.append(f"{name}: {(kind, calls, parameters)}, expected {(layer['type'], wanted, layer['params'])}")
    if (model.parameters, model.trainable_parameters) != (truth["params"], truth["trainable"]):
        problems.append(
            f"parameters {(model.parameters, model.trainable_parameters)}, expected {(truth['params'], truth['trainable'])}"
        )
    outputs = [keras_shape(tensor.shape) for tensor in model.outputs]
    if outputs != flat(truth["out"]):
        problems.append(f"output {outputs}, expected {flat(truth['out'])}")
    return [*problems, *keras_field_differences(model, truth)]


def keras_field_differences(model: Model, truth: dict[str, Any]) -> list[str]:
    """Where the receptive field of the layer that the record names differs."""
    wanted = truth.get("field")
    if wanted is None:
        return []
    row = next((row for row in model.layers if row.name == wanted["layer"]), None)
    field = row.receptive_field if row is not None else None
    if field is None:
        return [f"no field at {wanted['layer']}"]
    found = {
        "size": [axis.size for axis in field.axes],
        "step": [axis.step for axis in field.axes],
        "start": [axis.low for axis in field.axes],
    }
    return [
        f"{what} of the field {found[what]}, expected {wanted[what]}" for what in found if found[what] != wanted[what]
    ]
