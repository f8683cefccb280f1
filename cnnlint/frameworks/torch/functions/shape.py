"""Shapes: reading them, and changing them without arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import axes, integer, shape, shape_of_args, tensor, tensors
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.torch.functions.define import op, own
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import TENSOR
from cnnlint.graph import Input, Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Unknown, Value
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import fresh, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LETTERS = {2: ("N", "C"), 3: ("N", "T", "C"), 4: ("N", "C", "H", "W"), 5: ("N", "C", "D", "H", "W")}


class OpenShape(Unknown):
    """The shape of an input whose rank is not known; unpacking it into so many names tells the rank."""

    __slots__ = ("tensor",)

    def __init__(self, tensor: Tensor) -> None:
        super().__init__("the shape of a tensor of unknown rank")
        object.__setattr__(self, "tensor", tensor)

    def unpacked(self, count: int) -> None:
        """Ask for an input of this rank."""
        if count in LETTERS and self.tensor.sources and isinstance(self.tensor.sources[0], Input):
            demand(self.tensor, [tuple(symbol(letter) for letter in LETTERS[count])], forced=True)


def shape_value(x: Tensor) -> Value:
    """`x.shape` as the program sees it."""
    return OpenShape(x) if x.shape is None else x.shape


def of_axis(x: Tensor, axis: int) -> Value:
    """The size of one axis."""
    if x.shape is None:
        return fresh("?", least=1)
    if not -len(x.shape) <= axis < len(x.shape):
        words = f"Dimension out of range (expected to be in range of [{-len(x.shape)}, {len(x.shape) - 1}], but got {axis})"
        raise NotKnown(words)
    return x.shape[axis]


@torch.attribute(TENSOR, "shape")
def shape_attribute(vm: Interpreter, self: Instance) -> Value:
    return shape_value(own(self))


@torch.method(TENSOR, "size")
def size_method(vm: Interpreter, self: Instance, dim: Value = None) -> Value:
    return shape_value(own(self)) if dim is None else of_axis(own(self), integer(dim))


@torch.method(TENSOR, "dim", "ndimension")
def rank_method(vm: Interpreter, self: Instance) -> Value:
    rank = own(self).rank
    return vm.unknown("the rank of a tensor") if rank is None else rank


@torch.attribute(TENSOR, "ndim")
def rank_attribute(vm: Interpreter, self: Instance) -> Value:
    return rank_method(vm, self)


@torch.method(TENSOR, "numel", "nelement")
def count_method(vm: Interpreter, self: Instance) -> Value:
    elements = own(self).elements
    return fresh("?") if elements is None else elements


@torch.method(TENSOR, "__len__")
def length_method(vm: Interpreter, self: Instance) -> Value:
    return of_axis(own(self), 0)


@op("torch.reshape", method="reshape", role="reshape")
def reshape_(vm: Interpreter, input: Value, *shape: Value) -> Outcome:
    return ops.reshape(tensor(input), shape_of_args(shape))


@op(method="view", role="reshape")
def view(vm: Interpreter, self: Value, *shape: Value) -> Any:
    if len(shape) == 1 and isinstance(shape[0], Instance) and shape[0].cls.name == "dtype":
        return tensor(self)
    return ops.reshape(tensor(self), shape_of_args(shape))


@op(method="view_as reshape_as", role="reshape")
def view_as(vm: Interpreter, self: Value, other: Value) -> Outcome:
    target = tensor(other).shape
    if target is None:
        raise NotKnown("a shape that is not known")
    return ops.reshape(tensor(self), target)


@op("torch.flatten", method="flatten", role="flatten")
def flatten(vm: Interpreter, input: Value, start_dim: Value = 0, end_dim: Value = -1) -> Outcome:
    return ops.flatten(tensor(input), integer(start_dim), integer(end_dim))


@op("torch.ravel", method="ravel", role="reshape")
def ravel(vm: Interpreter, input: Value) -> Outcome:
    return ops.flatten(tensor(input), 0, -1)


@op("torch.unflatten", method="unflatten", role="reshape")
def unflatten(vm: Interpreter, input: Value, dim: Value, sizes: Value) -> Outcome:
    return ops.unflatten(tensor(input), integer(dim), shape(sizes))


@op("torch.permute", method="permute", role="reshape")
def permute(vm: Interpreter, input: Value, *dims: Value) -> Outcome:
    order = [integer(size) for size in shape_of_args(dims)]
    return ops.permute(tensor(input), order)


@op("torch.transpose", "torch.swapaxes", "torch.swapdims", method="transpose swapaxes swapdims transpose_", role="reshape")
def transpose(vm: Interpreter, input: Value, dim0: Value, dim1: Value) -> Outcome:
    return ops.transpose(tensor(input), integer(dim0), integer(dim1))


@op("torch.t", method="t", role="reshape")
def transpose_matrix(vm: Interpreter, input: Value) -> Any:
    x = tensor(input)
    return x if x.rank in (0, 1) else ops.transpose(x, 0, 1)


@torch.attribute(TENSOR, "T")
def transposed_attribute(vm: Interpreter, self: Instance) -> Value:
    return vm.call(vm.getattr(self, "permute"), tuple(range(own(self).rank or 0))[::-1]) if own(self).rank else self


@torch.attribute(TENSOR, "mT")
def matrix_transposed(vm: Interpreter, self: Instance) -> Value:
    return vm.call(vm.getattr(self, "transpose"), (-2, -1))


@op("torch.movedim", "torch.moveaxis", method="movedim moveaxis", role="reshape")
def move_axis(vm: Interpreter, input: Value, source: Value, destination: Value) -> Outcome:
    return ops.move_axis(tensor(input), axes(source) or (), axes(destination) or ())


@op("torch.squeeze", method="squeeze squeeze_", role="reshape")
def squeeze(vm: Interpreter, input: Value, dim: Value = None) -> Outcome:
    return ops.squeeze(tensor(input), axes(dim))


@op("torch.unsqueeze", method="unsqueeze unsqueeze_", role="reshape")
def unsqueeze(vm: Interpreter, input: Value, dim: Value) -> Outcome:
    return ops.unsqueeze(tensor(input), integer(dim))


@op("torch.cat", "torch.concat", "torch.concatenate", role="join")
def cat(vm: Interpreter, tensors_: Value = None, dim: Value = 0, *, out: Value = None, **other: Value) -> Outcome:
    given = other.get("tensors", tensors_)
    return ops.concat(tensors(vm, given), integer(other.get("axis", dim)))


@op("torch.stack", role="join")
def stack(vm: Interpreter, tensors_: Value = None, dim: Value = 0, *, out: Value = None, **other: Value) -> Outcome:
    return ops.stack(tensors(vm, other.get("tensors", tensors_)), integer(dim))


@op("torch.hstack", role="join")
def hstack(vm: Interpreter, tensors_: Value) -> Outcome:
    given = tensors(vm, tensors_)
    return ops.concat(given, 0 if given and given[0].rank == 1 else 1)


@op("torch.vstack", role="join")
def vstack(vm: Interpreter, tensors_: Value) -> Outcome:
    given = [ops.unsqueeze(x, 0).tensor if x.rank == 1 else x for x in tensors(vm, tensors_)]
    return ops.concat(given, 0)


def known_parts(parts: tuple[Tensor, ...] | None) -> tuple[Tensor, ...]:
    """The parts of a tensor where their number is known."""
    if parts is None:
        raise NotKnown("how many parts a tensor is split into")
    return parts


@op("torch.split", method="split", role="index")
def split(vm: Interpreter, tensor_: Value, split_size_or_sections: Value = None, dim: Value = 0, **other: Value) -> tuple[Tensor, ...]:
    given = plain(other.get("split_size", split_size_or_sections))
    parts = shape(given) if isinstance(given, (list, tuple)) else size_of(given, 1)
    return known_parts(ops.split(tensor(tensor_), parts, integer(dim)))


@op("torch.chunk", method="chunk", role="index")
def chunk(vm: Interpreter, input: Value, chunks: Value, dim: Value = 0) -> tuple[Tensor, ...]:
    return known_parts(ops.chunk(tensor(input), integer(chunks), integer(dim)))


@op("torch.tensor_split", method="tensor_split", role="index")
def tensor_split(vm: Interpreter, input: Value, indices_or_sections: Value, dim: Value = 0) -> tuple[Tensor, ...]:
    given = plain(indices_or_sections)
    parts = shape(given) if isinstance(given, (list, tuple)) else integer(given)
    return ops.tensor_split(tensor(input), parts, integer(dim))


@op("torch.unbind", method="unbind", role="index")
def unbind(vm: Interpreter, input: Value, dim: Value = 0) -> tuple[Tensor, ...]:
    return known_parts(ops.unbind(tensor(input), integer(dim)))


@op(method="expand", role="reshape")
def expand_(vm: Interpreter, self: Value, *size: Value) -> Outcome:
    return ops.expand(tensor(self), shape_of_args(size))


@op(method="expand_as", role="reshape")
def expand_as(vm: Interpreter, self: Value, other: Value) -> Outcome:
    target = tensor(other).shape
    if target is None:
        raise NotKnown("a shape that is not known")
    return ops.expand(tensor(self), target)


@op("torch.broadcast_to", method="broadcast_to", role="reshape")
def broadcast_to(vm: Interpreter, input: Value, size: Value) -> Outcome:
    return ops.expand(tensor(input), shape(size))


@op("torch.broadcast_tensors", role="reshape")
def broadcast_all(vm: Interpreter, *tensors: Value) -> tuple[Tensor, ...]:
    return ops.broadcast_tensors([tensor(one) for one in tensors])


@op(method="repeat", role="reshape")
def repeat_(vm: Interpreter, self: Value, *repeats: Value) -> Outcome:
    return ops.repeat(tensor(self), shape_of_args(repeats))


@op("torch.tile", method="tile", role="reshape")
def tile(vm: Interpreter, input: Value, *dims: Value) -> Outcome:
    return ops.tile(tensor(input), shape_of_args(dims))


@op("torch.repeat_interleave", method="repeat_interleave", role="reshape")
def repeat_interleave(vm: Interpreter, input: Value, repeats: Value, dim: Value = None, *, output_size: Value = None) -> Outcome:
    return ops.repeat_interleave(tensor(input), size_of(repeats), None if dim is None else integer(dim))


@op("torch.roll", method="roll", role="index")
def roll(vm: Interpreter, input: Value, shifts: Value, dims: Value = None) -> Any:
    chosen = axes(dims)
    return tensor(input) if not chosen else ops.roll(tensor(input), shape(shifts), chosen)


@op("torch.flip", method="flip", role="index")
def flip(vm: Interpreter, input: Value, *dims: Value) -> Outcome:
    return ops.flip(tensor(input), [integer(size) for size in shape_of_args(dims)])


@op("torch.fliplr", method="fliplr", role="index")
def fliplr(vm: Interpreter, input: Value) -> Outcome:
    return ops.flip(tensor(input), (1,))


@op("torch.flipud", method="flipud", role="index")
def flipud(vm: Interpreter, input: Value) -> Outcome:
    return ops.flip(tensor(input), (0,))


@torch.function("torch.Size")
def new_size(vm: Interpreter, sizes: Value = ()) -> Value:
    return shape(sizes)
