"""What PyTorch does with a model: its calls, shapes and parameters, and the receptive fields, measured by gradients."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn

import programs
from torch_fields import fields_of, layers_of


def record(path: Path, spec: dict[str, Any]) -> dict[str, Any]:
    """The truth about one program: of a model that works its calls and totals, of a broken program the error.

    Keys of the spec: target, inputs (shapes), dtypes (default float32 for each), mode (default eval), field (name of
    the last spatial map: a module, or a function such as "F.max_pool2d", whose last call is meant), field_extent (how
    long an input must be for the field to fit inside, default 96), field_calls (default true: also the fields of the
    calls before), call (of a broken program that is not a script of its own: call the target on the inputs).
    """
    truth = {"framework": "torch"} | {key: spec[key] for key in ("target", "inputs", "dtypes") if key in spec}
    if "broken" in path.parts:
        return truth | programs.error_of(path, (lambda: call(path, spec)) if spec.get("call") else None)
    model = fresh(path, spec)
    watch = Watch(model)
    # With gradients on, nn.TransformerEncoder calls its layers one by one instead of a fused kernel that calls none.
    out = model(*make_inputs(spec["inputs"], spec.get("dtypes")))
    watch.stop()
    truth |= {
        "mode": spec.get("mode", "eval"),
        "calls": watch.leaves,
        "containers": watch.containers,
        "params": count(model.parameters()),
        "trainable": count(p for p in model.parameters() if p.requires_grad),
        "out": shape_of(out),
    }
    if "field" in spec:
        add_fields(truth, path, spec)
    return truth


def call(path: Path, spec: dict[str, Any]) -> object:
    """Build the model and call it."""
    return fresh(path, spec)(*make_inputs(spec["inputs"], spec.get("dtypes")))


def fresh(path: Path, spec: dict[str, Any]) -> nn.Module:
    """A new model, in the mode of the spec."""
    torch.manual_seed(0)
    model = programs.build(programs.load(path), spec["target"])
    assert isinstance(model, nn.Module), f"{spec['target']} of {path.name} is no module"
    return model.train(spec.get("mode", "eval") == "train")


def make_inputs(shapes: list[list[int]], dtypes: list[str] | None) -> list[torch.Tensor]:
    """Tensors of these shapes: noise, or small integers."""
    made = []
    for shape, dtype in zip(shapes, dtypes or ["float32"] * len(shapes), strict=True):
        kind = getattr(torch, dtype)
        made.append(torch.rand(shape).to(kind) if kind.is_floating_point else torch.randint(0, 2, shape).to(kind))
    return made


def add_fields(truth: dict[str, Any], path: Path, spec: dict[str, Any]) -> None:
    """Record the field of the last spatial map, and that of each call before it whose field is well defined."""
    extent, with_calls = spec.get("field_extent", 96), spec.get("field_calls", True)
    fields, final = fields_of(lambda: fresh(path, spec), spec["inputs"][0], extent, spec["field"], with_calls)
    truth["field"] = {"layer": spec["field"], **final}
    for index, field in enumerate(fields):
        if field:
            truth["calls"][index]["field"] = field


class Watch:
    """Notes every call of every layer, in the order in which the calls finish."""

    def __init__(self, model: nn.Module) -> None:
        self.leaves: list[dict[str, Any]] = []
        self.containers: list[dict[str, Any]] = []
        self._handles = [layer.register_forward_hook(self._note(name, leaf)) for name, layer, leaf in layers_of(model)]

    def _note(self, name: str, is_leaf: bool) -> Any:
        def note(module: nn.Module, _inputs: Any, out: Any) -> None:
            kind = type(module).__name__.removeprefix("Parametrized")
            row = {"name": name, "type": kind, "out": shape_of(out), "params": count(module.parameters())}
            (self.leaves if is_leaf else self.containers).append(row)

        return note

    def stop(self) -> None:
        """Remove the hooks."""
        for handle in self._handles:
            handle.remove()


def count(parameters: Any) -> int:
    """How many numbers the parameters hold."""
    return sum(parameter.numel() for parameter in parameters)


def shape_of(value: Any) -> Any:
    """Shape of a tensor as a list; containers are kept, dicts and named records as objects, everything else is null."""
    if isinstance(value, torch.Tensor):
        return list(value.shape)
    if isinstance(value, dict):
        return {str(key): shape_of(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [shape_of(member) for member in value]
    if hasattr(value, "__dataclass_fields__"):
        return {key: shape_of(getattr(value, key)) for key in value.__dataclass_fields__}
    return None
