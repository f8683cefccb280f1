"""How much a sliding window's padding adds, in numbers or by the frameworks' words, and what size comes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from cnnlint.graph import Tensor
from cnnlint.ops.shared import invalid
from cnnlint.symbolic import Size, ceil_div, equal, fresh, less, maximum, minimum

PaddingWord: TypeAlias = Literal["valid", "same", "same-stride-1", "causal"]
Padding: TypeAlias = PaddingWord | Sequence[tuple[Size, Size]]
"""(before, after) for each spatial axis, a negative one crops; or a word.

- "valid": none.
- "same": TensorFlow's and Keras', so that the output has ceil(size / stride); total = max((n-1)*stride + k' - size, 0), the
  lesser half before.
- "same-stride-1": PyTorch's, which takes no stride; total = dilation * (kernel - 1), the lesser half before.
- "causal": dilation * (kernel - 1) before, nothing after.
"""

_MOST_STRIDE: Final = 64


def reach_of(kernel: Size, dilation: Size) -> Size:
    """The positions from the first to the last tap: dilation * (kernel - 1) + 1."""
    return dilation * (kernel - 1) + 1


def pads_of(padding: Padding, position: int, size: Size, reach: Size, stride: Size) -> tuple[Size | None, Size | None]:
    """(before, after) on the spatial axis of this position; None where it hangs on a size that is not known."""
    if padding == "valid":
        return 0, 0
    if padding == "same":
        left = _same_left(size, reach, stride)
        total = maximum((ceil_div(size, stride) - 1) * stride + reach - size, 0)
        return left, None if left is None else total - left
    if padding == "same-stride-1":
        return (reach - 1) // 2, reach - 1 - (reach - 1) // 2
    if padding == "causal":
        return reach - 1, 0
    before, after = padding[position]
    return before, after


def _same_left(size: Size, reach: Size, stride: Size) -> Size | None:
    """Half of max(reach - r, 0), where r in 1 … stride is what the last window's step has left of the map."""
    if not isinstance(stride, int) or stride < 1 or not isinstance(reach, int):
        return None
    rest = (size - 1) % stride + 1
    if isinstance(rest, int):
        return max(reach - rest, 0) // 2
    if stride > _MOST_STRIDE:
        return None
    halves = {max(reach - r, 0) // 2 for r in range(1, stride + 1)}
    return halves.pop() if len(halves) == 1 else None


def slid_size(
    padding: Padding, position: int, size: Size, reach: Size, stride: Size, *, ceil_mode: bool = False
) -> Size:
    """How many windows fit: floor((size + before + after - reach) / stride) + 1; at most 0 where the window is too large.

    With `ceil_mode` rounded up, without a window that would begin behind the map (PyTorch's rule). A size that cannot be
    worked out is a fresh one.
    """
    if padding in ("same", "causal"):
        return ceil_div(size, stride) if _known(stride) else fresh()
    before, after = pads_of(padding, position, size, reach, stride)
    if before is None or after is None or not _known(stride):
        return fresh()
    room = size + before + after - reach
    if not ceil_mode:
        return room // stride + 1
    return minimum(ceil_div(room, stride) + 1, ceil_div(size + before, stride))


def _known(stride: Size) -> bool:
    return isinstance(stride, int) or less(0, stride) is True


def check_window(x: Tensor, dimensions: int, **arguments: Sequence[Size]) -> None:
    """Refuse a kernel, stride or dilation of another number of entries, or below 1 ("invalid-argument")."""
    for name, values in arguments.items():
        if len(values) != dimensions:
            raise invalid(x, name, tuple(values), f"has {len(values)} entries for {dimensions} spatial axes")
        for value in values:
            if less(value, 1) is True:
                raise invalid(x, name, value, f"is {value}, and must be at least 1")


def check_padding(x: Tensor, dimensions: int, padding: Padding, stride: Sequence[Size]) -> None:
    """Refuse PyTorch's "same" with a stride, and another number of entries ("invalid-argument")."""
    if not isinstance(padding, str) and len(padding) != dimensions:
        raise invalid(x, "padding", tuple(padding), f"has {len(padding)} entries for {dimensions} spatial axes")
    if padding == "same-stride-1" and any(equal(step, 1) is False for step in stride):
        raise invalid(x, "padding", "same", "'same' takes no stride other than 1")
