"""What every unit of a network reads, measured: the network is run on an input that is 0 but for one slice.

All weights are positive, so nothing cancels, and what comes out is 0 exactly where nothing of the slice was read: through maxima too, and
without a magnitude that could underflow. Normalisations over space are the identity, unpooling writes to every place that it may. One
run with a batch of all slices gives one axis of all units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

Net = Callable[[torch.Tensor], Any]
Span = tuple[int, int]
Spans = list[Span | None]


def measured(text: str, channels: int, sizes: list[int], framework: str) -> list[list[Spans]]:
    """Of each result, for each axis what each position reads, first and last pixel; None for nothing."""
    net = built(text) if framework == "torch" else built_in_keras(text)
    axes = [spans(net, channels, sizes, axis, last=framework == "keras") for axis in range(len(sizes))]
    return [list(result) for result in zip(*axes, strict=True)]


def built_in_keras(text: str) -> Net:
    """The model of a source text, its weights positive."""
    import keras

    space: dict[str, Any] = {}
    usual = keras.config.floatx()
    keras.config.set_floatx("float64")  # fast convolutions in single precision leave traces where there is nothing
    try:
        exec(text, space)  # noqa: S102 - the tests' own programs
    finally:
        keras.config.set_floatx(usual)
    for weight in space["model"].weights:
        if weight.ndim > 1:
            weight.assign(torch.full(tuple(weight.shape), 1 / weight[..., 0].numel()))
    model: Net = space["model"]
    return model


def built(text: str) -> nn.Module:
    """The network of a source text, its weights positive."""
    space: dict[str, Any] = {}
    exec(text[: text.rindex("Net()")], space)  # noqa: S102 - the tests' own programs
    net: nn.Module = space["Net"]().double().eval()
    with torch.no_grad():
        for name, parameter in net.named_parameters():
            if parameter.dim() > 1:
                parameter.fill_(1 / parameter[0].numel())
            else:
                parameter.fill_(0 if "bias" in name else 1)
    return net


def spans(net: Net, channels: int, sizes: list[int], axis: int, *, last: bool) -> list[Spans]:
    """Of each result what each position reads along one axis, whatever the position on the others; channels stand first or last."""
    n = sizes[axis]
    axis += 1 if last else 2
    x = torch.zeros(n, *((*sizes, channels) if last else (channels, *sizes)), dtype=torch.float64)
    x.movedim(axis, 1).diagonal(0, 0, 1)[...] = 1
    with torch.no_grad(), neutral():
        y = net(x)
    return [read_along(axis, result) for result in (y if isinstance(y, (tuple, list)) else (y,))]


def read_along(axis: int, y: torch.Tensor) -> Spans:
    """What the positions on this axis have read, of slices that are the batch."""
    others = [dim for dim in range(1, y.dim()) if dim != axis]
    read = (y != 0).sum(others) > 0
    return [span(column) for column in read.T.tolist()]


def span(read: list[bool]) -> Span | None:
    """The first and the last that is read."""
    if True not in read:
        return None
    return read.index(True), len(read) - 1 - read[::-1].index(True)


TRANSFORMS = ("fft", "fft2", "fftn", "ifftn", "rfft2", "rfftn", "irfft2", "irfftn")


def summed(transform: Callable[..., torch.Tensor], x: torch.Tensor, **options: Any) -> torch.Tensor:
    """A Fourier transform in which nothing cancels: each frequency is the sum of the amounts."""
    result = transform(x, **options)
    return x.abs().sum(options.get("dim", (-2, -1)), keepdim=True).to(result.dtype).expand(result.shape)


@contextmanager
def neutral() -> Iterator[None]:
    """Normalisation over space as the identity; each maximum put back wherever it may have come from; a frequency as a sum."""
    kept = {
        kind: kind.forward
        for kind in (nn.LayerNorm, nn.GroupNorm, nn.InstanceNorm1d, nn.InstanceNorm2d, nn.InstanceNorm3d)
    }
    unpools = {kind: kind.forward for kind in (nn.MaxUnpool1d, nn.MaxUnpool2d, nn.MaxUnpool3d)}
    for kind in kept:
        kind.forward = lambda self, x: x
    for kind in unpools:
        kind.forward = lambda self, x, indices: F.interpolate(x, scale_factor=self.kernel_size, mode="nearest")
    transforms = {name: getattr(torch.fft, name) for name in TRANSFORMS}
    for name, transform in transforms.items():
        setattr(torch.fft, name, partial(summed, transform))
    threads, fast = torch.get_num_threads(), torch.backends.mha.get_fastpath_enabled()
    torch.set_num_threads(1)  # the maps are small
    torch.backends.mha.set_fastpath_enabled(False)  # it would not go by the layers
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        torch.backends.mha.set_fastpath_enabled(fast)
        for name, transform in transforms.items():
            setattr(torch.fft, name, transform)
        for kind, forward in {**kept, **unpools}.items():
            kind.forward = forward
