"""Shapes: reading them, and changing them without arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.inputs import OpenShape
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch.arguments import Axes, PackedAxes, PackedSizes, Sizes, as_sizes, as_tensor, fitted
from cnnlint.frameworks.torch.functions.define import everywhere, op, ordinary, own
from cnnlint.frameworks.torch.functions.results import at_least, entangled, known_shape, of_ranks
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import TENSOR, size_value
from cnnlint.frameworks.torch.types import DTYPE
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axis_of, invalid
from cnnlint.symbolic import Size, equal, fresh, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LETTERS = {2: ("N", "C"), 3: ("N", "T", "C"), 4: ("N", "C", "H", "W"), 5: ("N", "C", "D", "H", "W")}


def shape_value(x: Tensor) -> Value:
    """`x.shape` as the program sees it."""
    return OpenShape(x, LETTERS) if x.shape is None else size_value(x.shape)


def of_axis(x: Tensor, axis: int) -> Size:
    """The size of one axis."""
    if x.shape is None:
        return fresh("?", least=1)
    if not x.shape:
        raise Refused("axis-out-of-range", "the tensor has no axes", None, axis=axis, actual_rank=0)
    return x.shape[axis_of(x, axis)]


@torch.attribute(TENSOR, "shape")
def shape_attribute(vm: Interpreter, self: Instance) -> Value:
    return shape_value(own(self))


@ordinary(".size")
def size_method(vm: Interpreter, self: Tensor, dim: int | None = None) -> Value:
    return shape_value(self) if dim is None else of_axis(self, dim)


@ordinary(".dim", ".ndimension")
def rank_method(vm: Interpreter, self: Tensor) -> Value:
    return vm.unknown("the rank of a tensor") if self.rank is None else self.rank


@torch.attribute(TENSOR, "ndim")
def rank_attribute(vm: Interpreter, self: Instance) -> Value:
    rank = own(self).rank
    return vm.unknown("the rank of a tensor") if rank is None else rank


@ordinary(*everywhere("numel"), ".nelement")
def count_method(vm: Interpreter, input: Tensor) -> Value:
    return fresh("?") if input.elements is None else input.elements


@ordinary(".__len__")
def length_method(vm: Interpreter, self: Tensor) -> Value:
    if self.shape == ():
        raise Raises(
            "TypeError", "rank-mismatch", "len() of a 0-d tensor", None, expected_rank=1, actual_rank=0, shape=()
        )
    return of_axis(self, 0)


# --- reshaping --------------------------------------------------------------------------------------------------------


def check_sizes(x: Tensor, sizes: Sizes) -> None:
    """Refuse a size below -1."""
    for size in sizes:
        if less(size, -1) is True:
            raise invalid(x, "shape", size, f"holds {size}")


@op(*everywhere("reshape"), role="reshape")
def reshape(vm: Interpreter, input: Tensor, shape: PackedSizes) -> Outcome:
    check_sizes(input, shape)
    return ops.reshape(input, shape)


@op(".view", "torch.view_copy", role="reshape")
def view(vm: Interpreter, self: Tensor, *size: Value, dtype: Value = None, **options: Value) -> Any:
    first = size[0] if size else options.get("size", dtype)
    if isinstance(first, Instance) and first.cls is DTYPE:
        return (
            Tensor(self.shape, str(first.payload), self.field, self.sources)
            if self.dtype == first.payload
            else entangled([self], None)
        )
    given = size if len(size) > 1 else first
    sizes = fitted(as_sizes, "size", given)
    check_sizes(self, sizes)
    return ops.reshape(self, sizes)


@op(".view_as", ".reshape_as", role="reshape")
def view_as(vm: Interpreter, self: Tensor, other: Tensor) -> Outcome:
    return ops.reshape(self, known_shape(other))


@op(*everywhere("flatten"), role="flatten")
def flatten(vm: Interpreter, input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Outcome:
    return ops.flatten(input, start_dim, end_dim)


@op(*everywhere("ravel"), role="reshape")
def ravel(vm: Interpreter, input: Tensor) -> Outcome:
    return ops.flatten(input, 0, -1)


@op(*everywhere("unflatten"), role="reshape")
def unflatten(vm: Interpreter, input: Tensor, dim: int, sizes: Sizes) -> Outcome:
    return ops.unflatten(input, dim, sizes)


@op(*everywhere("permute"), "torch.permute_copy", role="reshape")
def permute(vm: Interpreter, input: Tensor, dims: PackedAxes) -> Outcome:
    return ops.permute(input, dims)


@op(*everywhere("transpose", "swapdims"), ".transpose_", ".swapdims_", "torch.transpose_copy", role="reshape")
def transpose(vm: Interpreter, input: Tensor, dim0: int, dim1: int) -> Outcome:
    return ops.transpose(input, dim0, dim1)


@op(*everywhere("swapaxes"), ".swapaxes_", role="reshape")
def swapaxes(vm: Interpreter, input: Tensor, axis0: int, axis1: int) -> Outcome:
    return ops.transpose(input, axis0, axis1)


@op(*everywhere("t"), ".t_", "torch.t_copy", role="reshape")
def t(vm: Interpreter, input: Tensor) -> Any:
    of_ranks(input, 0, 1, 2)
    return input if input.rank in (0, 1) else ops.transpose(input, 0, 1)


@op(*everywhere("adjoint"), role="reshape")
def adjoint(vm: Interpreter, input: Tensor) -> Outcome:
    return Outcome(input) if input.rank == 0 else ops.transpose(at_least(input, 2), -2, -1)


@torch.attribute(TENSOR, "T", "H")
def transposed_attribute(vm: Interpreter, self: Instance) -> Value:
    rank = own(self).rank
    return vm.call(vm.getattr(self, "permute"), tuple(range(rank))[::-1]) if rank else self


@torch.attribute(TENSOR, "mT", "mH")
def matrix_transposed(vm: Interpreter, self: Instance) -> Value:
    return vm.call(vm.getattr(self, "adjoint"))


@op(*everywhere("movedim", "moveaxis"), role="reshape")
def move_axis(vm: Interpreter, input: Tensor, source: Axes, destination: Axes) -> Outcome:
    return ops.move_axis(input, source or (), destination or ())


@op(*everywhere("squeeze"), ".squeeze_", "torch.squeeze_copy", role="reshape")
def squeeze(vm: Interpreter, input: Tensor, dim: Axes = None) -> Outcome:
    return ops.squeeze(input, dim)


@op(*everywhere("unsqueeze"), ".unsqueeze_", "torch.unsqueeze_copy", role="reshape")
def unsqueeze(vm: Interpreter, input: Tensor, dim: int) -> Outcome:
    return ops.unsqueeze(input, dim)


@op("torch.view_as_real", role="reshape")
def view_as_real(vm: Interpreter, input: Tensor) -> Tensor:
    shape = None if input.shape is None else (*input.shape, 2)
    return Tensor(shape, "float32", input.field, input.sources)


@op("torch.view_as_complex", role="reshape")
def view_as_complex(vm: Interpreter, input: Tensor) -> Tensor:
    shape = known_shape(at_least(input, 1))
    if equal(shape[-1], 2) is False:
        raise invalid(input, "input", shape[-1], "must have a last dimension of size 2")
    return Tensor(shape[:-1], "complex64", input.field, input.sources)


@op(".as_strided", "torch.as_strided", ".as_strided_", role="reshape")
def as_strided(vm: Interpreter, input: Tensor, size: Sizes, stride: Sizes, storage_offset: Value = None) -> Tensor:
    if len(size) != len(stride):
        raise invalid(input, "stride", stride, "has another length than size")
    return entangled([input], size)


@op(".resize_", ".resize_as_", recorded=False)
def resize_(vm: Interpreter, self: Tensor, *sizes: Value, memory_format: Value = None) -> Tensor:
    if len(sizes) == 1 and isinstance(sizes[0], Instance) and hasattr(sizes[0], "tensor"):
        return entangled([self], own(sizes[0]).shape)
    return entangled([self], fitted(as_sizes, "size", sizes[0] if len(sizes) == 1 else sizes))


# --- repeating --------------------------------------------------------------------------------------------------------


@op(".expand", "torch.expand_copy", role="reshape")
def expand(vm: Interpreter, self: Tensor, size: PackedSizes, *, implicit: Value = False) -> Outcome:
    check_sizes(self, size)
    return ops.expand(self, size)


@op(".expand_as", role="reshape")
def expand_as(vm: Interpreter, self: Tensor, other: Tensor) -> Outcome:
    return ops.expand(self, known_shape(other))


@op(*everywhere("broadcast_to"), role="reshape")
def broadcast_to(vm: Interpreter, input: Tensor, size: PackedSizes) -> Outcome:
    return ops.expand(input, size)


@op(".sum_to_size", role="reduce")
def sum_to_size(vm: Interpreter, self: Tensor, size: PackedSizes) -> Tensor:
    shape = known_shape(self)
    pairs = list(zip(reversed(size), reversed(shape), strict=False))
    fits = len(size) <= len(shape) and all(equal(a, 1) is not False or equal(a, b) is not False for a, b in pairs)
    if not fits:
        raise Refused("broadcast-mismatch", "is not expandable to the tensor", None, left=shape, right=size)
    return entangled([self], size)


@op(".repeat", role="reshape")
def repeat(vm: Interpreter, self: Tensor, repeats: PackedSizes) -> Outcome:
    for count in repeats:
        if less(count, 0) is True:
            raise invalid(self, "repeats", count, "is negative")
    return ops.repeat(self, repeats)


@op(*everywhere("tile"), role="reshape")
def tile(vm: Interpreter, input: Tensor, dims: PackedSizes) -> Outcome:
    return ops.tile(input, dims)


@op(*everywhere("repeat_interleave"), role="reshape")
def repeat_interleave(
    vm: Interpreter, input: Tensor, repeats: Value = None, dim: int | None = None, *, output_size: Value = None
) -> Any:
    """By a number, or by one number for each element, whose sum is not known."""
    if repeats is None:
        if dim is not None:
            words = "repeat_interleave() received an invalid combination of arguments"
            raise Raises("TypeError", "wrong-arguments", words, None, argument="repeats")
        if input.shape is not None and len(input.shape) != 1:
            raise invalid(input, "repeats", input.shape, "must have one axis")
        return Tensor((fresh("?"),), "int64", None, input.sources)
    if dim is not None and input.shape is not None:
        axis_of(input, dim)
    if isinstance(repeats, Instance) and hasattr(repeats, "tensor"):
        counts = own(repeats).shape
        flat = ops.flatten(input, 0, -1).tensor if dim is None else input
        shape, at = known_shape(flat), axis_of(flat, dim or 0)
        if counts is not None and (
            len(counts) > 1
            or (len(counts) == 1 and equal(counts[0], 1) is False and equal(counts[0], shape[at]) is False)
        ):
            raise invalid(input, "repeats", counts, "must have the same size as input along dim")
        return entangled([input], (*shape[:at], fresh("?"), *shape[at + 1 :]))
    count = fitted(as_sizes, "repeats", repeats)
    if len(count) != 1:
        raise invalid(input, "repeats", count, "must be one number")
    if less(count[0], 0) is True:
        raise invalid(input, "repeats", count[0], "is negative")
    if input.shape == () and dim is not None:
        raise Refused("axis-out-of-range", f"axis {dim} of a tensor that has none", None, axis=dim, actual_rank=0)
    return ops.repeat_interleave(input, count[0], dim)


@op("torch.broadcast_tensors", role="reshape")
def broadcast_all(vm: Interpreter, *tensors: Value) -> Any:
    given = vm.elements(tensors[0]) if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)) else list(tensors)
    return ops.broadcast_tensors([fitted(as_tensor, "tensors", one) for one in given])


@ordinary("torch.broadcast_shapes")
def broadcast_shapes(vm: Interpreter, *shapes: Value) -> Value:
    return size_value(ops.broadcast_shape([Tensor(fitted(as_sizes, "shapes", one)) for one in shapes]) or ())


# --- moving -----------------------------------------------------------------------------------------------------------


@op(*everywhere("roll"), role="index")
def roll(vm: Interpreter, input: Tensor, shifts: Sizes, dims: Axes = None) -> Any:
    if not dims:
        if len(shifts) != 1:
            raise invalid(input, "shifts", shifts, "and dims must have the same length")
        return input
    if len(shifts) != len(dims):
        raise invalid(input, "shifts", shifts, "and dims must have the same length")
    for axis in dims:
        axis_of(input, axis)
    if input.shape == ():
        raise Refused(
            "axis-out-of-range", f"axis {dims[0]} of a tensor that has none", None, axis=dims[0], actual_rank=0
        )
    if len({axis_of(input, axis) for axis in dims}) < len(dims):
        return entangled([input], input.shape)
    return ops.roll(input, shifts, dims)


@op(*everywhere("flip"), role="index")
def flip(vm: Interpreter, input: Tensor, dims: PackedAxes) -> Outcome:
    return ops.flip(input, dims)


@op(*everywhere("fliplr"), role="index")
def fliplr(vm: Interpreter, input: Tensor) -> Outcome:
    return ops.flip(at_least(input, 2), (1,))


@op(*everywhere("flipud"), role="index")
def flipud(vm: Interpreter, input: Tensor) -> Outcome:
    return ops.flip(at_least(input, 1), (0,))


@op(*everywhere("rot90"), role="index")
def rot90(vm: Interpreter, input: Tensor, k: int = 1, dims: Axes = (0, 1)) -> Any:
    plane = dims or ()
    if len(plane) != 2:
        raise invalid(input, "dims", plane, "must be 2 axes")
    at_least(input, 2)
    if input.rank is not None and axis_of(input, plane[0]) == axis_of(input, plane[1]):
        raise invalid(input, "dims", plane, "names an axis twice")
    flipped = ops.flip(input, plane).tensor
    return ops.transpose(flipped, plane[0], plane[1]) if k % 2 else flipped


@op(
    "torch.channel_shuffle",
    "torch.native_channel_shuffle",
    "F.channel_shuffle",
    "F.native_channel_shuffle",
    role="reshape",
)
def channel_shuffle(vm: Interpreter, input: Tensor, groups: Size) -> Tensor:
    return shuffled(input, groups)


def shuffled(x: Tensor, groups: Size) -> Tensor:
    """Channels in another order."""
    shape = known_shape(at_least(x, 3))
    if less(groups, 1) is True:
        raise invalid(x, "groups", groups, "must be above 0")
    if isinstance(groups, int) and equal(shape[1] % groups, 0) is False:
        raise Refused(
            "group-mismatch", f"{groups} groups do not divide {shape[1]} channels", x, groups=groups, actual=shape[1]
        )
    return x
