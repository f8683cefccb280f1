"""Why a layer of a graph is given what it refuses: the layers before it, where each was built, and what would make the shapes fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from cnnlint.frameworks.common.nested import flat_values
from cnnlint.frameworks.keras.declared import declaration, example
from cnnlint.frameworks.keras.layer import is_layer
from cnnlint.frameworks.keras.specs import spec_of
from cnnlint.frameworks.keras.tensor import SymbolicTensor
from cnnlint.frameworks.keras.words import written
from cnnlint.graph import Location, Shape
from cnnlint.interpreter.outcome import Fact
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.shared import same_sizes
from cnnlint.symbolic import Size, exact_div, is_anonymous, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

PASSIVE: Final = ("activation", "softmax", "dropout", "norm", "identity")
PICTURES: Final = (1, 3, 4)  # channels
MOST_STEPS: Final = 3
Details = dict[str, object]


def explain(vm: Interpreter, self: Instance, args: tuple[Value, ...], first: int) -> None:
    """Add to what a layer has just refused where its inputs come from, and figures for a mend."""
    defined = self.site.location if self.site is not None else None
    inputs = [one for one in flat_values(args) if isinstance(one, SymbolicTensor)]
    for number in range(first, len(vm.facts)):
        fact = vm.facts[number]
        if fact.defined is not None and fact.defined == defined and inputs and not fact.makers:
            vm.facts[number] = told(self, fact, inputs)


def told(self: Instance, fact: Fact, inputs: Sequence[SymbolicTensor]) -> Fact:
    """A fact with the layers that made what is refused."""
    found = figures(self, fact, inputs)
    steps = dict(step for one in inputs[:2] for step in chain(one) if step[0] not in (fact.at, fact.defined))
    return replace(
        fact,
        details={**fact.details, **found},
        related=(*steps.items(), *fact.related),
        makers=tuple(maker(one) for one in inputs),
    )


# --- where it comes from ----------------------------------------------------------------------------------------------


def layers_before(tensor: SymbolicTensor) -> Iterator[tuple[SymbolicTensor, Instance, str]]:
    """What a tensor comes from step by step, along the first of several inputs: each result with the layer that gave it and its role."""
    while is_layer(tensor.node.operation) and tensor.node.inputs:
        found, given = spec_of(tensor.node.operation), [one.tensor for one in tensor.node.inputs]
        role = str(found[1].attributes(tensor.node.operation, given)["role"]) if found is not None else "container"
        yield tensor, tensor.node.operation, role
        tensor = tensor.node.inputs[0]


def source(tensor: SymbolicTensor) -> SymbolicTensor | Instance | None:
    """The last layer that did more than hand a map on; the input of the graph where there is none."""
    for one, layer, role in layers_before(tensor):
        if role not in PASSIVE:
            return layer
        tensor = one.node.inputs[0]
    return tensor if tensor.node.is_input else None


def maker(tensor: SymbolicTensor) -> Location | None:
    """Where that layer was built, or the input stated."""
    found = source(tensor)
    if isinstance(found, SymbolicTensor):
        return declaration(found)[1]
    return found.site.location if found is not None and found.site is not None else None


def chain(tensor: SymbolicTensor) -> Iterator[tuple[Location, str]]:
    """The last steps that changed the shape, the latest first, and the input."""
    left = MOST_STEPS
    for one, layer, _ in layers_before(tensor):
        before, after = one.node.inputs[0].tensor.shape, one.tensor.shape
        if before is None or after is None or any(map(is_anonymous, (*before, *after))):
            return
        if left and layer.site is not None and before != after:
            left -= 1
            yield layer.site.location, f"{written(before)} → {written(after)}"
        tensor = one.node.inputs[0]
    _, place = declaration(tensor)
    if tensor.node.is_input and place is not None and tensor.tensor.shape is not None:
        yield place, f"the input is {written(tensor.tensor.shape)}"


# --- what would fit ---------------------------------------------------------------------------------------------------


def figures(self: Instance, fact: Fact, inputs: Sequence[SymbolicTensor]) -> Details:
    """Figures for the mend, by what is refused."""
    work_out = {
        "rank-mismatch": of_rank,
        "vanished-size": of_window,
        "reshape-mismatch": of_reshape,
        "concat-mismatch": of_branches,
        "broadcast-mismatch": of_sum,
    }.get(fact.kind)
    return work_out(self, fact.details, inputs) if work_out is not None else {}


def restated(tensor: SymbolicTensor, shape: Sequence[Size]) -> Details:
    """How the input that a tensor is is to be declared instead, if it is one."""
    found = source(tensor)
    if not isinstance(found, SymbolicTensor):
        return {}
    argument, _ = declaration(found)
    value = example((0, *shape), argument)
    return {"argument": argument, "value": value} if value is not None else {}


def of_rank(self: Instance, details: Mapping[str, Any], inputs: Sequence[SymbolicTensor]) -> Details:
    """An input with an axis too few lacks one of 1; with one too many it is most likely the batch."""
    wanted, shape = details.get("expected_rank"), inputs[0].tensor.shape or ()
    if wanted == len(shape) + 1:
        return restated(inputs[0], (*shape[1:], 1))
    return restated(inputs[0], shape[2:]) if wanted == len(shape) - 1 else {}


def of_window(self: Instance, details: Mapping[str, Any], inputs: Sequence[SymbolicTensor]) -> Details:
    """A picture that is declared with its channels first has them last."""
    shape = inputs[0].tensor.shape or ()
    channels, rest = (shape[1], shape[2:]) if len(shape) == 4 else (0, ())
    is_turned = channels in PICTURES and all(isinstance(size, int) and size > 4 for size in rest)
    return restated(inputs[0], (*rest, channels)) if is_turned else {}


def of_reshape(self: Instance, details: Mapping[str, Any], inputs: Sequence[SymbolicTensor]) -> Details:
    """As many units as the shape has elements; behind other layers one entry of the shape that makes up for the rest."""
    target, shape = details.get("target"), inputs[0].tensor.shape or ()
    if not isinstance(target, tuple) or len(target) < 2 or not all(isinstance(size, int) for size in target[1:]):
        return {}
    found, wanted = source(inputs[0]), target[1:]
    if isinstance(found, Instance) and found.cls.qualified == "keras.layers.Dense" and len(shape) == 2:
        return {"repair": "units", "factors": wanted, "fitting": product(wanted)}
    for entry in range(len(wanted)):
        rest = product([*wanted[:entry], *wanted[entry + 1 :]])
        size = exact_div(product(shape[1:]), rest)
        if isinstance(size, int):
            return {"repair": "target", "value": written((*wanted[:entry], size, *wanted[entry + 1 :]))}
    return {}


def of_branches(self: Instance, details: Mapping[str, Any], inputs: Sequence[SymbolicTensor]) -> Details:
    """A branch whose convolution is not padded falls short by its kernel less one."""
    shapes = [one.tensor.shape or () for one in inputs]
    for number, (one, shape) in enumerate(zip(inputs, shapes, strict=True)):
        layer = source(one)
        if not isinstance(layer, Instance) or layer.attrs.get("padding") != "valid":
            continue
        kernel, before = layer.attrs.get("kernel_size"), one.node.inputs[0].tensor.shape
        others = [other for other in shapes if other is not shape]
        if kernel is not None and before is not None and all(fits(before, other) for other in others):
            return {"repair": "padding", "operand": number}
    return {}


def fits(one: Shape, other: Shape) -> bool:
    """Whether two maps certainly have the same sizes but for the channels."""
    return len(one) == len(other) > 2 and same_sizes(one[1:-1], other[1:-1]) is True


def of_sum(self: Instance, details: Mapping[str, Any], inputs: Sequence[SymbolicTensor]) -> Details:
    """The last of the inputs that a dense layer made has the width of the others."""
    for number in reversed(range(len(inputs))):
        layer, other = source(inputs[number]), (inputs[number - 1].tensor.shape or (0,))[-1]
        if isinstance(layer, Instance) and layer.cls.qualified == "keras.layers.Dense" and isinstance(other, int):
            return {"repair": "units", "operand": number, "fitting": other}
    return {}
