"""A ready-made model that gives the maps of its stages instead of classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.records import Record
from cnnlint.frameworks.torch import calling
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.backbones import building
from cnnlint.interpreter.native import Host
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Attributes, ClassValue, Instance, Native, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

INFO = ClassValue("FeatureInfo", (), Attributes(), module="timm")


def as_features(vm: Interpreter, model: Instance, record: Record, out_indices: Value) -> Value:
    """The model cut behind the last stage that is asked for (all of them by default)."""
    stages = record["features"]
    chosen = range(len(stages)) if out_indices is None else plain(out_indices)
    if not stages or not isinstance(chosen, (list, tuple, range)) or not all(isinstance(i, int) for i in chosen):
        return vm.unknown("the stages of a model whose source is not at hand")
    taken = [stages[index] for index in chosen if -len(stages) <= index < len(stages)]
    program = record["programs"][record["modules"][""][2]]
    end = [number for number, step in enumerate(program["steps"]) if step[0] == "m" and holds(step[1], taken)]
    if len(taken) != len(chosen) or not end:
        return vm.unknown("the stages of a model whose source is not at hand")
    steps = program["steps"][: end[-1] + 1]
    used = {step[1].partition(".")[0] for step in steps if step[0] in "ma"}
    parts = modules.registered(model, "_modules")
    for name in [name for name in parts if name not in used]:
        del parts[name]
    base = vm.library_value("torch.nn.Module")
    cut = {"inputs": program["inputs"], "steps": steps, "output": None}
    forward = Native("FeatureListNet.forward", collecting(cut, [path for path, _, _ in taken]))
    model.cls = ClassValue("FeatureListNet", (base,), Attributes(forward=forward), module="timm")
    info = Instance(INFO)
    info.attrs.update(channels=fixed([c for _, c, _ in taken]), reduction=fixed([r for _, _, r in taken]))
    info.attrs["module_name"] = fixed([path for path, _, _ in taken])
    model.attrs["feature_info"] = info
    return model


def holds(path: str, taken: Sequence[Sequence[Any]]) -> bool:
    """True if a part is a stage that is taken, or holds one."""
    return any(stage == path or stage.startswith(f"{path}.") for stage, _, _ in taken)


def fixed(values: list[Any]) -> Native:
    """A method of a FeatureInfo: a value for each stage, or for one."""

    def give(vm: Interpreter, idx: Value = None) -> Value:
        return list(values) if idx is None else vm.getitem(values, idx)

    return Native("timm.FeatureInfo", give, binds=False)


def collecting(program: Record, taken: list[str]) -> Host:
    """The forward pass: what the stages give, in order."""

    def forward(vm: Interpreter, self: Instance, *args: Value) -> Value:
        stages = [building.part(vm, self, path) for path in taken]
        with calling.tapped(vm, stages) as taps:
            building.run(vm, self, program, args)
        return [taps[id(stage)] for stage in stages]

    return forward
