"""Diagonals, bins, distinct elements, and windows along an axis."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.torch.arguments import Operand, as_flag, fitted
from cnnlint.frameworks.torch.functions.define import OUT, everywhere, op
from cnnlint.frameworks.torch.functions.results import entangled, known_shape, of_ranks
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axis_of, invalid, replaced
from cnnlint.symbolic import Size, fresh, less, minimum

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def diagonal_of(x: Tensor, offset: int, dim1: int, dim2: int) -> Tensor:
    """A diagonal of two axes, on a new last one."""
    shape = known_shape(x)
    one, two = axis_of(x, dim1), axis_of(x, dim2)
    if one == two or len(shape) < 2:
        raise invalid(x, "dim2", dim2, "is the same axis as dim1")
    rows, columns = (shape[one], shape[two] - offset) if offset >= 0 else (shape[one] + offset, shape[two])
    size = minimum(rows, columns)
    rest = [shape[axis] for axis in range(len(shape)) if axis not in (one, two)]
    return entangled([x], (*rest, 0 if less(size, 0) is True else size))


@op(*everywhere("diagonal"), "torch.diagonal_copy", role="index")
def diagonal(vm: Interpreter, input: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Tensor:
    return diagonal_of(input, offset, dim1, dim2)


@op("torch.linalg.diagonal", role="index")
def linalg_diagonal(vm: Interpreter, A: Tensor, *, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Tensor:
    return diagonal_of(A, offset, dim1, dim2)


@op(*everywhere("diag"), role="index", options=OUT)
def diag(vm: Interpreter, input: Tensor, diagonal: int = 0, **options: Value) -> Tensor:
    of_ranks(input, 1, 2)
    shape = known_shape(input)
    if len(shape) == 2:
        return diagonal_of(input, diagonal, 0, 1)
    return entangled([input], (shape[0] + abs(diagonal),) * 2)


@op(*everywhere("diagflat"), role="index")
def diagflat(vm: Interpreter, input: Tensor, offset: int = 0) -> Tensor:
    count = input.elements
    return entangled([input], ((fresh() if count is None else count) + abs(offset),) * 2)


@op(*everywhere("diag_embed"), role="index")
def diag_embed(vm: Interpreter, input: Tensor, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Tensor:
    shape = known_shape(input)
    if not shape:
        raise Refused("axis-out-of-range", "the tensor has no axes", None, axis=dim1, actual_rank=0)
    one, two = axis_of(input, dim1, 1), axis_of(input, dim2, 1)
    if one == two:
        raise invalid(input, "dim2", dim2, "is the same axis as dim1")
    rest = iter(shape[:-1])
    size = shape[-1] + abs(offset)
    return entangled([input], tuple(size if axis in (one, two) else next(rest) for axis in range(len(shape) + 1)))


@op(*everywhere("trace"), role="reduce")
def trace(vm: Interpreter, input: Tensor) -> Tensor:
    return entangled([of_ranks(input, 2)], ())


# --- by value ---------------------------------------------------------------------------------------------------------


@op(*everywhere("bucketize"), role="index", options=OUT)
def bucketize(
    vm: Interpreter,
    input: Operand,
    boundaries: Tensor,
    *,
    out_int32: Value = False,
    right: Value = False,
    **options: Value,
) -> Tensor:
    of_ranks(boundaries, 1)
    x = Tensor(()) if input is None else input
    return Tensor(x.shape, "int32" if out_int32 is True else "int64", x.field, x.sources)


@op("torch.searchsorted", role="index", options=OUT)
def searchsorted(
    vm: Interpreter, sorted_sequence: Tensor, input: Operand, *, out_int32: Value = False, right: Value = False, side: Value = None,
    sorter: Value = None, **options: Value,
) -> Tensor:  # fmt: skip
    x = Tensor(()) if input is None else input
    return Tensor(x.shape, "int32" if out_int32 is True else "int64", x.field, x.sources)


@op(*everywhere("multinomial"), role="index", options=("out", "generator"))
def multinomial(
    vm: Interpreter, input: Tensor, num_samples: Size, replacement: Value = False, **options: Value
) -> Tensor:
    shape = known_shape(of_ranks(input, 1, 2))
    if less(num_samples, 1) is True:
        raise invalid(input, "num_samples", num_samples, "must be above 0")
    if replacement is False and less(shape[-1], num_samples) is True:
        raise invalid(input, "num_samples", num_samples, f"of {shape[-1]} without replacement")
    return entangled([input], (*shape[:-1], num_samples), "int64")


@op(*everywhere("bincount"), role="index")
def bincount(vm: Interpreter, input: Tensor, weights: Value = None, minlength: Value = 0) -> Tensor:
    of_ranks(input, 1)
    return entangled([input], (fresh("?"),), "int64" if weights is None else None)


@op(*everywhere("histc"), role="index", options=OUT)
def histc(vm: Interpreter, input: Tensor, bins: Size = 100, min: Value = 0, max: Value = 0, **options: Value) -> Tensor:
    if less(bins, 1) is True:
        raise invalid(input, "bins", bins, "must be above 0")
    return entangled([input], (bins,))


@op(*everywhere("unique"), role="index")
def unique(
    vm: Interpreter,
    input: Tensor,
    sorted: Value = True,
    return_inverse: Value = False,
    return_counts: Value = False,
    dim: int | None = None,
) -> Any:
    return unique_rows(input, return_inverse, return_counts, dim)


@op(*everywhere("unique_consecutive"), role="index")
def unique_consecutive(
    vm: Interpreter, input: Tensor, return_inverse: Value = False, return_counts: Value = False, dim: int | None = None
) -> Any:
    return unique_rows(input, return_inverse, return_counts, dim)


def unique_rows(x: Tensor, with_inverse: Value, with_counts: Value, dim: int | None) -> Any:
    """As many as the data has different values: a number that is not known."""
    count = fresh("?")
    shape: tuple[Size, ...] = (count,)
    inverse = x.shape
    if dim is not None:
        at = axis_of(x, dim)
        shape, inverse = replaced(known_shape(x), {at: count}), (known_shape(x)[at],)
    found = [entangled([x], shape)]
    if fitted(as_flag, "return_inverse", with_inverse):
        found.append(entangled([x], inverse, "int64"))
    if fitted(as_flag, "return_counts", with_counts):
        found.append(entangled([x], (count,), "int64"))
    return tuple(found) if len(found) > 1 else found[0]


@op(".unfold", "torch.unfold_copy", role="reshape")
def unfold_axis(vm: Interpreter, self: Tensor, dimension: int, size: Size, step: Size) -> Outcome:
    if self.shape is not None:
        axis_of(self, dimension)
    if less(step, 1) is True:
        raise invalid(self, "step", step, "must be above 0")
    if self.shape == ():
        if less(1, size) is True:
            raise invalid(self, "size", size, "is more than the 1 element")
        return Outcome(entangled([self], (size,)))
    return ops.unfold_axis(self, axis=dimension, size=size, step=step)


@op("torch.combinations", role="index")
def combinations(vm: Interpreter, input: Tensor, r: int = 2, with_replacement: Value = False) -> Tensor:
    size = known_shape(of_ranks(input, 1))[0]
    if not isinstance(size, int) or not isinstance(with_replacement, bool):
        return entangled([input], (fresh("?"), r))
    count = comb(size + r - 1, r) if with_replacement else comb(size, r)
    return entangled([input], (count, r) if r else (0,))


@op("torch.tril_indices", "torch.triu_indices", recorded=False)
def triangle_indices(vm: Interpreter, row: Size, col: Size, offset: int = 0, **options: Value) -> Tensor:
    return Tensor((2, fresh("?")), "int64")
