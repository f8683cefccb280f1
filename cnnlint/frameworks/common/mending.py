"""Figures for the mend of a refusal, worked out of what was given and what the layer was built with: by kind of fact.

`fitting` is a value that would do, `factors` what the size that arrives is the product of, `entry` which entry of a shape is wrong, `operand`
the input that falls short, and `short` by how much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from cnnlint.frameworks.common import history
from cnnlint.frameworks.common.wording import Case
from cnnlint.graph import Shape
from cnnlint.symbolic import Size, equal, exact_div, product

Figures: TypeAlias = Mapping[str, object]


def figures(case: Case) -> Figures:
    """The figures for this refusal; none where they are not known."""
    work_out = _BY_KIND.get(case.refused.kind)
    try:
        return work_out(case) if work_out is not None else {}
    except (KeyError, IndexError, TypeError, StopIteration):
        return {}


def of_width(case: Case) -> Figures:
    """The shape that arrives, and what its width is the product of where it was flattened just before."""
    shape, opened = case.shape(), history.opened(case.inputs[0])
    found: dict[str, object] = {"shape": shape}
    if opened is not None and equal(product(opened[1:]), case["actual"]) is True:
        found["factors"] = opened[1:]
    return found


def of_window(case: Case) -> Figures:
    """The padding on each side that lets the window find a place, on the axis that needs most."""
    kernel, padding = case.built["kernel_size"], case.built["padding"]
    if not isinstance(kernel, tuple) or not isinstance(padding, tuple):
        return {}
    dilation = case.built.get("dilation", (1,) * len(kernel))
    sizes = case.shape()[-len(kernel) :]
    missing = [d * (k - 1) + 1 - size for k, d, size in zip(kernel, dilation, sizes, strict=True)]
    known = [size for size in missing if isinstance(size, int)]
    return {"fitting": max(-(-size // 2) for size in known)} if len(known) == len(missing) else {}


def of_groups(case: Case) -> Figures:
    """The greatest number of groups, up to the one asked for, that divides all channels."""
    groups = case["groups"]
    if case.refused.details.get("function") == "pixel_shuffle":  # it is the channels that can be more
        return {"fitting": -(-case["actual"] // groups) * groups}
    channels = {case["actual"], case.built.get("in_channels", 0), case.built.get("out_channels", 0)}
    if not isinstance(groups, int) or groups < 1 or not all(isinstance(size, int) for size in channels):
        return {}
    return {"fitting": max(d for d in range(1, groups + 1) if all(size % d == 0 for size in channels))}


def of_reshape(case: Case) -> Figures:
    """The entry of the shape that does not fit: the batch where the others do, else the last one."""
    shape, target = case["shape"], case["target"]
    free = [n for n, size in enumerate(target) if size == -1]
    rest = [size for n, size in enumerate(target) if n and n not in free]
    if 0 not in free and shape and (free or equal(product(rest), product(shape[1:])) is True):
        return {"entry": 0, "fitting": shape[0]}
    last = len(target) - 1
    if free != [0] or last < 1:
        return {}
    wanted = exact_div(product(shape[1:]), product(target[1:last]))
    found: dict[str, object] = {} if wanted is None else {"entry": last, "fitting": wanted}
    return {**found, "factors": shape[1:]} if last == 1 else found


def of_operands(case: Case) -> Figures:
    """Which of two that should have one size is smaller, where it is so by the same number on every axis that differs."""
    left, right, axis = case["left"], case["right"], case.refused.details.get("axis")
    if len(left) != len(right):
        return {}
    differences = [
        one - other
        for n, (one, other) in enumerate(zip(left, right, strict=True))
        if n != axis and equal(one, other) is not True
    ]
    if not differences or any(difference != differences[0] for difference in differences):
        return {}
    first, second = [_index(case, shape) for shape in (left, right)]
    difference = differences[0]
    if not isinstance(difference, int):
        return {}
    return {"operand": second if difference > 0 else first, "short": abs(difference)}


def _index(case: Case, shape: Sequence[Size]) -> int:
    return next(n for n, given in enumerate(case.inputs) if given.shape == tuple(shape))


def of_product(case: Case) -> Figures:
    """Whether the right side fits once its last axes change places."""
    left, right = case["left"], case["right"]
    turned: Shape = (*right[:-2], right[-1], right[-2])
    return {"target": turned} if equal(left[-1], turned[-2]) is True else {}


_BY_KIND: Final[Mapping[str, Callable[[Case], Figures]]] = {
    "channel-mismatch": of_width,
    "feature-mismatch": of_width,
    "norm-mismatch": of_width,
    "vanished-size": of_window,
    "group-mismatch": of_groups,
    "reshape-mismatch": of_reshape,
    "concat-mismatch": of_operands,
    "broadcast-mismatch": of_operands,
    "matmul-mismatch": of_product,
}
