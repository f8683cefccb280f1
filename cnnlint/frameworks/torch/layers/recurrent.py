"""`RNN`, `LSTM`, `GRU` and their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import flag, integer, tensor
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.layers.define import layer, learnt, optional
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Size, equal, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

GATES = {"RNN": 1, "LSTM": 4, "GRU": 3}


def projection_of(self: Instance) -> Size | None:
    """The width of the projected state, None where there is no projection."""
    width = size_of(self.attrs.get("proj_size", 0))
    return None if equal(width, 0) else width


def run_recurrent(vm: Interpreter, self: Instance, input: Value, hx: Value = None, gates: int = 1) -> Any:
    first = flag(self.attrs["batch_first"])
    width = size_of(self.attrs["input_size"], 1)
    if not isinstance(input, TensorValue):
        raise NotKnown("a packed sequence")
    x = tensor(input)
    demand(x, [(symbol("N"), symbol("T"), width) if first else (symbol("T"), symbol("N"), width)])
    unbatched = x.rank == 2
    result = ops.recurrent(
        x,
        features_in=width,
        hidden=size_of(self.attrs["hidden_size"], 1),
        gates=gates,
        layers=integer(self.attrs["num_layers"]),
        bidirectional=flag(self.attrs["bidirectional"]),
        time_axis=0 if unbatched or not first else 1,
        projection=projection_of(self),
        ranks=(2, 3),
    )
    states = (result.hidden, result.cell) if gates == 4 else result.hidden
    return Outcome(result.sequence, result.macs), states


def described(self: Instance) -> dict[str, object]:
    return {
        "role": "recurrent",
        "hidden_size": size_of(self.attrs["hidden_size"], 1),
        "bidirectional": flag(self.attrs.get("bidirectional", False)),
        "sequences": True,
    }


def add_weights(vm: Interpreter, self: Instance, gates: int) -> None:
    """The matrices of each layer and direction."""
    hidden, inputs, projection = size_of(self.attrs["hidden_size"], 1), size_of(self.attrs["input_size"], 1), projection_of(self)
    state = hidden if projection is None else projection
    directions = ("", "_reverse") if flag(self.attrs["bidirectional"]) else ("",)
    for number in range(integer(self.attrs["num_layers"])):
        width = inputs if number == 0 else state * len(directions)
        for suffix in directions:
            learnt(vm, self, f"weight_ih_l{number}{suffix}", gates * hidden, width)
            learnt(vm, self, f"weight_hh_l{number}{suffix}", gates * hidden, state)
            optional(vm, self, f"bias_ih_l{number}{suffix}", self.attrs["bias"], gates * hidden)
            optional(vm, self, f"bias_hh_l{number}{suffix}", self.attrs["bias"], gates * hidden)
            if projection is not None:
                learnt(vm, self, f"weight_hr_l{number}{suffix}", projection, hidden)


def declare(name: str, gates: int) -> None:
    """A recurrent layer, and its cell."""

    def run(vm: Interpreter, self: Instance, input: Value, hx: Value = None) -> Any:
        return run_recurrent(vm, self, input, hx, gates)

    if name == "RNN":

        @layer(name, run=run, attributes=described)
        def plain_network(
            vm: Interpreter, self: Instance, input_size: Value, hidden_size: Value, num_layers: Value = 1, nonlinearity: Value = "tanh",
            bias: Value = True, batch_first: Value = False, dropout: Value = 0.0, bidirectional: Value = False, device: Value = None,
            dtype: Value = None,
        ) -> None:  # fmt: skip
            self.attrs["bias"] = bias
            add_weights(vm, self, gates)

    else:

        @layer(name, run=run, attributes=described)
        def network(
            vm: Interpreter, self: Instance, input_size: Value, hidden_size: Value, num_layers: Value = 1, bias: Value = True,
            batch_first: Value = False, dropout: Value = 0.0, bidirectional: Value = False, proj_size: Value = 0, device: Value = None,
            dtype: Value = None,
        ) -> None:  # fmt: skip
            self.attrs["bias"] = bias
            add_weights(vm, self, gates)

    def run_cell(vm: Interpreter, self: Instance, input: Value, hx: Value = None) -> Any:
        hidden = size_of(self.attrs["hidden_size"], 1)
        outcome = ops.dense(tensor(input), in_features=size_of(self.attrs["input_size"], 1), out_features=hidden)
        return (outcome.tensor, outcome.tensor) if name == "LSTM" else outcome

    @layer(f"{name}Cell", run=run_cell, attributes=lambda self: {"role": "recurrent", "hidden_size": size_of(self.attrs["hidden_size"], 1)})
    def cell(
        vm: Interpreter, self: Instance, input_size: Value, hidden_size: Value, bias: Value = True, nonlinearity: Value = "tanh",
        device: Value = None, dtype: Value = None,
    ) -> None:  # fmt: skip
        hidden = size_of(hidden_size, 1)
        learnt(vm, self, "weight_ih", gates * hidden, size_of(input_size, 1))
        learnt(vm, self, "weight_hh", gates * hidden, hidden)
        optional(vm, self, "bias_ih", bias, gates * hidden)
        optional(vm, self, "bias_hh", bias, gates * hidden)


for _name, _gates in GATES.items():
    declare(_name, _gates)
