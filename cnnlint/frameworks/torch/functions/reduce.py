"""Reductions, indexing, selection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import axes, flag, integer, sizes, tensor, word
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.functions.create import nested_shape, scalar_type
from cnnlint.frameworks.torch.functions.define import op
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import TENSOR
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Unknown, Value
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Dim, Ratio

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MANY = 10**9  # a bound of a slice may count from the end


def reduced(input: Value, dim: Value, keepdim: Value, dtype: str = "") -> Outcome:
    """A reduction over axes, or over all."""
    outcome = ops.reduce(tensor(input), axes(dim), keepdims=flag(keepdim))
    x = outcome.tensor
    return Outcome(Tensor(x.shape, dtype, x.field, x.sources)) if dtype else outcome


@op(
    "torch.mean", "torch.sum", "torch.prod", "torch.std", "torch.var", "torch.norm", "torch.logsumexp", "torch.nanmean", "torch.nansum", "torch.amax",
    "torch.amin", "torch.linalg.norm", "torch.linalg.vector_norm", "torch.count_nonzero",
    method="mean sum prod std var logsumexp nanmean nansum amax amin", role="reduce",
)  # fmt: skip
def reduce(vm: Interpreter, input: Value, dim: Value = None, keepdim: Value = False, *args: Value, **options: Value) -> Outcome:
    return reduced(input, options.get("axis", dim), options.get("keepdims", keepdim))


@op(method="norm", role="reduce")
def norm(vm: Interpreter, input: Value, p: Value = "fro", dim: Value = None, keepdim: Value = False, dtype: Value = None) -> Outcome:
    return reduced(input, dim, keepdim)


@op("torch.argmax", "torch.argmin", method="argmax argmin", role="reduce")
def arg_extreme(vm: Interpreter, input: Value, dim: Value = None, keepdim: Value = False, **options: Value) -> Outcome:
    return reduced(input, options.get("axis", dim), keepdim, "int64")


@op("torch.any", "torch.all", method="any all", role="reduce")
def any_all(vm: Interpreter, input: Value, dim: Value = None, keepdim: Value = False) -> Outcome:
    return reduced(input, dim, keepdim, "bool")


@op("torch.max", "torch.min", "torch.median", "torch.mode", "torch.kthvalue", method="max min median mode", role="reduce")
def extreme(vm: Interpreter, input: Value, dim: Value = None, keepdim: Value = False, **options: Value) -> Any:
    if isinstance(dim, TensorValue):
        return ops.broadcast([tensor(input), tensor(dim)])
    chosen = options.get("axis", dim)
    result = reduced(input, chosen, keepdim)
    if chosen is None:
        return result
    values = result.tensor
    return values, Tensor(values.shape, "int64", values.field, values.sources)


@op("torch.var_mean", "torch.std_mean", role="reduce")
def two_reductions(vm: Interpreter, input: Value, dim: Value = None, keepdim: Value = False, **options: Value) -> Any:
    one = reduced(input, dim, keepdim).tensor
    return one, one


@op("torch.cumsum", "torch.cumprod", "torch.logcumsumexp", method="cumsum cumprod", role="elementwise")
def cumulative(vm: Interpreter, input: Value, dim: Value, dtype: Value = None) -> Outcome:
    return ops.cumulative(tensor(input), integer(dim))


@op("torch.topk", method="topk", role="index")
def topk(vm: Interpreter, input: Value, k: Value, dim: Value = -1, largest: Value = True, sorted: Value = True) -> Any:
    return ops.topk(tensor(input), size_of(k), integer(dim))


@op("torch.sort", method="sort", role="index")
def sort(vm: Interpreter, input: Value, dim: Value = -1, descending: Value = False, stable: Value = False) -> Any:
    values = ops.sort(tensor(input), integer(dim)).tensor
    return values, Tensor(values.shape, "int64", values.field, values.sources)


@op("torch.argsort", method="argsort", role="index")
def argsort(vm: Interpreter, input: Value, dim: Value = -1, descending: Value = False, stable: Value = False) -> Any:
    values = ops.sort(tensor(input), integer(dim)).tensor
    return Tensor(values.shape, "int64", values.field, values.sources)


@op("torch.nonzero", method="nonzero", role="index")
def nonzero(vm: Interpreter, input: Value, *, as_tuple: Value = False) -> Any:
    found = ops.nonzero(tensor(input))
    if not flag(as_tuple):
        return found
    if tensor(input).rank is None:
        raise NotKnown("the rank of a tensor")
    shape = found.tensor.shape or ()
    return tuple(Tensor(shape[:1], "int64") for _ in range(tensor(input).rank or 0))


@op("torch.einsum", role="matmul")
def einsum_(vm: Interpreter, equation: Value, *operands: Value) -> Outcome:
    text = word(equation)
    given = vm.elements(operands[0]) if len(operands) == 1 and not isinstance(operands[0], TensorValue) else operands
    if not text:
        raise NotKnown("an equation that is not known")
    return ops.einsum(text, [tensor(value) for value in given])


@op("torch.tensordot", role="matmul")
def tensordot_(vm: Interpreter, a: Value, b: Value, dims: Value = 2) -> Outcome:
    given = plain(dims)
    if isinstance(given, (list, tuple)) and len(given) == 2:
        return ops.tensordot(tensor(a), tensor(b), axes=(axes(given[0]) or (), axes(given[1]) or ()))
    return ops.tensordot(tensor(a), tensor(b), axes=integer(given))


@op("torch.gather", method="gather", role="index")
def gather(vm: Interpreter, input: Value, dim: Value, index: Value, *, sparse_grad: Value = False) -> Outcome:
    return ops.gather(tensor(input), integer(dim), tensor(index))


@op("torch.take_along_dim", method="take_along_dim", role="index")
def take_along(vm: Interpreter, input: Value, indices: Value, dim: Value = None) -> Outcome:
    return ops.take_along(tensor(input), None if dim is None else integer(dim), tensor(indices))


@op("torch.index_select", method="index_select", role="index")
def index_select(vm: Interpreter, input: Value, dim: Value, index: Value) -> Outcome:
    return ops.take(tensor(input), tensor(index), integer(dim))


@op("torch.masked_select", method="masked_select", role="index")
def masked_select(vm: Interpreter, input: Value, mask: Value) -> Outcome:
    return ops.masked_select(tensor(input), tensor(mask))


@op("torch.narrow", method="narrow", role="index")
def narrow(vm: Interpreter, input: Value, dim: Value, start: Value, length: Value) -> Tensor:
    return ops.piece(tensor(input), integer(dim), size_of(start), size_of(length))


@op("torch.select", method="select", role="index")
def select(vm: Interpreter, input: Value, dim: Value, index_: Value = 0, **options: Value) -> Outcome:
    x, axis = tensor(input), integer(dim)
    if x.rank is None:
        raise NotKnown("the rank of a tensor")
    return ops.index(x, [slice(None)] * (axis % x.rank) + [size_of(options.get("index", index_))])


def item(vm: Interpreter, value: Value) -> Any:
    """One part of an index as the op takes it."""
    value = plain(value)
    if isinstance(value, TensorValue):
        return value.tensor
    if value is None or value is Ellipsis or isinstance(value, (int, Dim)):
        return value
    if isinstance(value, slice):
        parts = [None if part is None else size_of(part, -MANY) for part in map(plain, (value.start, value.stop, value.step))]
        return slice(*parts)
    if isinstance(value, (list, tuple)):
        return Tensor(nested_shape(vm, value), scalar_type(value))
    if isinstance(value, (Unknown, Ratio)):
        raise NotKnown("an index that is not known")
    raise NotKnown(f"an index by a {type(value).__name__}")


@op(method="__getitem__", role="index")
def getitem(vm: Interpreter, self: Value, idx: Value) -> Outcome:
    given = plain(idx)
    return ops.index(tensor(self), [item(vm, part) for part in (given if isinstance(given, tuple) else (given,))])


@torch.method(TENSOR, "__setitem__")
def setitem(vm: Interpreter, self: Instance, idx: Value, value: Value) -> Value:
    return None


@op("torch.diag", "torch.diag_embed", "torch.diagonal", "torch.trace", "torch.unique", "torch.bincount", "torch.histc", "torch.multinomial",
    "torch.cdist", "torch.cross", "torch.kron", "torch.bucketize", "torch.searchsorted",
    method="diag diagonal unique multinomial cross", role="other")  # fmt: skip
def not_modelled(vm: Interpreter, input: Value, *args: Value, **kwargs: Value) -> Any:
    return Tensor(None, None, None, tensor(input).sources)


@op("torch.tril", "torch.triu", method="tril triu tril_ triu_", role="elementwise")
def triangle(vm: Interpreter, input: Value, diagonal: Value = 0) -> Tensor:
    return tensor(input)


@op("torch.cummax", "torch.cummin", method="cummax cummin", role="elementwise")
def cumulative_pair(vm: Interpreter, input: Value, dim: Value) -> Any:
    return tensor(input), tensor(input)


@op(method="unfold", role="reshape")
def unfold_axis(vm: Interpreter, self: Value, dimension: Value, size: Value, step: Value) -> Outcome:
    return ops.unfold_axis(tensor(self), axis=integer(dimension), size=size_of(size), step=sizes(step, 1, 1)[0])
