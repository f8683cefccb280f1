"""Linear maps, embeddings, distances and attention as functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.torch.dtypes import check_indices
from cnnlint.frameworks.torch.functions.define import op
from cnnlint.frameworks.torch.functions.results import at_least, entangled, known_shape, of_ranks
from cnnlint.frameworks.torch.functions.windows import check_bias
from cnnlint.graph import Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.values import Value
from cnnlint.ops.outcome import Outcome, Refused
from cnnlint.ops.shared import invalid, written
from cnnlint.symbolic import Size, equal, fresh, less

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter


def weight_sizes(weight: Tensor, rank: int) -> tuple[Size, ...]:
    """The shape of a weight; fresh sizes where it is not known."""
    return (
        tuple(fresh("?", least=1) for _ in range(rank)) if weight.shape is None else known_shape(of_ranks(weight, rank))
    )


@op("F.linear", role="dense",
    attributes=lambda given: dict(
        zip(("out_features", "in_features"), weight_sizes(given["weight"], 2), strict=True), bias=given.get("bias") is not None
    ))  # fmt: skip
def linear(vm: Interpreter, input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Outcome:
    if weight.rank == 1:
        return ops.matmul(input, weight)
    outputs, inputs = weight_sizes(weight, 2)
    if bias is not None and bias.rank == 1 and bias.elements is not None and equal(bias.elements, 1) is False:
        check_bias(bias, outputs)
    return ops.dense(input, in_features=inputs, out_features=outputs)


@op("F.bilinear", "torch.bilinear", role="dense")
def bilinear(vm: Interpreter, input1: Tensor, input2: Tensor, weight: Tensor, bias: Tensor | None = None) -> Outcome:
    outputs, one, two = weight_sizes(weight, 3)
    check_bias(bias, outputs)
    return ops.bilinear(input1, input2, in_features=(one, two), out_features=outputs)


@op("F.embedding", role="embedding")
def embedding(
    vm: Interpreter, input: Tensor, weight: Tensor, padding_idx: Value = None, max_norm: Value = None, norm_type: Value = 2.0,
    scale_grad_by_freq: Value = False, sparse: Value = False,
) -> Outcome:  # fmt: skip
    outcome = looked_up(input, weight, padding_idx)
    check_indices(input, outcome.tensor)
    return outcome


def looked_up(x: Tensor, weight: Tensor, padding_idx: Value = None) -> Outcome:
    """Rows of a table."""
    rows, width = weight_sizes(weight, 2)
    check_padding(plain(padding_idx), rows)
    return ops.embedding(x, width=width, dtype=weight.dtype)


def check_padding(index: Value, rows: Size) -> None:
    """Refuse an index of padding that is not in the table."""
    if isinstance(index, int) and (less(index, rows) is False or less(index, -rows) is True):
        words = "Padding_idx must be within num_embeddings"
        raise Raises("AssertionError", "invalid-argument", words, None, argument="padding_idx", value=str(index))


@op("F.embedding_bag", role="embedding")
def embedding_bag(
    vm: Interpreter, input: Tensor, weight: Tensor, offsets: Tensor | None = None, max_norm: Value = None, norm_type: Value = 2,
    scale_grad_by_freq: Value = False, mode: str = "mean", sparse: Value = False, per_sample_weights: Tensor | None = None,
    include_last_offset: Value = False, padding_idx: Value = None,
) -> Outcome:  # fmt: skip
    return bagged(input, weight, offsets, mode, per_sample_weights, include_last_offset)


def bagged(
    x: Tensor, weight: Tensor, offsets: Tensor | None, mode: str, weights: Tensor | None = None, last: Value = False
) -> Outcome:
    """Rows of a table added up, bag by bag."""
    shape = known_shape(x)
    if (
        weights is not None
        and weights.shape is not None
        and (
            len(weights.shape) != len(shape)
            or any(equal(a, b) is False for a, b in zip(shape, weights.shape, strict=True))
        )
    ):
        words = f"weights of {written(weights.shape)} for indexes of {written(shape)}"
        raise Raises("ValueError", "broadcast-mismatch", words, None, left=shape, right=weights.shape)
    if (
        len(shape) not in (1, 2)
        or (len(shape) == 1) != (offsets is not None)
        or (offsets is not None and offsets.rank not in (1, None))
    ):
        words = "input has to be 1D with offsets, or 2D without"
        raise Raises("ValueError", "rank-mismatch", words, None, expected_rank=2, actual_rank=len(shape), shape=shape)
    if mode not in ("sum", "mean", "max"):
        raise Raises(
            "ValueError",
            "invalid-argument",
            "mode has to be one of sum, mean or max",
            None,
            argument="mode",
            value=mode,
        )
    if weights is not None and mode != "sum":
        words = "per_sample_weights is only supported for mode='sum'"
        raise Raises("NotImplementedError", "invalid-argument", words, None, argument="mode", value=mode)
    width = weight_sizes(weight, 2)[1]
    bags = shape[0] if offsets is None else known_shape(offsets)[0] - (1 if last is True and len(shape) == 1 else 0)
    made = ops.embedding(x, width=width, dtype=weight.dtype).tensor
    return Outcome(Tensor((bags, width), weight.dtype, made.field, x.sources))


@op("F.one_hot", role="embedding")
def one_hot(vm: Interpreter, tensor: Tensor, num_classes: Value = -1) -> Outcome:
    count = plain(num_classes)
    if isinstance(count, int) and (count == 0 or count < -1):
        raise invalid(tensor, "num_classes", count, "must be above 0")
    known = count if not isinstance(count, int) or count > 0 else fresh("?")
    outcome = ops.embedding(tensor, width=known if isinstance(known, int) else fresh("?", least=1), dtype="int64")
    check_indices(tensor, outcome.tensor)
    return outcome


# --- distances --------------------------------------------------------------------------------------------------------


@op("F.cosine_similarity", "torch.cosine_similarity", role="reduce")
def cosine_similarity(vm: Interpreter, x1: Tensor, x2: Tensor, dim: int = 1, eps: Value = 1e-8) -> Outcome:
    return ops.reduce(ops.broadcast([x1, x2]).tensor, dim)


@op("F.pairwise_distance", "torch.pairwise_distance", role="reduce")
def pairwise_distance(
    vm: Interpreter, x1: Tensor, x2: Tensor, p: Value = 2.0, eps: Value = 1e-6, keepdim: bool = False
) -> Outcome:
    return distance(x1, x2, keepdim)


def distance(one: Tensor, other: Tensor, keepdim: bool) -> Outcome:
    """Distances along the last axis."""
    made = ops.broadcast([one, other]).tensor
    if made.shape == ():
        return Outcome(made)
    return ops.reduce(made, -1, keepdims=keepdim)


@op("F.pdist", "torch.pdist", role="reduce")
def pdist(vm: Interpreter, input: Tensor, p: Value = 2) -> Tensor:
    rows = known_shape(of_ranks(input, 2))[0]
    return entangled([input], (rows * (rows - 1) // 2,))


@op("torch.cdist", role="matmul")
def cdist(vm: Interpreter, x1: Tensor, x2: Tensor, p: Value = 2.0, compute_mode: Value = None) -> Tensor:
    one, two = known_shape(at_least(x1, 2)), known_shape(at_least(x2, 2))
    if equal(one[-1], two[-1]) is False:
        words = f"vectors of {one[-1]} and {two[-1]}"
        raise Refused("matmul-mismatch", words, None, left=one, right=two, expected=one[-1], actual=two[-1])
    batch = ops.broadcast_shape([Tensor(one[:-2]), Tensor(two[:-2])]) or ()
    return entangled([x1, x2], (*batch, one[-2], two[-2]))


# --- attention --------------------------------------------------------------------------------------------------------


@op("F.scaled_dot_product_attention", role="attention")
def scaled_attention(
    vm: Interpreter, query: Tensor, key: Tensor, value: Tensor, attn_mask: Tensor | None = None, dropout_p: Value = 0.0,
    is_causal: Value = False, *, scale: Value = None, enable_gqa: bool = False,
) -> Outcome:  # fmt: skip
    if is_causal is True and attn_mask is not None:
        words = "Explicit attn_mask should not be set when is_causal=True"
        raise invalid(query, "is_causal", True, words)
    if unchecked(query, key, value):
        value = value.with_shape((*known_shape(value)[:-2], *known_shape(key)[-2:-1], *known_shape(value)[-1:]))
        attn_mask = None
    outcome = ops.attention(query, key, value, grouped=enable_gqa)
    if (
        attn_mask is not None
        and attn_mask.shape is not None
        and outcome.tensor.shape is not None
        and key.shape is not None
    ):
        check_mask(attn_mask, (*outcome.tensor.shape[:-1], key.shape[-2]))
    return outcome


def unchecked(query: Tensor, key: Tensor, value: Tensor) -> bool:
    """Whether PyTorch's fused kernel would take numbers of keys and values that differ: it does not look."""
    if query.shape is None or key.shape is None or value.shape is None or not query.rank == key.rank == value.rank == 4:
        return False
    widths = all(equal(x.shape[-1], query.shape[-1]) is not False for x in (key, value) if x.shape)
    return widths and equal(key.shape[-2], value.shape[-2]) is False


def check_mask(mask: Tensor, scores: tuple[Size, ...]) -> None:
    """Refuse a mask that does not broadcast to the scores."""
    shape = mask.shape or ()
    for have, want in zip(reversed(shape), reversed(scores), strict=False):
        if equal(have, want) is False and equal(have, 1) is False:
            words = f"a mask of {written(shape)} for scores of {written(scores)}"
            raise Refused("broadcast-mismatch", words, None, left=scores, right=shape)
