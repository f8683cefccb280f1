"""Receptive fields of a real PyTorch model, from where the gradient of one unit is nonzero.

With positive weights and input nothing cancels. Normalisation and activations are made the identity and max pooling
average pooling, so that each unit depends on everything that it can see. The support of the gradient of unit u on an
axis is [step*u + start, … + size - 1], read off three neighbouring units whose support touches no border.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import torch
import torch.nn.functional as F
from torch import nn
from torch.overrides import TorchFunctionMode

AxisField: TypeAlias = dict[str, int]
Field: TypeAlias = dict[str, list[int]]

IDENTITIES = {
    "relu", "relu_", "relu6", "leaky_relu", "leaky_relu_", "elu", "gelu", "silu", "silu_", "selu", "mish", "prelu",
    "hardtanh", "hardtanh_", "hardswish", "sigmoid", "tanh", "softplus", "batch_norm", "group_norm", "layer_norm",
    "instance_norm", "dropout", "dropout2d", "dropout3d", "local_response_norm",
}  # fmt: skip
MAX_POOLS = {"max_pool1d": F.avg_pool1d, "max_pool2d": F.avg_pool2d, "max_pool3d": F.avg_pool3d}


class Neutral(TorchFunctionMode):
    """Makes every operation that hides a dependency linear; remembers the wanted map and the calls till then."""

    def __init__(self, wanted: str, maps: list[torch.Tensor]) -> None:
        super().__init__()
        self.wanted = wanted.removeprefix("F.") if wanted.startswith("F.") else None
        self.maps = maps
        self.calls = 0
        self.last: torch.Tensor | None = None

    def found(self, out: torch.Tensor) -> None:
        """Remember this map."""
        self.last, self.calls = out, len(self.maps)

    def __torch_function__(self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None) -> Any:
        out = self._call(getattr(func, "__name__", ""), func, args, kwargs or {})
        if self.wanted and getattr(func, "__name__", "") == self.wanted:
            self.found(out)
        return out

    def _call(self, name: str, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if name in IDENTITIES:
            return args[0] if args else kwargs["input"]
        if name in MAX_POOLS:
            return as_average(MAX_POOLS[name], *args, **kwargs)
        return func(*args, **kwargs)


def as_average(
    pool: Any, input: torch.Tensor, kernel_size: Any, stride: Any = None, padding: Any = 0, dilation: Any = 1,
    ceil_mode: bool = False, return_indices: bool = False,
) -> torch.Tensor:  # fmt: skip
    """Average pooling over the windows of a max pooling without dilation."""
    assert dilation in (1, [1, 1], (1, 1))
    assert not return_indices
    average: torch.Tensor = pool(input, kernel_size, stride or kernel_size, padding, ceil_mode)
    return average


def fields_of(
    build: Callable[[], nn.Module], shape: list[int], extent: int, wanted: str, with_calls: bool
) -> tuple[list[Field | None], Field]:
    """Fields of the leaf calls before and with the map `wanted`, and that of the map itself.

    The input is `shape`, made `extent` long on one axis after the other.
    """
    final: list[AxisField] = []
    calls: list[list[AxisField | None]] = []
    for axis in range(2, len(shape)):
        sizes = [1, *shape[1:axis], extent, *shape[axis + 1 :]]
        x = torch.ones(sizes, dtype=torch.float64, requires_grad=True)
        maps, last = forward(build(), x, wanted)
        known: dict[int, AxisField | None] = {}  # neutral calls hand on the same tensor: measured once
        for out in maps if with_calls else []:
            if id(out) not in known:
                known[id(out)] = measure(x, out, axis)
        calls.append([known[id(out)] for out in maps] if with_calls else [])
        found = measure(x, last, axis)
        assert found is not None, f"the field of {wanted} is not uniform, or larger than the input {sizes}"
        final.append(found)
    return [joined(axes) if all(axes) else None for axes in zip(*calls, strict=True)], joined(final)


def forward(model: nn.Module, x: torch.Tensor, wanted: str) -> tuple[list[Any], torch.Tensor]:
    """What the leaf calls till the last map called `wanted` gave, in the neutral model, and this map."""
    maps: list[Any] = []
    neutral = Neutral(wanted, maps)
    # The map asked for need not be a leaf: a residual block is named by its container.
    for name, module, is_leaf in layers_of(positive(model)):
        if is_leaf:
            module.register_forward_hook(lambda _module, _inputs, out: maps.append(out))
        if name == wanted:
            module.register_forward_hook(lambda _module, _inputs, out: neutral.found(out))
    # The head may refuse an input that is larger than the one it was made for.
    with neutral, contextlib.suppress(RuntimeError, ValueError, AssertionError):
        model(x)
    assert neutral.last is not None, f"no map called {wanted}"
    return maps[: neutral.calls], neutral.last


def joined(axes: Any) -> Field:
    """The fields of the axes, key by key."""
    return {key: [axis[key] for axis in axes] for key in ("size", "step", "start")}


def layers_of(model: nn.Module) -> Iterator[tuple[str, nn.Module, bool]]:
    """Name and module of every layer, and whether it has no submodules.

    A module with a parametrisation (weight or spectral norm) counts as the layer that it was; its inside is left out.
    """
    for name, module in model.named_modules():
        if "parametrizations" not in name.split("."):
            yield name, module, not set(module._modules) - {"parametrizations"}


def positive(model: nn.Module) -> nn.Module:
    """The model in double precision, its weights positive and of mean one over the fan-in, its biases zero."""
    model = model.double().eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() > 1:
                parameter.uniform_(0.5, 1.5).div_(parameter[0].numel())
            else:
                parameter.zero_()
    return model


def measure(x: torch.Tensor, out: Any, axis: int) -> AxisField | None:
    """Size, step and start on one axis; None where `out` is no spatial map, or its units do not agree."""
    if not isinstance(out, torch.Tensor) or out.dim() != x.dim() or not out.requires_grad or out.shape[axis] < 3:
        return None
    centre = [size // 2 for size in out.shape]
    first = centre[axis] - 1
    supports = [support_of(x, out, [*centre[2:axis], first + more, *centre[axis + 1 :]], axis) for more in range(3)]
    if any(low == 0 or high == x.shape[axis] - 1 for low, high in supports):
        return None
    (low, high), (mid_low, mid_high), (next_low, next_high) = supports
    step = mid_low - low
    if next_low - mid_low != step or len({high - low, mid_high - mid_low, next_high - next_low}) != 1 or step < 1:
        return None
    return {"size": high - low + 1, "step": step, "start": low - first * step}


def support_of(x: torch.Tensor, out: torch.Tensor, index: list[int], axis: int) -> tuple[int, int]:
    """First and last input position on the axis that the unit at `index` depends on."""
    unit = out[0].movedim(0, -1)[tuple(index)].sum()
    (gradient,) = torch.autograd.grad(unit, x, retain_graph=True)
    others = [dim for dim in range(gradient.dim()) if dim != axis]
    touched = gradient.abs().amax(others).nonzero().flatten().tolist()
    return touched[0], touched[-1]
