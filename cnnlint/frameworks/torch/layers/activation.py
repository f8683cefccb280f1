"""Activations, softmax and dropout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.convert import integer, tensor
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.torch.layers.define import elementwise, layer, learnt
from cnnlint.graph import Tensor
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.join import chunk

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def activation(name: str, called: str) -> Any:
    """The declaration of an activation that acts on each element by itself."""
    run, attributes = elementwise("activation", activation=called)
    return layer(name, run=run, attributes=attributes)


for _name, _called in (("ReLU", "relu"), ("ReLU6", "relu6"), ("SiLU", "silu"), ("Mish", "mish"), ("Hardsigmoid", "hard_sigmoid"),
                       ("Hardswish", "hard_swish"), ("SELU", "selu")):  # fmt: skip

    @activation(_name, _called)
    def in_place_activation(vm: Interpreter, self: Instance, inplace: Value = False) -> None: ...


for _name, _called in (("Sigmoid", "sigmoid"), ("Tanh", "tanh"), ("LogSigmoid", "log_sigmoid"), ("Softsign", "softsign"),
                       ("Tanhshrink", "tanhshrink")):  # fmt: skip

    @activation(_name, _called)
    def bare_activation(vm: Interpreter, self: Instance) -> None: ...


for _name, _called in (("ELU", "elu"), ("CELU", "celu")):

    @activation(_name, _called)
    def exponential(vm: Interpreter, self: Instance, alpha: Value = 1.0, inplace: Value = False) -> None: ...


@activation("LeakyReLU", "leaky_relu")
def leaky(vm: Interpreter, self: Instance, negative_slope: Value = 0.01, inplace: Value = False) -> None: ...


@activation("GELU", "gelu")
def gelu(vm: Interpreter, self: Instance, approximate: Value = "none") -> None: ...


@activation("Softplus", "softplus")
def softplus(vm: Interpreter, self: Instance, beta: Value = 1.0, threshold: Value = 20.0) -> None: ...


@activation("Hardtanh", "hard_tanh")
def hardtanh(
    vm: Interpreter, self: Instance, min_val: Value = -1.0, max_val: Value = 1.0, inplace: Value = False,
    min_value: Value = None, max_value: Value = None,
) -> None: ...  # fmt: skip


@activation("Threshold", "threshold")
def threshold(vm: Interpreter, self: Instance, threshold: Value, value: Value, inplace: Value = False) -> None: ...


@activation("RReLU", "rrelu")
def rrelu(vm: Interpreter, self: Instance, lower: Value = 0.125, upper: Value = 1 / 3, inplace: Value = False) -> None: ...


for _name in ("Hardshrink", "Softshrink"):

    @activation(_name, _name.lower())
    def shrink(vm: Interpreter, self: Instance, lambd: Value = 0.5) -> None: ...


@activation("PReLU", "prelu")
def prelu(
    vm: Interpreter, self: Instance, num_parameters: Value = 1, init: Value = 0.25, device: Value = None, dtype: Value = None
) -> None:
    learnt(vm, self, "weight", size_of(num_parameters, 1))


def run_softmax(vm: Interpreter, self: Instance, input: Value) -> Tensor:
    return tensor(input)


def softmax_axis(self: Instance) -> dict[str, object]:
    """The axis that the values sum to one along, where it is said and counted from the front."""
    axis = self.attrs.get("dim")
    return {"axis": axis} if isinstance(axis, int) and axis >= 0 else {}


for _name, _called in (("Softmax", "softmax"), ("Softmin", "softmin"), ("LogSoftmax", "log_softmax")):

    @layer(
        _name, run=run_softmax, attributes=lambda self, called=_called: {"role": "softmax", "activation": called, **softmax_axis(self)}
    )
    def softmax(vm: Interpreter, self: Instance, dim: Value = None) -> None: ...


@layer("Softmax2d", run=run_softmax, attributes=lambda self: {"role": "softmax", "activation": "softmax"})
def softmax2d(vm: Interpreter, self: Instance) -> None: ...


def run_glu(vm: Interpreter, self: Instance, input: Value) -> Tensor:
    halves = chunk(tensor(input), 2, integer(self.attrs["dim"]))
    if halves is None:
        raise NotKnown("the halves of a tensor of unknown rank")
    return halves[0]


@layer("GLU", run=run_glu, attributes=lambda self: {"role": "activation", "activation": "glu"})
def glu(vm: Interpreter, self: Instance, dim: Value = -1) -> None: ...


def dropout_attributes(self: Instance) -> dict[str, object]:
    rate = self.attrs.get("p")
    return {"role": "dropout", **({"rate": rate} if isinstance(rate, (int, float)) else {})}


def run_dropout(vm: Interpreter, self: Instance, input: Value) -> Tensor:
    return tensor(input)


for _name in ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout"):

    @layer(_name, run=run_dropout, attributes=dropout_attributes)
    def dropout(vm: Interpreter, self: Instance, p: Value = 0.5, inplace: Value = False) -> None:
        if isinstance(p, (int, float)) and not 0 <= p <= 1:
            words = f"dropout probability has to be between 0 and 1, but got {p}"
            vm.refuse("invalid-argument", words, error="ValueError", details={"argument": "p", "value": str(p)})
