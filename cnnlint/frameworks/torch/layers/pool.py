"""Pooling."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch.functions.windows import (
    adapted,
    averaged,
    averaged_to,
    check_indices,
    describe_adaptive,
    describe_pool,
    fractional,
    pooled,
    powered,
    unpooled,
    with_indices,
)
from cnnlint.frameworks.torch.layers.conv import image
from cnnlint.frameworks.torch.layers.define import base, constant, layer, wanted
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MAX_POOL = base("_MaxPoolNd")
AVERAGE_POOL = base("_AvgPoolNd")
LP_POOL = base("_LPPoolNd")
UNPOOL = base("_MaxUnpoolNd")
ADAPTIVE_MAX = base("_AdaptiveMaxPoolNd")
ADAPTIVE_AVERAGE = base("_AdaptiveAvgPoolNd")


def slid(self: Instance, x: Tensor, n: int, by: Callable[..., Outcome] = pooled) -> Outcome:
    """Pooling by the layer's window."""
    demand(x, [image(n, symbol("C"))], forced=True)
    given = (self.attrs.get("stride"), self.attrs.get("padding", 0), self.attrs.get("dilation", 1))
    return by(x, n, self.attrs["kernel_size"], *given, wanted(self, "ceil_mode"))


def described(kind: str, self: Instance, n: int) -> dict[str, object]:
    """What rules may ask of a pooling layer."""
    given = (self.attrs.get("stride"), self.attrs.get("padding", 0), self.attrs.get("dilation", 1))
    return {"role": "pool", **describe_pool(kind, n, self.attrs["kernel_size"], *given)}


def declare_windows(n: int) -> None:
    """Pooling by a window over so many spatial axes."""

    def run_max(vm: Interpreter, self: Instance, input: Tensor) -> Any:
        return with_indices(slid(self, input, n), plain(self.attrs["return_indices"]))

    def run_average(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
        return slid(self, input, n, averaged)

    def run_norm(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
        demand(input, [image(n, symbol("C"))], forced=True)
        return powered(input, n, self.attrs["kernel_size"], self.attrs["stride"], wanted(self, "ceil_mode"))

    @layer(f"MaxPool{n}d", run=run_max, attributes=lambda self: described("max", self, n), bases=(MAX_POOL,))
    def max_pool(
        vm: Interpreter, self: Instance, kernel_size: Value, stride: Value = None, padding: Value = 0, dilation: Value = 1,
        return_indices: Value = False, ceil_mode: Value = False,
    ) -> None:  # fmt: skip
        if stride is None:
            self.attrs["stride"] = kernel_size

    @layer(f"LPPool{n}d", run=run_norm, attributes=lambda self: described("lp", self, n), bases=(LP_POOL,))
    def lp_pool(
        vm: Interpreter,
        self: Instance,
        norm_type: Value,
        kernel_size: Value,
        stride: Value = None,
        ceil_mode: Value = False,
    ) -> None: ...

    declare = layer(
        f"AvgPool{n}d", run=run_average, attributes=lambda self: described("average", self, n), bases=(AVERAGE_POOL,)
    )
    if n == 1:

        @declare
        def average_1d(
            vm: Interpreter, self: Instance, kernel_size: Value, stride: Value = None, padding: Value = 0, ceil_mode: Value = False,
            count_include_pad: Value = True,
        ) -> None:  # fmt: skip
            if stride is None:
                self.attrs["stride"] = kernel_size

    else:

        @declare
        def average(
            vm: Interpreter, self: Instance, kernel_size: Value, stride: Value = None, padding: Value = 0, ceil_mode: Value = False,
            count_include_pad: Value = True, divisor_override: Value = None,
        ) -> None:  # fmt: skip
            if stride is None:
                self.attrs["stride"] = kernel_size


def declare_unpool(n: int) -> None:
    """Max pooling undone."""

    def run(vm: Interpreter, self: Instance, input: Tensor, indices: Tensor, output_size: Value = None) -> Outcome:
        given = (self.attrs["kernel_size"], self.attrs["stride"], self.attrs["padding"])
        outcome = unpooled(input, n, *given, output_size)
        check_indices(input, indices)
        return outcome

    @layer(f"MaxUnpool{n}d", run=run, attributes=constant("resize"), bases=(UNPOOL,))
    def unpool(vm: Interpreter, self: Instance, kernel_size: Value, stride: Value = None, padding: Value = 0) -> None:
        if stride is None:
            self.attrs["stride"] = kernel_size


def declare_adaptive(n: int) -> None:
    """Pooling to a size."""

    def run(vm: Interpreter, self: Instance, input: Tensor) -> Any:
        demand(input, [image(n, symbol("C"))], forced=True)
        return with_indices(adapted(input, n, self.attrs["output_size"]), plain(self.attrs.get("return_indices")))

    def describe(kind: str) -> Any:
        return lambda self: describe_adaptive(kind, n, self.attrs["output_size"])

    @layer(f"AdaptiveMaxPool{n}d", run=run, attributes=describe("max"), bases=(ADAPTIVE_MAX,))
    def adaptive_max(vm: Interpreter, self: Instance, output_size: Value, return_indices: Value = False) -> None: ...

    def run_average(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
        demand(input, [image(n, symbol("C"))], forced=True)
        return averaged_to(input, n, self.attrs["output_size"])

    @layer(f"AdaptiveAvgPool{n}d", run=run_average, attributes=describe("average"), bases=(ADAPTIVE_AVERAGE,))
    def adaptive_average(vm: Interpreter, self: Instance, output_size: Value) -> None: ...


def declare_fractional(n: int) -> None:
    """Pooling by windows at random places."""

    def run(vm: Interpreter, self: Instance, input: Tensor) -> Any:
        given = (self.attrs["kernel_size"], self.attrs["output_size"], self.attrs["output_ratio"])
        return with_indices(fractional(input, n, *given), plain(self.attrs["return_indices"]))

    @layer(f"FractionalMaxPool{n}d", run=run, attributes=constant("pool", pool="max"))
    def fractional_pool(
        vm: Interpreter, self: Instance, kernel_size: Value, output_size: Value = None, output_ratio: Value = None,
        return_indices: Value = False, _random_samples: Value = None,
    ) -> None:  # fmt: skip
        if (output_size is None) == (output_ratio is None):
            words = "specify either an output size, or a pooling ratio, and not both"
            raise Raises("ValueError", "invalid-argument", words, None, argument="output_size", value=str(output_size))
        ratios = plain(output_ratio)
        for ratio in ratios if isinstance(ratios, (list, tuple)) else (ratios,):
            if isinstance(ratio, (int, float)) and not 0 < ratio < 1:
                words = f"output_ratio must be between 0 and 1 (got {ratio})"
                raise Raises("ValueError", "invalid-argument", words, None, argument="output_ratio", value=str(ratio))


for _n in (1, 2, 3):
    declare_windows(_n)
    declare_unpool(_n)
    declare_adaptive(_n)
for _n in (2, 3):
    declare_fractional(_n)
