"""Reductions over axes, and what is like them: sums along an axis, order, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.arguments import Axes, PackedAxes, as_axes, as_flag, as_integer, as_tensor, fitted
from cnnlint.frameworks.torch.functions.define import OUT, everywhere, in_place_too, op
from cnnlint.frameworks.torch.functions.elementwise import retyped
from cnnlint.frameworks.torch.functions.results import at_least, entangled, known_shape
from cnnlint.frameworks.torch.tensor import results
from cnnlint.frameworks.torch.types import element_type
from cnnlint.graph import Tensor
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axis_of, invalid
from cnnlint.symbolic import Size, equal, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MAX: Final = results("max", "values", "indices")
MIN: Final = results("min", "values", "indices")
MEDIAN: Final = results("median", "values", "indices")
MODE: Final = results("mode", "values", "indices")
KTHVALUE: Final = results("kthvalue", "values", "indices")
SORT: Final = results("sort", "values", "indices")
TOPK: Final = results("topk", "values", "indices")
CUMMAX: Final = results("cummax", "values", "indices")
AMINMAX: Final = results("aminmax", "min", "max")


def reduced(x: Tensor, dim: Axes, keepdim: bool, dtype: str | None = "") -> Outcome:
    """A reduction over axes, or over all where none is named."""
    outcome = ops.reduce(x, dim or None, keepdims=keepdim)
    return outcome if dtype == "" else Outcome(retyped(outcome.tensor, dtype))


def check_not_empty(x: Tensor, dim: Axes) -> None:
    """Refuse a maximum over nothing."""
    shape = x.shape or ()
    axes = range(len(shape)) if not dim else [axis_of(x, axis) for axis in dim if shape]
    if any(equal(shape[axis], 0) is True for axis in axes):
        error = "IndexError" if dim else "RuntimeError"
        raise invalid(x, "dim", dim, f"is over no elements ({error})")


@op(*everywhere("sum", "mean"), role="reduce", options=OUT)
def total(
    vm: Interpreter,
    input: Tensor,
    dim: Value = MISSING,
    keepdim: bool | None = None,
    *,
    dtype: Value = None,
    **options: Value,
) -> Outcome:
    check_axis_given(dim, keepdim)
    axes = None if dim is MISSING or dim is None else fitted(as_axes, "dim", dim)
    return reduced(input, axes, keepdim is True, summed_type(input.dtype, dtype))


def check_axis_given(dim: Value, keepdim: bool | None) -> None:
    """Refuse `keepdim` without an axis, for which there is no signature."""
    if dim is MISSING and keepdim is not None:
        raise Raises("TypeError", "wrong-arguments", "keepdim is given without dim", None, argument="keepdim")


@op(*everywhere("nansum", "nanmean"), role="reduce", options=OUT)
def total_of_numbers(
    vm: Interpreter, input: Tensor, dim: Axes = None, keepdim: bool = False, *, dtype: Value = None, **options: Value
) -> Outcome:
    return reduced(input, dim, keepdim, summed_type(input.dtype, dtype))


@op(*everywhere("prod"), role="reduce", options=OUT)
def prod(
    vm: Interpreter,
    input: Tensor,
    dim: Value = MISSING,
    keepdim: bool | None = None,
    *,
    dtype: Value = None,
    **options: Value,
) -> Outcome:
    check_axis_given(dim, keepdim)
    axes = None if dim is MISSING else (fitted(as_integer, "dim", dim),)
    return reduced(input, axes, keepdim is True, summed_type(input.dtype, dtype))


def summed_type(dtype: str | None, asked: Value) -> str | None:
    """The element type of a sum: whole numbers are summed as int64."""
    if asked is not None or dtype is None:
        return element_type(asked, dtype)
    return "int64" if dtype.startswith(("int", "uint", "bool")) else dtype


def one_axis(dim: int | None) -> Axes:
    """An axis as axes."""
    return None if dim is None else (dim,)


@op(*everywhere("amax", "amin"), role="reduce", options=OUT)
def extreme_over(vm: Interpreter, input: Tensor, dim: Axes = None, keepdim: bool = False, **options: Value) -> Outcome:
    return reduced(input, dim, keepdim)


@op(*everywhere("logsumexp"), "torch.special.logsumexp", role="reduce", options=OUT)
def logsumexp(vm: Interpreter, input: Tensor, dim: Axes, keepdim: bool = False, **options: Value) -> Outcome:
    return reduced(input, dim, keepdim)


def spread(input: Tensor, args: tuple[Value, ...], dim: Value, keepdim: Value) -> Outcome:
    """The axes of `std` and `var`, whose second argument may be `unbiased` instead: a bool."""
    given = list(args)
    if len(given) > (1 if given and isinstance(given[0], bool) else 3):
        raise Raises(
            "TypeError", "wrong-arguments", "received an invalid combination of arguments", None, argument="dim"
        )
    if given and isinstance(given[0], bool):
        return reduced(input, None, False)
    axes = given.pop(0) if given else dim
    if len(given) > 1:
        keepdim = given[1]
    return reduced(input, None if axes is None else fitted(as_axes, "dim", axes), fitted(as_flag, "keepdim", keepdim))


@op(*everywhere("std", "var"), role="reduce", options=OUT)
def deviation(
    vm: Interpreter, input: Tensor, *args: Value, dim: Value = None, unbiased: Value = True, correction: Value = None,
    keepdim: Value = False, **options: Value,
) -> Outcome:  # fmt: skip
    return spread(input, args, dim, keepdim)


@op("torch.std_mean", "torch.var_mean", role="reduce", options=OUT)
def deviation_and_mean(
    vm: Interpreter, input: Tensor, *args: Value, dim: Value = None, unbiased: Value = True, correction: Value = None,
    keepdim: Value = False, **options: Value,
) -> Any:  # fmt: skip
    outcome = spread(input, args, dim, keepdim)
    return outcome, outcome


@op(".norm", role="reduce")
def norm_method(
    vm: Interpreter, self: Tensor, p: Value = "fro", dim: Axes = None, keepdim: bool = False, dtype: Value = None
) -> Outcome:
    return reduced(self, dim, keepdim)


@op("torch.norm", role="reduce")
def norm(
    vm: Interpreter,
    input: Tensor,
    p: Value = "fro",
    dim: Axes = None,
    keepdim: bool = False,
    out: Value = None,
    dtype: Value = None,
) -> Outcome:
    return reduced(input, dim, keepdim)


@op("torch.linalg.norm", role="reduce", options=OUT)
def linalg_norm(
    vm: Interpreter,
    A: Tensor,
    ord: Value = None,
    dim: Axes = None,
    keepdim: bool = False,
    *,
    dtype: Value = None,
    **options: Value,
) -> Outcome:
    return reduced(A, dim, keepdim)


@op("torch.linalg.vector_norm", role="reduce", options=OUT)
def vector_norm(
    vm: Interpreter,
    x: Tensor,
    ord: Value = 2,
    dim: Axes = None,
    keepdim: bool = False,
    *,
    dtype: Value = None,
    **options: Value,
) -> Outcome:
    return reduced(x, dim, keepdim)


@op("torch.linalg.matrix_norm", role="reduce", options=OUT)
def matrix_norm(
    vm: Interpreter,
    A: Tensor,
    ord: Value = "fro",
    dim: Axes = (-2, -1),
    keepdim: bool = False,
    *,
    dtype: Value = None,
    **options: Value,
) -> Outcome:
    return reduced(at_least(A, 2), dim, keepdim)


@op(*everywhere("dist"), role="reduce")
def dist(vm: Interpreter, input: Tensor, other: Tensor, p: Value = 2) -> Outcome:
    return reduced(ops.broadcast([input, other]).tensor, None, False)


@op(*everywhere("count_nonzero"), role="reduce")
def count_nonzero(vm: Interpreter, input: Tensor, dim: PackedAxes = ()) -> Outcome:
    return reduced(input, dim, False, "int64")


@op(*everywhere("argmax", "argmin"), role="reduce", options=OUT)
def arg_extreme(
    vm: Interpreter, input: Tensor, dim: int | None = None, keepdim: bool = False, **options: Value
) -> Outcome:
    return reduced(input, one_axis(dim), keepdim, "int64")


@op(*everywhere("any", "all"), role="reduce", options=OUT)
def any_all(vm: Interpreter, input: Tensor, dim: Axes = None, keepdim: bool = False, **options: Value) -> Outcome:
    return reduced(input, dim, keepdim, None if input.dtype == "uint8" else "bool")


def declare_extreme(name: str, kind: type[Any]) -> None:
    """`max` and `min`: of all elements, along an axis, or of two tensors."""

    @op(*everywhere(name), role="reduce", options=OUT)
    def extreme(vm: Interpreter, input: Tensor, *args: Value, dim: Value = None, other: Value = None, keepdim: Value = None,
                **options: Value) -> Any:  # fmt: skip
        chosen = args[0] if args else (dim if other is None else other)
        if len(args) > (1 if isinstance(chosen, TensorValue) else 2):
            words = f"{name}() received an invalid combination of arguments"
            raise Raises("TypeError", "wrong-arguments", words, None, function=name)
        if isinstance(chosen, TensorValue):
            return ops.broadcast([input, chosen.tensor])
        if chosen is None:
            check_axis_given(MISSING, None if keepdim is None else True)
            return reduced(input, None, False)
        kept = fitted(as_flag, "keepdim", args[1] if len(args) > 1 else keepdim is not None and keepdim)
        return pair(kind, input, fitted(as_integer, "dim", chosen), kept)


declare_extreme("max", MAX)
declare_extreme("min", MIN)


def pair(kind: type[Any], x: Tensor, dim: int, keepdim: bool) -> Any:
    """What is found along an axis, and where it stands."""
    values = reduced(x, (dim,), keepdim).tensor
    return kind((values, retyped(values, "int64")))


@op(*everywhere("median", "nanmedian"), role="reduce", options=OUT)
def median(vm: Interpreter, input: Tensor, dim: Value = MISSING, keepdim: bool | None = None, **options: Value) -> Any:
    check_axis_given(dim, keepdim)
    return (
        reduced(input, None, False)
        if dim is MISSING
        else pair(MEDIAN, input, fitted(as_integer, "dim", dim), keepdim is True)
    )


@op(*everywhere("mode"), role="reduce", options=OUT)
def mode(vm: Interpreter, input: Tensor, dim: int = -1, keepdim: bool = False, **options: Value) -> Any:
    return pair(MODE, input, dim, keepdim)


@op(*everywhere("kthvalue"), role="reduce", options=OUT)
def kthvalue(vm: Interpreter, input: Tensor, k: Size, dim: int = -1, keepdim: bool = False, **options: Value) -> Any:
    size: Size = known_shape(input)[axis_of(input, dim)] if input.shape else 1
    if less(k, 1) is True or less(size, k) is True:
        raise invalid(input, "k", k, f"is out of the range of {size} elements")
    return pair(KTHVALUE, input, dim, keepdim)


@op(*everywhere("aminmax"), role="reduce", options=OUT)
def aminmax(vm: Interpreter, input: Tensor, *, dim: int | None = None, keepdim: bool = False, **options: Value) -> Any:
    found = reduced(input, one_axis(dim), keepdim).tensor
    return AMINMAX((found, found))


@op(*everywhere("quantile", "nanquantile"), role="reduce", options=OUT)
def quantile(
    vm: Interpreter, input: Tensor, q: Value, dim: int | None = None, keepdim: bool = False, *, interpolation: Value = "linear",
    **options: Value,
) -> Any:  # fmt: skip
    """One value for each quantile, on a new axis in front where there are several."""
    if keepdim and dim is None:
        found = reduced(input, None, True).tensor
    else:
        found = reduced(input, one_axis(dim), keepdim).tensor
    if not isinstance(q, TensorValue) or q.tensor.shape == ():
        return found
    if q.tensor.shape is None:
        raise NotKnown("a number of quantiles that is not known")
    return entangled([found], (*q.tensor.shape, *known_shape(found)))


@op(*in_place_too("cumsum", "cumprod"), role="elementwise", options=OUT)
def cumulative(vm: Interpreter, input: Tensor, dim: int, *, dtype: Value = None, **options: Value) -> Any:
    outcome = ops.cumulative(input, dim)
    return retyped(outcome.tensor, summed_type(input.dtype, dtype))


@op(*everywhere("logcumsumexp"), role="elementwise", options=OUT)
def logcumsumexp(vm: Interpreter, input: Tensor, dim: int, **options: Value) -> Outcome:
    return ops.cumulative(input, dim)


@op(*everywhere("cummax", "cummin"), role="elementwise", options=OUT)
def cumulative_pair(vm: Interpreter, input: Tensor, dim: int, **options: Value) -> Any:
    values = ops.cumulative(input, dim).tensor
    return CUMMAX((values, retyped(values, "int64")))


@op(*everywhere("topk"), role="index", options=OUT)
def topk(
    vm: Interpreter,
    input: Tensor,
    k: Size,
    dim: int = -1,
    largest: Value = True,
    sorted: Value = True,
    **options: Value,
) -> Any:
    if less(k, 0) is True:
        raise invalid(input, "k", k, "is below 0")
    return TOPK(ops.topk(input, k, dim))


@op(*everywhere("sort"), role="index", options=OUT)
def sort(
    vm: Interpreter, input: Tensor, dim: int = -1, descending: Value = False, *, stable: Value = None, **options: Value
) -> Any:
    values = ops.sort(input, dim).tensor
    return SORT((values, retyped(values, "int64")))


@op(*everywhere("msort"), role="index", options=OUT)
def msort(vm: Interpreter, input: Tensor, **options: Value) -> Outcome:
    return ops.sort(input, 0)


@op(*everywhere("argsort"), role="index", options=OUT)
def argsort(
    vm: Interpreter, input: Tensor, dim: int = -1, descending: Value = False, *, stable: Value = False, **options: Value
) -> Any:
    return retyped(ops.sort(input, dim).tensor, "int64")


@op(*everywhere("diff"), role="elementwise", options=OUT)
def diff(
    vm: Interpreter,
    input: Tensor,
    n: int = 1,
    dim: int = -1,
    prepend: Value = None,
    append: Value = None,
    **options: Value,
) -> Any:
    """Differences of neighbours, n times over."""
    ends = [fitted(as_tensor, "prepend", one) for one in (prepend, append) if one is not None]
    if ends:
        input = ops.concat([input, *ends], dim).tensor
    shape = known_shape(input)
    if not shape:
        raise Refused(
            "rank-mismatch", "diff expects input to be at least one-dimensional", None, expected_rank=1, actual_rank=0
        )
    at = axis_of(input, dim)
    if n < 0:
        raise invalid(input, "n", n, "must not be negative")
    size = shape[at] - n
    return entangled([input], (*shape[:at], 0 if less(size, 0) is True else size, *shape[at + 1 :]))


@op("torch.trapezoid", "torch.trapz", role="reduce")
def trapezoid(vm: Interpreter, y: Tensor, x: Value = None, *, dx: Value = 1, dim: int = -1) -> Outcome:
    return reduced(y, (dim,), False)


@op("torch.cumulative_trapezoid", role="elementwise")
def cumulative_trapezoid(vm: Interpreter, y: Tensor, x: Value = None, *, dx: Value = 1, dim: int = -1) -> Any:
    shape, at = known_shape(y), axis_of(y, dim)
    return entangled([y], (*shape[:at], shape[at] - 1, *shape[at + 1 :]))


@op(*everywhere("renorm"), ".renorm_", role="elementwise", options=OUT)
def renorm(vm: Interpreter, input: Tensor, p: Value, dim: int, maxnorm: Value, **options: Value) -> Any:
    axis_of(input, dim)
    return input


@op(*everywhere("cov", "corrcoef"), role="matmul")
def covariance(
    vm: Interpreter, input: Tensor, *, correction: Value = 1, fweights: Value = None, aweights: Value = None
) -> Any:
    """Of the rows with each other."""
    shape = known_shape(input)
    if len(shape) > 2:
        raise Refused(
            "rank-mismatch", "takes at most 2 axes", None, expected_rank=2, actual_rank=len(shape), shape=shape
        )
    return entangled([input], (shape[0], shape[0]) if len(shape) == 2 and equal(shape[0], 1) is not True else ())
