"""Interpolation, pixel shuffling, sampling, padding, and windows as columns."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch.arguments import Sizes, spatial
from cnnlint.frameworks.torch.functions.define import op
from cnnlint.frameworks.torch.functions.results import at_least, known_shape
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Value
from cnnlint.ops.layout import Layout
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import invalid, written
from cnnlint.symbolic import Dim, Ratio, Size, equal, less, less_equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

IMAGE: Final = Layout(-3, (-2, -1))
MODES: Final[Mapping[str, tuple[int, ...]]] = {
    "nearest": (1, 2, 3), "nearest-exact": (1, 2, 3), "area": (1, 2, 3), "linear": (1,), "bilinear": (2,), "bicubic": (2,),
    "trilinear": (3,), "lanczos": (2,),
}  # fmt: skip
"""The numbers of spatial axes that each way of interpolation takes."""


def factor(value: Value) -> Fraction | float | None:
    """One scale factor; None where it is not known."""
    value = plain(value)
    if isinstance(value, (int, float, Fraction)):
        return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    return None


def wrong_value(words: str, argument: str, value: object, error: str = "ValueError") -> Raises:
    """The refusal of an argument of interpolation."""
    return Raises(error, "invalid-argument", words, None, argument=argument, value=str(value))


def resized(
    x: Tensor, size: Value, scale_factor: Value, mode: str, align_corners: Value = None, antialias: Value = False
) -> Outcome:
    """Interpolation to a size or by a factor."""
    if mode in ("nearest", "area", "nearest-exact") and isinstance(align_corners, bool):
        words = (
            "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear"
        )
        raise wrong_value(words, "align_corners", align_corners)
    count = len(known_shape(x)) - 2
    if size is not None and scale_factor is not None:
        raise wrong_value("only one of size or scale_factor should be defined", "size", size)
    if size is None and scale_factor is None:
        raise wrong_value("either size or scale_factor should be defined", "size", size)
    for name, given in (("size", plain(size)), ("scale_factor", plain(scale_factor))):
        if isinstance(given, (list, tuple)) and len(given) != max(count, 0):
            raise wrong_value(f"{name} has {len(given)} entries for {count} spatial axes", name, given)
    if count not in MODES.get(mode, ()):
        words = f"mode {mode} does not take a tensor of {count + 2} axes"
        details = {"expected_rank": MODES.get(mode, (2,))[0] + 2, "actual_rank": count + 2, "shape": x.shape}
        raise Raises("NotImplementedError", "rank-mismatch", words, None, **details)
    layout = Layout.channels_first(count)
    run = partial(
        ops.resize, x, layout=layout, mode=mode, align_corners=align_corners is True, antialias=antialias is True
    )
    if size is not None:
        return run(size=spatial(size, count, "size"))
    try:
        return run(scale=factors(scale_factor, count))
    except Refused as refused:
        if mode == "area" and refused.recovery is not None:  # which is adaptive pooling, and takes a size of 0
            return Outcome(refused.recovery)
        raise


def factors(scale_factor: Value, count: int) -> list[Fraction | float | None]:
    """One factor per spatial axis."""
    given = plain(scale_factor)
    if isinstance(given, (Dim, Ratio)) or not isinstance(given, (int, float, Fraction, list, tuple)):
        return [None] * count
    return [factor(one) for one in given] if isinstance(given, (list, tuple)) else [factor(given)] * count


def described(given: Mapping[str, Any]) -> Mapping[str, object]:
    """What rules may ask of a resize."""
    mode = given.get("mode", "nearest")
    scales = factors(given.get("scale_factor"), 2) if given.get("scale_factor") is not None else [None]
    known = {"scale": tuple(scales)} if all(one is not None for one in scales) else {}
    return {**known, **({"mode": mode} if isinstance(mode, str) else {})}


@op("F.interpolate", role="resize", attributes=described)
def interpolate(
    vm: Interpreter, input: Tensor, size: Value = None, scale_factor: Value = None, mode: str = "nearest", align_corners: Value = None,
    recompute_scale_factor: Value = None, antialias: Value = False,
) -> Outcome:  # fmt: skip
    if antialias is True and not (mode in ("bilinear", "bicubic", "lanczos") and input.rank in (4, None)):
        raise wrong_value("antialias takes bilinear, bicubic or lanczos, and 4 axes", "antialias", antialias)
    return resized(input, size, scale_factor, mode, align_corners, antialias)


@op("F.upsample", role="resize", attributes=described)
def upsample(
    vm: Interpreter,
    input: Tensor,
    size: Value = None,
    scale_factor: Value = None,
    mode: str = "nearest",
    align_corners: Value = None,
) -> Outcome:
    return resized(input, size, scale_factor, mode, align_corners)


@op("F.upsample_nearest", role="resize", attributes=lambda given: {**described(given), "mode": "nearest"})
def upsample_nearest(vm: Interpreter, input: Tensor, size: Value = None, scale_factor: Value = None) -> Outcome:
    return resized(input, size, scale_factor, "nearest")


@op("F.upsample_bilinear", role="resize", attributes=lambda given: {**described(given), "mode": "bilinear"})
def upsample_bilinear(vm: Interpreter, input: Tensor, size: Value = None, scale_factor: Value = None) -> Outcome:
    return resized(input, size, scale_factor, "bilinear", True)


# --- pixels -----------------------------------------------------------------------------------------------------------


def positive(x: Tensor, value: int, name: str) -> int:
    """The number; refuses one below 1."""
    if value < 1:
        raise invalid(x, name, value, "must be above 0")
    return value


@op("F.pixel_shuffle", "torch.pixel_shuffle", role="resize")
def pixel_shuffle(vm: Interpreter, input: Tensor, upscale_factor: int) -> Outcome:
    return ops.pixel_shuffle(at_least(input, 3), layout=IMAGE, factor=positive(input, upscale_factor, "upscale_factor"))


@op("F.pixel_unshuffle", "torch.pixel_unshuffle", role="resize")
def pixel_unshuffle(vm: Interpreter, input: Tensor, downscale_factor: int) -> Outcome:
    return ops.pixel_unshuffle(
        at_least(input, 3), layout=IMAGE, factor=positive(input, downscale_factor, "downscale_factor")
    )


SAMPLING: Final = ("bilinear", "nearest", "bicubic")
BORDERS: Final = ("zeros", "border", "reflection")


@op("F.grid_sample", role="resize")
def grid_sample(
    vm: Interpreter,
    input: Tensor,
    grid: Tensor,
    mode: str = "bilinear",
    padding_mode: str = "zeros",
    align_corners: Value = None,
) -> Outcome:
    for name, value, known in (("mode", mode, SAMPLING), ("padding_mode", padding_mode, BORDERS)):
        if value not in known:
            raise wrong_value(f"{name} {value!r} is not one of {', '.join(known)}", name, value)
    shape, points = known_shape(input), known_shape(grid)
    if len(shape) not in (4, 5) or len(points) != len(shape):
        words = f"a map of {written(shape)} and a grid of {written(points)}"
        raise Refused("rank-mismatch", words, None, expected_rank=len(points), actual_rank=len(shape), shape=shape)
    if equal(shape[0], points[0]) is False or equal(points[-1], len(shape) - 2) is False:
        raise Refused(
            "broadcast-mismatch",
            f"a grid of {written(points)} for a map of {written(shape)}",
            None,
            left=shape,
            right=points,
        )
    if mode == "bicubic" and len(shape) == 5:
        raise Refused("rank-mismatch", "bicubic takes 4 axes", None, expected_rank=4, actual_rank=5, shape=shape)
    return ops.grid_sample(input, grid)


@op("F.affine_grid", role="other")
def affine_grid(vm: Interpreter, theta: Tensor, size: Sizes, align_corners: Value = None) -> Tensor:
    n = len(size) - 2
    if n not in (2, 3):
        words = "affine_grid only supports 4D and 5D sizes"
        raise Raises("NotImplementedError", "invalid-argument", words, None, argument="size", value=str(size))
    shape = theta.shape
    fits = shape is None or (
        len(shape) == 3 and equal(shape[1], n) is not False and equal(shape[2], n + 1) is not False
    )
    if not fits:
        words = f"Expected a batch of affine matrices of shape Nx{n}x{n + 1}. Got {written(shape or ())}."
        raise Raises("ValueError", "invalid-argument", words, None, argument="theta", value=written(shape or ()))
    if shape is not None and equal(shape[0], size[0]) is False:
        raise Refused("broadcast-mismatch", f"{shape[0]} matrices for {size[0]} examples", None, left=shape, right=size)
    return Tensor((size[0], *size[2:], n), "float32", None, theta.sources)


# --- padding ----------------------------------------------------------------------------------------------------------


def pairs_of(pad: Sizes, rank: int) -> list[tuple[Size, Size]]:
    """`F.pad`'s flat list, last axis first, as one pair per axis."""
    ends = list(zip(pad[::2], pad[1::2], strict=True))
    return [(0, 0)] * (rank - len(ends)) + ends[::-1]


def told_ends(pad: Sizes, spatial: int) -> dict[str, object]:
    """What rules may ask of a padding of so many spatial axes: the ends of each; nothing where it is of more axes."""
    if len(pad) % 2 or len(pad) > 2 * spatial:
        return {}
    pairs = pairs_of(pad, spatial)
    return {"padding": tuple(before for before, _ in pairs), "padding_after": tuple(after for _, after in pairs)}


def padded(x: Tensor, pad: Sizes, mode: str) -> Outcome:
    """More elements at the ends of the last axes."""
    shape = known_shape(x)
    if len(pad) % 2:
        raise invalid(x, "pad", pad, "must have an even number of entries")
    if len(pad) > 2 * len(shape):
        words = f"pads {len(pad) // 2} axes of a tensor that has {len(shape)}"
        raise Refused("rank-mismatch", words, None, expected_rank=len(pad) // 2, actual_rank=len(shape), shape=shape)
    pairs = pairs_of(pad, len(shape))
    if mode != "constant":
        check_mode(x, pairs, len(pad) // 2, mode)
    outcome = ops.pad(x, pairs, spatial=range(len(shape) - len(pad) // 2, len(shape)) if len(shape) > 2 else None)
    left = [(outcome.tensor.shape or ())[axis] for axis in range(len(shape) - len(pad) // 2, len(shape))]
    if mode in ("reflect", "replicate") and left and all(less(size, 1) is True for size in left):
        raise Refused(
            "vanished-size", "cropping leaves nothing of the map", None, axis=len(shape) - 1, actual=shape[-1]
        )
    return outcome


def check_mode(x: Tensor, pairs: list[tuple[Size, Size]], count: int, mode: str) -> None:
    """Refuse what only constant padding can: other ranks, and more than the map has."""
    if mode not in ("reflect", "replicate", "circular"):
        raise Raises(
            "NotImplementedError",
            "invalid-argument",
            f"Unrecognised padding mode {mode}",
            None,
            argument="mode",
            value=mode,
        )
    shape = known_shape(x)
    if len(shape) not in (count + 1, count + 2) or count not in (1, 2, 3):
        words = "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now"
        details = {"expected_rank": count + 2, "actual_rank": len(shape), "shape": shape}
        raise Raises("NotImplementedError", "rank-mismatch", words, None, **details)
    for size, pair in zip(shape, pairs, strict=False):
        for end in pair:
            if mode == "reflect" and less_equal(size, end) is True:
                raise invalid(x, "padding", end, f"is {end}, and must be less than the {size} of the map")
            if mode == "circular" and less(size, end) is True:
                raise invalid(x, "padding", end, f"is {end}, and wraps around a map of {size} more than once")


def told_padding(given: Mapping[str, Any]) -> dict[str, object]:
    """What rules may ask of `F.pad`: on images and maps, the ends of their spatial axes."""
    rank = given["input"].rank
    return {"mode": given.get("mode", "constant"), **(told_ends(given["pad"], rank - 2) if rank is not None else {})}


@op("F.pad", role="pad", attributes=told_padding)
def pad_(vm: Interpreter, input: Tensor, pad: Sizes, mode: str = "constant", value: Value = None) -> Outcome:
    if mode != "constant" and value is not None and plain(value) != 0:
        raise invalid(input, "value", value, f"goes with padding mode 'constant' only, not {mode}")
    return padded(input, pad, mode)


@op("torch.constant_pad_nd", role="pad")
def constant_pad(vm: Interpreter, input: Tensor, pad: Sizes, value: Value = 0) -> Outcome:
    return padded(input, pad, "constant")


# --- windows as columns -----------------------------------------------------------------------------------------------


def pair_of(value: Value, name: str, least: int = 1) -> Sizes:
    """Two sizes; a single one in a list is no pair."""
    given = plain(value)
    if isinstance(given, (list, tuple)) and len(given) == 1:
        raise invalid(Tensor(None), name, given, "must be one number or 2")
    return spatial(value, 2, name, least)


def unfolded(x: Tensor, kernel_size: Value, dilation: Value, padding: Value, stride: Value) -> Outcome:
    """Windows as columns."""
    if x.rank is not None and x.rank < 3:
        raise Refused("axis-out-of-range", f"axis 2 of a tensor that has {x.rank}", None, axis=2, actual_rank=x.rank)
    pads = pair_of(padding, "padding", 0)
    for one in pads:
        if less(one, 0) is True:
            raise invalid(x, "padding", one, "must not be negative")
    return ops.unfold(
        x, kernel=pair_of(kernel_size, "kernel_size"), stride=pair_of(stride, "stride"), padding=pads,
        dilation=pair_of(dilation, "dilation"),
    )  # fmt: skip


def folded(
    x: Tensor, output_size: Value, kernel_size: Value, dilation: Value, padding: Value, stride: Value
) -> Outcome:
    """Columns summed back into windows."""
    output = pair_of(output_size, "output_size")
    for one in output:
        if less(one, 1) is True:
            raise invalid(x, "output_size", one, "must be above 0")
    return ops.fold(
        x, output=output, kernel=pair_of(kernel_size, "kernel_size"), stride=pair_of(stride, "stride"),
        padding=pair_of(padding, "padding", 0), dilation=pair_of(dilation, "dilation"),
    )  # fmt: skip


@op("F.unfold", role="reshape")
def unfold(
    vm: Interpreter, input: Tensor, kernel_size: Value, dilation: Value = 1, padding: Value = 0, stride: Value = 1
) -> Outcome:
    return unfolded(input, kernel_size, dilation, padding, stride)


@op("F.fold", role="reshape")
def fold(
    vm: Interpreter,
    input: Tensor,
    output_size: Value,
    kernel_size: Value,
    dilation: Value = 1,
    padding: Value = 0,
    stride: Value = 1,
) -> Outcome:
    return folded(input, output_size, kernel_size, dilation, padding, stride)
