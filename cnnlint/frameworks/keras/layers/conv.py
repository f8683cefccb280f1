"""Convolutions, depthwise, separable and transposed ones included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import flag, sizes, tensor
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.keras.layers.activation import checked, described
from cnnlint.frameworks.keras.layers.define import (
    along,
    channel_axis,
    checked_format,
    has,
    is_no_number,
    known,
    layer,
    learnt,
    refuse,
    width,
)
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.layout import Layout
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.padding import pads_of, reach_of
from cnnlint.symbolic import Size, divides, equal, fresh, less, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

AXES = ("D", "H", "W")


def layout_of(self: Instance, dimensions: int) -> Layout:
    """Where channels and space stand."""
    return Layout.channels_first(dimensions) if channel_axis(self) == 1 else Layout.channels_last(dimensions)


def image(self: Instance, dimensions: int) -> tuple[Size, ...]:
    """The shape that an input of a layer with so many spatial axes has, with named sizes."""
    space = tuple(symbol(name) for name in (("T",) if dimensions == 1 else AXES[3 - dimensions :]))
    channels = symbol("C")
    return (symbol("N"), channels, *space) if channel_axis(self) == 1 else (symbol("N"), *space, channels)


def read(self: Instance, inputs: Value, dimensions: int) -> Tensor:
    """The input as a tensor; asks for its shape where it is not known."""
    x = tensor(inputs)
    demand(x, [image(self, dimensions)], forced=True)
    return x


def window(self: Instance) -> dict[str, Any]:
    """Kernel, stride, dilation and padding as the ops take them."""
    return {
        "kernel": self.attrs["kernel_size"],
        "stride": self.attrs["strides"],
        "dilation": self.attrs["dilation_rate"],
        "padding": self.attrs["padding"],
    }


def check_built(self: Instance, x: Tensor, channels: Size | None) -> None:
    """Refuse another number of channels than the layer was built for."""
    axis = channel_axis(self)
    if x.shape is None or channels is None or len(x.shape) < 2:
        return
    if equal(x.shape[axis], channels) is False:
        words = f"takes {channels} channels and gets {x.shape[axis]}"
        raise Refused("channel-mismatch", words, None, expected=channels, actual=x.shape[axis])


def run_conv(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    dimensions = len(self.attrs["kernel_size"])
    x = read(self, inputs, dimensions)
    return ops.conv(
        x,
        layout=layout_of(self, dimensions),
        **window(self),
        groups=width(self, "groups"),
        out_channels=width(self, "filters"),
        in_channels=self.attrs.get("_channels"),
    )


def run_depthwise(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    dimensions = len(self.attrs["kernel_size"])
    x = read(self, inputs, dimensions)
    axis = channel_axis(self)
    channels = x.shape[axis] if x.shape is not None and len(x.shape) > 1 else fresh("?", least=1)
    check_built(self, x, self.attrs.get("_channels"))
    return ops.conv(
        x,
        layout=layout_of(self, dimensions),
        **window(self),
        groups=channels,
        out_channels=channels * width(self, "depth_multiplier"),
    )


def run_separable(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    dimensions = len(self.attrs["kernel_size"])
    ones = (1,) * dimensions
    first = run_depthwise(vm, self, inputs)
    second = ops.conv(
        first.tensor, layout=layout_of(self, dimensions), kernel=ones, stride=ones, dilation=ones, padding="valid", groups=1,
        out_channels=width(self, "filters"),
    )  # fmt: skip
    return Outcome(second.tensor, first.macs + second.macs)


def run_transposed(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    dimensions = len(self.attrs["kernel_size"])
    x = read(self, inputs, dimensions)
    return ops.conv_transpose(
        x,
        layout=layout_of(self, dimensions),
        **window(self),
        groups=1,
        out_channels=width(self, "filters"),
        in_channels=self.attrs.get("_channels"),
        output_padding=self.attrs["output_padding"],
    )


# --- constructors -----------------------------------------------------------------------------------------------------


def standard(vm: Interpreter, self: Instance, name: str, count: int, least: int = 1) -> None:
    """An argument as a tuple of one number per spatial axis; refuses another count and numbers that are too small."""
    given = plain(self.attrs[name])
    words = f"the `{name}` argument must be a tuple of {count} integers"
    try:
        found = sizes(given, count, least)
    except NotKnown:
        refuse(vm, name, given, f"{words}, and is {given}")
        found = tuple(fresh("?", least=least) for _ in range(count))
    if isinstance(given, (list, tuple)) and len(given) == 1 and count > 1:
        refuse(vm, name, given, f"{words}, and is {given}")
    elif given is None or isinstance(given, str):
        refuse(vm, name, given, f"{words}, and is {given!r}")
    elif any(less(size, least) is True for size in found):
        refuse(vm, name, given, f"{words} of at least {least}, and is {given}")
        found = tuple(fresh("?", least=least) if less(size, least) is True else size for size in found)
    self.attrs[name] = found


def standard_padding(vm: Interpreter, self: Instance, *words: str) -> None:
    """`padding` in lower case; refuses what is none of these words."""
    given = plain(self.attrs["padding"])
    if isinstance(given, str) and given.lower() in words:
        self.attrs["padding"] = given.lower()
    elif isinstance(given, (str, int)):
        allowed = ", ".join(repr(word) for word in words)
        refuse(vm, "padding", given, f"the `padding` argument must be one of {allowed}, and is {given!r}")
        self.attrs["padding"] = "same"
    else:
        self.attrs["padding"] = tuple((fresh("?"), fresh("?")) for _ in self.attrs["kernel_size"])


def prepare(vm: Interpreter, self: Instance, dimensions: int, *, causal: bool = False, dilated: bool = True) -> None:
    """Check and convert what convolutions have in common. `dilated`: a stride and a dilation together are refused."""
    for name in ("kernel_size", "strides", "dilation_rate"):
        standard(vm, self, name, dimensions)
    standard_padding(vm, self, "valid", "same", *(("causal",) if causal else ()))
    checked_format(vm, self)
    checked(vm, self)
    strided = any(less(1, size) is True for size in self.attrs["strides"])
    if dilated and strided and any(less(1, size) is True for size in self.attrs["dilation_rate"]):
        words = "`strides > 1` not supported in conjunction with `dilation_rate > 1`"
        refuse(vm, "dilation_rate", self.attrs["dilation_rate"], words)
    for name in ("filters", "depth_multiplier"):
        if name in self.attrs and (less(width(self, name), 1) is True or is_no_number(plain(self.attrs[name]))):
            refuse(vm, name, self.attrs[name], f"`{name}` must be a positive number, and is {self.attrs[name]}")


def prepare_groups(vm: Interpreter, self: Instance) -> None:
    """Refuse groups that do not divide the filters."""
    groups, filters = width(self, "groups"), width(self, "filters")
    if less(groups, 1) is True or divides(groups, filters) is False:
        words = f"the number of filters must be evenly divisible by the number of groups: groups={groups}, filters={filters}"
        vm.refuse("group-mismatch", words, error="ValueError", details={"groups": groups, "actual": filters})
        self.attrs["groups"] = 1


def bias_of(vm: Interpreter, self: Instance, count: Size) -> None:
    """The learnt shift, if wanted."""
    if has(self, "use_bias"):
        learnt(vm, self, "bias", count)


def channels_in(self: Instance, shapes: Any) -> Size:
    """The channels that come in, which the layer is built for from now on."""
    found = along(shapes, channel_axis(self))
    self.attrs["_channels"] = found
    return found


def build_conv(vm: Interpreter, self: Instance, shapes: Any) -> None:
    channels, groups = channels_in(self, shapes), width(self, "groups")
    learnt(vm, self, "kernel", *self.attrs["kernel_size"], channels // groups, width(self, "filters"))
    bias_of(vm, self, width(self, "filters"))


def build_depthwise(vm: Interpreter, self: Instance, shapes: Any) -> None:
    channels, multiplier = channels_in(self, shapes), width(self, "depth_multiplier")
    learnt(vm, self, "kernel", *self.attrs["kernel_size"], channels, multiplier)
    bias_of(vm, self, channels * multiplier)


def build_separable(vm: Interpreter, self: Instance, shapes: Any) -> None:
    channels, multiplier = channels_in(self, shapes), width(self, "depth_multiplier")
    kernel = self.attrs["kernel_size"]
    learnt(vm, self, "depthwise_kernel", *kernel, channels, multiplier)
    learnt(vm, self, "pointwise_kernel", *(1 for _ in kernel), channels * multiplier, width(self, "filters"))
    bias_of(vm, self, width(self, "filters"))


def build_transposed(vm: Interpreter, self: Instance, shapes: Any) -> None:
    channels = channels_in(self, shapes)
    learnt(vm, self, "kernel", *self.attrs["kernel_size"], width(self, "filters"), channels)
    bias_of(vm, self, width(self, "filters"))


# --- what rules may ask -----------------------------------------------------------------------------------------------


def describe(self: Instance, inputs: Sequence[Tensor], role: str = "conv") -> dict[str, object]:
    """What rules may ask of a convolution."""
    channels = known(inputs, channel_axis(self))
    depthwise = "depth_multiplier" in self.attrs
    found: dict[str, object] = {
        "role": role,
        "kernel": self.attrs["kernel_size"],
        "stride": self.attrs["strides"],
        "dilation": self.attrs["dilation_rate"],
        "bias": flag(self.attrs["use_bias"], True),
        **described(self),
    }
    if channels is not None:
        found["in_channels"] = channels
    if "filters" in self.attrs:
        found["out_channels"] = width(self, "filters")
        found["groups"] = width(self, "groups") if "groups" in self.attrs else 1
    elif channels is not None:
        found["out_channels"] = channels * width(self, "depth_multiplier")
    if depthwise and channels is not None:
        found["groups"] = channels
    return {**found, **(paddings(self, inputs) if role == "conv" else {})}


def paddings(self: Instance, inputs: Sequence[Tensor]) -> dict[str, object]:
    """The positions added in front and behind, where they are known."""
    kernel, shape = self.attrs["kernel_size"], inputs[0].shape if inputs else None
    if shape is None or len(shape) != len(kernel) + 2:
        return {}
    _, spatial, _ = layout_of(self, len(kernel)).axes(len(shape))
    reach = [reach_of(size, rate) for size, rate in zip(kernel, self.attrs["dilation_rate"], strict=True)]
    pairs = [
        pads_of(self.attrs["padding"], n, shape[axis], reach[n], self.attrs["strides"][n])
        for n, axis in enumerate(spatial)
    ]
    if any(one is None for pair in pairs for one in pair):
        return {}
    return {"padding": tuple(before for before, _ in pairs), "padding_after": tuple(after for _, after in pairs)}


# --- the table --------------------------------------------------------------------------------------------------------


def declare(n: int) -> None:
    """The layers of one number of spatial axes."""

    @layer(f"Conv{n}D", f"Convolution{n}D", run=run_conv, build=build_conv, attributes=describe)
    def convolution(
        vm: Interpreter, self: Instance, filters: Value, kernel_size: Value, strides: Value = 1, padding: Value = "valid",
        data_format: Value = None, dilation_rate: Value = 1, groups: Value = 1, activation: Value = None, use_bias: Value = True,
        kernel_initializer: Value = "glorot_uniform", bias_initializer: Value = "zeros", kernel_regularizer: Value = None,
        bias_regularizer: Value = None, activity_regularizer: Value = None, kernel_constraint: Value = None, bias_constraint: Value = None,
        **kwargs: Value,
    ) -> None:  # fmt: skip
        prepare(vm, self, n, causal=n == 1)
        prepare_groups(vm, self)

    @layer(
        f"Conv{n}DTranspose", f"Convolution{n}DTranspose", run=run_transposed, build=build_transposed,
        attributes=lambda self, inputs: describe(self, inputs, "conv-transpose"),
    )  # fmt: skip
    def transposed(
        vm: Interpreter, self: Instance, filters: Value, kernel_size: Value, strides: Value = 1, padding: Value = "valid",
        output_padding: Value = None, data_format: Value = None, dilation_rate: Value = 1, activation: Value = None, use_bias: Value = True,
        kernel_initializer: Value = "glorot_uniform", bias_initializer: Value = "zeros", kernel_regularizer: Value = None,
        bias_regularizer: Value = None, activity_regularizer: Value = None, kernel_constraint: Value = None, bias_constraint: Value = None,
        **kwargs: Value,
    ) -> None:  # fmt: skip
        if isinstance(plain(output_padding), str):  # in Conv3DTranspose, and in Keras 2, `data_format` stands there
            self.attrs["output_padding"], self.attrs["data_format"] = data_format, output_padding
        prepare(vm, self, n)
        if self.attrs["output_padding"] is not None:
            standard(vm, self, "output_padding", n, 0)


def declare_depthwise(n: int) -> None:
    """The depthwise and separable layers of one number of spatial axes."""

    @layer(f"DepthwiseConv{n}D", run=run_depthwise, build=build_depthwise, attributes=describe)
    def depthwise(
        vm: Interpreter, self: Instance, kernel_size: Value, strides: Value = 1, padding: Value = "valid", depth_multiplier: Value = 1,
        data_format: Value = None, dilation_rate: Value = 1, activation: Value = None, use_bias: Value = True,
        depthwise_initializer: Value = "glorot_uniform", bias_initializer: Value = "zeros", depthwise_regularizer: Value = None,
        bias_regularizer: Value = None, activity_regularizer: Value = None, depthwise_constraint: Value = None, bias_constraint: Value = None,
        **kwargs: Value,
    ) -> None:  # fmt: skip
        prepare(vm, self, n, dilated=False)

    @layer(
        f"SeparableConv{n}D", f"SeparableConvolution{n}D", run=run_separable, build=build_separable, attributes=describe
    )
    def separable(
        vm: Interpreter, self: Instance, filters: Value, kernel_size: Value, strides: Value = 1, padding: Value = "valid",
        data_format: Value = None, dilation_rate: Value = 1, depth_multiplier: Value = 1, activation: Value = None, use_bias: Value = True,
        depthwise_initializer: Value = "glorot_uniform", pointwise_initializer: Value = "glorot_uniform", bias_initializer: Value = "zeros",
        depthwise_regularizer: Value = None, pointwise_regularizer: Value = None, bias_regularizer: Value = None,
        activity_regularizer: Value = None, depthwise_constraint: Value = None, pointwise_constraint: Value = None,
        bias_constraint: Value = None, **kwargs: Value,
    ) -> None:  # fmt: skip
        prepare(vm, self, n, dilated=False, causal=n == 1)


for _n in (1, 2, 3):
    declare(_n)
for _n in (1, 2):
    declare_depthwise(_n)
