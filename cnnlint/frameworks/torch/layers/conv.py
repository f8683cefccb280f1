"""Convolutions and transposed convolutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import sizes, tensor, word
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.torch.layers.define import has, layer, learnt, optional
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.layout import Layout
from cnnlint.ops.outcome import Outcome
from cnnlint.ops.transposed import conv_transpose
from cnnlint.ops.window import conv
from cnnlint.symbolic import Size, divides, equal, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

AXES = ("D", "H", "W")


def image(dimensions: int, channels: Size) -> tuple[Size, ...]:
    """The shape that an input of a layer with so many spatial axes has: (N, C, *space) with named sizes."""
    names = ("L",) if dimensions == 1 else AXES[3 - dimensions :]
    return (symbol("N"), channels, *(symbol(name) for name in names))


def padding_of(self: Instance, dimensions: int) -> str | tuple[tuple[Size, Size], ...]:
    """`padding` as the op takes it."""
    given = plain(self.attrs.get("padding", 0))
    if isinstance(given, str):
        return "same-stride-1" if given == "same" else "valid"
    return tuple((one, one) for one in sizes(given, dimensions))


def run_conv(vm: Interpreter, self: Instance, input: Value) -> Outcome:
    dimensions = len(self.attrs["kernel_size"])
    x, channels = tensor(input), size_of(self.attrs["in_channels"])
    demand(x, [image(dimensions, channels)], forced=True)
    return conv(
        x,
        layout=Layout.channels_first(dimensions, unbatched=True),
        kernel=self.attrs["kernel_size"],
        stride=self.attrs["stride"],
        padding=padding_of(self, dimensions),
        dilation=self.attrs["dilation"],
        groups=size_of(self.attrs["groups"], 1),
        out_channels=size_of(self.attrs["out_channels"], 1),
        in_channels=channels,
    )


def run_transposed(vm: Interpreter, self: Instance, input: Value, output_size: Value = None) -> Outcome:
    dimensions = len(self.attrs["kernel_size"])
    x, channels = tensor(input), size_of(self.attrs["in_channels"])
    demand(x, [image(dimensions, channels)], forced=True)
    return conv_transpose(
        x,
        layout=Layout.channels_first(dimensions, unbatched=True),
        kernel=self.attrs["kernel_size"],
        stride=self.attrs["stride"],
        padding=padding_of(self, dimensions),
        dilation=self.attrs["dilation"],
        groups=size_of(self.attrs["groups"], 1),
        out_channels=size_of(self.attrs["out_channels"], 1),
        in_channels=channels,
        output_padding=self.attrs["output_padding"],
    )


def describe(role: str, self: Instance) -> dict[str, object]:
    """What rules may ask of a convolution."""
    dimensions = len(self.attrs["kernel_size"])
    described: dict[str, object] = {
        "role": role,
        "kernel": self.attrs["kernel_size"],
        "stride": self.attrs["stride"],
        "dilation": self.attrs["dilation"],
        "groups": size_of(self.attrs["groups"], 1),
        "in_channels": size_of(self.attrs["in_channels"], 1),
        "out_channels": size_of(self.attrs["out_channels"], 1),
        "bias": has(self, "bias"),
    }
    padding = padding_of(self, dimensions)
    if not isinstance(padding, str):
        described["padding"] = tuple(before for before, _ in padding)
        described["padding_after"] = tuple(after for _, after in padding)
    return described


def prepare(vm: Interpreter, self: Instance, dimensions: int) -> bool:
    """Convert the arguments that PyTorch converts; False where it refuses the groups."""
    for name, least in (("kernel_size", 1), ("stride", 1), ("dilation", 1)):
        self.attrs[name] = sizes(self.attrs[name], dimensions, least)
    groups = size_of(self.attrs["groups"], 1)
    for name in ("in_channels", "out_channels"):
        if divides(groups, size_of(self.attrs[name], 1)) is False:
            details = {"groups": groups, "actual": size_of(self.attrs[name], 1)}
            vm.refuse("group-mismatch", f"{name} must be divisible by groups", error="ValueError", details=details)
            self.attrs["groups"] = 1
            return False
    stride_one = all(equal(one, 1) is not False for one in self.attrs["stride"])
    if word(self.attrs.get("padding", 0), "") == "same" and not stride_one:
        text = "padding='same' is not supported for strided convolutions"
        vm.refuse("invalid-argument", text, error="ValueError", details={"argument": "padding", "value": "same"})
    return True


def add_weights(vm: Interpreter, self: Instance, bias: Value, *, transposed: bool) -> None:
    """The kernel and the shift."""
    groups = size_of(self.attrs["groups"], 1)
    inputs, outputs = size_of(self.attrs["in_channels"], 1), size_of(self.attrs["out_channels"], 1)
    pair = (inputs, outputs // groups) if transposed else (outputs, inputs // groups)
    learnt(vm, self, "weight", *pair, *self.attrs["kernel_size"])
    optional(vm, self, "bias", bias, outputs)


def declare(dimensions: int) -> None:
    """The two layers of one number of spatial axes."""

    @layer(f"Conv{dimensions}d", run=run_conv, attributes=lambda self: describe("conv", self))
    def convolution(
        vm: Interpreter,
        self: Instance,
        in_channels: Value,
        out_channels: Value,
        kernel_size: Value,
        stride: Value = 1,
        padding: Value = 0,
        dilation: Value = 1,
        groups: Value = 1,
        bias: Value = True,
        padding_mode: Value = "zeros",
        device: Value = None,
        dtype: Value = None,
    ) -> None:
        prepare(vm, self, dimensions)
        add_weights(vm, self, bias, transposed=False)

    @layer(f"ConvTranspose{dimensions}d", run=run_transposed, attributes=lambda self: describe("conv-transpose", self))
    def transposed_convolution(
        vm: Interpreter,
        self: Instance,
        in_channels: Value,
        out_channels: Value,
        kernel_size: Value,
        stride: Value = 1,
        padding: Value = 0,
        output_padding: Value = 0,
        groups: Value = 1,
        bias: Value = True,
        dilation: Value = 1,
        padding_mode: Value = "zeros",
        device: Value = None,
        dtype: Value = None,
    ) -> None:
        prepare(vm, self, dimensions)
        self.attrs["output_padding"] = sizes(output_padding, dimensions)
        add_weights(vm, self, bias, transposed=True)


for _dimensions in (1, 2, 3):
    declare(_dimensions)
