"""`torch.Tensor`, `torch.nn.Parameter`, `torch.Size` and the named tuples of results as classes, and how tensors are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from cnnlint.frameworks.common.sizes import SizeValue
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.uses import note_made
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.builtins.tables import OBJECT, TUPLE
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.stdlib.named_tuples import named_tuple
from cnnlint.interpreter.values import MISSING, Attributes, ClassValue, Instance, Native, Unknown, Value
from cnnlint.symbolic import Size, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

TENSOR = torch.new_class("torch.Tensor")
PARAMETER = torch.new_class("torch.nn.Parameter", TENSOR)
BUFFER = torch.new_class("torch.nn.Buffer", TENSOR)
UNINITIALIZED = torch.new_class("torch.nn.UninitializedParameter", PARAMETER)
SIZE = ClassValue("Size", (TUPLE, OBJECT), Attributes(), module="torch")
torch.add("torch.Size", SIZE)
torch.add("torch.autograd.Variable", TENSOR)


def make(tensor: Tensor, known: Value = MISSING, cls: ClassValue = TENSOR) -> TensorValue:
    """A tensor for the program."""
    return TensorValue(cls, tensor, known)


def parameter(*shape: Size, trainable: bool = True) -> TensorValue:
    """A learnt tensor of this shape."""
    value = TensorValue(PARAMETER, Tensor(tuple(shape)))
    value.attrs["requires_grad"] = trainable
    return value


def new_parameter(vm: Interpreter, cls: ClassValue, data: Value = None, requires_grad: Value = True) -> Value:
    """`nn.Parameter(data)`: data of which nothing is known gives a tensor of unknown rank."""
    tensor = data.tensor if isinstance(data, TensorValue) else Tensor(None if data is not None else (0,))
    value = TensorValue(cls, Tensor(tensor.shape, tensor.dtype))
    value.attrs["requires_grad"] = requires_grad is not False
    if cls is PARAMETER:
        note_made(vm, value)
    return value


def new_buffer(vm: Interpreter, cls: ClassValue, data: Value = None, *, persistent: Value = True) -> Value:
    """`nn.Buffer(data)`."""
    return new_parameter(vm, cls, data, False)


def new_uninitialized(vm: Interpreter, cls: ClassValue, requires_grad: Value = True, **options: Value) -> Value:
    """A parameter whose shape the first input decides."""
    value = TensorValue(cls, Tensor(None))
    value.attrs["requires_grad"] = requires_grad is not False
    return value


PARAMETER.namespace["__new__"] = Native("torch.nn.Parameter", new_parameter)
BUFFER.namespace["__new__"] = Native("torch.nn.Buffer", new_buffer)
UNINITIALIZED.namespace["__new__"] = Native("torch.nn.UninitializedParameter", new_uninitialized)


# --- sizes ------------------------------------------------------------------------------------------------------------


def size_value(shape: Shape) -> SizeValue:
    """A shape as the program sees it: a `torch.Size`, a tuple that can count its elements."""
    return SizeValue(SIZE, shape)


def new_size(vm: Interpreter, cls: ClassValue, iterable: Value = ()) -> Value:
    """`torch.Size([2, 3])`."""
    return iterable if isinstance(iterable, Unknown) else size_value(tuple(vm.elements(iterable)))


SIZE.namespace["__new__"] = Native("torch.Size", new_size)


@torch.method(SIZE, "numel")
def count_of_size(vm: Interpreter, self: Instance) -> Value:
    return product(self.payload)


@torch.method(SIZE, "__getitem__")
def part_of_size(vm: Interpreter, self: Instance, key: Value) -> Value:
    found = vm.getitem(self.payload, key)
    return size_value(found) if isinstance(found, tuple) else found


@torch.method(SIZE, "__add__")
def longer_size(vm: Interpreter, self: Instance, other: Value) -> Value:
    found = vm.binary("+", self.payload, plain(other))
    return size_value(found) if isinstance(found, tuple) else found


# --- results ----------------------------------------------------------------------------------------------------------


class Several(tuple[Any, ...]):
    """Several results under names; `extra` is what else the program's object holds."""

    cls: ClassValue
    extra: ClassVar[Mapping[str, Value]] = {}


def results(name: str, *fields: str) -> type[Several]:
    """The type of `torch.return_types.<name>`: what a body gives for results that the program may ask for by name."""
    return of_class(named_tuple(name, fields, {}, "torch.return_types"))


def of_class(cls: ClassValue, **extra: Value) -> type[Several]:
    """The type of results that the program sees as an object of a class of named tuples."""
    return type(cls.name, (Several,), {"cls": cls, "extra": extra})


def as_program(value: Value) -> Value:
    """Results as the program sees them."""
    if isinstance(value, Several):
        made = Instance(value.cls, tuple(as_program(item) for item in value))
        made.attrs.update(value.extra)
        return made
    return tuple(as_program(item) for item in value) if type(value) is tuple else value
