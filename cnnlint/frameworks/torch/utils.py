"""`torch.nn.utils` besides parametrisations and packed sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.functions.define import ordinary
from cnnlint.frameworks.torch.functions.results import entangled
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import make
from cnnlint.graph import Tensor
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Rest, Value
from cnnlint.symbolic import Size, fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

UTILS = "torch.nn.utils"


@ordinary(
    *(
        f"{UTILS}.{name}"
        for name in ("clip_grad_norm_", "clip_grad_norm", "clip_grad_value_", "clip_grads_with_norm_", "get_total_norm")
    )
)
def clipped(vm: Interpreter, parameters: Value, *args: Value, **options: Value) -> Value:
    return make(Tensor(()))


@ordinary(f"{UTILS}.parameters_to_vector")
def to_vector(vm: Interpreter, parameters: Value) -> Value:
    total: Size = 0
    given: list[Tensor] = []
    for value in vm.elements(parameters):
        if isinstance(value, Rest):
            total = fresh("?")
            break
        if not isinstance(value, TensorValue):
            raise NotKnown("parameters that are not known")
        given.append(value.tensor)
        elements = value.tensor.elements
        total = total + (fresh("?") if elements is None else elements)
    return make(entangled(given, (total,)))


@ordinary(
    f"{UTILS}.vector_to_parameters",
    f"{UTILS}.convert_conv2d_weight_memory_format",
    f"{UTILS}.convert_conv3d_weight_memory_format",
)
def no_result(vm: Interpreter, one: Value, other: Value) -> Value:
    return None


@torch.function(f"{UTILS}.skip_init")
def skip_init(vm: Interpreter, module_cls: Value, *args: Value, **kwargs: Value) -> Value:
    return vm.call(module_cls, args, kwargs)


@ordinary(
    f"{UTILS}.fuse_conv_bn_eval",
    f"{UTILS}.fuse_linear_bn_eval",
    f"{UTILS}.fusion.fuse_conv_bn_eval",
    f"{UTILS}.fusion.fuse_linear_bn_eval",
)
def fused(vm: Interpreter, conv: Value, bn: Value, transpose: Value = False) -> Value:
    """The convolution or linear layer, which now has a shift."""
    made = vm.call(vm.library_value("copy.deepcopy"), (conv,))
    weight = getattr(made, "attrs", {}).get("_parameters", {})
    if "weight" in weight and weight.get("bias") is None:
        shape = weight["weight"].tensor.shape or (fresh("?"),)
        bias = vm.call(vm.library_value("torch.zeros"), (shape[0],))
        weight["bias"] = vm.call(vm.library_value("torch.nn.Parameter"), (bias,))
    return made


@torch.function("torch.func.functional_call", f"{UTILS}.stateless.functional_call")
def functional_call(
    vm: Interpreter, module: Value, parameters: Value, args: Value = None, kwargs: Value = None, **options: Value
) -> Value:
    """The module on these arguments; its parameters by others of the same shapes."""
    given = () if args is None else (args if isinstance(args, tuple) else (args,))
    return vm.call(module, given, kwargs if isinstance(kwargs, dict) else {})


@torch.function(
    "torch.func.vmap",
    "torch.vmap",
    "torch.func.grad",
    "torch.func.jacrev",
    "torch.func.jacfwd",
    "torch.func.vjp",
    "torch.func.jvp",
)
def transformed(vm: Interpreter, function: Value, *args: Value, **options: Value) -> Value:
    return vm.unknown("a transformed function")
