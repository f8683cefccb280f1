"""A ready-made model that gives the maps of its stages instead of classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.backbones import building
from cnnlint.frameworks.torch.backbones.records import Record
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
    forward = Native("FeatureListNet.forward", collecting(steps, [path for path, _, _ in taken], program["inputs"]))
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


def collecting(steps: list[Any], taken: list[str], inputs: int) -> Any:
    """The forward pass: what the stages give, in order."""

    def forward(vm: Interpreter, self: Instance, *args: Value) -> Value:
        found: dict[str, Value] = {}
        values = list(args)
        if len(values) != inputs:
            return vm.unknown("stages of a model that is called otherwise than when it was recorded")
        for step in steps:
            values.append(once(vm, self, step, values, taken, found))
        return [found.get(path, vm.unknown(f"the stage {path}")) for path in taken]

    return forward


def once(
    vm: Interpreter, self: Instance, step: list[Any], values: list[Value], taken: list[str], found: dict[str, Value]
) -> Value:
    """One step; a chain of modules that holds stages is gone through part by part."""
    kind, target, given, _ = step
    inside = kind == "m" and any(path.startswith(f"{target}.") for path in taken)
    if not inside:
        count = len(values)
        shifted = {"inputs": count, "steps": [step], "output": {"$": count}}
        result = building.run(vm, self, shifted, values)
        if kind == "m" and target in taken:
            found[target] = result
        return result
    chain = building.part(vm, self, target)
    result = building.decoded(vm, given[0], values)
    for name, child in modules.registered(chain, "_modules").items() if isinstance(chain, Instance) else ():
        result = vm.call(child, (result,))
        if f"{target}.{name}" in taken:
            found[f"{target}.{name}"] = result
    return result
