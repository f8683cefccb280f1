"""How a function or tensor method of PyTorch is declared."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.operation import attempt
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.calling import filled, flat_tensors, gathered
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import TENSOR
from cnnlint.graph import Tensor
from cnnlint.graph.layer import Kind
from cnnlint.interpreter.values import Instance, Native, Unknown, Value
from cnnlint.ops.outcome import Outcome

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Body = Callable[..., Any]


def op(
    *names: str,
    method: str = "",
    role: str = "other",
    attributes: Callable[..., Mapping[str, object]] | None = None,
    error: str = "RuntimeError",
    recorded: bool = True,
) -> Callable[[Body], Body]:
    """Decorator: the body `(vm, input, …)` implements these functions, and the tensor methods named in `method` (several: "view reshape").

    It gives an Outcome, a tensor, or nested tuples of tensors. Each call with tensors is a row, unless `recorded` is False.
    `attributes` is called with the arguments. A method whose name ends in `_` also changes its tensor.
    """

    def declare(body: Body) -> Body:
        for name in names:
            short = name.rpartition(".")[2]
            torch.add(name, Native(name, runner(body, short, names[0], "function", role, attributes, error, recorded)))
        for short in method.split():
            dotted = f"torch.Tensor.{short}"
            kind: Kind = "operator" if short.startswith("__") else "method"
            shown = short.strip("_") if kind == "operator" else short
            native = Native(dotted, runner(body, shown, names[0] if names else dotted, kind, role, attributes, error, recorded))
            TENSOR.namespace[short] = native
        return body

    return declare


def runner(
    body: Body,
    name: str,
    dotted: str,
    kind: Kind,
    role: str,
    attributes: Callable[..., Mapping[str, object]] | None,
    error: str,
    recorded: bool,
) -> Body:
    """The native that runs a body and records the call."""
    signature = inspect.signature(body)
    changes = name.endswith("_") and kind == "method"

    @functools.wraps(body)
    def run(vm: Interpreter, *args: Value, **kwargs: Value) -> Value:
        inputs = list(flat_tensors((*args, *kwargs.values())))
        shaped: list[Any] = []

        def once() -> Outcome | tuple[Tensor, ...]:
            given = body(vm, *args, **kwargs)
            shaped.append(given)
            return gathered(given)

        outputs, macs = attempt(vm, once, error=error)
        if isinstance(outputs, Unknown):
            return outputs
        if recorded and inputs:
            described = {"role": role}
            if attributes is not None:
                bound = signature.bind(vm, *args, **kwargs)
                bound.apply_defaults()
                described.update(attributes(*list(bound.arguments.values())[1:]))  # type: ignore[arg-type]
            _, outputs = recorder(vm).add(name, name, dotted, kind, inputs, outputs, macs=macs, attributes=described)
        result = filled(shaped[0] if shaped else outputs[0], iter(outputs))
        if changes and args and isinstance(args[0], TensorValue) and isinstance(result, TensorValue) and not vm.journals:
            args[0].tensor = result.tensor
            return args[0]
        return result

    return run


def plain_method(*names: str) -> Callable[[Body], Body]:
    """Decorator: methods of tensors that give something other than tensors, or are no work: no rows."""
    return torch.method(TENSOR, *names)


def is_tensor(value: Value) -> bool:
    """True for a tensor of the program."""
    return isinstance(value, TensorValue)


def own(self: Instance) -> Tensor:
    """The abstract tensor of a method's receiver."""
    assert isinstance(self, TensorValue)  # noqa: S101 - methods of the tensor class are only looked up on tensors
    return self.tensor
