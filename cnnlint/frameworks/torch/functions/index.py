"""Indexing, gathering and scattering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.arguments import Operand, Sizes, as_flag, fitted
from cnnlint.frameworks.torch.functions.create import nested_shape, scalar_type
from cnnlint.frameworks.torch.functions.define import OUT, everywhere, in_place_too, op, ordinary
from cnnlint.frameworks.torch.functions.pick import diagonal_of
from cnnlint.frameworks.torch.functions.results import entangled, known_shape
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import TENSOR, make
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Instance, Value
from cnnlint.ops.join import piece
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axis_of, invalid, replaced, written
from cnnlint.symbolic import Dim, Ratio, Size, equal, fresh, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MANY = 10**9  # a bound of a slice may count from the end
INDEX_ERRORS = {"invalid-argument": "IndexError", "broadcast-mismatch": "IndexError", "rank-mismatch": "IndexError"}


def item(vm: Interpreter, value: Value) -> Any:
    """One part of an index as the op takes it."""
    value = plain(value)
    if isinstance(value, TensorValue):
        return value.known if isinstance(value.known, int) and not isinstance(value.known, bool) else value.tensor
    if value is None or value is Ellipsis or isinstance(value, (int, Dim)):
        return value
    if isinstance(value, slice):
        return slice(*[bound(part) for part in map(plain, (value.start, value.stop, value.step))])
    if isinstance(value, (list, tuple, range)):
        return Tensor(nested_shape(vm, value), scalar_type(value))
    if isinstance(value, (float, str, Ratio)):
        raise Raises(
            "IndexError",
            "invalid-argument",
            f"an index by a {type(value).__name__}",
            None,
            argument="index",
            value=str(value),
        )
    raise NotKnown("an index that is not known")


def bound(value: Value) -> Size | None:
    """One end of a slice."""
    if value is None or isinstance(value, (int, Dim)):
        return value
    if isinstance(value, (float, Ratio)):
        words = "slice indices must be integers or None or have an __index__ method"
        raise Raises("TypeError", "invalid-argument", words, None, argument="index", value=str(value))
    if isinstance(value, TensorValue) and isinstance(value.known, int):
        return value.known
    return fresh("?", least=-MANY)


def items_of(vm: Interpreter, index: Value) -> list[Any]:
    """The parts of an index."""
    given = plain(index)
    parts = [item(vm, part) for part in (given if isinstance(given, tuple) else (given,))]
    for part in parts:
        if isinstance(part, slice) and isinstance(part.step, int) and part.step <= 0:
            raise Raises(
                "ValueError",
                "invalid-argument",
                "step must be greater than zero",
                None,
                argument="step",
                value=str(part.step),
            )
    return parts


@op(".__getitem__", role="index", errors=INDEX_ERRORS)
def getitem(vm: Interpreter, self: Tensor, idx: Value) -> Outcome:
    backwards = isinstance(idx, slice) and isinstance(idx.step, int) and idx.step < 0
    if self.shape is None and (isinstance(plain(idx), str) or backwards):
        raise NotKnown("an element of what may be no tensor")
    if self.shape == () and isinstance(plain(idx), int) and not isinstance(plain(idx), bool):
        raise Refused("axis-out-of-range", "invalid index of a 0-dim tensor", None, axis=0, actual_rank=0)
    return ops.index(self, items_of(vm, idx))


@ordinary(".__setitem__")
def setitem(vm: Interpreter, self: Value, idx: Value, value: Operand) -> Value:
    """The values must broadcast to the part that they are written to; what it reads afterwards is not followed."""
    if not isinstance(self, TensorValue):
        raise NotKnown("a tensor that is not known")
    try:
        part = ops.index(self.tensor, items_of(vm, idx)).tensor
    except Refused as refused:
        error = "IndexError" if refused.kind in INDEX_ERRORS else None
        raise Raises(
            getattr(refused, "error", error or "IndexError"), refused.kind, refused.words, None, **refused.details
        ) from None
    self.known = MISSING
    if value is not None:
        written_to(part, value)
    return None


def written_to(part: Tensor, value: Tensor) -> None:
    """Refuse values that do not broadcast to the part of a tensor that they are written to; leading axes of 1 fall away."""
    if part.shape is None or value.shape is None:
        return
    shape = value.shape
    while len(shape) > len(part.shape) and equal(shape[0], 1) is not False:
        shape = shape[1:]
    fits = len(shape) <= len(part.shape) and all(
        equal(have, 1) is not False or equal(have, want) is not False
        for have, want in zip(reversed(shape), reversed(part.shape), strict=False)
    )
    if not fits:
        words = f"values of {written(value.shape)} do not fit a part of {written(part.shape)}"
        raise Refused("broadcast-mismatch", words, None, left=part.shape, right=value.shape)


@torch.method(TENSOR, "__contains__", "__reversed__")
def contains(vm: Interpreter, self: Instance, element: Value = None) -> Value:
    return vm.unknown("what hangs on the data of a tensor")


@torch.method(TENSOR, "__iter__")
def iterate(vm: Interpreter, self: Instance) -> Value:
    parts = vm.call(vm.getattr(self, "unbind"), (0,))
    known = self.known if isinstance(self, TensorValue) else MISSING
    if isinstance(known, list) and isinstance(parts, tuple) and len(known) == len(parts):
        return [make(part.tensor, value) for part, value in zip(parts, known, strict=True)]
    return list(parts) if isinstance(parts, tuple) else parts


# --- gathering --------------------------------------------------------------------------------------------------------


@op(*everywhere("gather"), role="index", options=OUT)
def gather(
    vm: Interpreter, input: Tensor, dim: int, index: Tensor, *, sparse_grad: Value = False, **options: Value
) -> Outcome:
    if () in (input.shape, index.shape):  # a tensor without axes is as good as one of a single element
        axis_of(input, dim)
        return (
            Outcome(entangled([input, index], index.shape, input.dtype))
            if (index.rank or 0) < 2
            else ops.gather(input, dim, index)
        )
    return ops.gather(input, dim, index)


@op(*everywhere("take_along_dim"), role="index", options=OUT)
def take_along(vm: Interpreter, input: Tensor, indices: Tensor, dim: int | None = None, **options: Value) -> Outcome:
    if dim is None:
        flat = ops.flatten(indices, 0, -1).tensor
        return ops.take_along(input, None, flat)
    if input.rank != indices.rank and None not in (input.rank, indices.rank):
        words = f"the index has {indices.rank} axes, the tensor {input.rank}"
        shapes = {"expected_rank": input.rank, "actual_rank": indices.rank, "shape": indices.shape}
        raise Refused("rank-mismatch", words, None, **shapes)
    return ops.take_along(input, dim, indices)


@op(*everywhere("take"), role="index", options=OUT)
def take(vm: Interpreter, input: Tensor, index: Tensor, **options: Value) -> Outcome:
    return ops.take(input, index)


@op(*everywhere("index_select"), role="index", options=OUT)
def index_select(vm: Interpreter, input: Tensor, dim: int, index: Tensor, **options: Value) -> Outcome:
    vector_index(index)
    axis_of(input, dim)
    if index.shape == ():
        return ops.take(input, ops.reshape(index, (1,)).tensor, dim)
    return ops.take(input, index, dim) if input.shape != () else Outcome(input)


def vector_index(index: Tensor) -> None:
    """Refuse an index of more than one axis."""
    if index.rank is not None and index.rank > 1:
        words = "Index is supposed to be a vector"
        raise Raises(
            "IndexError", "rank-mismatch", words, None, expected_rank=1, actual_rank=index.rank, shape=index.shape
        )


@op(*everywhere("masked_select"), role="index", options=OUT)
def masked_select(vm: Interpreter, input: Tensor, mask: Tensor, **options: Value) -> Outcome:
    return ops.masked_select(ops.broadcast([input, mask]).tensor, mask)


@op(*everywhere("narrow"), "torch.narrow_copy", ".narrow_copy", role="index")
def narrow(vm: Interpreter, input: Tensor, dim: int, start: Value, length: Size) -> Tensor:
    if input.shape == ():
        raise Refused(
            "rank-mismatch",
            "narrow() cannot be applied to a 0-dim tensor.",
            None,
            expected_rank=1,
            actual_rank=0,
            shape=(),
        )
    at = axis_of(input, dim)
    size = known_shape(input)[at]
    first = bound(plain(start))
    if first is None or isinstance(plain(start), TensorValue):
        raise NotKnown("where a part begins")
    if less(first, 0) is True:
        if less(first, -size) is True:
            raise Raises(
                "IndexError",
                "invalid-argument",
                f"start {first} is outside of {size}",
                None,
                argument="start",
                value=str(first),
            )
        first = first + size
    elif less(size, first) is True:
        raise Raises(
            "IndexError",
            "invalid-argument",
            f"start {first} is outside of {size}",
            None,
            argument="start",
            value=str(first),
        )
    if less(length, 0) is True or less(size, first + length) is True:
        raise invalid(input, "length", length, f"from {first} exceeds the {size} of axis {at}")
    return piece(input, at, first, length)


@op(*everywhere("select"), "torch.select_copy", role="index", errors=INDEX_ERRORS)
def select(vm: Interpreter, input: Tensor, dim: int, index: Size) -> Outcome:
    if input.shape == ():
        raise Refused(
            "axis-out-of-range", "select() cannot be applied to a 0-dim tensor.", None, axis=dim, actual_rank=0
        )
    known_shape(input)
    return ops.index(input, [slice(None)] * axis_of(input, dim) + [index])


@op(*everywhere("nonzero"), role="index", options=OUT)
def nonzero(vm: Interpreter, input: Tensor, *, as_tuple: Value = False, **options: Value) -> Any:
    found = ops.nonzero(input).tensor
    if not fitted(as_flag, "as_tuple", as_tuple):
        return found
    return (Tensor((found.shape or (0,))[:1], "int64", found.field, found.sources),) * max(len(known_shape(input)), 1)


@op(*everywhere("nonzero_static"), role="index", options=OUT)
def nonzero_static(vm: Interpreter, input: Tensor, *, size: Size, fill_value: Value = -1, **options: Value) -> Tensor:
    """The places of as many elements as are asked for."""
    return Tensor((size, len(known_shape(input))), "int64", None, input.sources)


@op("torch.unravel_index", role="index")
def unravel_index(vm: Interpreter, indices: Tensor, shape: Sizes) -> Any:
    """Positions in the flat tensor as one tensor of positions for each axis."""
    return (indices,) * len(shape)


@op(*everywhere("argwhere"), role="index")
def argwhere(vm: Interpreter, input: Tensor) -> Outcome:
    return ops.nonzero(input)


@op(*everywhere("isin"), "torch.isin", role="elementwise")
def isin(
    vm: Interpreter, elements: Value, test_elements: Value, *, assume_unique: Value = False, invert: Value = False
) -> Tensor:
    x = elements.tensor if isinstance(elements, TensorValue) else Tensor(())
    return Tensor(x.shape, "bool", x.field, x.sources)


# --- scattering -------------------------------------------------------------------------------------------------------


def check_scattered(x: Tensor, dim: int, index: Tensor, src: Tensor | None) -> None:
    """Refuse an index of another rank, or one that is larger than the source or, besides the axis, the tensor."""
    if x.shape is None or index.shape is None:
        return
    axis = axis_of(x, dim)
    if any(equal(size, 0) is True for size in index.shape):
        return
    for other in (x, src):
        if other is None or other.shape is None:
            continue
        if max(len(other.shape), 1) != max(len(index.shape), 1):
            words = "the index has another number of axes"
            ranks = {"expected_rank": len(other.shape), "actual_rank": len(index.shape)}
            raise Refused("rank-mismatch", words, x, shape=index.shape, **ranks)
        for n, (size, picked) in enumerate(zip(other.shape, index.shape, strict=False)):
            if (other is src or n != axis) and less(size, picked) is True:
                words = f"an index of {written(index.shape)} is larger than {written(other.shape)}"
                raise Refused("broadcast-mismatch", words, x, left=other.shape, right=index.shape)


@op(*in_place_too("scatter"), role="index", options=OUT)
def scatter(
    vm: Interpreter, input: Tensor, dim: int, index: Tensor, src: Operand = None, *, value: Value = None, reduce: Value = None,
    **options: Value,
) -> Tensor:  # fmt: skip
    check_scattered(input, dim, index, src)
    return entangled([input, index], input.shape, input.dtype)


@op(*in_place_too("scatter_add"), role="index", options=OUT)
def scatter_add(vm: Interpreter, input: Tensor, dim: int, index: Tensor, src: Tensor, **options: Value) -> Tensor:
    check_scattered(input, dim, index, src)
    return entangled([input, index, src], input.shape, input.dtype)


@op(*in_place_too("scatter_reduce"), role="index", options=OUT)
def scatter_reduce(
    vm: Interpreter,
    input: Tensor,
    dim: int,
    index: Tensor,
    src: Tensor,
    reduce: Value,
    *,
    include_self: Value = True,
    **options: Value,
) -> Tensor:
    check_scattered(input, dim, index, src)
    return entangled([input, index, src], input.shape, input.dtype)


@op(*in_place_too("masked_fill"), role="elementwise")
def masked_fill(vm: Interpreter, input: Tensor, mask: Tensor, value: Operand) -> Outcome:
    if value is not None and value.rank not in (0, None):
        words = "masked_fill only supports a 0-dimensional value tensor"
        raise Refused("rank-mismatch", words, input, expected_rank=0, actual_rank=value.rank, shape=value.shape)
    made = ops.broadcast([input, mask]).tensor
    return Outcome(Tensor(made.shape, input.dtype, made.field, made.sources))


@op(*in_place_too("masked_scatter"), role="elementwise")
def masked_scatter(vm: Interpreter, input: Tensor, mask: Tensor, source: Tensor) -> Outcome:
    made = ops.broadcast([input, mask]).tensor
    return Outcome(Tensor(made.shape, input.dtype, made.field, made.sources))


@op(*in_place_too("index_fill"), role="index")
def index_fill(vm: Interpreter, input: Tensor, dim: int, index: Tensor, value: Operand) -> Tensor:
    vector_index(index)
    axis_of(input, dim)
    return input


def check_slices(x: Tensor, dim: int, index: Tensor, source: Tensor) -> None:
    """Refuse slices of another shape than those that they are added to, or another number of them than of indexes."""
    vector_index(index)
    if x.shape is None or source.shape is None or index.shape is None or not x.shape:
        return
    axis = axis_of(x, dim)
    wanted = replaced(x.shape, {axis: index.shape[0] if index.shape else 1})
    if len(source.shape) != len(wanted) or any(
        equal(a, b) is False for a, b in zip(source.shape, wanted, strict=False)
    ):
        words = f"slices of {written(source.shape)} where {written(wanted)} are needed"
        raise Refused("broadcast-mismatch", words, x, left=wanted, right=source.shape)


@op(*in_place_too("index_add"), role="index", options=OUT)
def index_add(
    vm: Interpreter, input: Tensor, dim: int, index: Tensor, source: Tensor, *, alpha: Value = 1, **options: Value
) -> Tensor:
    check_slices(input, dim, index, source)
    return entangled([input, index, source], input.shape, input.dtype)


@op(*in_place_too("index_copy"), role="index", options=OUT)
def index_copy(vm: Interpreter, input: Tensor, dim: int, index: Tensor, source: Tensor, **options: Value) -> Tensor:
    return entangled([input, index, source], input.shape, input.dtype)


@op(*in_place_too("index_reduce"), role="index", options=OUT)
def index_reduce(
    vm: Interpreter,
    input: Tensor,
    dim: int,
    index: Tensor,
    source: Tensor,
    reduce: Value,
    *,
    include_self: Value = True,
    **options: Value,
) -> Tensor:
    check_slices(input, dim, index, source)
    return entangled([input, index, source], input.shape, input.dtype)


@op(*in_place_too("index_put"), "torch.index_put_", role="index")
def index_put(vm: Interpreter, input: Tensor, indices: Value, values: Tensor, accumulate: Value = False) -> Tensor:
    return input


@op(".put", ".put_", "torch.put", role="index")
def put(vm: Interpreter, input: Tensor, index: Tensor, source: Tensor, accumulate: Value = False) -> Tensor:
    return input


@op(*everywhere("select_scatter"), role="index")
def select_scatter(vm: Interpreter, input: Tensor, src: Tensor, dim: int, index: Size) -> Tensor:
    part = ops.index(input, [slice(None)] * axis_of(input, dim) + [index]).tensor
    same_shape(part, src)
    return entangled([input, src], input.shape, input.dtype)


@op(*everywhere("slice_scatter"), role="index")
def slice_scatter(
    vm: Interpreter, input: Tensor, src: Tensor, dim: int = 0, start: Value = None, end: Value = None, step: int = 1
) -> Tensor:
    part = ops.index(input, [slice(None)] * axis_of(input, dim) + [slice(bound(start), bound(end), step)]).tensor
    written_to(part, src)
    return entangled([input, src], input.shape, input.dtype)


@op(*everywhere("diagonal_scatter"), role="index")
def diagonal_scatter(
    vm: Interpreter, input: Tensor, src: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1
) -> Tensor:
    same_shape(diagonal_of(input, offset, dim1, dim2), src)
    return entangled([input, src], input.shape, input.dtype)


def same_shape(wanted: Tensor, given: Tensor) -> None:
    """Refuse a tensor of another shape."""
    if wanted.shape is None or given.shape is None:
        return
    if len(wanted.shape) != len(given.shape) or any(
        equal(a, b) is False for a, b in zip(wanted.shape, given.shape, strict=True)
    ):
        words = f"values of {written(given.shape)} where {written(wanted.shape)} are needed"
        raise Refused("broadcast-mismatch", words, None, left=wanted.shape, right=given.shape)


# --- diagonals --------------------------------------------------------------------------------------------------------
