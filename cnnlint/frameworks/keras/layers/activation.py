"""Activations: as an argument of other layers, and as layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.convert import axes, integer, tensor
from cnnlint.frameworks.keras.layer import is_layer
from cnnlint.frameworks.keras.layers.define import fixed, layer, learnt, refuse, same, shape_of_one
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import FunctionValue, Instance, Native, Unknown, Value
from cnnlint.ops.reduce import softmax
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

NAMES = frozenset(
    [
        "celu",
        "elu",
        "exponential",
        "gelu",
        "glu",
        "hard_shrink",
        "hard_sigmoid",
        "hard_silu",
        "hard_swish",
        "hard_tanh",
        "leaky_relu",
        "linear",
        "log_sigmoid",
        "log_softmax",
        "mish",
        "relu",
        "relu6",
        "selu",
        "sigmoid",
        "silu",
        "soft_shrink",
        "softmax",
        "softplus",
        "softsign",
        "sparse_plus",
        "sparse_sigmoid",
        "sparsemax",
        "squareplus",
        "swish",
        "tanh",
        "tanh_shrink",
        "threshold",
        "quick_gelu",
    ]
)
SAME_AS = {"swish": "silu", "hard_silu": "hard_swish"}


def named(value: Value) -> str | None:
    """The activation that an argument stands for; None where that is not known."""
    value = plain(value)
    if value is None:
        return "linear"
    if isinstance(value, str):
        return SAME_AS.get(value, value)
    if isinstance(value, Native):
        short = value.name.rpartition(".")[2]
        return SAME_AS.get(short, short)
    if is_layer(value) and value.cls.node is None:
        return {"re_lu": "relu", "leaky_re_lu": "leaky_relu", "p_re_lu": "prelu"}.get(snake(value), snake(value))
    return None


def snake(layer: Instance) -> str:
    """The class of a layer as a name."""
    from cnnlint.frameworks.keras.state import snake_case

    return snake_case(layer.cls.name)


def described(self: Instance, name: str = "activation") -> dict[str, object]:
    """The attribute that says which activation a layer applies, if it is known."""
    found = named(self.attrs.get(name))
    return {} if found is None else {"activation": found}


def checked(vm: Interpreter, self: Instance, *names: str) -> None:
    """Refuse a word that names no activation; those that a program registers itself are not known."""
    for name in names or ("activation",):
        value = plain(self.attrs.get(name))
        if (isinstance(value, str) and value not in NAMES and not vm.state.get("keras.custom_objects")) or (
            value is not None
            and not isinstance(value, (str, dict, Unknown, FunctionValue, Native, Instance))
            and is_number(value)
        ):
            refuse(vm, name, value, f"could not interpret activation function identifier: {value}")


def is_number(value: Value) -> bool:
    """True for a known number, which cannot be called."""
    return isinstance(value, (int, float))


def role_of(self: Instance) -> dict[str, object]:
    """What rules may ask of an `Activation` layer."""
    found = named(self.attrs.get("activation"))
    role = "softmax" if found in ("softmax", "log_softmax") else "identity" if found == "linear" else "activation"
    return {"role": role, **({} if found is None else {"activation": found})}


@layer("Activation", run=same, attributes=lambda self, inputs: role_of(self))
def activation(vm: Interpreter, self: Instance, activation: Value, **kwargs: Value) -> None:
    checked(vm, self)


@layer("ReLU", run=same, attributes=fixed("activation", activation="relu"))
def relu(
    vm: Interpreter,
    self: Instance,
    max_value: Value = None,
    negative_slope: Value = 0.0,
    threshold: Value = 0.0,
    **kwargs: Value,
) -> None: ...


@layer("LeakyReLU", run=same, attributes=fixed("activation", activation="leaky_relu"))
def leaky_relu(
    vm: Interpreter, self: Instance, negative_slope: Value = 0.3, alpha: Value = None, **kwargs: Value
) -> None:
    slope = plain(negative_slope if alpha is None else alpha)
    if isinstance(slope, (int, float)) and slope < 0:
        refuse(
            vm, "negative_slope", slope, f"the negative slope of a Leaky ReLU layer cannot be negative, and is {slope}"
        )


@layer("ELU", run=same, attributes=fixed("activation", activation="elu"))
def elu(vm: Interpreter, self: Instance, alpha: Value = 1.0, **kwargs: Value) -> None: ...


@layer("ThresholdedReLU", run=same, attributes=fixed("activation", activation="threshold"))
def thresholded(vm: Interpreter, self: Instance, theta: Value = 1.0, **kwargs: Value) -> None: ...


def build_prelu(vm: Interpreter, self: Instance, shapes: Any) -> None:
    shape = shape_of_one(shapes)
    shared = axes(self.attrs["shared_axes"]) or ()
    sizes: Sequence[Size] = (
        () if shape is None else [1 if axis in shared else size for axis, size in enumerate(shape)][1:]
    )
    learnt(vm, self, "alpha", *sizes)


@layer("PReLU", run=same, build=build_prelu, attributes=fixed("activation", activation="prelu"))
def prelu(
    vm: Interpreter, self: Instance, alpha_initializer: Value = "Zeros", alpha_regularizer: Value = None, alpha_constraint: Value = None,
    shared_axes: Value = None, **kwargs: Value,
) -> None: ...  # fmt: skip


def run_softmax(vm: Interpreter, self: Instance, inputs: Value, mask: Value = None) -> Any:
    chosen = plain(self.attrs["axis"])
    return tensor(inputs) if isinstance(chosen, (list, tuple)) else softmax(tensor(inputs), integer(chosen))


def softmax_axis(self: Instance, inputs: Sequence[Tensor]) -> dict[str, object]:
    """The axis that the values sum to one along, counted from the front."""
    axis, rank = plain(self.attrs["axis"]), inputs[0].rank if inputs else None
    known = {"axis": axis % rank} if isinstance(axis, int) and rank else {}
    return {"role": "softmax", "activation": "softmax", **known}


@layer("Softmax", run=run_softmax, attributes=softmax_axis)
def softmax_layer(vm: Interpreter, self: Instance, axis: Value = -1, **kwargs: Value) -> None: ...
