"""Layers whose first input decides how many channels or features they take; from then on they are ordinary ones."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Final

from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.arguments import as_tensor, fitted
from cnnlint.frameworks.torch.calling import LAYERS, Layer
from cnnlint.frameworks.torch.functions.define import ERRORS, merged
from cnnlint.frameworks.torch.layers.conv import CONV
from cnnlint.frameworks.torch.layers.define import base, converting
from cnnlint.frameworks.torch.layers.linear import LINEAR
from cnnlint.frameworks.torch.layers.norm import NORM, VALUE_ERROR
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import UNINITIALIZED
from cnnlint.graph import Tensor
from cnnlint.interpreter.native import signature_of
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ClassValue, Instance, Value
from cnnlint.ops.norm import check_ranks
from cnnlint.ops.outcome import Refused

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MIXIN: Final = torch.new_class("torch.nn.modules.lazy.LazyModuleMixin")
LAZY_CONV: Final = base("_LazyConvXdMixin", MIXIN)
LAZY_NORM: Final = base("_LazyNormBase", MIXIN)
STATISTICS: Final = ("affine", "track_running_stats")
"""Which a lazy normalisation has unless it is told otherwise; without both it has nothing that its input could decide."""
EAGER: Final = (CONV, LINEAR, NORM)  # the classes that lazy ones become
RANKS: Final = {1: (2, 3), 2: (4,), 3: (5,)}


def lazy(
    name: str, width: str, ranks: tuple[int, ...], axis: int, mixin: ClassValue = MIXIN, errors: Any = ERRORS
) -> None:
    """`Lazy<name>`: the layer without its first argument, called `width`, which is the size of an axis of the first input."""
    real = torch.values[f"torch.nn.{name}"]
    construct = real.namespace["__init__"]
    signature = signature_of(construct.function)

    def init(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        bound = inspect.Signature(parameters).bind(self, *args, **kwargs)
        bound.apply_defaults()
        modules.init(vm, self)
        self.attrs["_lazy"] = {key: value for key, value in bound.arguments.items() if key != "self"}
        placeholder = vm.call(UNINITIALIZED)
        self.attrs["_parameters"]["weight"] = placeholder
        return None

    def run(vm: Interpreter, self: Instance, input: Value, *args: Value, **kwargs: Value) -> Any:
        x = fitted(as_tensor, "input", input)
        if mixin is LAZY_CONV and x.rank is not None:
            check_ranks(x, ranks)
        elif mixin is not LAZY_CONV and (args or kwargs):
            words = f"Lazy{name}.initialize_parameters() takes the input only"
            raise Raises("TypeError", "wrong-arguments", words, function=f"Lazy{name}")
        materialise(vm, self, real, x, axis)
        return LAYERS[f"torch.nn.{name}"].run(vm, self, input, *args, **kwargs)

    parameters = [
        one.replace(default=True) if "InstanceNorm" in name and one.name in STATISTICS else one
        for one in signature.parameters.values()
        if one.name != width
    ]
    first = inspect.Parameter("vm", inspect.Parameter.POSITIONAL_ONLY)
    init.__signature__ = inspect.Signature([first, *parameters])  # type: ignore[attr-defined]
    dotted = f"torch.nn.Lazy{name}"
    LAYERS[dotted] = Layer(converting(run, f"Lazy{name}"), lambda self: {"role": "other"}, merged(errors))
    made = torch.new_class(dotted, mixin, real, __init__=init)
    made.namespace["forward"] = real.namespace["forward"]


def materialise(vm: Interpreter, self: Instance, real: ClassValue, x: Tensor, axis: int) -> None:
    """Make the layer what it is, by its first input."""
    if x.shape is None:
        raise NotKnown("the rank of a tensor")
    given = self.attrs["_lazy"]
    there = -len(x.shape) <= axis < len(x.shape)
    if not there and any(given.get(name, True) is not False for name in STATISTICS):
        raise Refused("axis-out-of-range", "tuple index out of range", None, axis=axis, actual_rank=len(x.shape))
    del self.attrs["_lazy"]
    self.cls = real
    vm.call(real.namespace["__init__"], (self, x.shape[axis] if there else 0), given)


for _n in (1, 2, 3):
    lazy(f"Conv{_n}d", "in_channels", (_n + 1, _n + 2), -_n - 1, LAZY_CONV)
    lazy(f"ConvTranspose{_n}d", "in_channels", (_n + 1, _n + 2), -_n - 1, LAZY_CONV)
    lazy(f"BatchNorm{_n}d", "num_features", RANKS[_n], 1, LAZY_NORM, VALUE_ERROR)
    lazy(f"InstanceNorm{_n}d", "num_features", (_n + 1, _n + 2), 1, LAZY_NORM, VALUE_ERROR)
lazy("Linear", "in_features", (), -1)
