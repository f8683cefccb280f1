"""What an operation is given where the map before it has another size than it had.

Sizes among its arguments may be figures of the program, which stay, or worked out from the map, which do not. Where that cannot be told, nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from cnnlint import ops
from cnnlint.graph import LayerCall, Shape, Tensor
from cnnlint.graph.trail import Step
from cnnlint.symbolic import Size, equal, exact_div, product
from cnnlint.variation.plan import Stuck, title

Arguments: TypeAlias = tuple[Sequence[Any], Mapping[str, Any]]
Carry: TypeAlias = Callable[[LayerCall, Step, Sequence[Any], Mapping[str, Any]], Arguments]


def carried(row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Arguments:
    """The arguments for maps of other sizes. Raises Stuck."""
    if step.function in _FREE:
        return args, kwargs
    carry = _CARRIED.get(step.function)
    if carry is None:
        raise _unclear(row)
    return carry(row, step, args, kwargs)


def _unclear(row: LayerCall) -> Stuck:
    return Stuck(f"{title(row)} may be given sizes that the program works out from the map")


def _of_module(row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Arguments:
    """What a layer was built with stays; what a function is given may be worked out for each call."""
    if row.kind != "module":
        raise _unclear(row)
    return args, kwargs


def _pool(row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Arguments:
    """A window over the whole map is global pooling by hand, most likely as large as the map is."""
    shape, layout = step.args[0].shape or (), kwargs["layout"]
    _, spatial, _ = layout.axes(len(shape))
    whole = all(equal(size, shape[axis]) is True for size, axis in zip(kwargs["kernel"], spatial, strict=True))
    return _of_module(row, step, args, kwargs) if whole else (args, kwargs)


def _adaptive(row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Arguments:
    fixed = all(size is None or equal(size, 1) is True for size in kwargs["output"])
    return (args, kwargs) if fixed else _of_module(row, step, args, kwargs)


def _resize(row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Arguments:
    return (args, kwargs) if kwargs.get("size") is None else _of_module(row, step, args, kwargs)


def _transposed(row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Arguments:
    return (args, kwargs) if kwargs.get("output_padding") is None else _of_module(row, step, args, kwargs)


def _dense(row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Arguments:
    """It is built for what comes in."""
    return args, {**kwargs, "in_features": None}


def _along_kept_axis(row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Arguments:
    """Pieces of an axis whose size is what it was."""
    axis = kwargs.get("axis", args[2] if len(args) > 2 else 0)
    if step.args[0].shape[axis] != args[0].shape[axis]:
        raise _unclear(row)
    return args, kwargs


def _index(row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Arguments:
    """Axes of another size have to be taken whole, or in steps."""
    before, after, items = step.args[0].shape, args[0].shape, list(args[1])
    if any(isinstance(item, Tensor) for item in items):
        raise _unclear(row)
    named = sum(item is not None and item is not Ellipsis for item in items)
    at = next((n for n, item in enumerate(items) if item is Ellipsis), len(items))
    full = [*items[:at], *[slice(None)] * (len(before) - named), *items[at + 1 :]]
    for item, old, new in zip([item for item in full if item is not None], before, after, strict=False):
        if old != new and not (isinstance(item, slice) and item.start is None and item.stop is None):
            raise _unclear(row)
    return args, kwargs


def _reshape(row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Arguments:
    """Axes that were put together are put together again; of axes that were split, none may have another size."""
    before, after = step.args[0].shape, args[0].shape
    target = step.result.tensor.shape
    sizes: list[Size] = []
    for old, new in _groups(before, target):
        if all(before[axis] == after[axis] for axis in old):
            sizes += [target[axis] for axis in new]
        elif len(new) == 1:
            sizes.append(product(after[axis] for axis in old))
        else:
            raise Stuck(f"{title(row)} splits an axis that has another size")
    return [args[0], tuple(sizes)], {}


def _groups(before: Shape, after: Shape) -> list[tuple[range, range]]:
    """The axes of two shapes of as many elements, cut into the shortest runs that have as many. Raises Stuck."""
    found: list[tuple[range, range]] = []
    i = j = 0
    while i < len(before) and j < len(after):
        p, q, left, right = i + 1, j + 1, before[i], after[j]
        while equal(left, right) is not True:
            if p < len(before) and exact_div(right, left) is not None:
                left, p = left * before[p], p + 1
            elif q < len(after) and exact_div(left, right) is not None:
                right, q = right * after[q], q + 1
            elif p < len(before) and q < len(after):
                left, right, p, q = left * before[p], right * after[q], p + 1, q + 1
            else:
                raise Stuck("a reshape whose axes do not line up")
        found.append((range(i, p), range(j, q)))
        i, j = p, q
    rest = found.pop() if found else (range(0), range(0))
    return [*found, (range(rest[0].start, len(before)), range(rest[1].start, len(after)))]


_FREE: Final = frozenset(
    [
        ops.attention, ops.batch_norm, ops.broadcast, ops.broadcast_tensors, ops.concat, ops.conv, ops.cumulative,
        ops.elementwise, ops.flatten, ops.flip, ops.global_pool, ops.group_norm, ops.instance_norm, ops.layer_norm,
        ops.local_response_norm, ops.matmul, ops.move_axis, ops.multi_head, ops.permute, ops.pixel_shuffle,
        ops.pixel_unshuffle, ops.recurrent, ops.reduce, ops.softmax, ops.squeeze, ops.stack, ops.transpose,
        ops.unsqueeze, ops.where,
    ]
)  # fmt: skip
_CARRIED: Final[Mapping[Callable[..., Any], Carry]] = {
    ops.adaptive_pool: _adaptive,
    ops.chunk: _along_kept_axis,
    ops.conv_transpose: _transposed,
    ops.crop: _of_module,
    ops.dense: _dense,
    ops.index: _index,
    ops.pad: _of_module,
    ops.piece: _along_kept_axis,
    ops.pool: _pool,
    ops.reshape: _reshape,
    ops.resize: _resize,
    ops.split: _along_kept_axis,
    ops.tensor_split: _along_kept_axis,
}
