"""`RNN`, `LSTM`, `GRU` and their cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch.arguments import as_integer, as_tensor, fitted
from cnnlint.frameworks.torch.dtypes import check_like_weights
from cnnlint.frameworks.torch.layers.define import base, chosen, held, layer, learnt, optional, size_of
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.packed import PACKED, packed_type, padded_of
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.norm import check_ranks
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.recurrent import Recurrence
from cnnlint.ops.shared import written
from cnnlint.symbolic import Size, equal, less, less_equal, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

GATES = {"RNN": 1, "LSTM": 4, "GRU": 3}
NETWORK = base("RNNBase")
CELL = base("RNNCellBase")
ERRORS = {"rank-mismatch": "ValueError"}


def projection_of(self: Instance) -> Size | None:
    """The width of the projected state, None where there is no projection."""
    width = size_of(self, "proj_size") if "proj_size" in self.attrs else 0
    return None if equal(width, 0) else width


def applied(self: Instance, x: Tensor, gates: int, *, batch_first: bool) -> Recurrence:
    """The network on a sequence."""
    return ops.recurrent(
        x,
        features_in=size_of(self, "input_size"),
        hidden=size_of(self, "hidden_size"),
        gates=gates,
        layers=fitted(as_integer, "num_layers", self.attrs["num_layers"]),
        bidirectional=chosen(self.attrs["bidirectional"]),
        time_axis=1 if x.rank != 2 and batch_first else 0,
        projection=projection_of(self),
    )


def run_recurrent(vm: Interpreter, self: Instance, input: Value, hx: Value, gates: int) -> Any:
    """The outputs of all steps, and the final states of all layers and directions."""
    first = chosen(self.attrs["batch_first"])
    if isinstance(input, Instance) and PACKED in input.cls.mro:
        result = applied(self, padded_of(input), gates, batch_first=True)
        rows = as_tensor(input.payload[0])
        width = (result.sequence.shape or (1,))[-1]
        data = Tensor(None if rows.shape is None else (rows.shape[0], width), rows.dtype, None, rows.sources)
        packed = packed_type(*(input.attrs[name] for name in ("_batch", "_time")))
        return packed((Outcome(data, result.macs), *input.payload[1:])), states_of(result, gates)
    x = fitted(as_tensor, "input", input)
    width = size_of(self, "input_size")
    demand(x, [(symbol("N"), symbol("T"), width) if first else (symbol("T"), symbol("N"), width)])
    check_ranks(x, (2, 3))
    result = applied(self, x if x.rank != 2 else ops.unsqueeze(x, 0 if first else 1).tensor, gates, batch_first=first)
    check_states(self, x, hx, result, gates)
    check_like_weights(vm, x, held(self, "weight_ih_l0"), None)
    return unbatched(x, result, gates, first)


def states_of(result: Recurrence, gates: int) -> Any:
    """The final states: a pair of an LSTM."""
    return (result.hidden, result.cell) if gates == 4 else result.hidden


def unbatched(x: Tensor, result: Recurrence, gates: int, first: bool) -> Any:
    """What the network gives; of a single sequence without the axis of the batch."""
    outcome = Outcome(result.sequence, result.macs)
    if x.rank != 2:
        return outcome, states_of(result, gates)
    alone = Outcome(ops.squeeze(result.sequence, 0 if first else 1).tensor, result.macs)
    hidden, cell = (ops.squeeze(state, 1).tensor for state in (result.hidden, result.cell))
    return alone, (hidden, cell) if gates == 4 else hidden


def check_states(self: Instance, x: Tensor, hx: Value, result: Recurrence, gates: int) -> None:
    """Refuse a state at the start of another shape than those at the end."""
    if hx is None:
        return
    given = plain(hx)
    if gates == 4:
        if not isinstance(given, (list, tuple)) or len(given) != 2:
            raise NotKnown("the states of a network")
        states: Sequence[Value] = given
    else:
        states = (given,)
    for state, wanted in zip(states, (result.hidden, result.cell), strict=False):
        tensor = fitted(as_tensor, "hx", state)
        expected = wanted.shape if x.rank != 2 else tuple(s for n, s in enumerate(wanted.shape or ()) if n != 1)
        check_state(tensor, expected)


def check_state(state: Tensor, expected: Shape | None) -> None:
    """Refuse a state of another shape."""
    if state.shape is None or expected is None:
        return
    if len(state.shape) != len(expected):
        words = f"a state of {written(state.shape)} where {written(expected)} is needed"
        raise Refused("state-mismatch", words, None, shape=state.shape, target=expected)
    for one, other in zip(state.shape, expected, strict=True):
        if equal(one, other) is False:
            words = f"a state of {written(state.shape)} where {written(expected)} is needed"
            raise Refused("state-mismatch", words, None, shape=state.shape, target=expected)


def described(self: Instance) -> dict[str, object]:
    """What rules may ask of a recurrent network."""
    both = chosen(self.attrs.get("bidirectional", False))
    return {"role": "recurrent", "hidden_size": size_of(self, "hidden_size"), "bidirectional": both, "sequences": True}


def check_positive(self: Instance, *names: str) -> None:
    """Refuse sizes that are not above 0, as the constructor does."""
    for name in names:
        if less(size_of(self, name), 1) is True:
            words = f"{name} must be greater than zero"
            raise Raises("ValueError", "invalid-argument", words, None, argument=name, value=str(self.attrs[name]))


def check_sizes(self: Instance) -> None:
    """Refuse what the constructor refuses."""
    check_positive(self, "input_size", "hidden_size", "num_layers")
    rate = plain(self.attrs["dropout"])
    if isinstance(rate, (int, float)) and (isinstance(rate, bool) or not 0 <= rate <= 1):
        words = "dropout should be a number in range [0, 1]"
        raise Raises("ValueError", "invalid-argument", words, None, argument="dropout", value=str(rate))
    projection = projection_of(self)
    if projection is not None and less_equal(size_of(self, "hidden_size"), projection) is True:
        words = "proj_size has to be smaller than hidden_size"
        raise Raises("ValueError", "invalid-argument", words, None, argument="proj_size", value=str(projection))


def add_weights(vm: Interpreter, self: Instance, gates: int, bias: Value) -> None:
    """The matrices of each layer and direction."""
    self.attrs["bias"] = bias
    check_sizes(self)
    hidden, inputs, projection = size_of(self, "hidden_size"), size_of(self, "input_size"), projection_of(self)
    state = hidden if projection is None else projection
    directions = ("", "_reverse") if chosen(self.attrs["bidirectional"]) else ("",)
    for number in range(fitted(as_integer, "num_layers", self.attrs["num_layers"])):
        width = inputs if number == 0 else state * len(directions)
        for suffix in directions:
            learnt(vm, self, f"weight_ih_l{number}{suffix}", gates * hidden, width)
            learnt(vm, self, f"weight_hh_l{number}{suffix}", gates * hidden, state)
            if chosen(bias, True):
                learnt(vm, self, f"bias_ih_l{number}{suffix}", gates * hidden)
                learnt(vm, self, f"bias_hh_l{number}{suffix}", gates * hidden)
            if projection is not None:
                learnt(vm, self, f"weight_hr_l{number}{suffix}", projection, hidden)


def check_nonlinearity(value: Value) -> None:
    """Refuse a word that is neither of the two."""
    given = plain(value)
    if isinstance(given, str) and given not in ("tanh", "relu"):
        words = f"Unknown nonlinearity '{given}'. Select from 'tanh' or 'relu'."
        raise Raises("ValueError", "invalid-argument", words, None, argument="nonlinearity", value=given)


def declare_network(name: str, gates: int) -> None:
    """A recurrent layer."""

    def run(vm: Interpreter, self: Instance, input: Value, hx: Value = None) -> Any:
        return run_recurrent(vm, self, input, hx, gates)

    declare = layer(name, run=run, attributes=described, bases=(NETWORK,), errors=ERRORS)
    if name == "RNN":

        @declare
        def plain_network(
            vm: Interpreter, self: Instance, input_size: Value, hidden_size: Value, num_layers: Value = 1, nonlinearity: Value = "tanh",
            bias: Value = True, batch_first: Value = False, dropout: Value = 0.0, bidirectional: Value = False, device: Value = None,
            dtype: Value = None,
        ) -> None:  # fmt: skip
            check_nonlinearity(nonlinearity)
            add_weights(vm, self, gates, bias)

    else:

        @declare
        def network(
            vm: Interpreter, self: Instance, input_size: Value, hidden_size: Value, num_layers: Value = 1, bias: Value = True,
            batch_first: Value = False, dropout: Value = 0.0, bidirectional: Value = False, proj_size: Value = 0, device: Value = None,
            dtype: Value = None,
        ) -> None:  # fmt: skip
            if name == "GRU" and plain(proj_size) != 0:
                words = "proj_size argument is only supported for LSTM, not RNN or GRU"
                raise Raises("ValueError", "invalid-argument", words, None, argument="proj_size", value=str(proj_size))
            add_weights(vm, self, gates, bias)


@torch.method(NETWORK, "flatten_parameters", "reset_parameters")
def no_effect(vm: Interpreter, self: Instance) -> Value:
    return None


# --- cells ------------------------------------------------------------------------------------------------------------


def run_cell(vm: Interpreter, self: Instance, input: Tensor, hx: Value, name: str) -> Any:
    """One step."""
    demand(input, [(symbol("N"), size_of(self, "input_size"))])
    check_ranks(input, (1, 2))
    hidden = size_of(self, "hidden_size")
    outcome = ops.dense(input, in_features=size_of(self, "input_size"), out_features=hidden)
    given = plain(hx)
    states = () if given is None else (given if isinstance(given, (list, tuple)) else (given,))
    for state in states:
        tensor = fitted(as_tensor, "hx", state)
        if tensor.rank not in (None, 1, 2):
            check_ranks(tensor, (1, 2))
        check_state(tensor, outcome.tensor.shape)
    elements = outcome.tensor.elements
    macs = outcome.macs * GATES[name] + hidden * GATES[name] * (0 if elements is None else elements)
    found = Outcome(outcome.tensor, macs)
    return (found, outcome.tensor) if name == "LSTM" else found


def declare_cell(name: str, gates: int) -> None:
    """The cell of a recurrent layer."""

    def run(vm: Interpreter, self: Instance, input: Tensor, hx: Value = None) -> Any:
        return run_cell(vm, self, input, hx, name)

    def add(vm: Interpreter, self: Instance, bias: Value) -> None:
        hidden = size_of(self, "hidden_size")
        learnt(vm, self, "weight_ih", gates * hidden, size_of(self, "input_size"))
        learnt(vm, self, "weight_hh", gates * hidden, hidden)
        optional(vm, self, "bias_ih", bias, gates * hidden)
        optional(vm, self, "bias_hh", bias, gates * hidden)

    def attributes(self: Instance) -> dict[str, object]:
        return {"role": "recurrent", "hidden_size": size_of(self, "hidden_size")}

    declare = layer(f"{name}Cell", run=run, attributes=attributes, bases=(CELL,), errors=ERRORS)
    if name == "RNN":

        @declare
        def plain_cell(
            vm: Interpreter, self: Instance, input_size: Value, hidden_size: Value, bias: Value = True, nonlinearity: Value = "tanh",
            device: Value = None, dtype: Value = None,
        ) -> None:  # fmt: skip
            add(vm, self, bias)

    else:

        @declare
        def cell(
            vm: Interpreter, self: Instance, input_size: Value, hidden_size: Value, bias: Value = True, device: Value = None,
            dtype: Value = None,
        ) -> None:  # fmt: skip
            add(vm, self, bias)


for _name, _gates in GATES.items():
    declare_network(_name, _gates)
    declare_cell(_name, _gates)
