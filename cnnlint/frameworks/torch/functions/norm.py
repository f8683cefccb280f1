"""Normalisation as functions; the layers run them too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch.arguments import Axes, Sizes
from cnnlint.frameworks.torch.functions.define import op
from cnnlint.frameworks.torch.functions.results import at_least
from cnnlint.graph import Shape, Tensor
from cnnlint.interpreter.values import Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import axes_of, invalid, same_sizes, written
from cnnlint.symbolic import Size, equal, less, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

TOO_FEW = "Expected more than 1 value per channel when training"


def check_more_than_one(x: Tensor, sizes: Shape, words: str) -> None:
    """Refuse statistics over one value (PyTorch's rule)."""
    if equal(product(sizes), 1) is True:
        words = f"{words}, got input size {written(x.shape or ())}"
        raise Raises("ValueError", "too-few-values", words, x, shape=x.shape)


def check_vector(x: Tensor, vector: Tensor | None, width: Size) -> None:
    """Refuse a scale, shift or statistic of another width."""
    if vector is None or vector.shape is None:
        return
    elements = product(vector.shape)
    if equal(elements, width) is False:
        raise Refused(
            "norm-mismatch", f"takes {elements} channels and gets {width}", x, expected=elements, actual=width
        )


def batch_normed(x: Tensor, vectors: list[Tensor | None], *, by_batch: bool) -> Outcome:
    """Batch normalisation of axis 1; `by_batch`: by what comes in, not by running statistics."""
    if x.shape is not None and by_batch:
        if not x.shape:
            raise Refused("axis-out-of-range", "the tensor has no axes", x, axis=0, actual_rank=0)
        check_more_than_one(x, (x.shape[0], *x.shape[2:]), TOO_FEW)
    outcome = ops.batch_norm(x, channel_axis=1, features=None)
    for vector in vectors if x.shape is not None else ():
        check_vector(x, vector, (x.shape or (1, 1))[1])
    return outcome


def by_name(given: Mapping[str, Any]) -> Mapping[str, object]:
    """What rules may ask of a batch normalisation as a function."""
    return {"norm": "batch", "affine": given.get("weight") is not None, "untold": "training" not in given}


@op("F.batch_norm", role="norm", attributes=by_name)
def batch_norm(
    vm: Interpreter, input: Tensor, running_mean: Tensor | None, running_var: Tensor | None, weight: Tensor | None = None,
    bias: Tensor | None = None, training: Value = False, momentum: Value = 0.1, eps: Value = 1e-5,
) -> Outcome:  # fmt: skip
    return batch_normed(input, [running_mean, running_var, weight, bias], by_batch=training is True)


@op("torch.batch_norm", role="norm", attributes=lambda given: {"norm": "batch"})
def native_batch_norm(
    vm: Interpreter, input: Tensor, weight: Tensor | None, bias: Tensor | None, running_mean: Tensor | None, running_var: Tensor | None,
    training: Value, momentum: Value, eps: Value, cudnn_enabled: Value,
) -> Outcome:  # fmt: skip
    return batch_normed(input, [weight, bias, running_mean, running_var], by_batch=False)


def instance_normed(x: Tensor, vectors: list[Tensor | None], *, by_input: bool = True) -> Outcome:
    """Normalisation of each channel of each example."""
    if x.shape is not None:
        if by_input:
            check_more_than_one(x, x.shape[2:], "Expected more than 1 spatial element when training")
        for vector in vectors:
            check_vector(x, vector, at_least(x, 2).shape[1])  # type: ignore[index]
    return ops.instance_norm(x, channel_axis=1)


@op(
    "F.instance_norm",
    role="norm",
    attributes=lambda given: {"norm": "instance", "affine": given.get("weight") is not None},
)
def instance_norm(
    vm: Interpreter, input: Tensor, running_mean: Tensor | None = None, running_var: Tensor | None = None, weight: Tensor | None = None,
    bias: Tensor | None = None, use_input_stats: Value = True, momentum: Value = 0.1, eps: Value = 1e-5,
) -> Outcome:  # fmt: skip
    return instance_normed(input, [running_mean, running_var, weight, bias], by_input=use_input_stats is not False)


def group_normed(x: Tensor, groups: Size, vectors: list[Tensor | None], channels: Size | None = None) -> Outcome:
    """Normalisation over groups of channels."""
    at_least(x, 2)
    if isinstance(groups, int) and groups == 0:
        raise Raises("ZeroDivisionError", "invalid-argument", "num_groups is 0", x, argument="num_groups", value="0")
    if x.shape is not None:
        share = x.shape[0] * x.shape[1] // groups
        check_more_than_one(x, (share, *x.shape[2:]), TOO_FEW)
    outcome = ops.group_norm(x, channel_axis=1, groups=groups, channels=channels)
    for vector in vectors if x.shape is not None else ():
        check_vector(x, vector, (x.shape or (1, 1))[1])
    return outcome


@op("F.group_norm", "torch.group_norm", role="norm",
    attributes=lambda given: {"norm": "group", "groups": given["num_groups"], "affine": given.get("weight") is not None})  # fmt: skip
def group_norm(
    vm: Interpreter,
    input: Tensor,
    num_groups: Size,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: Value = 1e-5,
) -> Outcome:
    return group_normed(input, num_groups, [weight, bias])


def layer_normed(x: Tensor, sizes: Sizes, vectors: list[Tensor | None]) -> Outcome:
    """Normalisation of the last axes together."""
    if not sizes:
        raise invalid(x, "normalized_shape", sizes, "must have at least 1 size", x)
    for vector in vectors:
        if vector is not None and vector.shape is not None and same_sizes(vector.shape, sizes) is False:
            words = f"a scale of {written(vector.shape)} for {written(sizes)}"
            raise Refused("norm-mismatch", words, x, expected=product(sizes), actual=product(vector.shape))
    return ops.layer_norm(x, sizes=sizes)


@op("F.layer_norm", "torch.layer_norm", role="norm",
    attributes=lambda given: {"norm": "layer", "affine": given.get("weight") is not None})  # fmt: skip
def layer_norm(
    vm: Interpreter,
    input: Tensor,
    normalized_shape: Sizes,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: Value = 1e-5,
) -> Outcome:
    return layer_normed(input, normalized_shape, [weight, bias])


@op(
    "F.rms_norm",
    "torch.rms_norm",
    role="norm",
    attributes=lambda given: {"norm": "rms", "affine": given.get("weight") is not None},
)
def rms_norm(
    vm: Interpreter, input: Tensor, normalized_shape: Sizes, weight: Tensor | None = None, eps: Value = None
) -> Outcome:
    return layer_normed(input, normalized_shape, [weight])


def response_normed(x: Tensor, size: Size) -> Outcome:
    """Each channel scaled by its neighbours."""
    if x.shape is not None and len(x.shape) < 3:
        words = f"Expected 3D or higher dimensionality input (got {len(x.shape)} dimensions)"
        raise Raises("ValueError", "rank-mismatch", words, x, expected_rank=3, actual_rank=len(x.shape), shape=x.shape)
    if less(size, 1) is True:
        raise invalid(x, "size", size, "must be at least 1", x)
    return ops.local_response_norm(x)


@op("F.local_response_norm", role="norm", attributes=lambda given: {"norm": "response", "affine": False})
def local_response_norm(
    vm: Interpreter, input: Tensor, size: Size, alpha: Value = 1e-4, beta: Value = 0.75, k: Value = 1.0
) -> Outcome:
    return response_normed(input, size)


@op("F.normalize", role="elementwise")
def normalize(
    vm: Interpreter,
    input: Tensor,
    p: Value = 2.0,
    dim: Axes = (1,),
    eps: Value = 1e-12,
    out: Value = None,
) -> Tensor:
    axes_of(input, dim or ()) if input.shape is not None else None
    return input
