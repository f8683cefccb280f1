"""How a function or tensor method of Keras or TensorFlow is declared."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.inputs import NeedsInput
from cnnlint.frameworks.common.nested import filled, flat_tensors, flat_values, gathered
from cnnlint.frameworks.common.operation import attempt
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.common.wording import Case
from cnnlint.frameworks.keras import state
from cnnlint.frameworks.keras.library import keras
from cnnlint.frameworks.keras.tensor import (
    ANY,
    LostTensor,
    SymbolicTensor,
    eager,
    found_again,
    make,
    new_node,
    operation,
    symbolic_in,
)
from cnnlint.frameworks.keras.wording import tell_of_function
from cnnlint.graph import Tensor
from cnnlint.graph.layer import Kind
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Instance, Native, Unknown, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Body = Callable[..., Any]
ROOTS = {"tf": "tensorflow", "np": "keras.ops.numpy"}


def dotted_name(short: str) -> str:
    """`keras.ops.relu` of `ops.relu`, `tensorflow.nn.relu` of `tf.nn.relu`."""
    root, _, rest = short.partition(".")
    return f"{ROOTS[root]}.{rest}" if root in ROOTS else f"keras.{short}"


def op(
    names: str = "",
    *,
    method: str = "",
    role: str = "other",
    attributes: Callable[..., Mapping[str, object]] | None = None,
    recorded: bool = True,
) -> Callable[[Body], Body]:
    """Decorator: the body `(vm, x, …)` implements these functions ("ops.relu tf.nn.relu") and the tensor methods named in `method`.

    It gets tensors of a running model and gives an Outcome, a tensor, nested tuples of tensors, or a plain value. Each call with tensors is a row,
    unless `recorded` is False, and a node where a graph is being built. `attributes` is called with the arguments.
    """

    def declare(body: Body) -> Body:
        for short in names.split():
            name = dotted_name(short)
            last = name.rpartition(".")[2]
            keras.add(name, Native(name, runner(body, last, name, "function", role, attributes, recorded)))
        for short in method.split():
            kind: Kind = "operator" if short.startswith("__") else "method"
            shown = short.strip("_") if kind == "operator" else short
            native = runner(body, shown, f"keras.KerasTensor.{short}", kind, role, attributes, recorded)
            ANY.namespace[short] = Native(f"keras.KerasTensor.{short}", native)
        return body

    return declare


def runner(
    body: Body,
    name: str,
    dotted: str,
    kind: Kind,
    role: str,
    attributes: Callable[..., Mapping[str, object]] | None,
    recorded: bool,
) -> Body:
    """The native that runs a body, records the call, and adds it to a graph that is being built."""
    signature = inspect.signature(body)

    def once(vm: Interpreter, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
        rec = recorder(vm)
        inputs = list(flat_tensors([args, kwargs]))
        given: list[Any] = []

        def compute() -> Any:
            try:
                with rec.hushed():
                    given.append(body(vm, *args, **kwargs))
            except NeedsInput:
                if vm.state.get("keras.asks"):
                    raise
                raise NotKnown("an input whose shape is not known") from None
            return gathered(given[0])

        outputs, macs = attempt(
            vm, compute, error="ValueError", name=name,
            tell=None if rec.depth else lambda refused: tell_of_function(Case(name, inputs, refused)),
        )  # fmt: skip
        if isinstance(outputs, Unknown):
            return outputs
        if given and not outputs:
            return given[0]
        if recorded and inputs and not rec.quiet:
            described: dict[str, object] = {"role": role}
            if attributes is not None:
                bound = signature.bind(vm, *args, **kwargs)
                bound.apply_defaults()
                described.update(attributes(*list(bound.arguments.values())[1:]))
            _, outputs = rec.add(name, name, dotted, kind, inputs, outputs, macs=macs, attributes=described)
        return filled(given[0] if given else outputs[0], iter(outputs), make)

    def run(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
        if symbolic_in(args, kwargs):
            return symbolically(vm, once, NAMES.get(name, name), found_again(vm, args), found_again(vm, kwargs))
        if vm.state.get("keras.running"):
            return once(vm, args, kwargs)
        with recorder(vm).hushed():
            return once(vm, args, kwargs)

    run.__signature__ = signature  # type: ignore[attr-defined]
    return run


# What Keras calls the operations behind operators, for their automatic names.
NAMES = {
    "getitem": "get_item", "sub": "subtract", "mul": "multiply", "truediv": "true_divide", "radd": "add", "rsub": "subtract", "rmul": "multiply",
    "rtruediv": "true_divide", "pow": "power", "rpow": "power", "neg": "negative", "concat": "concatenate", "reduce_mean": "mean",
    "reduce_sum": "sum", "reduce_max": "max",
}  # fmt: skip


def symbolically(
    vm: Interpreter, once: Callable[..., Value], name: str, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> Value:
    """A call on symbolic tensors: a node of the graph."""
    try:
        with recorder(vm).hushed():
            result = once(vm, eager(args), eager(kwargs))
    except NotKnown as unknown:
        result = vm.unknown(unknown.reason)
    if isinstance(result, Unknown):
        return LostTensor(result, [value for value in flat_values([args, kwargs]) if isinstance(value, SymbolicTensor)])
    if not any(True for _ in flat_values(result)):
        return result
    return new_node(
        operation(state.auto_name(vm, name)), args, kwargs, lambda vm, args, kwargs: once(vm, args, kwargs), vm, result
    )


def own(self: Instance) -> Tensor:
    """The abstract tensor of a method's receiver."""
    assert isinstance(self, TensorValue)  # noqa: S101 - methods of the tensor class are only looked up on tensors
    return self.tensor
