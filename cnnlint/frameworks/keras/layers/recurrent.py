"""Recurrent layers, their cells, and convolutional ones."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import flag, tensor
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.common.nested import flat_tensors, flat_values, mapped
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.common.sizes import SizeValue
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.calling import run_layer
from cnnlint.frameworks.keras.layer import is_layer
from cnnlint.frameworks.keras.layers.activation import checked
from cnnlint.frameworks.keras.layers.conv import bias_of, channels_in, layout_of, prepare
from cnnlint.frameworks.keras.layers.core import positive
from cnnlint.frameworks.keras.layers.define import fixed, has, last, layer, learnt, shape_of_one, width
from cnnlint.frameworks.keras.tensor import is_open, make
from cnnlint.frameworks.keras.words import written
from cnnlint.graph import Shape, Tensor, algebra
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import MISSING, Instance, Unknown, Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.window import conv
from cnnlint.symbolic import Dim, fresh, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

GATES = {"SimpleRNN": 1, "GRU": 3, "LSTM": 4}


def first(inputs: Value) -> Tensor:
    """The sequence; Keras 2 also takes a list of it and the initial states."""
    given = plain(inputs)
    return tensor(given[0] if isinstance(given, (list, tuple)) and given else inputs)


def given_back(self: Instance, sequence: Any, last_step: Any, states: Sequence[Tensor]) -> Any:
    """What a recurrent layer returns by its options."""
    output = sequence if flag(self.attrs["return_sequences"]) else last_step
    return (output, *states) if flag(self.attrs["return_state"]) else output


def run_rnn(
    vm: Interpreter, self: Instance, sequences: Value, initial_state: Value = None, mask: Value = None, gates: int = 4
) -> Any:
    x = first(sequences)
    demand(x, [(symbol("N"), symbol("T"), symbol("C"))], forced=True)
    units = width(self, "units")
    found = ops.recurrent(x, features_in=self.attrs.get("_features"), hidden=units, gates=gates)
    states = (found.last, found.last) if gates == GATES["LSTM"] else (found.last,)
    result = given_back(self, found.sequence, found.last, states)
    return (Outcome(result[0], found.macs), *result[1:]) if isinstance(result, tuple) else Outcome(result, found.macs)


def add_weights(vm: Interpreter, self: Instance, shapes: Any, gates: int) -> None:
    """The kernels of the input and of the state, and the shift."""
    units, features = width(self, "units"), last(shapes)
    self.attrs["_features"] = features
    learnt(vm, self, "kernel", features, units * gates)
    learnt(vm, self, "recurrent_kernel", units, units * gates)
    if has(self, "use_bias"):
        twice = gates == GATES["GRU"] and flag(self.attrs.get("reset_after"), True)
        learnt(vm, self, "bias", *((2, units * gates) if twice else (units * gates,)))


def describe(self: Instance, inputs: Sequence[Tensor]) -> dict[str, object]:
    """What rules may ask of a recurrent layer."""
    sequences = flag(self.attrs["return_sequences"])
    return {"role": "recurrent", "hidden_size": width(self, "units"), "bidirectional": False, "sequences": sequences}


def run_cell(vm: Interpreter, self: Instance, inputs: Value, states: Value = None, gates: int = 4) -> Any:
    """One step: the output and the new states."""
    units = width(self, "units")
    outcome = ops.dense(tensor(inputs), in_features=self.attrs.get("_features"), out_features=units)
    held = [outcome.tensor] * (2 if gates == GATES["LSTM"] else 1)
    return outcome, held


def declare(name: str, gates: int) -> None:
    """A recurrent layer, and its cell."""

    def run(vm: Interpreter, self: Instance, sequences: Value, initial_state: Value = None, mask: Value = None) -> Any:
        return run_rnn(vm, self, sequences, initial_state, mask, gates)

    build = functools.partial(build_with, gates=gates)

    @layer(name, *(("CuDNN" + name,) if gates > 1 else ()), run=run, build=build, attributes=describe)
    def network(
        vm: Interpreter, self: Instance, units: Value, activation: Value = "tanh", recurrent_activation: Value = MISSING, use_bias: Value = True,
        kernel_initializer: Value = "glorot_uniform", recurrent_initializer: Value = "orthogonal", bias_initializer: Value = "zeros",
        unit_forget_bias: Value = MISSING, kernel_regularizer: Value = None, recurrent_regularizer: Value = None, bias_regularizer: Value = None,
        activity_regularizer: Value = None, kernel_constraint: Value = None, recurrent_constraint: Value = None, bias_constraint: Value = None,
        dropout: Value = 0.0, recurrent_dropout: Value = 0.0, seed: Value = None, return_sequences: Value = False, return_state: Value = False,
        go_backwards: Value = False, stateful: Value = False, unroll: Value = False, reset_after: Value = MISSING, use_cudnn: Value = "auto",
        zero_output_for_mask: Value = False, time_major: Value = False, **kwargs: Value,
    ) -> None:  # fmt: skip
        prepare_network(vm, self, name)

    @layer(
        f"{name}Cell", run=lambda vm, self, inputs, states=None: run_cell(vm, self, inputs, states, gates), build=build,
        attributes=lambda self, inputs: {"role": "recurrent", "hidden_size": width(self, "units")},
    )  # fmt: skip
    def cell(
        vm: Interpreter, self: Instance, units: Value, activation: Value = "tanh", recurrent_activation: Value = MISSING, use_bias: Value = True,
        kernel_initializer: Value = "glorot_uniform", recurrent_initializer: Value = "orthogonal", bias_initializer: Value = "zeros",
        unit_forget_bias: Value = MISSING, kernel_regularizer: Value = None, recurrent_regularizer: Value = None, bias_regularizer: Value = None,
        kernel_constraint: Value = None, recurrent_constraint: Value = None, bias_constraint: Value = None, dropout: Value = 0.0,
        recurrent_dropout: Value = 0.0, reset_after: Value = MISSING, seed: Value = None, **kwargs: Value,
    ) -> None:  # fmt: skip
        prepare_network(vm, self, name)
        self.attrs["state_size"] = [units, units] if gates == GATES["LSTM"] else units
        self.attrs["output_size"] = units


def build_with(vm: Interpreter, self: Instance, shapes: Any, gates: int) -> None:
    add_weights(vm, self, shapes, gates)


# Arguments that not every one of them takes.
OWN = {
    "SimpleRNN": (),
    "GRU": ("recurrent_activation", "reset_after"),
    "LSTM": ("recurrent_activation", "unit_forget_bias"),
}


def prepare_network(vm: Interpreter, self: Instance, name: str) -> None:
    """Check the arguments; one that this layer does not take is refused."""
    positive(vm, self, "units")
    for option in ("recurrent_activation", "reset_after", "unit_forget_bias"):
        given = self.attrs[option]
        if given is MISSING:
            self.attrs[option] = self.attrs["_config"][option] = {"recurrent_activation": "sigmoid"}.get(option, True)
        elif option not in OWN[name]:
            words = f"Unrecognized keyword arguments passed to {self.cls.name}: {option}"
            vm.refuse(
                "wrong-arguments", words, error="ValueError", details={"function": self.cls.name, "argument": option}
            )
    self.attrs["_config"] = {
        key: value for key, value in self.attrs["_config"].items() if key in SHARED or key in OWN[name]
    }
    checked(vm, self, "activation", "recurrent_activation")


SHARED = frozenset(
    ["units", "activation", "use_bias", "kernel_initializer", "recurrent_initializer", "bias_initializer", "dropout", "recurrent_dropout",
     "return_sequences", "return_state", "go_backwards", "stateful", "unroll"]
)  # fmt: skip


for _name, _gates in GATES.items():
    declare(_name, _gates)


# --- cells of any kind ------------------------------------------------------------------------------------------------


def run_any(vm: Interpreter, self: Instance, sequences: Value, initial_state: Value = None, mask: Value = None) -> Any:
    """A cell over time: one step tells what every step gives."""
    nest = plain(sequences)
    x = first(next(flat_values(nest), sequences) if isinstance(nest, (tuple, dict)) else sequences)
    demand(x, [(symbol("N"), symbol("T"), symbol("C"))], forced=True)
    check_sequence(x)
    step = mapped(nest if isinstance(nest, (tuple, dict)) else make(x), first_step)
    cell, batch = self.attrs["cell"], x.shape[0] if x.shape else fresh()
    states = plain(initial_state)
    if not isinstance(states, (list, tuple)):
        states = [make(Tensor((batch, *shape), x.dtype)) for shape in states_of(vm, cell)]
    run = (
        functools.partial(run_layer, vm, cell)
        if is_layer(cell)
        else functools.partial(vm.call, vm.getattr(cell, "call"))
    )
    result = run((step, list(states)), {})
    again(vm, lambda: run((step, list(states)), {}))
    outputs = list(flat_tensors(result[0])) if isinstance(result, tuple) and len(result) == 2 else []
    if not outputs or any(one.shape is None for one in outputs):
        raise NotKnown("what a cell gives")
    lost = algebra.LOST if x.sources else None
    sequence = [Tensor(over_time(one.shape, x), x.dtype, lost, x.sources) for one in outputs]
    last_step = [Tensor(one.shape, x.dtype, lost, x.sources) for one in outputs]
    new_states = [Tensor(one.shape, x.dtype, lost, x.sources) for one in flat_tensors(result[1])]
    if len(outputs) > 1:
        return given_back(self, tuple(sequence), tuple(last_step), new_states)
    return given_back(self, sequence[0], last_step[0], new_states)


def again(vm: Interpreter, step: Callable[[], Value]) -> None:
    """Let further steps of an unknown number leave what they do beside their result, such as scores that are kept in a list."""
    with recorder(vm).hushed():
        vm.maybe(step, Unknown("how many steps a sequence has"))


def check_sequence(x: Tensor) -> None:
    """Refuse what has no axis of time and of features."""
    if x.shape is None:
        raise NotKnown("a sequence of unknown rank")
    if len(x.shape) < 3:
        recovery = Tensor((fresh(), fresh(), fresh()), x.dtype, None, x.sources)
        given = {"expected_rank": 3, "actual_rank": len(x.shape), "shape": x.shape}
        raise Refused("rank-mismatch", "takes 3 axes", recovery, **given)


def first_step(value: Value) -> Value:
    """What a cell gets of a sequence."""
    if not isinstance(value, TensorValue):
        return value
    shape = value.tensor.shape
    return make(Tensor((shape[0], *shape[2:]) if shape else None, value.tensor.dtype, None, value.tensor.sources))


def over_time(shape: Shape | None, x: Tensor) -> Shape | None:
    """The shape of what a cell gives at every step of a sequence."""
    return (shape[0], x.shape[1], *shape[1:]) if shape and x.shape else None


def states_of(vm: Interpreter, cell: Value) -> list[Shape]:
    """The shapes of a cell's states without the batch."""
    stated = vm.getattr(cell, "state_size", None)
    found = plain(stated)
    if isinstance(stated, SizeValue):  # a `TensorShape` is one state, a list several
        return [state_shape(stated)]
    return [state_shape(one) for one in (found if isinstance(found, (list, tuple)) else [found])]


def state_shape(value: Value) -> Shape:
    """A state's width, or its shape."""
    found = plain(value)
    sizes = found if isinstance(found, (list, tuple)) else [found]
    return tuple(size if isinstance(size, (int, Dim)) else fresh("?", least=1) for size in map(plain, sizes))


@layer(
    "RNN", run=run_any,
    attributes=lambda self, inputs: {"role": "recurrent", "bidirectional": False, "sequences": flag(self.attrs["return_sequences"])},
)  # fmt: skip
def any_network(
    vm: Interpreter, self: Instance, cell: Value, return_sequences: Value = False, return_state: Value = False, go_backwards: Value = False,
    stateful: Value = False, unroll: Value = False, zero_output_for_mask: Value = False, **kwargs: Value,
) -> None:  # fmt: skip
    if isinstance(plain(cell), (list, tuple)):
        self.attrs["cell"] = vm.call(vm.library_value("keras.layers.StackedRNNCells"), (cell,))
    kwargs.pop("time_major", None)


def run_stacked(vm: Interpreter, self: Instance, inputs: Value, states: Value = None) -> Any:
    """The cells one after the other."""
    held: list[Tensor] = []
    x = inputs
    for cell in vm.elements(self.attrs["cells"]):
        batch = (tensor(x).shape or (fresh(),))[:1]
        given = [make(Tensor((*batch, *shape), "float32")) for shape in states_of(vm, cell)]
        result = run_layer(vm, cell, (x, given), {})
        if not isinstance(result, tuple) or len(result) != 2 or isinstance(result[0], Unknown):
            raise NotKnown("what a cell gives")
        x = result[0]
        held.extend(value.tensor for value in flat_values(result[1]))
    return tensor(x), held


@layer("StackedRNNCells", run=run_stacked, attributes=fixed("recurrent"))
def stacked(vm: Interpreter, self: Instance, cells: Value, **kwargs: Value) -> None:
    self.attrs["state_size"] = [vm.getattr(cell, "state_size", None) for cell in vm.elements(cells)]


# --- convolutional ----------------------------------------------------------------------------------------------------


def run_conv_lstm(
    vm: Interpreter, self: Instance, sequences: Value, initial_state: Value = None, mask: Value = None
) -> Any:
    x = first(sequences)
    n = len(self.attrs["kernel_size"])
    filters = width(self, "filters")
    demand(
        x, [(symbol("N"), symbol("T"), *(symbol(name) for name in ("D", "H", "W")[3 - n :]), symbol("C"))], forced=True
    )
    if x.shape is None or len(x.shape) != n + 3:
        recovery = Tensor(
            tuple(fresh() for _ in range(n + (3 if flag(self.attrs["return_sequences"]) else 2))),
            x.dtype,
            None,
            x.sources,
        )
        if x.shape is None:
            return given_back(self, recovery, recovery, (recovery, recovery))
        words = f"takes {n + 3} axes and gets {len(x.shape)}"
        raise Refused("rank-mismatch", words, recovery, expected_rank=n + 3, actual_rank=len(x.shape), shape=x.shape)
    step = Tensor((x.shape[0], *x.shape[2:]), x.dtype, None, x.sources)
    outcome = conv(
        step, layout=layout_of(self, n), kernel=self.attrs["kernel_size"], stride=self.attrs["strides"], dilation=self.attrs["dilation_rate"],
        padding=self.attrs["padding"], groups=1, out_channels=filters, in_channels=self.attrs.get("_channels"),
    )  # fmt: skip
    output = outcome.tensor.shape or ()
    lost = algebra.LOST if x.sources else None
    sequence = Tensor((output[0], x.shape[1], *output[1:]), x.dtype, lost, x.sources)
    state = Tensor(output, x.dtype, lost, x.sources)
    result = given_back(self, sequence, state, (state, state))
    macs = x.shape[1] * outcome.macs * 4
    return (Outcome(result[0], macs), *result[1:]) if isinstance(result, tuple) else Outcome(result, macs)


def build_conv_lstm(vm: Interpreter, self: Instance, shapes: Any) -> None:
    shape = shape_of_one(shapes)
    filters = width(self, "filters")
    if vm.state.get("keras.symbolic") and any(is_open(vm, size) for size in (shape or ())[2:]):
        words = "ConvLSTM layers only support static input shapes for the spatial dimension"
        raise Refused("invalid-argument", words, None, argument="input_shape", value=written(shape))
    channels = channels_in(self, None if shape is None else (shape[0], *shape[2:]))
    learnt(vm, self, "kernel", *self.attrs["kernel_size"], channels, filters * 4)
    learnt(vm, self, "recurrent_kernel", *self.attrs["kernel_size"], filters, filters * 4)
    bias_of(vm, self, filters * 4)


def declare_conv(n: int) -> None:
    """A convolutional LSTM of one number of spatial axes."""

    @layer(
        f"ConvLSTM{n}D", run=run_conv_lstm, build=build_conv_lstm,
        attributes=lambda self, inputs: {
            "role": "recurrent", "hidden_size": width(self, "filters"), "bidirectional": False,
            "sequences": flag(self.attrs["return_sequences"]),
        },
    )  # fmt: skip
    def conv_lstm(
        vm: Interpreter, self: Instance, filters: Value, kernel_size: Value, strides: Value = 1, padding: Value = "valid",
        data_format: Value = None, dilation_rate: Value = 1, activation: Value = "tanh", recurrent_activation: Value = "sigmoid",
        use_bias: Value = True, kernel_initializer: Value = "glorot_uniform", recurrent_initializer: Value = "orthogonal",
        bias_initializer: Value = "zeros", unit_forget_bias: Value = True, kernel_regularizer: Value = None, recurrent_regularizer: Value = None,
        bias_regularizer: Value = None, activity_regularizer: Value = None, kernel_constraint: Value = None, recurrent_constraint: Value = None,
        bias_constraint: Value = None, dropout: Value = 0.0, recurrent_dropout: Value = 0.0, seed: Value = None, return_sequences: Value = False,
        return_state: Value = False, go_backwards: Value = False, stateful: Value = False, unroll: Value = False, **kwargs: Value,
    ) -> None:  # fmt: skip
        prepare(vm, self, n)


for _n in (1, 2, 3):
    declare_conv(_n)
