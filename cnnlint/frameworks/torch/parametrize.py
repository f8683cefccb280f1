"""Weights that are computed from others: `torch.nn.utils.parametrize`, and weight and spectral normalisation, of today and of old.

The parameters stand where PyTorch keeps them; the layer itself goes on as it was, with the weight as a plain attribute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.containers import MODULE_DICT, MODULE_LIST
from cnnlint.frameworks.torch.functions.define import ordinary
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import make, parameter
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Instance, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

UTILS = "torch.nn.utils"
LIST = torch.new_class(f"{UTILS}.parametrize.ParametrizationList", MODULE_LIST)
WEIGHT_NORM = torch.new_class(f"{UTILS}.parametrizations._WeightNorm", modules.MODULE)
SPECTRAL_NORM = torch.new_class(f"{UTILS}.parametrizations._SpectralNorm", modules.MODULE)
ORTHOGONAL = torch.new_class(f"{UTILS}.parametrizations._Orthogonal", modules.MODULE)


def weight_of(module: Value, name: Value) -> tuple[Instance, str, Shape]:
    """A module, and the name and shape of its parameter; refuses a module that has none of this name (ValueError)."""
    if not isinstance(module, Instance) or not modules.is_module(module) or not isinstance(name, str):
        raise NotKnown("the module that a weight is computed for")
    value = modules.registered(module, "_parameters").get(name, module.attrs.get(name))
    if value is None:
        words = f"the module does not have a parameter with name '{name}'"
        raise Raises("ValueError", "invalid-argument", words, None, argument="name", value=name)
    if not isinstance(value, TensorValue) or value.tensor.shape is None:
        raise NotKnown("a parameter whose shape is not known")
    return module, name, value.tensor.shape


def norms(shape: Shape, dim: Value) -> Shape:
    """The shape of the lengths of a weight's vectors: 1 but on one axis."""
    if dim is None or dim == -1:
        return ()
    if not isinstance(dim, int):
        raise NotKnown("the axis of a weight's norm")
    return tuple(size if axis == dim % len(shape) else 1 for axis, size in enumerate(shape))


def plain_weight(vm: Interpreter, module: Instance, name: str, shape: Shape) -> None:
    """Make the weight an attribute that is no parameter any more."""
    held = modules.registered(module, "_parameters")
    vm.touch(held)
    held.pop(name, None)
    store(vm, module, name, make(Tensor(shape)))


def parametrized(
    vm: Interpreter, module: Instance, name: str, parts: dict[str, Shape], step: Value, shape: Shape
) -> Value:
    """Keep these originals in the module's `parametrizations`, and the module that makes the weight of them."""
    held = modules.registered(module, "_modules")
    if "parametrizations" not in held:
        vm.touch(held)
        held["parametrizations"] = vm.call(MODULE_DICT)
    register = modules.registered(held["parametrizations"], "_modules")
    entry = register.get(name)
    if entry is None:
        entry = vm.call(LIST)
        originals = modules.registered(entry, "_parameters")
        originals.update({key: parameter(*part) for key, part in parts.items()})
        vm.touch(register)
        register[name] = entry
    steps = modules.registered(entry, "_modules")
    vm.touch(steps)
    steps[str(len(steps))] = step
    plain_weight(vm, module, name, shape)
    return module


@ordinary(f"{UTILS}.parametrizations.weight_norm")
def weight_norm(vm: Interpreter, module: Value, name: Value = "weight", dim: Value = 0) -> Value:
    owner, weight, shape = weight_of(module, name)
    parts = {"original0": norms(shape, dim), "original1": shape}
    return parametrized(vm, owner, weight, parts, vm.call(WEIGHT_NORM), shape)


@ordinary(f"{UTILS}.parametrizations.spectral_norm")
def spectral_norm(
    vm: Interpreter,
    module: Value,
    name: Value = "weight",
    n_power_iterations: Value = 1,
    eps: Value = 1e-12,
    dim: Value = None,
) -> Value:
    owner, weight, shape = weight_of(module, name)
    return parametrized(vm, owner, weight, {"original": shape}, vm.call(SPECTRAL_NORM), shape)


@ordinary(f"{UTILS}.parametrizations.orthogonal")
def orthogonal(
    vm: Interpreter,
    module: Value,
    name: Value = "weight",
    orthogonal_map: Value = None,
    *,
    use_trivialization: Value = True,
) -> Value:
    owner, weight, shape = weight_of(module, name)
    if len(shape) < 2:
        words = f"Expected a matrix or batch of matrices. Got a tensor of {len(shape)} dimensions."
        raise Raises("ValueError", "rank-mismatch", words, None, expected_rank=2, actual_rank=len(shape), shape=shape)
    return parametrized(vm, owner, weight, {"original": shape}, vm.call(ORTHOGONAL), shape)


@ordinary(f"{UTILS}.parametrize.register_parametrization")
def register_parametrization(
    vm: Interpreter, module: Value, tensor_name: Value, parametrization: Value, *, unsafe: Value = False
) -> Value:
    """By a module of the program: its `right_inverse` says what the original is, its `forward` what becomes of that."""
    owner, weight, shape = weight_of(module, tensor_name)
    original: Value = modules.registered(owner, "_parameters").get(weight, owner.attrs.get(weight))
    with recorder(vm).hushed():
        if isinstance(parametrization, Instance) and parametrization.cls.lookup("right_inverse") is not MISSING:
            original = vm.call(vm.getattr(parametrization, "right_inverse"), (original,))
        parts = original if isinstance(original, (list, tuple)) else (original,)
        made = vm.call(parametrization, tuple(parts))
    names = ["original"] if len(parts) == 1 else [f"original{number}" for number in range(len(parts))]
    shapes = {name: shape_of(part) for name, part in zip(names, parts, strict=True)}
    return parametrized(
        vm, owner, weight, shapes, parametrization, shape_of(made) if isinstance(made, TensorValue) else shape
    )


def shape_of(value: Value) -> Shape:
    """The shape of a tensor that must be known."""
    if not isinstance(value, TensorValue) or value.tensor.shape is None:
        raise NotKnown("a weight whose shape is not known")
    return value.tensor.shape


@ordinary(f"{UTILS}.parametrize.is_parametrized")
def is_parametrized(vm: Interpreter, module: Value, tensor_name: Value = None) -> Value:
    if not isinstance(module, Instance):
        raise NotKnown("a module that is not known")
    held = modules.registered(module, "_modules").get("parametrizations")
    return held is not None and (tensor_name is None or tensor_name in modules.registered(held, "_modules"))


@ordinary(f"{UTILS}.parametrize.remove_parametrizations")
def remove_parametrizations(
    vm: Interpreter, module: Value, tensor_name: Value = "weight", leave_parametrized: Value = True
) -> Value:
    return restored(vm, module, tensor_name)


def restored(vm: Interpreter, module: Value, name: Value, *names: str) -> Value:
    """The module with its weight as a parameter again."""
    owner, weight, shape = weight_of(module, name)
    held = modules.registered(owner, "_parameters")
    vm.touch(held)
    vm.touch(owner.attrs)
    owner.attrs.pop(weight, None)
    for other in names:
        held.pop(other, None)
    held[weight] = parameter(*shape)
    parts = modules.registered(owner, "_modules")
    if "parametrizations" in parts:
        register = modules.registered(parts["parametrizations"], "_modules")
        vm.touch(register)
        register.pop(weight, None)
        if not register:
            vm.touch(parts)
            del parts["parametrizations"]
    return owner


# --- of old -----------------------------------------------------------------------------------------------------------


@ordinary(f"{UTILS}.weight_norm")
def old_weight_norm(vm: Interpreter, module: Value, name: Value = "weight", dim: Value = 0) -> Value:
    owner, weight, shape = weight_of(module, name)
    plain_weight(vm, owner, weight, shape)
    held = modules.registered(owner, "_parameters")
    held[f"{weight}_g"], held[f"{weight}_v"] = parameter(*norms(shape, dim)), parameter(*shape)
    return owner


@ordinary(f"{UTILS}.spectral_norm")
def old_spectral_norm(
    vm: Interpreter,
    module: Value,
    name: Value = "weight",
    n_power_iterations: Value = 1,
    eps: Value = 1e-12,
    dim: Value = None,
) -> Value:
    owner, weight, shape = weight_of(module, name)
    plain_weight(vm, owner, weight, shape)
    modules.registered(owner, "_parameters")[f"{weight}_orig"] = parameter(*shape)
    return owner


@ordinary(f"{UTILS}.remove_weight_norm")
def remove_weight_norm(vm: Interpreter, module: Value, name: Value = "weight") -> Value:
    return restored(vm, module, name, f"{name}_g", f"{name}_v")


@ordinary(f"{UTILS}.remove_spectral_norm")
def remove_spectral_norm(vm: Interpreter, module: Value, name: Value = "weight") -> Value:
    return restored(vm, module, name, f"{name}_orig")
