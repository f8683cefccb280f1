"""Upsampling, shuffling, unfolding and padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint import ops
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.torch.arguments import Sizes, as_integer, as_sizes, as_text, fitted
from cnnlint.frameworks.torch.functions.resize import (
    IMAGE,
    described,
    folded,
    padded,
    positive,
    resized,
    told_ends,
    unfolded,
)
from cnnlint.frameworks.torch.functions.results import at_least
from cnnlint.frameworks.torch.functions.shape import shuffled
from cnnlint.frameworks.torch.layers.conv import image
from cnnlint.frameworks.torch.layers.define import base, constant, layer, size_of
from cnnlint.frameworks.torch.library import torch
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.norm import check_ranks
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def upsample_attributes(self: Instance) -> dict[str, object]:
    return {"role": "resize", **described(self.attrs)}


def run_upsample(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    demand(input, [image(2, symbol("C"))])
    mode = fitted(as_text, "mode", self.attrs.get("mode", "nearest"))
    return resized(input, self.attrs["size"], self.attrs["scale_factor"], mode, self.attrs.get("align_corners"))


@layer("Upsample", run=run_upsample, attributes=upsample_attributes)
def upsample(
    vm: Interpreter, self: Instance, size: Value = None, scale_factor: Value = None, mode: Value = "nearest", align_corners: Value = None,
    recompute_scale_factor: Value = None,
) -> None: ...  # fmt: skip


for _name, _mode in (("UpsamplingNearest2d", "nearest"), ("UpsamplingBilinear2d", "bilinear")):

    @layer(_name, run=run_upsample, attributes=upsample_attributes, bases=(torch.values["torch.nn.Upsample"],))
    def upsampling(
        vm: Interpreter, self: Instance, size: Value = None, scale_factor: Value = None, _mode: str = _mode
    ) -> None:
        self.attrs["mode"] = self.attrs.pop("_mode")
        self.attrs["align_corners"] = True if self.attrs["mode"] == "bilinear" else None


def run_shuffle(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    factor = fitted(as_integer, "upscale_factor", self.attrs["upscale_factor"])
    return ops.pixel_shuffle(at_least(input, 3), layout=IMAGE, factor=positive(input, factor, "upscale_factor"))


@layer("PixelShuffle", run=run_shuffle, attributes=constant("resize"))
def pixel_shuffle(vm: Interpreter, self: Instance, upscale_factor: Value) -> None: ...


def run_unshuffle(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    demand(input, [image(2, symbol("C"))])
    factor = fitted(as_integer, "downscale_factor", self.attrs["downscale_factor"])
    return ops.pixel_unshuffle(at_least(input, 3), layout=IMAGE, factor=positive(input, factor, "downscale_factor"))


@layer("PixelUnshuffle", run=run_unshuffle, attributes=constant("resize"))
def pixel_unshuffle(vm: Interpreter, self: Instance, downscale_factor: Value) -> None: ...


def run_channels(vm: Interpreter, self: Instance, input: Tensor) -> Tensor:
    return shuffled(input, size_of(self, "groups"))


@layer("ChannelShuffle", run=run_channels, attributes=constant("reshape"))
def channel_shuffle(vm: Interpreter, self: Instance, groups: Value) -> None: ...


WINDOW = ("kernel_size", "dilation", "padding", "stride")


def run_unfold(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    return unfolded(input, *(self.attrs[name] for name in WINDOW))


@layer("Unfold", run=run_unfold, attributes=constant("reshape"))
def unfold(
    vm: Interpreter, self: Instance, kernel_size: Value, dilation: Value = 1, padding: Value = 0, stride: Value = 1
) -> None: ...


def run_fold(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    return folded(input, self.attrs["output_size"], *(self.attrs[name] for name in WINDOW))


@layer("Fold", run=run_fold, attributes=constant("reshape"))
def fold(
    vm: Interpreter,
    self: Instance,
    output_size: Value,
    kernel_size: Value,
    dilation: Value = 1,
    padding: Value = 0,
    stride: Value = 1,
) -> None: ...


# --- padding ----------------------------------------------------------------------------------------------------------

MODES = {
    "Reflection": "reflect",
    "Replication": "replicate",
    "Circular": "circular",
    "Constant": "constant",
    "Zero": "constant",
}


def run_pad(vm: Interpreter, self: Instance, input: Tensor, n: int, mode: str) -> Outcome:
    demand(input, [image(n, symbol("C"))], forced=True)
    if input.rank is None:
        raise NotKnown("the rank of a tensor")
    if mode == "circular":
        check_ranks(input, (n + 1, n + 2))
    return padded(input, self.attrs["padding"], mode)


def ends(padding: Value, n: int) -> Sizes:
    """The flat list of ends, last axis first; one number is for all of them."""
    given = plain(padding)
    if isinstance(given, (list, tuple)):
        return fitted(as_sizes, "padding", given)  # type: ignore[no-any-return]
    return fitted(as_sizes, "padding", padding) * (2 * n)  # type: ignore[no-any-return]


def declare_pad(kind: str, n: int) -> None:
    """A padding layer."""
    mode = MODES[kind]
    nd = f"torch.nn._{'Constant' if kind == 'Zero' else kind}PadNd"
    parent = torch.values.get(nd) or base(nd.rpartition(".")[2])
    if kind == "Zero":
        parent = torch.values[f"torch.nn.ConstantPad{n}d"]

    def run(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
        return run_pad(vm, self, input, n, mode)

    declare = layer(
        f"{kind}Pad{n}d",
        run=run,
        attributes=lambda self: {"role": "pad", "mode": mode, **told_ends(self.attrs["padding"], n)},
        bases=(parent,),
        errors={"rank-mismatch": "ValueError"} if kind == "Circular" else {},
    )
    if kind == "Constant":

        @declare
        def constant_pad(vm: Interpreter, self: Instance, padding: Value, value: Value) -> None:
            self.attrs["padding"] = ends(padding, n)

    else:

        @declare
        def pad(vm: Interpreter, self: Instance, padding: Value) -> None:
            self.attrs["padding"] = ends(padding, n)


for _kind in MODES:
    for _n in (1, 2, 3):
        declare_pad(_kind, _n)
