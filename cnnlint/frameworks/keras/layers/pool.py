"""Pooling: of windows, to a given size, and of everything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnnlint import ops
from cnnlint.frameworks.common.convert import flag
from cnnlint.frameworks.keras import state
from cnnlint.frameworks.keras.layers.conv import layout_of, paddings, read, standard, standard_padding
from cnnlint.frameworks.keras.layers.define import checked_format, layer
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def run_pool(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    kernel = self.attrs["kernel_size"]
    return ops.pool(
        read(self, inputs, len(kernel)),
        layout=layout_of(self, len(kernel)),
        kernel=kernel,
        stride=self.attrs["strides"],
        padding=self.attrs["padding"],
        dilation=self.attrs["dilation_rate"],
    )


def describe(self: Instance, inputs: Sequence[Tensor], kind: str) -> dict[str, object]:
    """What rules may ask of a pooling layer."""
    window = {
        "kernel": self.attrs["kernel_size"],
        "stride": self.attrs["strides"],
        "dilation": self.attrs["dilation_rate"],
    }
    return {"role": "pool", "pool": kind, **window, **paddings(self, inputs)}


def prepare(vm: Interpreter, self: Instance, n: int) -> None:
    """Convert and check the arguments; a window goes by the same names as in a convolution."""
    if self.attrs["strides"] is None:
        self.attrs["strides"] = self.attrs["pool_size"]
    standard(vm, self, "pool_size", n)
    standard(vm, self, "strides", n)
    self.attrs["kernel_size"], self.attrs["dilation_rate"] = self.attrs["pool_size"], (1,) * n
    standard_padding(vm, self, "valid", "same")
    checked_format(vm, self)


def run_global(vm: Interpreter, self: Instance, inputs: Value, n: int) -> Outcome:
    return ops.global_pool(read(self, inputs, n), layout=layout_of(self, n), keepdims=flag(self.attrs["keepdims"]))


def run_adaptive(vm: Interpreter, self: Instance, inputs: Value, n: int) -> Outcome:
    return ops.adaptive_pool(read(self, inputs, n), layout=layout_of(self, n), output=self.attrs["output_size"])


def describe_adaptive(self: Instance, kind: str) -> dict[str, object]:
    """What rules may ask of an adaptive pool; one position per axis makes it a global one."""
    output = self.attrs["output_size"]
    if all(equal(size, 1) for size in output):
        return {"role": "global-pool", "pool": kind}
    return {"role": "adaptive-pool", "pool": kind, "output_size": output}


def declare(n: int, kind: str) -> None:
    """The pooling layers of one number of spatial axes and one kind."""
    short, word = ("Max", "Max") if kind == "max" else ("Average", "Avg")
    names = (f"{short}Pooling{n}D", f"{word}Pool{n}D")

    if kind == "max":

        @layer(*names, run=run_pool, attributes=lambda self, inputs: describe(self, inputs, kind))
        def max_pool(
            vm: Interpreter, self: Instance, pool_size: Value = 2, strides: Value = None, padding: Value = "valid",
            data_format: Value = None, **kwargs: Value,
        ) -> None:  # fmt: skip
            prepare(vm, self, n)

    else:

        @layer(*names, run=run_pool, attributes=lambda self, inputs: describe(self, inputs, kind))
        def average_pool(
            vm: Interpreter, self: Instance, pool_size: Value = None, strides: Value = None, padding: Value = "valid",
            data_format: Value = None, **kwargs: Value,
        ) -> None:  # fmt: skip
            if pool_size is None:
                if not state.may_be_keras_2(vm):
                    words = f"{self.cls.name}.__init__() missing 1 required positional argument: 'pool_size'"
                    details = {"function": self.cls.name, "argument": "pool_size"}
                    vm.refuse("wrong-arguments", words, error="TypeError", details=details)
                self.attrs["pool_size"] = 2  # as Keras 2 has it
            prepare(vm, self, n)

    @layer(
        f"Global{short}Pooling{n}D", f"Global{word}Pool{n}D", run=lambda vm, self, inputs, mask=None: run_global(vm, self, inputs, n),
        attributes=lambda self, inputs: {"role": "global-pool", "pool": kind},
    )  # fmt: skip
    def global_pool(
        vm: Interpreter, self: Instance, data_format: Value = None, keepdims: Value = False, **kwargs: Value
    ) -> None:
        checked_format(vm, self)

    @layer(
        f"Adaptive{short}Pooling{n}D", run=lambda vm, self, inputs: run_adaptive(vm, self, inputs, n),
        attributes=lambda self, inputs: describe_adaptive(self, kind),
    )  # fmt: skip
    def adaptive_pool(
        vm: Interpreter, self: Instance, output_size: Value, data_format: Value = None, **kwargs: Value
    ) -> None:
        standard(vm, self, "output_size", n)
        checked_format(vm, self)


for _n in (1, 2, 3):
    declare(_n, "max")
    declare(_n, "average")
