"""`torch.nn.init`: fills a tensor and gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.arguments import as_tensor, fitted
from cnnlint.frameworks.torch.functions.define import ordinary
from cnnlint.frameworks.torch.uses import CONSTANT
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

INIT = "torch.nn.init"


def filled(
    vm: Interpreter, tensor: Value, least: int = 0, exact: tuple[int, ...] = (), *, constant: bool = False
) -> Value:
    """The very tensor, of which it is noted whether one number fills it; refuses one of too few axes (ValueError), as what depends on fan-in does."""
    if not isinstance(tensor, TensorValue):
        fitted(as_tensor, "tensor", tensor)
        raise NotKnown("a tensor that is not known")
    rank = tensor.tensor.rank
    if rank is not None and (rank < least or (exact and rank not in exact)):
        details = {"expected_rank": max((least, *exact)), "actual_rank": rank, "shape": tensor.tensor.shape}
        raise Raises(
            "ValueError", "rank-mismatch", f"a tensor of {rank} axes cannot be filled this way", None, **details
        )
    vm.touch(tensor.attrs)
    tensor.attrs[CONSTANT] = constant and vm.certain
    return tensor


@ordinary(f"{INIT}.uniform_", f"{INIT}.uniform")
def uniform(vm: Interpreter, tensor: Value, a: Value = 0.0, b: Value = 1.0, generator: Value = None) -> Value:
    return filled(vm, tensor)


@ordinary(f"{INIT}.normal_", f"{INIT}.normal")
def normal(vm: Interpreter, tensor: Value, mean: Value = 0.0, std: Value = 1.0, generator: Value = None) -> Value:
    return filled(vm, tensor)


@ordinary(f"{INIT}.trunc_normal_")
def trunc_normal(
    vm: Interpreter,
    tensor: Value,
    mean: Value = 0.0,
    std: Value = 1.0,
    a: Value = -2.0,
    b: Value = 2.0,
    generator: Value = None,
) -> Value:
    return filled(vm, tensor)


@ordinary(f"{INIT}.constant_", f"{INIT}.constant")
def constant(vm: Interpreter, tensor: Value, val: Value) -> Value:
    return filled(vm, tensor, constant=True)


@ordinary(f"{INIT}.ones_", f"{INIT}.zeros_")
def plain_fill(vm: Interpreter, tensor: Value) -> Value:
    return filled(vm, tensor, constant=True)


@ordinary(f"{INIT}.eye_", f"{INIT}.eye")
def eye(vm: Interpreter, tensor: Value) -> Value:
    return filled(vm, tensor, exact=(2,))


@ordinary(f"{INIT}.dirac_", f"{INIT}.dirac")
def dirac(vm: Interpreter, tensor: Value, groups: Value = 1) -> Value:
    return filled(vm, tensor, exact=(3, 4, 5))


@ordinary(*(f"{INIT}.xavier_{kind}{end}" for kind in ("uniform", "normal") for end in ("_", "")))
def xavier(vm: Interpreter, tensor: Value, gain: Value = 1.0, generator: Value = None) -> Value:
    return filled(vm, tensor, 2)


@ordinary(*(f"{INIT}.kaiming_{kind}{end}" for kind in ("uniform", "normal") for end in ("_", "")))
def kaiming(
    vm: Interpreter,
    tensor: Value,
    a: Value = 0,
    mode: Value = "fan_in",
    nonlinearity: Value = "leaky_relu",
    generator: Value = None,
) -> Value:
    elements = tensor.tensor.elements if isinstance(tensor, TensorValue) else None
    return filled(vm, tensor, 0 if elements == 0 else 2)


@ordinary(f"{INIT}.orthogonal_", f"{INIT}.orthogonal")
def orthogonal(vm: Interpreter, tensor: Value, gain: Value = 1, generator: Value = None) -> Value:
    return filled(vm, tensor, 2)


@ordinary(f"{INIT}.sparse_", f"{INIT}.sparse")
def sparse(vm: Interpreter, tensor: Value, sparsity: Value, std: Value = 0.01, generator: Value = None) -> Value:
    return filled(vm, tensor, exact=(2,))


@ordinary(f"{INIT}.calculate_gain")
def gain(vm: Interpreter, nonlinearity: Value, param: Value = None) -> Value:
    return vm.unknown("a number that scales weights")


@ordinary(f"{INIT}._calculate_fan_in_and_fan_out")
def fans(vm: Interpreter, tensor: Value) -> Value:
    return vm.unknown("a fan-in"), vm.unknown("a fan-out")


@ordinary(f"{INIT}._calculate_correct_fan")
def fan(vm: Interpreter, tensor: Value, mode: Value) -> Value:
    return vm.unknown("a fan-in or fan-out")
