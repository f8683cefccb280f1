"""Losses as modules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch.functions import loss as functions
from cnnlint.frameworks.torch.functions.loss import check_margin, check_power, compared, finished, note, way
from cnnlint.frameworks.torch.layers.define import Init, base, constant, layer
from cnnlint.frameworks.torch.library import torch
from cnnlint.graph import Tensor
from cnnlint.interpreter.values import Instance, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

LOSS = base("_Loss")
WEIGHTED = base("_WeightedLoss", LOSS)


def of(self: Instance, name: str) -> Tensor | None:
    """A tensor that the loss was built with."""
    value = self.attrs.get(name)
    return value.tensor if isinstance(value, TensorValue) else None


def reduction(self: Instance) -> str:
    """How the loss is reduced."""
    return way(self.attrs["reduction"], self.attrs.get("size_average"), self.attrs.get("reduce"))


def loss(
    name: str,
    each: Callable[..., Tensor],
    weights: tuple[str, ...] = (),
    *known: str,
    weighted: bool = False,
    several: bool = False,
) -> Callable[[Init], Init]:
    """The declaration of a loss that compares by `each`, with the tensors of these names behind the inputs."""

    def run(vm: Interpreter, self: Instance, input: Tensor, target: Tensor) -> Tensor:
        given = (input, target, *(of(self, one) for one in weights))
        return compared(vm, name, each, given, reduction(self), *known)

    def run_three(vm: Interpreter, self: Instance, input1: Tensor, input2: Tensor, target: Tensor) -> Tensor:
        return compared(vm, name, each, (input1, input2, target), reduction(self), *known)

    bases = (WEIGHTED if weighted else LOSS,)
    return layer(name, run=run_three if several else run, attributes=constant("loss"), bases=bases)


for _name, _each in (("MSELoss", functions.broadcast), ("L1Loss", functions.broadcast), ("SoftMarginLoss", functions.into_input),
                     ("MultiLabelMarginLoss", functions.of_labels)):  # fmt: skip

    @loss(_name, _each)
    def simple(
        vm: Interpreter, self: Instance, size_average: Value = None, reduce: Value = None, reduction: Value = "mean"
    ) -> None: ...


@loss("SmoothL1Loss", functions.broadcast)
def smooth_l1(
    vm: Interpreter,
    self: Instance,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
    beta: Value = 1.0,
) -> None: ...


@loss("HuberLoss", functions.broadcast)
def huber(vm: Interpreter, self: Instance, reduction: Value = "mean", delta: Value = 1.0) -> None: ...


@loss("CrossEntropyLoss", functions.classified, ("weight",), weighted=True)
def cross_entropy(
    vm: Interpreter, self: Instance, weight: Value = None, size_average: Value = None, ignore_index: Value = -100, reduce: Value = None,
    reduction: Value = "mean", label_smoothing: Value = 0.0,
) -> None: ...  # fmt: skip


@loss("NLLLoss", functions.of_indices, ("weight",), weighted=True)
def nll(
    vm: Interpreter, self: Instance, weight: Value = None, size_average: Value = None, ignore_index: Value = -100, reduce: Value = None,
    reduction: Value = "mean",
) -> None: ...  # fmt: skip


torch.new_class("torch.nn.NLLLoss2d", torch.values["torch.nn.NLLLoss"])


@loss("BCELoss", functions.of_same_size, ("weight",), weighted=True)
def bce(
    vm: Interpreter,
    self: Instance,
    weight: Value = None,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
) -> None: ...


@loss("MultiLabelSoftMarginLoss", functions.over_classes, ("weight",), weighted=True)
def multilabel(
    vm: Interpreter,
    self: Instance,
    weight: Value = None,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
) -> None: ...


@loss("BCEWithLogitsLoss", functions.of_same_size, ("weight", "pos_weight"))
def bce_with_logits(
    vm: Interpreter, self: Instance, weight: Value = None, size_average: Value = None, reduce: Value = None, reduction: Value = "mean",
    pos_weight: Value = None,
) -> None: ...  # fmt: skip


@loss("KLDivLoss", functions.broadcast, (), "batchmean")
def kl_div(
    vm: Interpreter,
    self: Instance,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
    log_target: Value = False,
) -> None: ...


@loss("PoissonNLLLoss", functions.broadcast)
def poisson(
    vm: Interpreter, self: Instance, log_input: Value = True, full: Value = False, size_average: Value = None, eps: Value = 1e-8,
    reduce: Value = None, reduction: Value = "mean",
) -> None: ...  # fmt: skip


@loss("HingeEmbeddingLoss", functions.broadcast)
def hinge(
    vm: Interpreter,
    self: Instance,
    margin: Value = 1.0,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
) -> None: ...


@loss("MultiMarginLoss", functions.of_margins, ("weight",), weighted=True)
def multi_margin(
    vm: Interpreter, self: Instance, p: Value = 1, margin: Value = 1.0, weight: Value = None, size_average: Value = None,
    reduce: Value = None, reduction: Value = "mean",
) -> None:  # fmt: skip
    check_power(p)


for _name, _compare in (("CosineEmbeddingLoss", functions.of_pairs), ("MarginRankingLoss", functions.of_ranking)):

    @loss(_name, _compare, several=True)
    def with_margin(
        vm: Interpreter,
        self: Instance,
        margin: Value = 0.0,
        size_average: Value = None,
        reduce: Value = None,
        reduction: Value = "mean",
    ) -> None: ...


def run_gaussian(vm: Interpreter, self: Instance, input: Tensor, target: Tensor, var: Value) -> Tensor:
    return compared(vm, "GaussianNLLLoss", functions.gaussian, (input, target, var), reduction(self))


@layer("GaussianNLLLoss", run=run_gaussian, attributes=constant("loss"), bases=(LOSS,))
def gaussian(
    vm: Interpreter, self: Instance, *, full: Value = False, eps: Value = 1e-6, reduction: Value = "mean"
) -> None: ...


def run_triplet(vm: Interpreter, self: Instance, anchor: Tensor, positive: Tensor, negative: Tensor) -> Tensor:
    return compared(vm, "TripletMarginLoss", functions.of_distances, (anchor, positive, negative), reduction(self))


@layer("TripletMarginLoss", run=run_triplet, attributes=constant("loss"), bases=(LOSS,))
def triplet(
    vm: Interpreter, self: Instance, margin: Value = 1.0, p: Value = 2.0, eps: Value = 1e-6, swap: Value = False,
    size_average: Value = None, reduce: Value = None, reduction: Value = "mean",
) -> None:  # fmt: skip
    check_margin(margin)


def run_by_distance(vm: Interpreter, self: Instance, anchor: Tensor, positive: Tensor, negative: Tensor) -> Tensor:
    """With a distance of the program's own the losses have the shape that it gives, which is not followed."""
    note(vm, "TripletMarginWithDistanceLoss", anchor)
    own = self.attrs["distance_function"] is not None
    each = Tensor(None) if own else functions.of_distances(anchor, positive, negative)
    return finished(each, reduction(self))


@layer("TripletMarginWithDistanceLoss", run=run_by_distance, attributes=constant("loss"), bases=(LOSS,))
def triplet_by_distance(
    vm: Interpreter,
    self: Instance,
    *,
    distance_function: Value = None,
    margin: Value = 1.0,
    swap: Value = False,
    reduction: Value = "mean",
) -> None:
    check_margin(margin)


def run_ctc(
    vm: Interpreter, self: Instance, log_probs: Tensor, targets: Value, input_lengths: Value, target_lengths: Value
) -> Tensor:
    return compared(vm, "CTCLoss", functions.of_sequences, (log_probs,), reduction(self))


@layer("CTCLoss", run=run_ctc, attributes=constant("loss"), bases=(LOSS,))
def ctc(
    vm: Interpreter, self: Instance, blank: Value = 0, reduction: Value = "mean", zero_infinity: Value = False
) -> None: ...
