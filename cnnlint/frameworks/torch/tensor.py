"""`torch.Tensor` and `torch.nn.Parameter` as classes, and how tensors are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.library import torch
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import MISSING, ClassValue, Native, Value
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

TENSOR = torch.new_class("torch.Tensor")
PARAMETER = torch.new_class("torch.nn.Parameter", TENSOR)
BUFFER = torch.new_class("torch.nn.Buffer", TENSOR)


def make(tensor: Tensor, known: Value = MISSING, cls: ClassValue = TENSOR) -> TensorValue:
    """A tensor for the program."""
    return TensorValue(cls, tensor, known)


def parameter(*shape: Size, trainable: bool = True) -> TensorValue:
    """A learnt tensor of this shape."""
    value = TensorValue(PARAMETER, Tensor(tuple(shape)))
    value.attrs["requires_grad"] = trainable
    return value


def _new_parameter(vm: Interpreter, cls: ClassValue, data: Value = None, requires_grad: Value = True) -> Value:
    tensor = data.tensor if isinstance(data, TensorValue) else Tensor(None if data is not None else (0,))
    value = TensorValue(cls, Tensor(tensor.shape, tensor.dtype))
    value.attrs["requires_grad"] = requires_grad is not False
    return value


for _cls in (PARAMETER, BUFFER):
    _cls.namespace["__new__"] = Native("torch.nn.Parameter", _new_parameter)
