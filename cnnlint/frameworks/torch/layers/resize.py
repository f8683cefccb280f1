"""Upsampling, shuffling, unfolding, padding and distances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint import ops
from cnnlint.frameworks.common.convert import integer, shape, sizes, tensor
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.torch.functions.functional import factor, resized
from cnnlint.frameworks.torch.layers.conv import image
from cnnlint.frameworks.torch.layers.define import layer
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.layout import Layout
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Size, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

IMAGE = Layout(-3, (-2, -1))


def described(self: Instance) -> dict[str, object]:
    """What rules may ask of a resize."""
    mode = self.attrs.get("mode", "nearest")
    given = plain(self.attrs.get("scale_factor"))
    scales = [factor(one) for one in given] if isinstance(given, (list, tuple)) else [factor(given)] * 2
    known = {"scale": tuple(scales)} if all(one is not None for one in scales) else {}
    return {"role": "resize", **known, **({"mode": mode} if isinstance(mode, str) else {})}


def run_upsample(vm: Interpreter, self: Instance, input: Value) -> Outcome:
    demand(tensor(input), [image(2, symbol("C"))])
    return resized(input, self.attrs["size"], self.attrs["scale_factor"], self.attrs.get("mode", "nearest"))


@layer("Upsample", run=run_upsample, attributes=described)
def upsample(
    vm: Interpreter, self: Instance, size: Value = None, scale_factor: Value = None, mode: Value = "nearest", align_corners: Value = None,
    recompute_scale_factor: Value = None,
) -> None: ...  # fmt: skip


for _name in ("UpsamplingNearest2d", "UpsamplingBilinear2d"):

    @layer(_name, run=run_upsample, attributes=described)
    def upsampling(vm: Interpreter, self: Instance, size: Value = None, scale_factor: Value = None) -> None: ...


@layer(
    "PixelShuffle",
    run=lambda vm, self, input: ops.pixel_shuffle(tensor(input), layout=IMAGE, factor=integer(self.attrs["upscale_factor"])),
    attributes=lambda self: {"role": "resize"},
)
def pixel_shuffle(vm: Interpreter, self: Instance, upscale_factor: Value) -> None: ...


@layer(
    "PixelUnshuffle",
    run=lambda vm, self, input: ops.pixel_unshuffle(tensor(input), layout=IMAGE, factor=integer(self.attrs["downscale_factor"])),
    attributes=lambda self: {"role": "resize"},
)
def pixel_unshuffle(vm: Interpreter, self: Instance, downscale_factor: Value) -> None: ...


@layer("ChannelShuffle", run=lambda vm, self, input: tensor(input), attributes=lambda self: {"role": "reshape"})
def channel_shuffle(vm: Interpreter, self: Instance, groups: Value) -> None: ...


@layer(
    "Unfold",
    run=lambda vm, self, input: ops.unfold(
        tensor(input),
        kernel=sizes(self.attrs["kernel_size"], 2, 1),
        stride=sizes(self.attrs["stride"], 2, 1),
        padding=sizes(self.attrs["padding"], 2),
        dilation=sizes(self.attrs["dilation"], 2, 1),
    ),
    attributes=lambda self: {"role": "reshape"},
)
def unfold(
    vm: Interpreter, self: Instance, kernel_size: Value, dilation: Value = 1, padding: Value = 0, stride: Value = 1
) -> None: ...


@layer(
    "Fold",
    run=lambda vm, self, input: ops.fold(
        tensor(input),
        output=sizes(self.attrs["output_size"], 2, 1),
        kernel=sizes(self.attrs["kernel_size"], 2, 1),
        stride=sizes(self.attrs["stride"], 2, 1),
        padding=sizes(self.attrs["padding"], 2),
        dilation=sizes(self.attrs["dilation"], 2, 1),
    ),
    attributes=lambda self: {"role": "reshape"},
)
def fold(
    vm: Interpreter, self: Instance, output_size: Value, kernel_size: Value, dilation: Value = 1, padding: Value = 0, stride: Value = 1
) -> None: ...


def paddings(self: Instance, n: int) -> list[tuple[Size, Size]]:
    """(before, after) of each spatial axis, from one number or a flat list that begins with the last axis."""
    given = plain(self.attrs["padding"])
    if not isinstance(given, (list, tuple)):
        return [(one, one) for one in sizes(given, n, -(10**9))]
    flat = shape(given)
    if len(flat) != 2 * n:
        raise NotKnown(f"{len(flat)} paddings of {n} axes")
    return list(zip(flat[::2], flat[1::2], strict=True))[::-1]


def run_pad(vm: Interpreter, self: Instance, input: Value, n: int) -> Outcome:
    x = tensor(input)
    demand(x, [image(n, symbol("C"))], forced=True)
    if x.rank is None:
        raise NotKnown("the rank of a tensor")
    spatial = tuple(range(x.rank - n, x.rank))
    return ops.pad(x, [(0, 0)] * (x.rank - n) + paddings(self, n), spatial=spatial)


def declare_pads(n: int) -> None:
    """The padding layers of one number of spatial axes."""
    for kind in ("Reflection", "Replication", "Zero", "Circular"):

        @layer(
            f"{kind}Pad{n}d",
            run=lambda vm, self, input: run_pad(vm, self, input, n),
            attributes=lambda self, mode=kind.lower(): {"role": "pad", "mode": mode},
        )
        def pad(vm: Interpreter, self: Instance, padding: Value) -> None: ...

    @layer(
        f"ConstantPad{n}d",
        run=lambda vm, self, input: run_pad(vm, self, input, n),
        attributes=lambda self: {"role": "pad", "mode": "constant"},
    )
    def constant(vm: Interpreter, self: Instance, padding: Value, value: Value) -> None: ...


for _n in (1, 2, 3):
    declare_pads(_n)


@layer("PairwiseDistance", run=lambda vm, self, x1, x2: ops.reduce(tensor(x1), -1), attributes=lambda self: {"role": "reduce"})
def distance(vm: Interpreter, self: Instance, p: Value = 2.0, eps: Value = 1e-6, keepdim: Value = False) -> None: ...
