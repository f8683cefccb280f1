"""Activations, softmax and dropout."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch.arguments import as_integer, fitted, optional
from cnnlint.frameworks.torch.functions.activation import (
    bounded,
    check_approximation,
    check_channels,
    check_slopes,
    dropped,
    gated,
    softened,
)
from cnnlint.frameworks.torch.functions.resize import wrong_value
from cnnlint.frameworks.torch.layers.define import Init, base, constant, held_shape, layer, learnt, size_of
from cnnlint.frameworks.torch.module import in_training
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.norm import check_ranks

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

DROPOUT = base("_DropoutNd")


def same(vm: Interpreter, self: Instance, input: Tensor) -> Tensor:
    """Shape and field stay."""
    return input


def activation(name: str, called: str) -> Callable[[Init], Init]:
    """The declaration of an activation that acts on each element by itself."""
    return layer(name, run=same, attributes=constant("activation", activation=called))


for _name, _called in (("ReLU", "relu"), ("SiLU", "silu"), ("Mish", "mish"), ("Hardsigmoid", "hard_sigmoid"),
                       ("Hardswish", "hard_swish"), ("SELU", "selu")):  # fmt: skip

    @activation(_name, _called)
    def in_place_activation(vm: Interpreter, self: Instance, inplace: Value = False) -> None: ...


for _name, _called in (("Sigmoid", "sigmoid"), ("Tanh", "tanh"), ("LogSigmoid", "log_sigmoid"), ("Softsign", "softsign"),
                       ("Tanhshrink", "tanhshrink")):  # fmt: skip

    @activation(_name, _called)
    def bare_activation(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> None: ...


for _name, _called in (("ELU", "elu"), ("CELU", "celu")):

    @activation(_name, _called)
    def exponential(vm: Interpreter, self: Instance, alpha: Value = 1.0, inplace: Value = False) -> None: ...


@activation("LeakyReLU", "leaky_relu")
def leaky(vm: Interpreter, self: Instance, negative_slope: Value = 0.01, inplace: Value = False) -> None: ...


def run_gelu(vm: Interpreter, self: Instance, input: Tensor) -> Tensor:
    check_approximation(input, self.attrs["approximate"])
    return input


@layer("GELU", run=run_gelu, attributes=constant("activation", activation="gelu"))
def gelu(vm: Interpreter, self: Instance, approximate: Value = "none") -> None: ...


@activation("Softplus", "softplus")
def softplus(vm: Interpreter, self: Instance, beta: Value = 1.0, threshold: Value = 20.0) -> None: ...


@activation("Hardtanh", "hard_tanh")
def hardtanh(
    vm: Interpreter, self: Instance, min_val: Value = -1.0, max_val: Value = 1.0, inplace: Value = False,
    min_value: Value = None, max_value: Value = None,
) -> None:  # fmt: skip
    low, high = plain(min_val if min_value is None else min_value), plain(max_val if max_value is None else max_value)
    if isinstance(low, (int, float)) and isinstance(high, (int, float)) and low >= high:
        words = "max_val must be larger than min_val"
        raise Raises("AssertionError", "invalid-argument", words, None, argument="max_val", value=str(high))
    bounded(Tensor(None), low, high)


@activation("ReLU6", "relu6")
def relu6(vm: Interpreter, self: Instance, inplace: Value = False) -> None: ...


@activation("Threshold", "threshold")
def threshold(vm: Interpreter, self: Instance, threshold: Value, value: Value, inplace: Value = False) -> None: ...


@activation("RReLU", "rrelu")
def rrelu(
    vm: Interpreter, self: Instance, lower: Value = 0.125, upper: Value = 1 / 3, inplace: Value = False
) -> None: ...


@activation("Hardshrink", "hardshrink")
def hardshrink(vm: Interpreter, self: Instance, lambd: Value = 0.5) -> None: ...


def run_softshrink(vm: Interpreter, self: Instance, input: Tensor) -> Tensor:
    share = plain(self.attrs["lambd"])
    if isinstance(share, (int, float)) and share < 0:
        raise wrong_value("lambda must be greater or equal to 0", "lambd", share, "RuntimeError")
    return input


@layer("Softshrink", run=run_softshrink, attributes=constant("activation", activation="softshrink"))
def softshrink(vm: Interpreter, self: Instance, lambd: Value = 0.5) -> None: ...


def run_prelu(vm: Interpreter, self: Instance, input: Tensor) -> Tensor:
    check_slopes(input, held_shape(self, "weight"))
    return input


@layer("PReLU", run=run_prelu, attributes=constant("activation", activation="prelu"))
def prelu(
    vm: Interpreter,
    self: Instance,
    num_parameters: Value = 1,
    init: Value = 0.25,
    device: Value = None,
    dtype: Value = None,
) -> None:
    learnt(vm, self, "weight", size_of(self, "num_parameters"))


# --- softmax ----------------------------------------------------------------------------------------------------------


def run_softmax(vm: Interpreter, self: Instance, input: Tensor) -> Tensor:
    return softened(input, fitted(optional(as_integer), "dim", self.attrs["dim"]))


def softmax_axis(self: Instance) -> dict[str, object]:
    """The axis that the values sum to one along, where it is said."""
    axis = self.attrs.get("dim")
    return {"axis": axis} if isinstance(axis, int) else {}


def declare_softmax(name: str, called: str) -> None:
    """A softmax along an axis."""

    @layer(
        name, run=run_softmax, attributes=lambda self: {"role": "softmax", "activation": called, **softmax_axis(self)}
    )
    def softmax(vm: Interpreter, self: Instance, dim: Value = None) -> None: ...


for _name, _called in (("Softmax", "softmax"), ("Softmin", "softmax"), ("LogSoftmax", "log_softmax")):
    declare_softmax(_name, _called)


def run_softmax2d(vm: Interpreter, self: Instance, input: Tensor) -> Tensor:
    if input.rank not in (None, 3, 4):
        check_ranks(input, (3, 4))
    return input


@layer(
    "Softmax2d",
    run=run_softmax2d,
    attributes=constant("softmax", activation="softmax"),
    errors={"rank-mismatch": "ValueError"},
)
def softmax2d(vm: Interpreter, self: Instance) -> None: ...


def run_glu(vm: Interpreter, self: Instance, input: Tensor) -> Tensor:
    return gated(input, fitted(as_integer, "dim", self.attrs["dim"]))


@layer("GLU", run=run_glu, attributes=constant("activation", activation="glu"))
def glu(vm: Interpreter, self: Instance, dim: Value = -1) -> None: ...


# --- dropout ----------------------------------------------------------------------------------------------------------


def dropout_attributes(self: Instance) -> dict[str, object]:
    rate = plain(self.attrs.get("p"))
    known = isinstance(rate, (int, float)) and not isinstance(rate, bool)
    return {"role": "dropout", **({"rate": rate} if known else {})}


def declare_dropout(name: str, n: int = 0) -> None:
    """Dropout of elements, or of the channels of maps with `n` spatial axes."""

    def run(vm: Interpreter, self: Instance, input: Tensor) -> Tensor:
        if n:
            check_channels(input, n, in_training=in_training(vm, self))
        return input

    @layer(name, run=run, attributes=dropout_attributes, bases=(DROPOUT,))
    def dropout(vm: Interpreter, self: Instance, p: Value = 0.5, inplace: Value = False) -> None:
        dropped(Tensor(None), p)


for _name in ("Dropout", "AlphaDropout", "FeatureAlphaDropout"):
    declare_dropout(_name)
for _n in (1, 2, 3):
    declare_dropout(f"Dropout{_n}d", _n)
