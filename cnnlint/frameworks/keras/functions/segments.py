"""Elements grouped, scattered and counted by tensors of indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import shape, tensor
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.keras.functions.algebra import ranked, shaped
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import Value
from cnnlint.symbolic import fresh

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def everywhere(*functions: str) -> str:
    """The unsorted forms of TensorFlow under both their names."""
    return " ".join(f"{place}.unsorted_segment_{word}" for word in functions for place in ("tf.math", "tf"))


@op(
    f"ops.segment_sum ops.segment_max ops.segment_min ops.segment_prod {everywhere('sum', 'max', 'min', 'mean', 'prod', 'sqrt_n')}",
    role="reduce",
)
def segments(
    vm: Interpreter, data: Value, segment_ids: Value, num_segments: Value = None, *args: Value, **kwargs: Value
) -> Tensor:
    """(rows, …) and the number of each row's segment: (segments, …)."""
    return grouped(tensor(data), tensor(segment_ids), num_segments)


def grouped(x: Tensor, ids: Tensor, count: Value) -> Tensor:
    """The rows of each segment as one."""
    groups = fresh("?", least=1) if count is None else size_of(count)
    return shaped((groups, *ranked(x, 1)[len(ranked(ids, 1)) :]), x, ids)


@op(
    "tf.math.segment_sum tf.math.segment_mean tf.math.segment_max tf.math.segment_min tf.math.segment_prod",
    role="reduce",
)
def sorted_segments(vm: Interpreter, data: Value, segment_ids: Value, name: Value = None) -> Tensor:
    return grouped(tensor(data), tensor(segment_ids), None)


@op("ops.scatter tf.scatter_nd", role="other")
def scatter(
    vm: Interpreter, indices: Value, values: Value = None, shape_: Value = None, name: Value = None, **kwargs: Value
) -> Tensor:
    wanted, given = kwargs.get("shape", shape_), tensor(kwargs.get("updates", values))
    return shaped(shape(wanted), given, dtype=given.dtype)


@op("ops.scatter_update tf.tensor_scatter_nd_update tf.tensor_scatter_nd_add tf.tensor_scatter_nd_max tf.tensor_scatter_nd_min ops.slice_update "
    "tf.tensor_scatter_nd_sub", role="other")  # fmt: skip
def updated(vm: Interpreter, inputs: Value = None, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(kwargs.get("tensor", inputs))
    return shaped(x.shape, x, dtype=x.dtype)


@op("ops.multi_hot", role="other", recorded=False)
def multi_hot(
    vm: Interpreter, inputs: Value, num_classes: Value, axis: Value = -1, *args: Value, **kwargs: Value
) -> Tensor:
    x = tensor(inputs)
    sizes = ranked(x, 1)
    outer = sizes[:-1] if len(sizes) > 1 else ()
    return shaped((*outer, size_of(num_classes, 1)), x)


@op("ops.histogram", role="other")
def histogram(vm: Interpreter, x: Value, bins: Value = 10, range: Value = None) -> list[Tensor]:
    given, count = tensor(x), size_of(bins)
    return [shaped((count,), given), shaped((count + 1,), given)]


@op("ops.searchsorted tf.searchsorted", role="other")
def searchsorted(vm: Interpreter, sorted_sequence: Value, values: Value, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(values)
    return shaped(x.shape, x, dtype="int32")


@op("ops.digitize ops.isin", role="other")
def compared(vm: Interpreter, x: Value, *args: Value, **kwargs: Value) -> Tensor:
    given = tensor(x)
    return shaped(given.shape, given, dtype=None)


@op("random.categorical tf.random.categorical", role="other", recorded=False)
def drawn(vm: Interpreter, logits: Value, num_samples: Value, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(logits)
    return shaped((*ranked(x, 1)[:-1], size_of(num_samples)), x, dtype="int32")


@op("ops.in_top_k tf.math.in_top_k", role="other")
def in_top_k(vm: Interpreter, targets: Value, predictions: Value, k: Value = 1, name: Value = None) -> Tensor:
    given = tensor(targets)
    return shaped(given.shape, given, dtype="bool")


@op("ops.unravel_index", role="other")
def unravel_index(vm: Interpreter, indices: Value, shape_: Value) -> list[Tensor]:
    x = tensor(indices)
    return [shaped(x.shape, x, dtype="int32") for _ in shape(shape_)]


@op("tf.sequence_mask", role="other", recorded=False)
def sequence_mask(vm: Interpreter, lengths: Value, maxlen: Value = None, *args: Value, **kwargs: Value) -> Tensor:
    x = tensor(lengths)
    longest = fresh("?", least=1) if maxlen is None else size_of(maxlen)
    return shaped((*ranked(x, 0), longest), x, dtype="bool")
