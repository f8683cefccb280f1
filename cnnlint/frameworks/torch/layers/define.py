"""How a layer of PyTorch is declared: its constructor's signature, its parameters, its op, and what rules may ask of it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.convert import flag, tensor
from cnnlint.frameworks.common.operation import attempt
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.calling import LAYERS, Described, Layer, filled, flat_tensors, gathered
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import parameter
from cnnlint.graph import Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.values import ClassValue, Instance, Unknown, Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.symbolic import Size

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

Init = Callable[..., None]
Run = Callable[..., Any]


def layer(
    *names: str,
    run: Run,
    attributes: Described,
    base: ClassValue = modules.MODULE,
    error: str = "RuntimeError",
    words: Callable[[Refused], str] | None = None,
) -> Callable[[Init], Init]:
    """Decorator: declare the layers `torch.nn.<name>` with this constructor.

    The constructor takes `(vm, self, …)` with the documented parameters; each argument becomes an attribute of the layer under its own
    name, then the constructor adds the learnt parameters (`weight`, `bias`) and converts what PyTorch converts (`kernel_size`).
    `run(vm, self, *inputs)` is the forward pass on values of the program; it gives an Outcome, a tensor, or nested tuples of tensors.
    """

    def declare(init: Init) -> Init:
        signature = inspect.signature(init)

        @functools.wraps(init)
        def construct(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
            bound = signature.bind(vm, self, *args, **kwargs)
            bound.apply_defaults()
            modules.init(vm, self)
            for name, value in list(bound.arguments.items())[2:]:
                if name not in ("args", "kwargs", "device", "dtype", "bias"):
                    store(vm, self, name, value)
            init(vm, self, *args, **kwargs)
            return None

        for name in names:
            dotted = f"torch.nn.{name}"
            spec = Layer(run, attributes, error, words)
            LAYERS[dotted] = spec
            torch.new_class(dotted, base, __init__=construct, forward=direct(dotted, spec))
        return init

    return declare


def direct(dotted: str, spec: Layer) -> Run:
    """The `forward` of a layer when the program calls it itself (`super().forward(x)`): a row of kind function."""
    short = dotted.rpartition(".")[2]

    def forward(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        rec = recorder(vm)
        shaped: list[Any] = []

        def run() -> Outcome | tuple[Tensor, ...]:
            with rec.hushed():
                given = spec.run(vm, self, *args, **kwargs)
            shaped.append(given)
            return gathered(given)

        outputs, macs = attempt(vm, run, error=spec.error, words=spec.words)
        if isinstance(outputs, Unknown):
            return outputs
        inputs = list(flat_tensors((*args, *kwargs.values())))
        _, recorded = rec.add(short, short, dotted, "function", inputs, outputs, macs=macs, attributes=spec.attributes(self))
        return filled(shaped[0] if shaped else recorded[0], iter(recorded))

    return forward


def learnt(vm: Interpreter, self: Instance, name: str, *shape: Size) -> None:
    """Give a layer a learnt tensor."""
    vm.touch(self.attrs["_parameters"])
    self.attrs["_parameters"][name] = parameter(*shape)


def optional(vm: Interpreter, self: Instance, name: str, wanted: Value, *shape: Size) -> None:
    """Give a layer a learnt tensor if it is wanted; None under its name if not."""
    vm.touch(self.attrs["_parameters"])
    self.attrs["_parameters"][name] = parameter(*shape) if flag(wanted, True) else None


def has(self: Instance, name: str) -> bool:
    """Whether a layer has a learnt tensor of this name."""
    return modules.registered(self, "_parameters").get(name) is not None


def elementwise(role: str, **described: object) -> tuple[Run, Described]:
    """A layer whose output has the shape and field of its input."""
    attributes = {"role": role, **described}

    def run(vm: Interpreter, self: Instance, input: Value) -> Tensor:
        return tensor(input)

    return run, lambda self: attributes
