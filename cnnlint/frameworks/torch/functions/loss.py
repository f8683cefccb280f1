"""Losses: they compare an output with a target; which output they are fed is what rules look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.torch import calling
from cnnlint.frameworks.torch.dtypes import check_floats, check_indices, is_floating
from cnnlint.frameworks.torch.functions.define import op
from cnnlint.frameworks.torch.functions.results import at_least, known_shape
from cnnlint.graph import LayerCall, Loss, Tensor
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.values import Value
from cnnlint.ops.outcome import Refused
from cnnlint.ops.shared import same_sizes, written
from cnnlint.symbolic import equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

APPLIES_ITS_OWN: Final[Mapping[str, bool | None]] = {  # the softmax or sigmoid
    "CrossEntropyLoss": True, "BCEWithLogitsLoss": True, "MultiLabelSoftMarginLoss": True, "MultiMarginLoss": None, "NLLLoss": False,
    "BCELoss": False, "MSELoss": None, "L1Loss": None, "SmoothL1Loss": None, "HuberLoss": None, "KLDivLoss": None, "PoissonNLLLoss": None,
    "SoftMarginLoss": None, "MultiLabelMarginLoss": None, "HingeEmbeddingLoss": None, "CosineEmbeddingLoss": None,
    "MarginRankingLoss": None, "TripletMarginLoss": None, "TripletMarginWithDistanceLoss": None, "GaussianNLLLoss": None, "CTCLoss": None,
    "LinearCrossEntropyLoss": True,
}  # fmt: skip

LATE: Final = ("MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss", "GaussianNLLLoss", "MultiLabelSoftMarginLoss")
"""Losses that look at their inputs before they look at the reduction."""


def note(vm: Interpreter, name: str, given: Tensor, target: object = None) -> None:
    """Remember that a loss is fed with this output: beside the model that is running, or the one that made the output."""
    if not given.sources:
        return
    source = given.sources[0]
    labels = target.labels if isinstance(target, Tensor) else None
    told = (labels.classes, labels.data) if labels is not None else (None, "")
    loss = Loss(f"torch.nn.{name}", vm.here(), APPLIES_ITS_OWN[name], source, *told)
    if vm.state.get("torch.names") is not None:
        recorder(vm).losses.append(loss)
    for trace in calling.traces(vm):
        if isinstance(source, LayerCall) and any(row is source for row in trace.rows):
            trace.losses.append(loss)


def way(reduction: Value, size_average: Value = None, reduce: Value = None) -> str:
    """The reduction, by its word or by the two flags of old."""
    if size_average is not None or reduce is not None:
        if reduce is False:
            return "none"
        return "sum" if size_average is False else "mean"
    given = plain(reduction)
    if not isinstance(given, str):
        raise NotKnown("how a loss is reduced")
    return given


def finished(each: Tensor, reduction: str, *known: str) -> Tensor:
    """One number, or the losses as they are."""
    if reduction not in ("none", "mean", "sum", *known):
        words = f"{reduction} is not a valid value for reduction"
        raise Raises(
            "ValueError", "invalid-argument", words, each.with_shape(()), argument="reduction", value=reduction
        )
    return each if reduction == "none" else Tensor((), each.dtype, None, each.sources)


# --- one loss for each element or example -----------------------------------------------------------------------------


def broadcast(*tensors: Tensor) -> Tensor:
    """Element by element."""
    return ops.broadcast(tensors).tensor


def into_input(x: Tensor, target: Tensor) -> Tensor:
    """Element by element, in the shape of the input."""
    made = broadcast(x, target)
    if made.shape is not None and x.shape is not None and same_sizes(made.shape, x.shape) is False:
        words = f"output with shape {written(x.shape)} doesn't match the broadcast shape {written(made.shape)}"
        raise Refused("broadcast-mismatch", words, x, left=x.shape, right=target.shape)
    return made


def of_same_size(x: Tensor, target: Tensor, *weights: Tensor | None) -> Tensor:
    """Element by element; other sizes are refused (ValueError), and whole numbers."""
    if x.shape is not None and target.shape is not None and same_sizes(x.shape, target.shape) is False:
        words = f"Target size ({written(target.shape)}) must be the same as input size ({written(x.shape)})"
        raise Raises("ValueError", "broadcast-mismatch", words, x, left=x.shape, right=target.shape)
    if is_floating(x):
        check_floats(target, x, "the target")
    return broadcast(x, target, *(one for one in weights if one is not None))


def classified(x: Tensor, target: Tensor, weight: Tensor | None = None, *, probabilities: bool = True) -> Tensor:
    """Scores (N, C, …) against classes (N, …), or against probabilities of the same shape."""
    shape, wanted = known_shape(at_least(x, 1)), known_shape(target)
    axis = 0 if len(shape) == 1 else 1
    rest = (*shape[:axis], *shape[axis + 1 :])
    each = Tensor(rest, x.dtype, None, x.sources)
    if len(shape) > 1 and equal(wanted[0] if wanted else 0, shape[0]) is False:
        words = f"Expected input batch_size ({shape[0]}) to match target batch_size ({wanted[0] if wanted else 0})."
        raise Raises("ValueError", "broadcast-mismatch", words, each, left=shape, right=wanted)
    check_classes(x, weight, axis)
    if probabilities and len(shape) == len(wanted) and same_sizes(shape, wanted) is not False:
        if same_sizes(shape, wanted) is True:
            check_floats(target, each, "a target of probabilities")
        return each
    if len(shape) == len(wanted) == 1:  # one example, whose class may stand in a list of one
        if equal(wanted[0], 1) is False:
            words = f"For 1D input, 1D target must have size 1, but got target size: {wanted[0]}"
            raise Raises("ValueError", "broadcast-mismatch", words, each, left=shape, right=wanted)
        return each
    if len(wanted) != len(rest):
        words = f"a target of {written(wanted)} for scores of {written(shape)}"
        ranks = {"expected_rank": len(rest), "actual_rank": len(wanted)}
        raise Refused("rank-mismatch", words, each, **ranks, shape=wanted, argument="target")
    check_indices(target, each, "a target of classes")
    for size, other in zip(rest, wanted, strict=True):
        if equal(size, other) is False:
            words = f"a target of {written(wanted)} for scores of {written(shape)}"
            raise Refused("broadcast-mismatch", words, each, left=shape, right=wanted)
    return each


def check_classes(x: Tensor, weight: Tensor | None, axis: int) -> None:
    """Refuse weights that are not one for each class."""
    if weight is None or weight.shape is None:
        return
    classes = known_shape(x)[axis]
    if len(weight.shape) != 1 or equal(weight.shape[0], classes) is False:
        words = f"weight tensor should be defined either for all {classes} classes or no classes"
        raise Refused("invalid-argument", words, None, argument="weight", value=written(weight.shape))


def of_indices(x: Tensor, target: Tensor, weight: Tensor | None = None) -> Tensor:
    """Log-probabilities against classes."""
    return classified(x, target, weight, probabilities=False)


def of_margins(x: Tensor, target: Tensor, weight: Tensor | None = None) -> Tensor:
    """Scores (N, C) against one class for each example."""
    shape, wanted = known_shape(x), known_shape(target)
    batch = shape[0] if len(shape) == 2 else 1
    fits = len(shape) < 3 and len(wanted) < 2 and equal(wanted[0] if wanted else 1, batch) is not False
    if not fits:
        words = f"a target of {written(wanted)} for scores of {written(shape)}"
        raise Refused("broadcast-mismatch", words, None, left=shape, right=wanted)
    if shape:
        check_classes(x, weight, len(shape) - 1)
    return Tensor(wanted if len(shape) < 2 or not wanted else (batch,), x.dtype, None, x.sources)


def of_labels(x: Tensor, target: Tensor) -> Tensor:
    """Scores (N, C) against a list of classes for each example."""
    shape, wanted = known_shape(x), known_shape(target)
    one = len(shape) < 2 and len(wanted) < 2 and all(equal(size, 1) is not False for size in (*shape, *wanted))
    if len(shape) > 2 or (same_sizes(shape, wanted) is False and not one):
        words = f"a target of {written(wanted)} for scores of {written(shape)}"
        raise Refused("broadcast-mismatch", words, None, left=shape, right=wanted)
    return Tensor(shape[:-1], x.dtype, None, x.sources)


def over_classes(x: Tensor, target: Tensor, weight: Tensor | None = None) -> Tensor:
    """The mean over the last axis."""
    if x.shape == ():
        raise Refused("axis-out-of-range", "the scores have no axes", None, axis=-1, actual_rank=0)
    made = broadcast(x, target, *(() if weight is None else (weight,)))
    return ops.reduce(made, (x.rank or 1) - 1).tensor


def of_distances(*tensors: Tensor) -> Tensor:
    """Distances along the last axis, of vectors that broadcast."""
    ranks = {x.rank for x in tensors}
    if len(ranks) > 1 and None not in ranks:
        words = "the inputs have different numbers of axes"
        shapes = {"shape": tensors[-1].shape, "expected_rank": tensors[0].rank, "actual_rank": tensors[-1].rank}
        raise Refused("rank-mismatch", words, None, **shapes)
    return ops.reduce(broadcast(*tensors), -1).tensor


def of_pairs(one: Tensor, other: Tensor, target: Tensor) -> Tensor:
    """Pairs of vectors (N, D), and whether each belongs together (N)."""
    a, b, wanted = known_shape(one), known_shape(other), known_shape(target)
    if len(wanted) not in (0, 1) or len(a) != len(wanted) + 1 or len(b) != len(a):
        words = f"vectors of {written(a)} and {written(b)} with a target of {written(wanted)}"
        raise Refused("rank-mismatch", words, None, expected_rank=len(wanted) + 1, actual_rank=len(a), shape=a)
    made = ops.reduce(broadcast(one, other), -1).tensor
    return broadcast(made, target)


def of_ranking(one: Tensor, other: Tensor, target: Tensor) -> Tensor:
    """Two scores, and which should be higher."""
    if len({one.rank, other.rank, target.rank} - {None}) > 1:
        words = "margin_ranking_loss : All input tensors should have same dimension"
        shapes = {"shape": target.shape, "expected_rank": one.rank, "actual_rank": target.rank}
        raise Refused("rank-mismatch", words, None, **shapes)
    return broadcast(one, other, target)


def of_variance(x: Tensor, target: Tensor, var: Tensor) -> Tensor:
    """A mean and a variance, which may lack the last axis, or be one for several elements."""
    shape, spread = known_shape(x), known_shape(var)
    if same_sizes(shape, spread) is not False:
        return broadcast(x, target, var)
    if same_sizes(shape[:-1], spread) is not False and len(spread) == len(shape) - 1:
        return broadcast(x, target, ops.unsqueeze(var, -1).tensor)
    differing = [other for size, other in zip(shape, spread, strict=False) if equal(size, other) is not True]
    if len(shape) != len(spread) or not (len(differing) == 1 and equal(differing[0], 1) is not False):
        words = "var is of incorrect size"
        raise Raises("ValueError", "broadcast-mismatch", words, x, left=shape, right=spread)
    return broadcast(x, target, var)


def of_sequences(log_probs: Tensor, *targets: Value) -> Tensor:
    """(T, N, C): one loss for each example."""
    shape = known_shape(log_probs)
    if len(shape) not in (2, 3):
        raise Refused("rank-mismatch", "takes 2 or 3 axes", None, expected_rank=3, actual_rank=len(shape), shape=shape)
    return Tensor(shape[1:2] if len(shape) == 3 else (), log_probs.dtype, None, log_probs.sources)


# --- functions --------------------------------------------------------------------------------------------------------


def compared(
    vm: Interpreter, name: str, each: Callable[..., Tensor], given: tuple[Any, ...], reduction: str, *known: str
) -> Tensor:
    """A loss: what it compares, reduced."""
    note(vm, name, *given[:2])
    if name not in LATE:
        finished(Tensor(None), reduction, *known)
    return finished(each(*given), reduction, *known)


def of_two(name: str, loss: str, each: Callable[..., Tensor]) -> None:
    """A function of an input and a target without further numbers."""

    @op(f"F.{name}", role="loss")
    def run(
        vm: Interpreter,
        input: Tensor,
        target: Tensor,
        size_average: Value = None,
        reduce: Value = None,
        reduction: Value = "mean",
    ) -> Tensor:
        return compared(vm, loss, each, (input, target), way(reduction, size_average, reduce))


of_two("soft_margin_loss", "SoftMarginLoss", into_input)
of_two("multilabel_margin_loss", "MultiLabelMarginLoss", of_labels)


def of_weighted(name: str, loss: str) -> None:
    """Two that take weights of the input's own size."""

    @op(f"F.{name}", role="loss")
    def run(
        vm: Interpreter, input: Tensor, target: Tensor, size_average: Value = None, reduce: Value = None, reduction: Value = "mean",
        weight: Tensor | None = None,
    ) -> Tensor:  # fmt: skip
        check_weights(input, weight)
        return compared(vm, loss, broadcast, (input, target), way(reduction, size_average, reduce))


def check_weights(x: Tensor, weight: Tensor | None) -> None:
    """Refuse weights of another size."""
    if weight is None or weight.shape is None or x.shape is None:
        return
    if same_sizes(x.shape, weight.shape) is False:
        words = "Weights and input must have the same size."
        raise Raises("ValueError", "broadcast-mismatch", words, None, left=x.shape, right=weight.shape)


of_weighted("mse_loss", "MSELoss")
of_weighted("l1_loss", "L1Loss")


@op("F.smooth_l1_loss", role="loss")
def smooth_l1_loss(
    vm: Interpreter, input: Tensor, target: Tensor, size_average: Value = None, reduce: Value = None, reduction: Value = "mean",
    beta: Value = 1.0,
) -> Tensor:  # fmt: skip
    return compared(vm, "SmoothL1Loss", broadcast, (input, target), way(reduction, size_average, reduce))


@op("F.huber_loss", role="loss")
def huber_loss(
    vm: Interpreter,
    input: Tensor,
    target: Tensor,
    reduction: Value = "mean",
    delta: Value = 1.0,
    weight: Tensor | None = None,
) -> Tensor:
    check_weights(input, weight)
    return compared(vm, "HuberLoss", broadcast, (input, target), way(reduction))


@op("F.cross_entropy", role="loss")
def cross_entropy(
    vm: Interpreter, input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: Value = None, ignore_index: Value = -100,
    reduce: Value = None, reduction: Value = "mean", label_smoothing: Value = 0.0,
) -> Tensor:  # fmt: skip
    return compared(vm, "CrossEntropyLoss", classified, (input, target, weight), way(reduction, size_average, reduce))


@op("F.nll_loss", role="loss")
def nll_loss(
    vm: Interpreter, input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: Value = None, ignore_index: Value = -100,
    reduce: Value = None, reduction: Value = "mean",
) -> Tensor:  # fmt: skip
    return compared(vm, "NLLLoss", of_indices, (input, target, weight), way(reduction, size_average, reduce))


@op("F.binary_cross_entropy", role="loss")
def binary_cross_entropy(
    vm: Interpreter, input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: Value = None, reduce: Value = None,
    reduction: Value = "mean",
) -> Tensor:  # fmt: skip
    return compared(vm, "BCELoss", of_same_size, (input, target, weight), way(reduction, size_average, reduce))


@op("F.binary_cross_entropy_with_logits", role="loss")
def binary_cross_entropy_with_logits(
    vm: Interpreter, input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: Value = None, reduce: Value = None,
    reduction: Value = "mean", pos_weight: Tensor | None = None,
) -> Tensor:  # fmt: skip
    given = (input, target, weight, pos_weight)
    return compared(vm, "BCEWithLogitsLoss", of_same_size, given, way(reduction, size_average, reduce))


@op("F.kl_div", role="loss")
def kl_div(
    vm: Interpreter, input: Tensor, target: Tensor, size_average: Value = None, reduce: Value = None, reduction: Value = "mean",
    log_target: Value = False,
) -> Tensor:  # fmt: skip
    return compared(vm, "KLDivLoss", broadcast, (input, target), way(reduction, size_average, reduce), "batchmean")


@op("F.poisson_nll_loss", role="loss")
def poisson_nll_loss(
    vm: Interpreter, input: Tensor, target: Tensor, log_input: Value = True, full: Value = False, size_average: Value = None,
    eps: Value = 1e-8, reduce: Value = None, reduction: Value = "mean",
) -> Tensor:  # fmt: skip
    return compared(vm, "PoissonNLLLoss", broadcast, (input, target), way(reduction, size_average, reduce))


@op("F.gaussian_nll_loss", role="loss")
def gaussian_nll_loss(
    vm: Interpreter,
    input: Tensor,
    target: Tensor,
    var: Value,
    full: Value = False,
    eps: Value = 1e-6,
    reduction: Value = "mean",
) -> Tensor:
    return compared(vm, "GaussianNLLLoss", gaussian, (input, target, var), way(reduction))


def gaussian(x: Tensor, target: Tensor, var: Value) -> Tensor:
    """A variance as a tensor or a number."""
    spread = getattr(var, "tensor", None)
    return broadcast(x, target) if spread is None else of_variance(x, target, spread)


@op("F.margin_ranking_loss", role="loss")
def margin_ranking_loss(
    vm: Interpreter, input1: Tensor, input2: Tensor, target: Tensor, margin: Value = 0, size_average: Value = None, reduce: Value = None,
    reduction: Value = "mean",
) -> Tensor:  # fmt: skip
    return compared(vm, "MarginRankingLoss", of_ranking, (input1, input2, target), way(reduction, size_average, reduce))


@op("F.hinge_embedding_loss", role="loss")
def hinge_embedding_loss(
    vm: Interpreter, input: Tensor, target: Tensor, margin: Value = 1.0, size_average: Value = None, reduce: Value = None,
    reduction: Value = "mean",
) -> Tensor:  # fmt: skip
    return compared(vm, "HingeEmbeddingLoss", broadcast, (input, target), way(reduction, size_average, reduce))


@op("F.multi_margin_loss", role="loss")
def multi_margin_loss(
    vm: Interpreter, input: Tensor, target: Tensor, p: Value = 1, margin: Value = 1.0, weight: Tensor | None = None,
    size_average: Value = None, reduce: Value = None, reduction: Value = "mean",
) -> Tensor:  # fmt: skip
    check_power(p)
    return compared(vm, "MultiMarginLoss", of_margins, (input, target, weight), way(reduction, size_average, reduce))


def check_power(p: Value) -> None:
    """Refuse a power other than 1 and 2."""
    if isinstance(plain(p), (int, float)) and plain(p) not in (1, 2):
        words = "only p == 1 and p == 2 supported"
        raise Raises("ValueError", "invalid-argument", words, None, argument="p", value=str(p))


@op("F.cosine_embedding_loss", role="loss")
def cosine_embedding_loss(
    vm: Interpreter, input1: Tensor, input2: Tensor, target: Tensor, margin: Value = 0, size_average: Value = None, reduce: Value = None,
    reduction: Value = "mean",
) -> Tensor:  # fmt: skip
    return compared(vm, "CosineEmbeddingLoss", of_pairs, (input1, input2, target), way(reduction, size_average, reduce))


@op("F.multilabel_soft_margin_loss", role="loss")
def multilabel_soft_margin_loss(
    vm: Interpreter, input: Tensor, target: Tensor, weight: Tensor | None = None, size_average: Value = None, reduce: Value = None,
    reduction: Value = "mean",
) -> Tensor:  # fmt: skip
    return compared(
        vm, "MultiLabelSoftMarginLoss", over_classes, (input, target, weight), way(reduction, size_average, reduce)
    )


@op("F.triplet_margin_loss", role="loss")
def triplet_margin_loss(
    vm: Interpreter, anchor: Tensor, positive: Tensor, negative: Tensor, margin: Value = 1.0, p: Value = 2, eps: Value = 1e-6,
    swap: Value = False, size_average: Value = None, reduce: Value = None, reduction: Value = "mean",
) -> Tensor:  # fmt: skip
    check_margin(margin)
    return compared(
        vm, "TripletMarginLoss", of_distances, (anchor, positive, negative), way(reduction, size_average, reduce)
    )


def check_margin(margin: Value) -> None:
    """Refuse a margin that is not above 0."""
    if isinstance(plain(margin), (int, float)) and plain(margin) <= 0:
        words = f"margin must be greater than 0, got {margin}"
        raise Raises("ValueError", "invalid-argument", words, None, argument="margin", value=str(margin))


@op("F.ctc_loss", role="loss")
def ctc_loss(
    vm: Interpreter, log_probs: Tensor, targets: Value, input_lengths: Value, target_lengths: Value, blank: Value = 0,
    reduction: Value = "mean", zero_infinity: Value = False,
) -> Tensor:  # fmt: skip
    return compared(vm, "CTCLoss", of_sequences, (log_probs,), way(reduction))
