"""Normalisation: shapes and fields stay (at inference), and the widths must be those that the layer was built for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from cnnlint.graph import Tensor
from cnnlint.graph.algebra import normalised
from cnnlint.graph.field import Statistics
from cnnlint.ops.fields import provisional
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axes_of, axis_of, require_width, unknown_sizes, written
from cnnlint.ops.tape import operation
from cnnlint.symbolic import Size, divides, less


@operation
def batch_norm(x: Tensor, *, channel_axis: int, features: Size | None, ranks: Collection[int] = ()) -> Outcome:
    """Batch normalisation of one axis, built for `features` (None: what comes in); `ranks` are those taken (empty: any).

    Refuses "norm-mismatch", "rank-mismatch", "axis-out-of-range".
    """
    if x.shape is None:
        return Outcome(x)
    check_ranks(x, ranks)
    size = x.shape[axis_of(x, channel_axis)]
    if features is not None:
        require_width("norm-mismatch", features, size, x, what="channels")
    return Outcome(_noted(x, "training"))


@operation
def instance_norm(
    x: Tensor, *, channel_axis: int, features: Size | None = None, ranks: Collection[int] = ()
) -> Outcome:
    """Normalisation of each channel of each example. Refuses what `batch_norm` refuses."""
    return Outcome(_noted(batch_norm(x, channel_axis=channel_axis, features=features, ranks=ranks).tensor, "always"))


@operation
def group_norm(x: Tensor, *, channel_axis: int, groups: Size, channels: Size | None = None) -> Outcome:
    """Normalisation over groups of channels. Refuses "norm-mismatch" and "group-mismatch"."""
    batch_norm(x, channel_axis=channel_axis, features=channels)
    width = channels if x.shape is None or channels is not None else x.shape[axis_of(x, channel_axis)]
    if width is not None and (less(groups, 1) is True or divides(groups, width) is False):
        raise Refused(
            "group-mismatch", f"{groups} groups do not divide {width} channels", x, groups=groups, actual=width
        )
    return Outcome(_noted(x, "always"))


@operation
def layer_norm(x: Tensor, *, sizes: Sequence[Size | None], axes: Sequence[int] | None = None) -> Outcome:
    """Layer or RMS normalisation over `axes` (None: the last ones), built for these sizes (None: what comes in).

    Refuses "norm-mismatch", and a tensor of fewer axes ("rank-mismatch").
    """
    if x.shape is None:
        return Outcome(x)
    if len(x.shape) < len(sizes):
        words = f"normalises {len(sizes)} axes of a tensor that has {len(x.shape)}"
        raise Refused("rank-mismatch", words, x, expected_rank=len(sizes), actual_rank=len(x.shape), shape=x.shape)
    chosen = range(len(x.shape) - len(sizes), len(x.shape)) if axes is None else axes_of(x, axes)
    for axis, size in zip(chosen, sizes, strict=True):
        if size is not None:
            require_width("norm-mismatch", size, x.shape[axis], x, what="features")
    over_space = x.field is not None and any(place.axis in chosen for at in x.field.places for place in at)
    return Outcome(_noted(x, "always") if over_space else x)


def _noted(x: Tensor, when: Statistics) -> Tensor:
    """The tensor with a note that statistics over its positions have scaled it."""
    field = provisional(x)
    return x if field is None or not any(field.places) else replace(x, field=normalised(field, when))


@operation
def local_response_norm(x: Tensor, *, ranks: Collection[int] = ()) -> Outcome:
    """Each channel scaled by its neighbours. Refuses "rank-mismatch"."""
    check_ranks(x, ranks)
    return Outcome(x)


def check_ranks(x: Tensor, ranks: Collection[int]) -> None:
    """Refuse a tensor of another rank than these (empty: any; "rank-mismatch")."""
    if ranks and x.shape is not None and len(x.shape) not in ranks:
        expected = max(ranks)
        raise Refused(
            "rank-mismatch",
            f"takes {' or '.join(str(rank) for rank in sorted(ranks))} axes and gets {len(x.shape)}: {written(x.shape)}",
            Tensor(unknown_sizes(expected), x.dtype, None, x.sources),
            expected_rank=expected,
            actual_rank=len(x.shape),
            shape=x.shape,
        )
