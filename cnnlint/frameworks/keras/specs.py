"""What a layer of Keras does, builds and tells of itself, by its documented class name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cnnlint.frameworks.keras.initializers import is_constant
from cnnlint.frameworks.keras.layer import defined_in
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import Instance, Native

Described = Callable[[Instance, Sequence[Tensor]], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Spec:
    """A layer of Keras: `run(vm, layer, *inputs)` on tensors of the program gives an Outcome, a tensor, or nested tuples of tensors.

    `build(vm, layer, shape)` makes its variables for an input of this shape (a list of shapes for several inputs). `attributes` is what rules
    may ask, told from the layer and its inputs. `opens`: its parts are rows of their own.
    """

    run: Callable[..., Any]
    build: Callable[..., None] | None
    attributes: Described
    opens: bool = False


SPECS: dict[str, Spec] = {}  # by documented class name
CONTEXT = ("training", "mask")  # arguments that every layer may be given


def spec_of(self: Instance) -> tuple[str, Spec] | None:
    """The documented name and the spec of the layer of Keras whose `call` a layer runs; None if the program has its own."""
    cls, call = defined_in(self, "call")
    spec = SPECS.get(cls.qualified) if isinstance(call, Native) else None
    return None if spec is None else (cls.qualified, spec)


def described(self: Instance, spec: Spec, inputs: Sequence[Tensor]) -> Mapping[str, object]:
    """What rules may ask of a layer that is given these inputs."""
    config = self.attrs.get("_config")
    is_filled = isinstance(config, dict) and is_constant(config.get("kernel_initializer"))
    return {**spec.attributes(self, inputs), **({"constant_weights": True} if is_filled else {})}
