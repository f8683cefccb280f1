"""Functions that call functions of the program: over the rows of a tensor, in a loop, by a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.nested import flat_values, mapped
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.functions.arithmetic import together
from cnnlint.frameworks.keras.functions.define import op
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.tensor import make, symbolic_in
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def row(value: Value) -> Value:
    """The first row of a tensor."""
    if not isinstance(value, TensorValue):
        return value
    shape = value.tensor.shape
    return make(Tensor(shape[1:] if shape else None, value.tensor.dtype, None, value.tensor.sources))


def rows(value: Value, count: Size) -> Value:
    """So many tensors like this one, stacked."""

    def stacked(one: Value) -> Value:
        if not isinstance(one, TensorValue):
            return one
        shape = one.tensor.shape
        return make(Tensor(None if shape is None else (count, *shape), one.tensor.dtype, None, one.tensor.sources))

    return mapped(value, stacked)


def length(values: Value) -> Size:
    """How many rows the tensors of a nest have; NotKnown in a graph, where the function is called on what is no tensor of it."""
    first = next(flat_values(values), None)
    if first is None or not first.tensor.shape or symbolic_in(values):
        raise NotKnown("a function mapped over what is not known")
    return first.tensor.shape[0]


@keras.function(
    "keras.ops.map",
    "keras.ops.vectorized_map",
    "tensorflow.map_fn",
    "tensorflow.vectorized_map",
    "keras.backend.map_fn",
)
def map_rows(vm: Interpreter, f: Value = None, xs: Value = None, *args: Value, **kwargs: Value) -> Value:
    function, given = kwargs.get("fn", kwargs.get("function", f)), kwargs.get("elems", kwargs.get("elements", xs))
    count = length(given)
    return rows(vm.call(function, (mapped(given, row),)), count)


@keras.function("keras.ops.scan")
def scan(
    vm: Interpreter, f: Value, init: Value, xs: Value = None, length_: Value = None, *args: Value, **kwargs: Value
) -> Value:
    count = length(xs)
    found = vm.call(f, (init, mapped(xs, row)))
    if not isinstance(found, tuple) or len(found) != 2:
        raise NotKnown("what a step of a scan gives")
    return found[0], rows(found[1], count)


@keras.function("keras.ops.fori_loop")
def fori_loop(vm: Interpreter, lower: Value, upper: Value, body_fun: Value, init_val: Value) -> Value:
    return vm.call(body_fun, (lower, init_val))


@keras.function("keras.ops.while_loop", "tensorflow.while_loop")
def while_loop(vm: Interpreter, cond: Value, body: Value, loop_vars: Value, *args: Value, **kwargs: Value) -> Value:
    given = plain(loop_vars)
    return vm.call(body, tuple(given) if isinstance(given, (list, tuple)) else (loop_vars,))


@keras.function("keras.ops.switch")
def switch(vm: Interpreter, index: Value, branches: Value, *operands: Value) -> Value:
    chosen = plain(index)
    if not isinstance(chosen, int):
        raise NotKnown("a choice that depends on data")
    return vm.call(vm.getitem(branches, chosen), operands)


@op("ops.select", role="elementwise")
def select(vm: Interpreter, condlist: Value, choicelist: Value, default: Value = 0) -> Tensor:
    found = together(*vm.elements(condlist), *vm.elements(choicelist), default)
    return Tensor(found.shape, None, None, found.sources)
