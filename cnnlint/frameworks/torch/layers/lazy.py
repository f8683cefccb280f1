"""Layers whose first input decides how many channels or features they take; from then on they are ordinary ones."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Final

from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.calling import LAYERS, Layer
from cnnlint.frameworks.torch.layers.conv import CONV
from cnnlint.frameworks.torch.layers.define import ERRORS, base, converting, merged
from cnnlint.frameworks.torch.layers.linear import LINEAR
from cnnlint.frameworks.torch.layers.norm import NORM, VALUE_ERROR
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import UNINITIALIZED
from cnnlint.graph import Tensor
from cnnlint.interpreter.native import signature_of
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import ClassValue, Instance, Value
from cnnlint.ops.norm import check_ranks

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

MIXIN: Final = torch.new_class("torch.nn.modules.lazy.LazyModuleMixin")
LAZY_CONV: Final = base("_LazyConvXdMixin", MIXIN)
LAZY_NORM: Final = base("_LazyNormBase", MIXIN)
EAGER: Final = (CONV, LINEAR, NORM)  # the classes that lazy ones become
RANKS: Final = {1: (2, 3), 2: (4,), 3: (5,)}


def lazy(name: str, width: str, ranks: tuple[int, ...], mixin: ClassValue = MIXIN, errors: Any = ERRORS) -> None:
    """`Lazy<name>`: the layer without its first argument, called `width`, which stands on axis 1 or, of a linear map, on the last."""
    real = torch.values[f"torch.nn.{name}"]
    construct = real.namespace["__init__"]
    signature = signature_of(construct.function)

    def init(vm: Interpreter, self: Instance, *args: Value, **kwargs: Value) -> Value:
        modules.init(vm, self)
        self.attrs["_lazy"] = (args, kwargs)
        placeholder = vm.call(UNINITIALIZED)
        self.attrs["_parameters"]["weight"] = placeholder
        return None

    def run(vm: Interpreter, self: Instance, input: Tensor) -> Any:
        if ranks and input.rank is not None:
            check_ranks(input, ranks)
        materialise(vm, self, real, width, input, ranks)
        return LAYERS[f"torch.nn.{name}"].run(vm, self, input)

    parameters = [one for one in signature.parameters.values() if one.name != width]
    first = inspect.Parameter("vm", inspect.Parameter.POSITIONAL_ONLY)
    init.__signature__ = inspect.Signature([first, *parameters])  # type: ignore[attr-defined]
    dotted = f"torch.nn.Lazy{name}"
    LAYERS[dotted] = Layer(converting(run, f"Lazy{name}"), lambda self: {"role": "other"}, merged(errors))
    made = torch.new_class(dotted, mixin, real, __init__=init)
    made.namespace["forward"] = real.namespace["forward"]


def materialise(
    vm: Interpreter, self: Instance, real: ClassValue, width: str, x: Tensor, ranks: tuple[int, ...]
) -> None:
    """Make the layer what it is, by its first input."""
    if x.shape is None or not x.shape:
        raise NotKnown("the rank of a tensor")
    axis = -1 if not ranks else 1 if len(x.shape) == max(ranks) or 2 in ranks else 0
    args, kwargs = self.attrs.pop("_lazy")
    self.cls = real
    vm.call(real.namespace["__init__"], (self, x.shape[axis], *args), kwargs)


for _n in (1, 2, 3):
    lazy(f"Conv{_n}d", "in_channels", (_n + 1, _n + 2), LAZY_CONV)
    lazy(f"ConvTranspose{_n}d", "in_channels", (_n + 1, _n + 2), LAZY_CONV)
    lazy(f"BatchNorm{_n}d", "num_features", RANKS[_n], LAZY_NORM, VALUE_ERROR)
    lazy(f"InstanceNorm{_n}d", "num_features", (_n + 1, _n + 2), LAZY_NORM, VALUE_ERROR)
lazy("Linear", "in_features", ())
