"""Convolutions and transposed convolutions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.arguments import Sizes, spatial
from cnnlint.frameworks.torch.dtypes import check_like_weights
from cnnlint.frameworks.torch.functions.resize import check_mode
from cnnlint.frameworks.torch.functions.resize import padded as continued
from cnnlint.frameworks.torch.functions.windows import convolution, padded, padding_of, transposed
from cnnlint.frameworks.torch.layers.define import base, has, held, held_shape, layer, learnt, optional, size_of
from cnnlint.frameworks.torch.library import torch
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import same_sizes
from cnnlint.symbolic import Size, divides, equal, less, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

AXES = ("D", "H", "W")
CONV = base("_ConvNd")
TRANSPOSED = base("_ConvTransposeNd", CONV)
MODES = ("zeros", "reflect", "replicate", "circular")


def image(dimensions: int, channels: Size) -> tuple[Size, ...]:
    """The shape that an input of a layer with so many spatial axes has: (N, C, *space) with named sizes."""
    names = ("L",) if dimensions == 1 else AXES[3 - dimensions :]
    return (symbol("N"), channels, *(symbol(name) for name in names))


def kernel_of(self: Instance, *, is_transposed: bool) -> tuple[Sizes, Size, Size]:
    """The weight's shape, and the channels that go in and come out; what the program has put in its place counts."""
    groups, inputs, outputs = size_of(self, "groups"), size_of(self, "in_channels"), size_of(self, "out_channels")
    pair = (inputs, outputs // groups) if is_transposed else (outputs, inputs // groups)
    built = (*pair, *self.attrs["kernel_size"])
    found = held_shape(self, "weight")
    if found is None or same_sizes(found, built) is not False:
        return built, inputs, outputs
    if is_transposed:
        return found, found[0], found[1] * groups
    return found, found[1] * groups, found[0]


def check_kernel(kernel: Sizes, n: int) -> None:
    """Refuse a weight of another number of axes (a kernel size with one entry too few)."""
    if len(kernel) != n + 2:
        words = f"the weight has {len(kernel)} axes instead of {n + 2}"
        raise Refused("rank-mismatch", words, None, expected_rank=n + 2, actual_rank=len(kernel), shape=kernel)


def run_conv(vm: Interpreter, self: Instance, input: Tensor, n: int) -> Outcome:
    kernel, inputs, _ = kernel_of(self, is_transposed=False)
    demand(input, [image(n, inputs)], forced=True)
    check_kernel(kernel, n)
    mode, padding = plain(self.attrs.get("padding_mode", "zeros")), self.attrs["padding"]
    if mode in MODES[1:]:
        input, padding = bordered(input, n, padding, (kernel, self.attrs["dilation"]), mode)
    given = (self.attrs["stride"], padding, self.attrs["dilation"], size_of(self, "groups"))
    outcome = convolution(input, n, kernel, *given, inputs=inputs)
    check_like_weights(vm, input, held(self, "weight"), outcome.tensor)
    return outcome


def bordered(
    x: Tensor, n: int, padding: Value, window: tuple[Sizes, Sequence[Size]], mode: str
) -> tuple[Tensor, Value]:
    """The input and the padding that is left for the convolution, where the map is continued in another way than by zeros.

    Refuses a padding that takes more from the map than there is. One of other entries than the layer has axes pads other axes.
    """
    count = len(padding) if isinstance(padding, tuple) else n
    pads = padding_of(padding, count)
    if pads == "same-stride-1":
        totals = [d * (k - 1) for k, d in zip(window[0][2:], window[1], strict=False)]
        pads = [(total // 2, total - total // 2) for total in totals]
    if x.rank is None or isinstance(pads, str):
        return x, padding
    if count != n or x.rank < count:
        return continued(x, tuple(end for pair in pads[::-1] for end in pair), mode).tensor, 0
    check_mode(x, [(0, 0)] * (x.rank - n) + list(pads), n, mode)
    return x, padding


def run_transposed(vm: Interpreter, self: Instance, input: Tensor, n: int, output_size: Value = None) -> Outcome:
    kernel, inputs, outputs = kernel_of(self, is_transposed=True)
    demand(input, [image(n, inputs)], forced=True)
    check_kernel(kernel, n)
    extra = self.attrs["output_padding"]
    if output_size is not None:
        extra = extra_padding(self, input, kernel, output_size, n)
    given = (self.attrs["stride"], self.attrs["padding"], extra, size_of(self, "groups"), self.attrs["dilation"])
    return transposed(input, n, kernel, *given, outputs=outputs)


def extra_padding(self: Instance, x: Tensor, kernel: Sizes, output_size: Value, n: int) -> Sizes:
    """The output padding that gives a wanted size; refuses one that no output padding gives (ValueError)."""
    given = plain(output_size)
    if not isinstance(given, (list, tuple)):
        raise NotKnown("the size that is asked for")
    shape = x.shape
    if shape is None:
        raise NotKnown("the rank of a tensor")
    extra = len(shape) - n
    if len(given) not in (n, extra + n):
        words = f"output_size must have {n} or {extra + n} elements (got {len(given)})"
        raise Raises("ValueError", "invalid-argument", words, None, argument="output_size", value=str(given))
    found: list[Size] = []
    for axis, wanted in enumerate(spatial(given[-n:], n, "output_size")):
        stride, padding, dilation = (self.attrs[name][axis] for name in ("stride", "padding", "dilation"))
        least = (shape[axis - n] - 1) * stride - 2 * padding + dilation * (kernel[2 + axis] - 1) + 1
        if less(wanted, least) is True or less(least + stride - 1, wanted) is True:
            words = f"requested an output size of {wanted}, but valid sizes range from {least} to {least + stride - 1}"
            raise Raises("ValueError", "invalid-argument", words, None, argument="output_size", value=str(wanted))
        found.append(wanted - least)
    return tuple(found)


def describe(role: str, self: Instance, n: int) -> dict[str, object]:
    """What rules may ask of a convolution."""
    kernel, inputs, outputs = kernel_of(self, is_transposed=role != "conv")
    mode = plain(self.attrs.get("padding_mode", "zeros"))
    return {
        **({"mode": mode} if mode in MODES[1:] else {}),
        "role": role,
        "kernel": kernel[2:],
        "stride": self.attrs["stride"],
        "dilation": self.attrs["dilation"],
        "groups": size_of(self, "groups"),
        "in_channels": inputs,
        "out_channels": outputs,
        "bias": has(self, "bias"),
        **padded(self.attrs["padding"], n),
    }


def per_axis(value: Value, n: int, name: str, least: int = 1) -> tuple[Size, ...]:
    """An argument as PyTorch stores it: one size for each axis, from a number; a sequence as it is."""
    given = plain(value)
    count = len(given) if isinstance(given, (list, tuple)) and given else n
    return spatial(value, count, name, least)


def prepare(self: Instance, n: int) -> None:
    """Convert the arguments that PyTorch converts, and refuse what it refuses on construction."""
    groups = size_of(self, "groups")
    if less(groups, 1) is True:
        self.attrs["groups"] = 1
        wrong("groups", groups, "groups must be a positive integer")
    for name in ("in_channels", "out_channels"):
        if divides(groups, size_of(self, name)) is False:
            details = {"groups": groups, "actual": size_of(self, name)}
            self.attrs["groups"] = 1
            raise Raises("ValueError", "group-mismatch", f"{name} must be divisible by groups", None, **details)
    for name in ("kernel_size", "stride", "dilation"):
        self.attrs[name] = per_axis(self.attrs[name], n, name)
    mode = plain(self.attrs["padding_mode"])
    if isinstance(mode, str) and mode not in MODES:
        wrong("padding_mode", mode, f"padding_mode must be one of {', '.join(MODES)}")
    padding = plain(self.attrs["padding"])
    if not isinstance(padding, str):
        self.attrs["padding"] = per_axis(padding, n, "padding", 0)
    elif padding not in ("same", "valid"):
        wrong("padding", padding, f"Invalid padding string {padding!r}, should be one of 'valid', 'same'")
    elif padding == "same" and any(equal(one, 1) is False for one in self.attrs["stride"]):
        wrong("padding", "same", "padding='same' is not supported for strided convolutions")


def wrong(argument: str, value: object, words: str) -> None:
    """Refuse an argument of a constructor."""
    raise Raises("ValueError", "invalid-argument", words, None, argument=argument, value=str(value))


def add_weights(vm: Interpreter, self: Instance, bias: Value, *, is_transposed: bool) -> None:
    """The kernel and the shift."""
    groups = size_of(self, "groups")
    inputs, outputs = size_of(self, "in_channels"), size_of(self, "out_channels")
    pair = (inputs, outputs // groups) if is_transposed else (outputs, inputs // groups)
    learnt(vm, self, "weight", *pair, *self.attrs["kernel_size"])
    optional(vm, self, "bias", bias, outputs)


def finish(vm: Interpreter, self: Instance, n: int, bias: Value, *, is_transposed: bool = False) -> None:
    """What both constructors do at the end; a layer that is refused gets weights all the same, so that it can be followed."""
    self.attrs["transposed"] = is_transposed
    self.attrs.setdefault("output_padding", (0,) * n)
    try:
        prepare(self, n)
    finally:
        for name in ("kernel_size", "stride", "dilation", "padding"):
            if not isinstance(self.attrs[name], (tuple, str)):
                self.attrs[name] = per_axis(self.attrs[name], n, name)
        add_weights(vm, self, bias, is_transposed=is_transposed)


def declare(n: int) -> None:
    """The two layers of one number of spatial axes."""

    def convolve(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
        return run_conv(vm, self, input, n)

    def transpose(vm: Interpreter, self: Instance, input: Tensor, output_size: Value = None) -> Outcome:
        return run_transposed(vm, self, input, n, output_size)

    @layer(f"Conv{n}d", run=convolve, attributes=lambda self: describe("conv", self, n), bases=(CONV,))
    def conv(
        vm: Interpreter, self: Instance, in_channels: Value, out_channels: Value, kernel_size: Value, stride: Value = 1, padding: Value = 0,
        dilation: Value = 1, groups: Value = 1, bias: Value = True, padding_mode: Value = "zeros", device: Value = None, dtype: Value = None,
    ) -> None:  # fmt: skip
        finish(vm, self, n, bias)

    @layer(
        f"ConvTranspose{n}d",
        run=transpose,
        attributes=lambda self: describe("conv-transpose", self, n),
        bases=(TRANSPOSED,),
    )
    def conv_transpose(
        vm: Interpreter, self: Instance, in_channels: Value, out_channels: Value, kernel_size: Value, stride: Value = 1, padding: Value = 0,
        output_padding: Value = 0, groups: Value = 1, bias: Value = True, dilation: Value = 1, padding_mode: Value = "zeros",
        device: Value = None, dtype: Value = None,
    ) -> None:  # fmt: skip
        self.attrs["output_padding"] = per_axis(output_padding, n, "output_padding", 0)
        if plain(padding_mode) != "zeros" and isinstance(plain(padding_mode), str):
            wrong("padding_mode", padding_mode, 'Only "zeros" padding mode is supported for a transposed convolution')
        finish(vm, self, n, bias, is_transposed=True)


for _n in (1, 2, 3):
    declare(_n)


@torch.method(CONV, "__init__")
def init_base(
    vm: Interpreter, self: Instance, in_channels: Value, out_channels: Value, kernel_size: Value, stride: Value, padding: Value,
    dilation: Value, transposed: Value, output_padding: Value, groups: Value, bias: Value, padding_mode: Value, device: Value = None,
    dtype: Value = None,
) -> Value:  # fmt: skip
    """What programs call that derive from the base class itself."""
    modules.init(vm, self)
    given = {"in_channels": in_channels, "out_channels": out_channels, "kernel_size": kernel_size, "stride": stride, "padding": padding,
             "dilation": dilation, "transposed": transposed, "output_padding": output_padding, "groups": groups,
             "padding_mode": padding_mode}  # fmt: skip
    self.attrs.update(given)
    add_weights(vm, self, bias, is_transposed=transposed is True)
    return None


def dimensions_of(self: Instance) -> int:
    """The number of spatial axes, from the kernel."""
    return len(self.attrs["kernel_size"])


@torch.method(CONV, "_conv_forward")
def conv_forward(vm: Interpreter, self: Instance, input: Value, weight: Value, bias: Value) -> Any:
    """The convolution by a weight that the program has computed."""
    run = vm.library_value(f"torch.nn.functional.conv{dimensions_of(self)}d")
    given = [self.attrs[name] for name in ("stride", "padding", "dilation", "groups")]
    return vm.call(run, (input, weight, bias, *given))


@torch.method(CONV, "reset_parameters")
def reset_parameters(vm: Interpreter, self: Instance) -> Value:
    return None
