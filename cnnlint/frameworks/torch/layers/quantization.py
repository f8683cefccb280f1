"""Layers that stand where a model will be quantised: before that they do what their float twins do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.layers import linear
from cnnlint.frameworks.torch.library import torch
from cnnlint.interpreter.native import Host
from cnnlint.interpreter.values import ClassValue, Instance, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

HOMES = ("torch.ao.quantization", "torch.quantization", "torch.ao.quantization.stubs", "torch.quantization.stubs")
FUNCTIONAL_HOMES = ("torch.ao.nn.quantized", "torch.nn.quantized", "torch.ao.nn.quantized.modules.functional_modules")
FUNCTIONS = {"add": "add", "mul": "mul", "cat": "cat", "matmul": "matmul", "add_scalar": "add", "mul_scalar": "mul"}

for _name in ("QuantStub", "DeQuantStub"):
    _stub = torch.new_class(f"{HOMES[0]}.{_name}", linear.IDENTITY)
    for _home in HOMES[1:]:
        torch.add(f"{_home}.{_name}", _stub)

FLOAT_FUNCTIONAL = torch.new_class(f"{FUNCTIONAL_HOMES[0]}.FloatFunctional", modules.MODULE)
for _home in FUNCTIONAL_HOMES:
    for _name in ("FloatFunctional", "QFunctional"):
        torch.add(f"{_home}.{_name}", FLOAT_FUNCTIONAL)


@torch.method(FLOAT_FUNCTIONAL, "__init__")
def init(vm: Interpreter, self: Instance) -> Value:
    """Holds what will observe its results."""
    modules.init(vm, self)
    vm.setattr(self, "activation_post_process", vm.call(linear.IDENTITY))
    return None


def observed(function: str, *further: str) -> Host:
    """A method that does what `torch.<function>` does, then the further ones, and has the result observed."""

    def run(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        result = vm.call(vm.library_value(f"torch.{function}"), args, kwargs)
        for other in further:
            result = vm.call(vm.library_value(f"torch.{other}"), (result,))
        return vm.call(vm.getattr(self, "activation_post_process"), (result,))

    return run


def methods(cls: ClassValue) -> None:
    """The operations of FloatFunctional."""
    for name, function in FUNCTIONS.items():
        torch.method(cls, name)(observed(function))
    torch.method(cls, "add_relu")(observed("add", "relu"))


methods(FLOAT_FUNCTIONAL)
