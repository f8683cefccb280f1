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
    if len(models) != 1:
        return [f"{len(models)} models", *facts]
    model = models[0]
    expected = [(call["name"], call["type"], flat(call["out"]), call["params"]) for call in truth["calls"]]
    found = torch_rows(model)
    problems = [*facts, *(f"not understood: {u.path}:{u.line} {u.reason}" for u in model.unresolved)]
    problems += [f"call {i}: expected {e}, found {f}" for i, (e, f) in enumerate(zip(expected, found, strict=False)) if e != f]
    if len(expected) != len(found):
        problems.append(f"{len(expected)} calls expected, {len(found)} found")
    if (model.parameters, model.trainable_parameters) != (truth["params"], truth["trainable"]):
        problems.append(f"parameters {(model.parameters, model.trainable_parameters)}, expected {(truth['params'], truth['trainable'])}")
    outputs = [list(t.shape) if t.shape is not None else None for t in model.outputs]
    if outputs != flat(truth["out"]):
        problems.append(f"output {outputs}, expected {flat(truth['out'])}")
    return problems
