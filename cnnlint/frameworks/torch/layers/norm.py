"""Normalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint import ops
from cnnlint.frameworks.common.inputs import demand
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch.arguments import Sizes, as_sizes, fitted
from cnnlint.frameworks.torch.functions.norm import (
    batch_normed,
    group_normed,
    instance_normed,
    layer_normed,
    response_normed,
)
from cnnlint.frameworks.torch.layers.conv import image
from cnnlint.frameworks.torch.layers.define import (
    base,
    buffer,
    chosen,
    constant,
    has,
    held,
    held_shape,
    layer,
    optional,
    size_of,
)
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.module import in_training
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.norm import check_ranks
from cnnlint.ops.outcome import Outcome
from cnnlint.symbolic import Size, divides, equal, less, symbol

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

NORM = base("_NormBase")
BATCH = base("_BatchNorm", NORM)
INSTANCE = base("_InstanceNorm", NORM)
RANKS = {1: (2, 3), 2: (4,), 3: (5,)}
VALUE_ERROR = {"rank-mismatch": "ValueError"}


def described(kind: str, self: Instance) -> dict[str, object]:
    """What rules may ask of a normalisation."""
    return {"role": "norm", "norm": kind, "affine": has(self, "weight")}


def vectors(self: Instance) -> list[Tensor | None]:
    """Scale, shift and statistics as they are now."""
    return [held(self, name) for name in ("running_mean", "running_var", "weight", "bias")]


def scale_and_shift(vm: Interpreter, self: Instance, affine: Value, bias: Value, *sizes: Size) -> None:
    """The learnt scale and shift, if wanted."""
    optional(vm, self, "weight", affine, *sizes)
    optional(vm, self, "bias", chosen(affine, True) and chosen(bias, True), *sizes)


def add_statistics(vm: Interpreter, self: Instance, affine: Value, bias: Value, track: Value) -> None:
    """What batch and instance normalisation hold."""
    width = size_of(self, "num_features")
    scale_and_shift(vm, self, affine, bias, width)
    for name, shape in (("running_mean", (width,)), ("running_var", (width,)), ("num_batches_tracked", ())):
        buffer(vm, self, name, *shape, wanted=chosen(track))


def width_of(self: Instance) -> Size:
    """The channels that a layer was built for."""
    found = next((shape for shape in (held_shape(self, name) for name in ("weight", "running_mean")) if shape), None)
    return size_of(self, "num_features") if found is None else found[0]


def run_batch(vm: Interpreter, self: Instance, input: Tensor, ranks: tuple[int, ...]) -> Outcome:
    width = width_of(self)
    candidates = [(symbol("N"), width), image(1, width)] if 2 in ranks else [image(ranks[0] - 2, width)]
    demand(input, candidates, forced=2 not in ranks)
    check_ranks(input, ranks)
    if input.elements == 0:
        return Outcome(input)
    by_batch = in_training(vm, self) or held(self, "running_mean") is None
    return batch_normed(input, vectors(self), by_batch=by_batch)


def run_instance(vm: Interpreter, self: Instance, input: Tensor, n: int) -> Outcome:
    demand(input, [image(n, size_of(self, "num_features"))], forced=True)
    check_ranks(input, (n + 1, n + 2))
    single = ops.unsqueeze(input, 0).tensor if input.rank == n + 1 else input
    tracked = chosen(self.attrs["track_running_stats"])
    if (
        has(self, "weight")
        and single.shape is not None
        and equal(single.shape[1], size_of(self, "num_features")) is False
    ):
        words = f"expected input's size at dim=1 to match num_features ({self.attrs['num_features']}), but got: {single.shape[1]}."
        sizes = {"expected": size_of(self, "num_features"), "actual": single.shape[1]}
        raise Raises("ValueError", "norm-mismatch", words, input, **sizes)
    by_input = in_training(vm, self) or not tracked
    found = instance_normed(single, vectors(self) if tracked or has(self, "weight") else [], by_input=by_input)
    return found if single is input else Outcome(input)


def declare(n: int) -> None:
    """The layers of one number of spatial axes."""

    def batch_run(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
        return run_batch(vm, self, input, RANKS[n])

    def instance_run(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
        return run_instance(vm, self, input, n)

    @layer(
        f"BatchNorm{n}d",
        run=batch_run,
        attributes=lambda self: described("batch", self),
        bases=(BATCH,),
        errors=VALUE_ERROR,
    )
    def batch(
        vm: Interpreter, self: Instance, num_features: Value, eps: Value = 1e-5, momentum: Value = 0.1, affine: Value = True,
        track_running_stats: Value = True, device: Value = None, dtype: Value = None, *, bias: Value = True,
    ) -> None:  # fmt: skip
        add_statistics(vm, self, affine, bias, track_running_stats)

    @layer(
        f"InstanceNorm{n}d",
        run=instance_run,
        attributes=lambda self: described("instance", self),
        bases=(INSTANCE,),
        errors=VALUE_ERROR,
    )
    def instance(
        vm: Interpreter, self: Instance, num_features: Value, eps: Value = 1e-5, momentum: Value = 0.1, affine: Value = False,
        track_running_stats: Value = False, device: Value = None, dtype: Value = None, *, bias: Value = True,
    ) -> None:  # fmt: skip
        add_statistics(vm, self, affine, bias, track_running_stats)


for _n in (1, 2, 3):
    declare(_n)


def run_synchronised(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    if input.rank is not None and input.rank < 2:
        check_ranks(input, (2, 3, 4, 5))
    return run_batch(vm, self, input, (2, 3, 4, 5))


@layer(
    "SyncBatchNorm",
    run=run_synchronised,
    attributes=lambda self: described("batch", self),
    bases=(BATCH,),
    errors=VALUE_ERROR,
)
def sync_batch(
    vm: Interpreter, self: Instance, num_features: Value, eps: Value = 1e-5, momentum: Value = 0.1, affine: Value = True,
    track_running_stats: Value = True, process_group: Value = None, device: Value = None, dtype: Value = None, *, bias: Value = True,
) -> None:  # fmt: skip
    add_statistics(vm, self, affine, bias, track_running_stats)


@torch.method(torch.values["torch.nn.SyncBatchNorm"], "convert_sync_batchnorm")
def convert_sync(vm: Interpreter, module: Value, process_group: Value = None) -> Value:
    """The same network: synchronised normalisation has the same shapes and parameters."""
    return module


# --- groups and last axes ---------------------------------------------------------------------------------------------


def run_group(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    return group_normed(input, size_of(self, "num_groups"), [held(self, "weight"), held(self, "bias")])


@layer(
    "GroupNorm",
    run=run_group,
    attributes=lambda self: {**described("group", self), "groups": size_of(self, "num_groups")},
)
def group(
    vm: Interpreter, self: Instance, num_groups: Value, num_channels: Value, eps: Value = 1e-5, affine: Value = True,
    device: Value = None, dtype: Value = None, *, bias: Value = True,
) -> None:  # fmt: skip
    groups, channels = size_of(self, "num_groups"), size_of(self, "num_channels")
    scale_and_shift(vm, self, affine, bias, channels)
    if equal(groups, 0) is True:
        raise Raises("ZeroDivisionError", "invalid-argument", "num_groups is 0", None, argument="num_groups", value="0")
    if less(groups, 0) is not True and divides(groups, channels) is False:
        words = "num_channels must be divisible by num_groups"
        raise Raises("ValueError", "group-mismatch", words, None, groups=groups, actual=channels)


def normalised(self: Instance) -> Sizes:
    """The sizes of the axes that are normalised."""
    found = held_shape(self, "weight")
    sizes: Sizes = fitted(as_sizes, "normalized_shape", self.attrs["normalized_shape"])
    return sizes if found is None or len(found) != len(sizes) else found


def run_layer_norm(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    return layer_normed(input, normalised(self), [])


@layer("LayerNorm", run=run_layer_norm, attributes=lambda self: described("layer", self))
def layer_norm(
    vm: Interpreter, self: Instance, normalized_shape: Value, eps: Value = 1e-5, elementwise_affine: Value = True, bias: Value = True,
    device: Value = None, dtype: Value = None,
) -> None:  # fmt: skip
    self.attrs["normalized_shape"] = fitted(as_sizes, "normalized_shape", normalized_shape)
    scale_and_shift(vm, self, elementwise_affine, bias, *self.attrs["normalized_shape"])


@layer("RMSNorm", run=run_layer_norm, attributes=lambda self: described("rms", self), errors=VALUE_ERROR)
def rms_norm(
    vm: Interpreter, self: Instance, normalized_shape: Value, eps: Value = None, elementwise_affine: Value = True,
    device: Value = None, dtype: Value = None,
) -> None:  # fmt: skip
    self.attrs["normalized_shape"] = fitted(as_sizes, "normalized_shape", normalized_shape)
    optional(vm, self, "weight", elementwise_affine, *self.attrs["normalized_shape"])


def run_response(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    return response_normed(input, size_of(self, "size"))


@layer("LocalResponseNorm", run=run_response, attributes=constant("norm", norm="response", affine=False))
def local_response(
    vm: Interpreter, self: Instance, size: Value, alpha: Value = 1e-4, beta: Value = 0.75, k: Value = 1.0
) -> None: ...


def run_cross_map(vm: Interpreter, self: Instance, input: Tensor) -> Outcome:
    if input.rank not in (4, None):
        words = f"CrossMapLRN2d: Expected input to be 4D, got {input.rank}D instead."
        details = {"expected_rank": 4, "actual_rank": input.rank, "shape": input.shape}
        raise Raises("ValueError", "rank-mismatch", words, input, **details)
    return Outcome(input)


@layer("CrossMapLRN2d", run=run_cross_map, attributes=constant("norm", norm="response", affine=False))
def cross_map(
    vm: Interpreter, self: Instance, size: Value, alpha: Value = 1e-4, beta: Value = 0.75, k: Value = 1
) -> None: ...
