"""Layers that wrap another layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import flag, tensor
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.common.nested import mapped
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.calling import run_layer
from cnnlint.frameworks.keras.layer import is_layer, name_of, variables
from cnnlint.frameworks.keras.layers.define import fixed, layer, learnt, refuse
from cnnlint.frameworks.keras.tensor import make
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Unknown, Value
from cnnlint.ops.outcome import Refused
from cnnlint.symbolic import fresh, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def inner(vm: Interpreter, self: Instance) -> Instance:
    """The layer that is wrapped."""
    found = self.attrs.get("layer")
    if isinstance(found, Instance) and is_layer(found):
        return found
    raise NotKnown("the layer that is wrapped")


def check_layer(vm: Interpreter, self: Instance) -> None:
    """Refuse to wrap what is no layer."""
    given = self.attrs["layer"]
    if not is_layer(given) and not isinstance(given, Unknown) and not (isinstance(given, Instance) and given.cls.open):
        refuse(
            vm,
            "layer",
            vm.type_name(given),
            f"please initialize `{self.cls.name}` with a `keras.layers.Layer` instance; received {vm.type_name(given)}",
        )
        self.attrs["layer"] = None


def plain_tensors(value: Value) -> Any:
    """What a layer gave as abstract tensors."""
    return mapped(value, lambda one: one.tensor if isinstance(one, TensorValue) else one)


# --- over time --------------------------------------------------------------------------------------------------------


def run_distributed(vm: Interpreter, self: Instance, inputs: Value, training: Value = None, mask: Value = None) -> Any:
    """The layer on every step: time is taken into the batch and out of it again."""
    x = tensor(inputs)
    child = inner(vm, self)
    if x.shape is None:
        demand(
            x,
            [
                (symbol("N"), symbol("T"), symbol("C")),
                (symbol("N"), symbol("T"), symbol("H"), symbol("W"), symbol("C")),
            ],
        )
        raise NotKnown("a sequence of unknown rank")
    if len(x.shape) < 3:
        words = f"`TimeDistributed` should be passed an input of at least 3 axes, and gets {len(x.shape)}"
        raise Refused("rank-mismatch", words, None, expected_rank=3, actual_rank=len(x.shape), shape=x.shape)
    batch, steps = x.shape[:2]
    folded = ops.reshape(x, (batch * steps, *x.shape[2:])).tensor

    def unfolded(one: Value) -> Value:
        if not isinstance(one, TensorValue) or one.tensor.shape is None:
            return Tensor(None, None, None, x.sources)
        return ops.reshape(one.tensor, (batch, steps, *one.tensor.shape[1:])).tensor

    result = mapped(run_layer(vm, child, (make(folded),), {}), unfolded)
    return list(result) if isinstance(result, (list, tuple)) else result


@layer("TimeDistributed", run=run_distributed, attributes=fixed("other"))
def time_distributed(vm: Interpreter, self: Instance, layer: Value, **kwargs: Value) -> None:
    check_layer(vm, self)


# --- both ways --------------------------------------------------------------------------------------------------------


def copied(vm: Interpreter, layer: Instance, prefix: str, **changes: Value) -> Value:
    """A layer made anew from the arguments of another."""
    config = layer.attrs.get("_config")
    if layer.cls.node is not None or not isinstance(config, dict):
        found = plain(vm.call(vm.getattr(layer, "get_config")))
        config = found if isinstance(found, dict) else {}
    options = {name: value for name, value in config.items() if isinstance(name, str)}
    name = name_of(layer)
    return vm.call(layer.cls, (), {**options, **changes, "name": f"{prefix}_{name.removeprefix(prefix + '_')}"})


def run_both(
    vm: Interpreter,
    self: Instance,
    sequences: Value,
    initial_state: Value = None,
    mask: Value = None,
    training: Value = None,
) -> Any:
    x = sequences
    results = []
    for name in ("forward_layer", "backward_layer"):
        child = self.attrs.get(name)
        if not isinstance(child, Instance) or not is_layer(child):
            raise NotKnown("the layer that is wrapped")
        found = plain_tensors(run_layer(vm, child, (x,), {}))
        results.append(found if isinstance(found, (list, tuple)) else (found,))
    one, other = (result[0] for result in results)
    states = [state for result in results for state in result[1:]]
    if not isinstance(one, Tensor) or not isinstance(other, Tensor):
        raise NotKnown("what the layer that is wrapped gives")
    mode = plain(self.attrs["merge_mode"])
    if mode is None:
        return (one, other, *states)
    merged = ops.concat([one, other], -1) if mode == "concat" else ops.broadcast([one, other])
    return (merged, *states) if flag(getattr_of(self, "return_state")) else merged


def getattr_of(self: Instance, name: str) -> Value:
    """An option of the layer that reads forwards."""
    child = self.attrs.get("forward_layer")
    return child.attrs.get(name) if isinstance(child, Instance) else None


def describe_both(self: Instance, inputs: Sequence[Tensor]) -> dict[str, object]:
    """What rules may ask of a layer that reads both ways."""
    units = getattr_of(self, "units")
    known = {"hidden_size": units} if isinstance(units, int) else {}
    return {
        "role": "recurrent",
        "bidirectional": True,
        "sequences": flag(getattr_of(self, "return_sequences")),
        **known,
    }


@layer("Bidirectional", run=run_both, attributes=describe_both)
def bidirectional(
    vm: Interpreter, self: Instance, layer: Value, merge_mode: Value = "concat", weights: Value = None, backward_layer: Value = None,
    **kwargs: Value,
) -> None:  # fmt: skip
    check_layer(vm, self)
    mode = plain(merge_mode)
    if isinstance(mode, str) and mode not in ("sum", "mul", "ave", "concat"):
        refuse(
            vm,
            "merge_mode",
            mode,
            f"invalid merge mode: {mode}; it should be one of 'sum', 'mul', 'ave', 'concat' and None",
        )
        self.attrs["merge_mode"] = "concat"
    given = self.attrs["layer"]
    self.attrs["layer"] = self.attrs["_config"]["layer"] = None
    self.attrs["weights"] = None
    if isinstance(given, Instance) and is_layer(given):
        self.attrs["forward_layer"] = copied(vm, given, "forward")
        if backward_layer is None:
            self.attrs["backward_layer"] = copied(vm, given, "backward", go_backwards=True)
            if flag(given.attrs.get("go_backwards")):
                refuse(
                    vm,
                    "go_backwards",
                    True,
                    "forward layer and backward layer should have different `go_backwards` value",
                )
        self.attrs["_config"]["layer"] = given
    else:
        self.attrs["forward_layer"] = given
        self.attrs["backward_layer"] = given if backward_layer is None else backward_layer


# --- weights ----------------------------------------------------------------------------------------------------------


def run_wrapped(vm: Interpreter, self: Instance, inputs: Value, training: Value = None) -> Any:
    result = plain_tensors(run_layer(vm, inner(vm, self), (inputs,), {}))
    if "_vector" not in self.attrs and self.cls.name == "SpectralNormalization":
        self.attrs["_vector"] = True
        kernel = next(
            (value for value in variables(inner(vm, self)) if value.attrs.get("name") in ("kernel", "embeddings")), None
        )
        width = kernel.tensor.shape[-1] if kernel is not None and kernel.tensor.shape else fresh("?", least=1)
        learnt(vm, self, "vector_u", 1, width, trainable=False)
    return result


@layer("Wrapper", run=run_wrapped, attributes=fixed("other"))
def wrapper(vm: Interpreter, self: Instance, layer: Value, **kwargs: Value) -> None:
    check_layer(vm, self)


@layer("SpectralNormalization", run=run_wrapped, attributes=fixed("other"))
def spectral(vm: Interpreter, self: Instance, layer: Value, power_iterations: Value = 1, **kwargs: Value) -> None:
    check_layer(vm, self)
