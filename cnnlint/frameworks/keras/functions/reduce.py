"""Sums, means and extremes over axes, and products of tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import axes, flag, integer, tensor
from cnnlint.frameworks.keras.functions.create import nested_shape
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.ops.outcome import Outcome
from cnnlint.ops.shared import sources_of
from cnnlint.symbolic import Dim, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def names(word: str, *extra: str) -> str:
    """A reduction under all its names."""
    return " ".join((f"ops.{word}", f"tf.reduce_{word}", f"tf.math.reduce_{word}", f"backend.{word}", *extra))


@op(
    f"{names('mean')} {names('sum')} {names('max', 'ops.amax')} {names('min', 'ops.amin')} {names('std')} "
    f"{names('var', 'ops.var', 'tf.math.reduce_variance')} {names('any')} {names('all')} {names('logsumexp')} ops.median "
    "ops.count_nonzero tf.math.count_nonzero ops.average ops.nanmean ops.nansum ops.nanmax ops.nanmin ops.nanstd ops.nanvar ops.nanprod "
    "ops.nanmedian ops.ptp tf.reduce_euclidean_norm tf.math.reduce_euclidean_norm",
    role="reduce",
)  # fmt: skip
def reduce(
    vm: Interpreter,
    x: Value = None,
    axis: Value = None,
    keepdims: Value = False,
    *args: Value,
    name: Value = None,
    **kwargs: Value,
) -> Any:
    given = kwargs.get("input_tensor", kwargs.get("tensor", x))
    found = plain(given)
    if isinstance(found, (list, tuple)) and all(isinstance(plain(size), (int, float, Dim)) for size in found):
        return Tensor(())
    return ops.reduce(tensor(given), axes(axis), keepdims=flag(keepdims))


@op(names("prod"), role="reduce")
def prod(
    vm: Interpreter, x: Value = None, axis: Value = None, keepdims: Value = False, *args: Value, **kwargs: Value
) -> Any:
    given = kwargs.get("input_tensor", x)
    found = plain(given)
    if isinstance(found, (list, tuple)) and all(isinstance(plain(size), (int, Dim)) for size in found):
        return product(plain(size) for size in found)
    return reduce(vm, given, axis, keepdims)


@op("ops.norm tf.norm tf.linalg.norm", role="reduce")
def norm(
    vm: Interpreter, x: Value = None, ord: Value = None, axis: Value = None, keepdims: Value = False, name: Value = None,
    **kwargs: Value,
) -> Any:  # fmt: skip
    return ops.reduce(tensor(kwargs.get("tensor", x)), axes(axis), keepdims=flag(keepdims))


@op("ops.quantile ops.percentile ops.nanquantile ops.nanpercentile", role="reduce")
def quantile(
    vm: Interpreter, x: Value, q: Value, axis: Value = None, method: Value = "linear", keepdims: Value = False
) -> Tensor:
    found = ops.reduce(tensor(x), axes(axis), keepdims=flag(keepdims)).tensor
    shares = nested_shape(q)
    if shares is None or found.shape is None:
        raise NotKnown("which shares of the values are asked for")
    return Tensor((*shares, *found.shape), "float32", None, found.sources)


@op("ops.allclose", role="reduce")
def close(vm: Interpreter, x1: Value, x2: Value, *args: Value, **kwargs: Value) -> Tensor:
    return Tensor((), "bool", None, sources_of([tensor(x1), tensor(x2)]))


@op(
    "ops.argmax ops.argmin ops.nanargmax ops.nanargmin tf.argmax tf.argmin tf.math.argmax tf.math.argmin backend.argmax backend.argmin",
    role="reduce",
)
def argmax(
    vm: Interpreter, x: Value = None, axis: Value = None, keepdims: Value = False, *args: Value, **kwargs: Value
) -> Tensor:
    found = ops.reduce(tensor(kwargs.get("input", x)), axes(axis), keepdims=flag(keepdims)).tensor
    return Tensor(found.shape, "int64", found.field, found.sources)


@op("ops.moments tf.nn.moments", role="reduce")
def moments(vm: Interpreter, x: Value, axes_: Value = None, *args: Value, **kwargs: Value) -> Any:
    chosen = axes(kwargs.get("axes", axes_))
    found = ops.reduce(tensor(x), chosen, keepdims=flag(kwargs.get("keepdims", False)))
    return found, found


# --- products ---------------------------------------------------------------------------------------------------------


@op("ops.matmul tf.matmul tf.linalg.matmul", method="__matmul__", role="matmul")
def matmul(
    vm: Interpreter,
    x1: Value = None,
    x2: Value = None,
    transpose_a: Value = False,
    transpose_b: Value = False,
    *args: Value,
    **kwargs: Value,
) -> Outcome:
    a, b = tensor(kwargs.get("a", x1)), tensor(kwargs.get("b", x2))
    a = ops.transpose(a, -2, -1).tensor if flag(transpose_a) else a
    b = ops.transpose(b, -2, -1).tensor if flag(transpose_b) else b
    return ops.matmul(a, b)


@op(method="__rmatmul__", role="matmul")
def matmul_reflected(vm: Interpreter, x1: Value, x2: Value) -> Outcome:
    return ops.matmul(tensor(x2), tensor(x1))


@op("ops.dot backend.dot", method="dot", role="matmul")
def dot(vm: Interpreter, x1: Value, x2: Value) -> Outcome:
    a, b = tensor(x1), tensor(x2)
    if a.rank is not None and b.rank is not None and b.rank >= 2 and a.rank >= 1:
        return ops.tensordot(a, b, axes=([a.rank - 1], [b.rank - 2]))
    return ops.matmul(a, b)


@op("ops.einsum tf.einsum tf.linalg.einsum", role="matmul")
def einsum(vm: Interpreter, subscripts: Value, *operands: Value, **kwargs: Value) -> Outcome:
    equation = plain(subscripts)
    if not isinstance(equation, str):
        raise NotKnown("the equation of an einsum")
    return ops.einsum(equation, [tensor(one) for one in operands])


@op("ops.tensordot tf.tensordot tf.linalg.tensordot", role="matmul")
def tensordot(
    vm: Interpreter, x1: Value = None, x2: Value = None, axes: Value = 2, name: Value = None, **kwargs: Value
) -> Outcome:
    given = plain(axes)
    a, b = tensor(kwargs.get("a", x1)), tensor(kwargs.get("b", x2))
    if isinstance(given, int):
        return ops.tensordot(a, b, axes=given)
    left, right = (
        [integer(axis) for axis in (plain(one) if isinstance(plain(one), (list, tuple)) else [one])]
        for one in vm.elements(given)
    )
    return ops.tensordot(a, b, axes=(left, right))


@op("backend.batch_dot", role="matmul")
def batch_dot(vm: Interpreter, x: Value, y: Value, axes: Value = None) -> Any:
    if any((tensor(one).rank or 4) > 3 for one in (x, y)):
        raise NotKnown("a product batch by batch of more than three axes, which has changed between versions")
    made = vm.call(vm.library_value("keras.layers.Dot"), (), {"axes": axes if axes is not None else (2, 1)})
    return tensor(vm.call(made, ([x, y],)))


@op("ops.outer", role="matmul")
def outer(vm: Interpreter, x1: Value, x2: Value) -> Outcome:
    return ops.outer(tensor(x1), tensor(x2))


@op("ops.dot_product_attention", role="attention")
def attention(vm: Interpreter, query: Value, key: Value, value: Value, *args: Value, **kwargs: Value) -> Any:
    """(batch, length, heads, width) for all three."""
    q, k, v = (ops.transpose(tensor(one), 1, 2).tensor for one in (query, key, value))
    found = ops.attention(q, k, v)
    return Outcome(ops.transpose(found.tensor, 1, 2).tensor, found.macs)
