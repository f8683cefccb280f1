"""Where a model meets what it is given: tensors of another shape than its inputs were declared with are refused, and it is said what would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.declared import declaration, example
from cnnlint.frameworks.keras.graph import Graph
from cnnlint.frameworks.keras.layer import name_of
from cnnlint.frameworks.keras.tensor import SymbolicTensor, make
from cnnlint.frameworks.keras.words import written
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Refused
from cnnlint.ops.shared import same_sizes
from cnnlint.symbolic import equal, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def accepted_inputs(
    vm: Interpreter, self: Instance, graph: Graph, values: list[TensorValue], way: str = ""
) -> list[Value]:
    """The tensors as the graph takes them; other shapes are refused, and taken to be what the graph was made for.

    `way` is how a program hands them over: `x` for an array, `dataset`, or "" for the results of other layers.
    """
    wanted = graph.flat_inputs
    if len(values) != len(wanted):
        raise NotKnown(f"a model of {len(wanted)} inputs called with {len(values)}")
    found: list[Value] = []
    for one, value in zip(wanted, values, strict=True):
        try:
            found.append(accepted_input(one.tensor.shape, value))
        except Refused as refused:
            refuse_input(vm, self, one, value.tensor.shape or (), refused.words, way)
            found.append(make(refused.recovery) if refused.recovery is not None else value)
    return found


def accepted_input(shape: Shape | None, value: TensorValue) -> Value:
    """A tensor as an input of this shape takes it: a last axis of 1 may be missing or too many."""
    x = value.tensor
    if shape is None or x.shape is None:
        return value
    given = x.shape
    if len(given) == len(shape) + 1 and equal(given[-1], 1) is not False:
        given = given[:-1]
    elif len(given) == len(shape) - 1 and equal(shape[-1], 1) is not False:
        given = (*given, 1)
    last = len(shape) - 1 if 1 in (*shape[-1:], *given[-1:]) else len(shape)  # an axis of 1 is left to the layers
    pairs = list(zip(shape[:last], given[:last], strict=False))
    differ = any(axis and isinstance(one, int) and equal(one, got) is False for axis, (one, got) in enumerate(pairs))
    if len(given) != len(shape) or differ:
        words = f"expected shape={written(shape)}, found shape={written(x.shape)}"
        raise Refused("input-mismatch", words, Tensor(shape, x.dtype, x.field, x.sources))
    return value if given == x.shape else make(Tensor(given, x.dtype, x.field, x.sources))


def refuse_input(vm: Interpreter, self: Instance, declared: SymbolicTensor, given: Shape, words: str, way: str) -> None:
    """Say that a model is given something else than its input was declared with."""
    shape = declared.tensor.shape or ()
    details: dict[str, object] = {"layer": name_of(self), "shape": given, "target": shape}
    suffix = appended(shape, given) if way == "x" else None
    if way == "dataset" and same_sizes(given, shape[1:]):
        suffix = ".batch(32)"
    argument, place = declaration(declared)
    value = None if self.attrs.get("_fed") else example(given, argument)  # other data have been right for it
    if suffix is not None:
        details["suffix"] = suffix
    elif value is not None:
        details.update(argument=argument, value=value)
    vm.refuse("input-mismatch", words, error="ValueError", defined=place, details=details)


def appended(shape: Shape, given: Shape) -> str | None:
    """What may be put behind an array of this shape to make it one that an input of the other shape takes."""
    one = shape[1:]
    if same_sizes(given, one) or (same_sizes(given, one[:-1]) and equal(one[-1], 1) is True):
        return "[None]"
    if len(given) == len(shape) > 3 and same_sizes(given[1:], (one[-1], *one[:-1])):
        return f".transpose(0, {', '.join(map(str, range(2, len(shape))))}, 1)"
    whole = all(isinstance(size, int) for size in one)
    if whole and len(given) > 1 and len(given) != len(shape) and equal(product(given[1:]), product(one)) is True:
        return f".reshape({', '.join(map(str, (-1, *one)))})"
    return None
