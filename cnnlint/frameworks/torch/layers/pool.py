"""Pooling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.convert import flag, sizes, tensor
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.torch.layers.conv import image
from cnnlint.frameworks.torch.layers.define import layer
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.adaptive import adaptive_pool
from cnnlint.ops.layout import Layout
from cnnlint.ops.outcome import Outcome
from cnnlint.ops.transposed import max_unpool
from cnnlint.ops.window import pool
from cnnlint.symbolic import Size, equal, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def windows(self: Instance, dimensions: int) -> dict[str, tuple[Size, ...]]:
    """Kernel, stride (the kernel where none is said), padding and dilation, one size per axis."""
    kernel = sizes(self.attrs["kernel_size"], dimensions, 1)
    stride = self.attrs.get("stride")
    no_stride = stride is None or plain(stride) in ([], ())
    return {
        "kernel": kernel,
        "stride": kernel if no_stride else sizes(stride, dimensions, 1),
        "padding": sizes(self.attrs.get("padding", 0), dimensions),
        "dilation": sizes(self.attrs.get("dilation", 1), dimensions, 1),
    }


def describe(self: Instance, dimensions: int, kind: str) -> dict[str, object]:
    """What rules may ask of a pooling layer."""
    found: dict[str, object] = {"role": "pool", "pool": kind, **windows(self, dimensions)}
    found["padding_after"] = found["padding"]
    return found


def run_pool(vm: Interpreter, self: Instance, input: Value, dimensions: int) -> Any:
    x = tensor(input)
    demand(x, [image(dimensions, symbol("C"))], forced=True)
    given = windows(self, dimensions)
    outcome = pool(
        x,
        layout=Layout.channels_first(dimensions, unbatched=True),
        kernel=given["kernel"],
        stride=given["stride"],
        padding=tuple((one, one) for one in given["padding"]),
        dilation=given["dilation"],
        ceil_mode=flag(self.attrs.get("ceil_mode", False)),
    )
    return (outcome.tensor, outcome.tensor) if flag(self.attrs.get("return_indices", False)) else outcome


def wanted_sizes(value: Value, dimensions: int) -> tuple[Size | None, ...]:
    """`output_size` of an adaptive pool; None keeps the size of an axis."""
    value = plain(value)
    items = list(value) if isinstance(value, (list, tuple)) and len(value) == dimensions else [value] * dimensions
    return tuple(None if item is None else size_of(item, 1) for item in items)


def run_adaptive(vm: Interpreter, self: Instance, input: Value, dimensions: int) -> Any:
    x = tensor(input)
    demand(x, [image(dimensions, symbol("C"))], forced=True)
    output = wanted_sizes(self.attrs["output_size"], dimensions)
    outcome = adaptive_pool(x, layout=Layout.channels_first(dimensions, unbatched=True), output=output)
    return (outcome.tensor, outcome.tensor) if flag(self.attrs.get("return_indices", False)) else outcome


def describe_adaptive(self: Instance, dimensions: int, kind: str) -> dict[str, object]:
    """What rules may ask of an adaptive pool; one position per axis makes it a global one."""
    output = wanted_sizes(self.attrs["output_size"], dimensions)
    if all(size is not None and equal(size, 1) for size in output):
        return {"role": "global-pool", "pool": kind}
    known = {"output_size": output} if None not in output else {}
    return {"role": "adaptive-pool", "pool": kind, **known}


def run_unpool(vm: Interpreter, self: Instance, input: Value, indices: Value, output_size: Value = None, dimensions: int = 2) -> Outcome:
    given = windows(self, dimensions)
    asked = plain(output_size)
    output = sizes(asked[-dimensions:], dimensions) if isinstance(asked, (list, tuple)) else None
    layout = Layout.channels_first(dimensions, unbatched=True)
    return max_unpool(tensor(input), layout=layout, kernel=given["kernel"], stride=given["stride"], padding=given["padding"], output=output)


def declare(n: int) -> None:
    """The pooling layers of one number of spatial axes."""

    @layer(f"MaxPool{n}d", run=lambda vm, self, input: run_pool(vm, self, input, n), attributes=lambda self: describe(self, n, "max"))
    def max_pool(
        vm: Interpreter, self: Instance, kernel_size: Value, stride: Value = None, padding: Value = 0, dilation: Value = 1,
        return_indices: Value = False, ceil_mode: Value = False,
    ) -> None: ...  # fmt: skip

    average = {"run": lambda vm, self, input: run_pool(vm, self, input, n), "attributes": lambda self: describe(self, n, "average")}
    if n == 1:

        @layer("AvgPool1d", **average)
        def average_pool_1d(
            vm: Interpreter, self: Instance, kernel_size: Value, stride: Value = None, padding: Value = 0, ceil_mode: Value = False,
            count_include_pad: Value = True,
        ) -> None: ...  # fmt: skip

    else:

        @layer(f"AvgPool{n}d", **average)
        def average_pool(
            vm: Interpreter, self: Instance, kernel_size: Value, stride: Value = None, padding: Value = 0, ceil_mode: Value = False,
            count_include_pad: Value = True, divisor_override: Value = None,
        ) -> None: ...  # fmt: skip

    @layer(f"LPPool{n}d", run=lambda vm, self, input: run_pool(vm, self, input, n), attributes=lambda self: describe(self, n, "lp"))
    def lp_pool(
        vm: Interpreter, self: Instance, norm_type: Value, kernel_size: Value, stride: Value = None, ceil_mode: Value = False
    ) -> None: ...

    @layer(
        f"AdaptiveMaxPool{n}d",
        run=lambda vm, self, input: run_adaptive(vm, self, input, n),
        attributes=lambda self: describe_adaptive(self, n, "max"),
    )
    def adaptive_max(vm: Interpreter, self: Instance, output_size: Value, return_indices: Value = False) -> None: ...

    @layer(
        f"AdaptiveAvgPool{n}d",
        run=lambda vm, self, input: run_adaptive(vm, self, input, n),
        attributes=lambda self: describe_adaptive(self, n, "average"),
    )
    def adaptive_average(vm: Interpreter, self: Instance, output_size: Value) -> None: ...

    @layer(
        f"MaxUnpool{n}d",
        run=lambda vm, self, input, indices, output_size=None: run_unpool(vm, self, input, indices, output_size, n),
        attributes=lambda self: {"role": "resize"},
    )
    def unpool(vm: Interpreter, self: Instance, kernel_size: Value, stride: Value = None, padding: Value = 0) -> None: ...


for _n in (1, 2, 3):
    declare(_n)
