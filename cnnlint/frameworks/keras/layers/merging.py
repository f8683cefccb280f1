"""Layers that take several inputs, and the functions that make and call them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.convert import axes, integer, tensor
from cnnlint.frameworks.keras.layers.define import fixed, layer
from cnnlint.frameworks.keras.library import keras
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Rest, Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import written
from cnnlint.symbolic import equal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnnlint.interpreter.vm import Interpreter


def several(vm: Interpreter, self: Instance, inputs: Value) -> list[Tensor]:
    """The inputs; refuses a tensor that stands alone."""
    given = plain(inputs)
    if isinstance(given, dict):
        given = list(given.values())
    if not isinstance(given, (list, tuple)):
        x = tensor(inputs)
        raise Refused(
            "invalid-argument",
            "a merge layer should be called on a list of inputs",
            x,
            argument="inputs",
            value="a tensor",
        )
    if any(isinstance(one, Rest) for one in given):
        raise NotKnown("how many tensors are merged")
    if not given:
        raise NotKnown("a merge of no tensors")
    return [tensor(one) for one in given]


def merged(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    """Element by element; a tensor of fewer axes gets new ones behind the batch."""
    given = several(vm, self, inputs)
    if any(x.shape is None for x in given):
        return ops.broadcast(given)
    rank = max(len(x.shape or ()) for x in given)
    raised = [
        x if len(x.shape or ()) == rank else ops.unsqueeze(x, tuple(range(1, 1 + rank - len(x.shape or ())))).tensor
        for x in given
    ]
    return ops.broadcast(raised)


def run_concat(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    return ops.concat(several(vm, self, inputs), integer(self.attrs["axis"]))


def concat_axis(self: Instance, inputs: Sequence[Tensor]) -> dict[str, object]:
    """The axis that is joined, counted from the front."""
    axis, rank = plain(self.attrs["axis"]), inputs[0].rank if inputs else None
    return {"role": "join", **({"axis": axis % rank} if isinstance(axis, int) and rank else {})}


def run_dot(vm: Interpreter, self: Instance, inputs: Value) -> Outcome:
    """The sum of products over one axis of each; the batch axis is kept."""
    given = several(vm, self, inputs)
    if len(given) != 2:
        words = f"a `Dot` layer should be called on exactly 2 inputs, and gets {len(given)}"
        raise Refused("invalid-argument", words, None, argument="inputs", value=str(len(given)))
    a, b = given
    chosen = axes(self.attrs["axes"]) or ()
    if a.shape is None or b.shape is None or not chosen:
        raise NotKnown("the product of tensors of unknown rank")
    one, other = chosen[0] % len(a.shape), chosen[-1] % len(b.shape)
    letters = iter("cdefghijklmnopq")
    left = ["b" if n == 0 else "s" if n == one else next(letters) for n in range(len(a.shape))]
    right = ["b" if n == 0 else "s" if n == other else next(letters) for n in range(len(b.shape))]
    kept = [label for label in (*left, *right[1:]) if label != "s"]
    if equal(a.shape[one], b.shape[other]) is False:
        words = f"axis values {a.shape[one]} (at axis {one}) != {b.shape[other]} (at axis {other}) of {written(a.shape)} and {written(b.shape)}"
        recovery = ops.einsum(f"{''.join(left)},{''.join(right).replace('s', 'z')}->{''.join(kept)}", given).tensor
        details = {"left": a.shape, "right": b.shape, "expected": a.shape[one], "actual": b.shape[other]}
        raise Refused("matmul-mismatch", words, recovery, **details)
    found = ops.einsum(f"{''.join(left)},{''.join(right)}->{''.join(kept)}", given)
    return Outcome(ops.unsqueeze(found.tensor, 1).tensor, found.macs) if len(kept) == 1 else found


ELEMENTWISE = {
    "Add": "add",
    "Subtract": "elementwise",
    "Multiply": "scale",
    "Average": "add",
    "Maximum": "elementwise",
    "Minimum": "elementwise",
}

for _name, _role in ELEMENTWISE.items():

    @layer(_name, run=merged, attributes=fixed(_role))
    def merge(vm: Interpreter, self: Instance, **kwargs: Value) -> None: ...


@layer("Concatenate", run=run_concat, attributes=concat_axis)
def concatenate(vm: Interpreter, self: Instance, axis: Value = -1, **kwargs: Value) -> None: ...


@layer("Dot", run=run_dot, attributes=fixed("matmul"))
def dot(vm: Interpreter, self: Instance, axes: Value, normalize: Value = False, **kwargs: Value) -> None: ...


def functional(name: str) -> None:
    """The function that makes a merging layer and calls it."""

    @keras.function(f"keras.layers.{name.lower()}")
    def merge(vm: Interpreter, inputs: Value, *args: Value, **kwargs: Value) -> Any:
        made = vm.call(keras.lookup(f"keras.layers.{name}"), args, kwargs)
        return vm.call(made, (inputs,))


for _name in (*ELEMENTWISE, "Concatenate", "Dot"):
    functional(_name)
