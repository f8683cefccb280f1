"""Normalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.convert import flag, shape, tensor
from cnnlint.frameworks.common.convert import size as size_of
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.torch.layers.conv import image
from cnnlint.frameworks.torch.layers.define import has, layer, learnt
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.norm import batch_norm, group_norm, instance_norm, layer_norm, local_response_norm
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import divides, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

RANKS = {1: (2, 3), 2: (4,), 3: (5,)}


def described(kind: str, self: Instance) -> dict[str, object]:
    """What rules may ask of a normalisation."""
    return {"role": "norm", "norm": kind, "affine": has(self, "weight")}


def scale_and_shift(vm: Interpreter, self: Instance, wanted: Value, *sizes: Value, bias: bool = True) -> None:
    """The learnt scale and shift, if wanted."""
    if flag(wanted, True):
        learnt(vm, self, "weight", *(size_of(one, 1) for one in sizes))
        if bias:
            learnt(vm, self, "bias", *(size_of(one, 1) for one in sizes))


def run_batch(vm: Interpreter, self: Instance, input: Value, n: int) -> Outcome:
    x, width = tensor(input), size_of(self.attrs["num_features"], 1)
    candidates = [(symbol("N"), width), image(1, width)] if n == 1 else [image(n, width)]
    demand(x, candidates, forced=n > 1)
    return batch_norm(x, channel_axis=1, features=width, ranks=RANKS[n])


def run_instance(vm: Interpreter, self: Instance, input: Value, n: int) -> Outcome:
    x, width = tensor(input), size_of(self.attrs["num_features"], 1)
    demand(x, [image(n, width)], forced=True)
    return instance_norm(x, channel_axis=-n - 1, features=width if has(self, "weight") else None, ranks=(n + 1, n + 2))


def declare(n: int) -> None:
    """The layers of one number of spatial axes."""

    @layer(
        f"BatchNorm{n}d",
        run=lambda vm, self, input: run_batch(vm, self, input, n),
        attributes=lambda self: described("batch", self),
        error="RuntimeError",
    )
    def batch(
        vm: Interpreter, self: Instance, num_features: Value, eps: Value = 1e-5, momentum: Value = 0.1, affine: Value = True,
        track_running_stats: Value = True, device: Value = None, dtype: Value = None,
    ) -> None:  # fmt: skip
        scale_and_shift(vm, self, affine, num_features)

    @layer(
        f"InstanceNorm{n}d",
        run=lambda vm, self, input: run_instance(vm, self, input, n),
        attributes=lambda self: described("instance", self),
    )
    def instance(
        vm: Interpreter, self: Instance, num_features: Value, eps: Value = 1e-5, momentum: Value = 0.1, affine: Value = False,
        track_running_stats: Value = False, device: Value = None, dtype: Value = None,
    ) -> None:  # fmt: skip
        scale_and_shift(vm, self, affine, num_features)


for _n in (1, 2, 3):
    declare(_n)


@layer(
    "SyncBatchNorm",
    run=lambda vm, self, input: batch_norm(tensor(input), channel_axis=1, features=size_of(self.attrs["num_features"], 1)),
    attributes=lambda self: described("batch", self),
)
def sync_batch(
    vm: Interpreter, self: Instance, num_features: Value, eps: Value = 1e-5, momentum: Value = 0.1, affine: Value = True,
    track_running_stats: Value = True, process_group: Value = None, device: Value = None, dtype: Value = None,
) -> None:  # fmt: skip
    scale_and_shift(vm, self, affine, num_features)


@layer(
    "GroupNorm",
    run=lambda vm, self, input: group_norm(
        tensor(input), channel_axis=1, groups=size_of(self.attrs["num_groups"], 1), channels=size_of(self.attrs["num_channels"], 1)
    ),
    attributes=lambda self: {**described("group", self), "groups": size_of(self.attrs["num_groups"], 1)},
)
def group(
    vm: Interpreter, self: Instance, num_groups: Value, num_channels: Value, eps: Value = 1e-5, affine: Value = True,
    device: Value = None, dtype: Value = None,
) -> None:  # fmt: skip
    groups, channels = size_of(num_groups, 1), size_of(num_channels, 1)
    if divides(groups, channels) is False:
        details = {"groups": groups, "actual": channels}
        vm.refuse("group-mismatch", "num_channels must be divisible by num_groups", error="ValueError", details=details)
    scale_and_shift(vm, self, affine, num_channels)


def run_layer_norm(vm: Interpreter, self: Instance, input: Value) -> Outcome:
    return layer_norm(tensor(input), sizes=shape(self.attrs["normalized_shape"]))


@layer("LayerNorm", run=run_layer_norm, attributes=lambda self: described("layer", self))
def layer_normalisation(
    vm: Interpreter, self: Instance, normalized_shape: Value, eps: Value = 1e-5, elementwise_affine: Value = True, bias: Value = True,
    device: Value = None, dtype: Value = None,
) -> None:  # fmt: skip
    self.attrs["normalized_shape"] = shape(normalized_shape)
    scale_and_shift(vm, self, elementwise_affine, *self.attrs["normalized_shape"], bias=flag(bias, True))


@layer("RMSNorm", run=run_layer_norm, attributes=lambda self: described("rms", self))
def rms_normalisation(
    vm: Interpreter, self: Instance, normalized_shape: Value, eps: Value = None, elementwise_affine: Value = True,
    device: Value = None, dtype: Value = None,
) -> None:  # fmt: skip
    self.attrs["normalized_shape"] = shape(normalized_shape)
    scale_and_shift(vm, self, elementwise_affine, *self.attrs["normalized_shape"], bias=False)


@layer(
    "LocalResponseNorm",
    run=lambda vm, self, input: local_response_norm(tensor(input)),
    attributes=lambda self: {"role": "norm", "norm": "response", "affine": False},
)
def local_response(
    vm: Interpreter, self: Instance, size: Value, alpha: Value = 1e-4, beta: Value = 0.75, k: Value = 1.0
) -> None: ...
