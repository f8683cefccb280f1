"""Heads that hold linear maps and give losses: `AdaptiveLogSoftmaxWithLoss`, `LinearCrossEntropyLoss`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from cnnlint import ops
from cnnlint.frameworks.common.operation import Raises
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch import module as modules
from cnnlint.frameworks.torch.arguments import as_axes, as_tensor, fitted
from cnnlint.frameworks.torch.functions.define import guarded, op
from cnnlint.frameworks.torch.functions.loss import classified, finished, note, way
from cnnlint.frameworks.torch.functions.results import known_shape
from cnnlint.frameworks.torch.layers.attention import part
from cnnlint.frameworks.torch.layers.loss import WEIGHTED
from cnnlint.frameworks.torch.library import torch
from cnnlint.frameworks.torch.tensor import of_class
from cnnlint.graph import Tensor
from cnnlint.interpreter.attributes import store
from cnnlint.interpreter.operators import plain
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.stdlib.named_tuples import named_tuple
from cnnlint.interpreter.values import Instance, Value
from cnnlint.ops.outcome import Refused
from cnnlint.ops.shared import combined, written
from cnnlint.symbolic import equal, product

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

ADAPTIVE: Final = torch.new_class("torch.nn.AdaptiveLogSoftmaxWithLoss", modules.MODULE)
LINEAR: Final = torch.new_class("torch.nn.LinearCrossEntropyLoss", WEIGHTED)
RESULT: Final = of_class(named_tuple("_ASMoutput", ("output", "loss"), {}, "torch.nn.modules.adaptive"))


# --- adaptive softmax -------------------------------------------------------------------------------------------------


def init_adaptive(
    vm: Interpreter, self: Value, in_features: Value, n_classes: Value, cutoffs: Value, div_value: Value = 4.0, head_bias: Value = False,
    device: Value = None, dtype: Value = None,
) -> Value:  # fmt: skip
    modules.init(vm, self)
    ends = list(fitted(as_axes, "cutoffs", list(vm.elements(cutoffs))))
    width, classes, share = plain(in_features), plain(n_classes), plain(div_value)
    if not (isinstance(width, int) and isinstance(classes, int) and isinstance(share, (int, float))):
        raise NotKnown("the sizes of an adaptive softmax")
    if not ends or ends != sorted(set(ends)) or ends[0] <= 0 or ends[-1] > classes - 1:
        words = "cutoffs should be a sequence of unique, positive integers sorted in an increasing order"
        raise Raises("ValueError", "invalid-argument", words, None, argument="cutoffs", value=str(ends))
    for name, value in (
        ("in_features", width),
        ("n_classes", classes),
        ("cutoffs", [*ends, classes]),
        ("div_value", share),
    ):
        store(vm, self, name, value)
    vm.setattr(self, "head", part(vm, "Linear", width, ends[0] + len(ends), head_bias))
    tail = [
        part(vm, "Sequential", part(vm, "Linear", width, inner, False), part(vm, "Linear", inner, outer, False))
        for inner, outer in clusters(width, [*ends, classes], share)
    ]
    vm.setattr(self, "tail", part(vm, "ModuleList", tail))
    return None


def clusters(width: int, ends: list[int], share: float) -> list[tuple[int, int]]:
    """The inner width and the number of classes of each cluster behind the first."""
    return [(int(width // share ** (n + 1)), after - before) for n, (before, after) in enumerate(pairwise(ends))]


torch.method(ADAPTIVE, "__init__")(guarded(init_adaptive, "AdaptiveLogSoftmaxWithLoss.__init__", native=False))


def run_adaptive(vm: Interpreter, self: Value, input_: Value, target_: Value) -> Value:
    """The head runs; which of the clusters do is up to the targets."""
    x, target = fitted(as_tensor, "input_", input_), fitted(as_tensor, "target_", target_)
    shape, wanted = known_shape(x), known_shape(target)
    if len(wanted) > 1 or len(shape) != len(wanted) + 1 or (wanted and equal(shape[0], wanted[0]) is False):
        words = f"a target of {written(wanted)} for an input of {written(shape)}"
        raise Refused("broadcast-mismatch", words, None, left=shape, right=wanted)
    found = vm.call(vm.getattr(self, "head"), (input_,))
    scores = found.tensor if isinstance(found, TensorValue) else x
    return vm.call(JUDGED, (found, target_)) if scores is not x else found


@op("torch.nn.functional.adaptive_log_softmax", role="loss")
def judged(vm: Interpreter, scores: Tensor, target: Tensor) -> Any:
    made = combined((scores, target), target.shape)
    return RESULT((Tensor(made.shape, scores.dtype, None, made.sources), Tensor((), scores.dtype, None, made.sources)))


JUDGED: Final = torch.values.pop("torch.nn.functional.adaptive_log_softmax")
torch.method(ADAPTIVE, "forward")(guarded(run_adaptive, "AdaptiveLogSoftmaxWithLoss.forward", native=False))


@torch.method(ADAPTIVE, "log_prob")
def log_prob(vm: Interpreter, self: Instance, input: Value) -> Value:
    for cluster in vm.elements(vm.getattr(self, "tail")):
        vm.call(cluster, (input,))
    return vm.call(WHOLE, (vm.call(vm.getattr(self, "head"), (input,)), self.attrs["n_classes"]))


@op("torch.nn.functional.adaptive_log_prob", role="softmax")
def whole(vm: Interpreter, scores: Tensor, classes: Value) -> Tensor:
    return scores.with_shape((*known_shape(scores)[:-1], classes))


WHOLE: Final = torch.values.pop("torch.nn.functional.adaptive_log_prob")


@torch.method(ADAPTIVE, "predict")
def predict(vm: Interpreter, self: Instance, input: Value) -> Value:
    return vm.call(vm.library_value("torch.argmax"), (vm.call(vm.getattr(self, "head"), (input,)), 1))


# --- linear map and cross entropy -------------------------------------------------------------------------------------


def init_linear(
    vm: Interpreter, self: Value, in_features: Value, num_classes: Value, *, out_features: Value = (), bias: Value = False,
    device: Value = None, dtype: Value = None, reduction: Value = "mean", weight: Value = None, ignore_index: Value = None,
    label_smoothing: Value = 0.0, options: Value = None,
) -> Value:  # fmt: skip
    modules.init(vm, self)
    given = {"num_classes": num_classes, "out_features": out_features, "reduction": reduction, "weight": weight}
    for name, value in given.items():
        store(vm, self, name, value)
    rows = product([num_classes, *fitted(as_axes, "out_features", out_features)])
    vm.setattr(self, "linear", part(vm, "Linear", in_features, rows, bias))
    return None


torch.method(LINEAR, "__init__")(guarded(init_linear, "LinearCrossEntropyLoss.__init__", native=False))


@torch.method(LINEAR, "forward")
def run_linear(vm: Interpreter, self: Instance, input: Value, target: Value) -> Value:
    linear = vm.getattr(self, "linear")
    inner = (self.attrs["num_classes"], *plain(self.attrs["out_features"]), linear.attrs["in_features"])
    weight = vm.call(vm.library_value("torch.zeros"), (inner,))
    run = vm.library_value("torch.nn.functional.linear_cross_entropy")
    return vm.call(run, (input, weight, target), {"weight": self.attrs["weight"], "reduction": self.attrs["reduction"]})


@op("F.linear_cross_entropy", role="loss")
def linear_cross_entropy(
    vm: Interpreter, input: Tensor, linear_weight: Tensor, target: Tensor, *, linear_bias: Tensor | None = None,
    weight: Tensor | None = None, reduction: Value = "mean", ignore_index: Value = None, label_smoothing: Value = 0.0,
    options: Value = None,
) -> Tensor:  # fmt: skip
    note(vm, "LinearCrossEntropyLoss", input)
    shape, rows = known_shape(input), known_shape(linear_weight)
    dense = ops.dense(input, in_features=rows[-1], out_features=rows[0]).tensor
    scores = dense.with_shape((*shape[:-1], *rows[:-1]))
    return finished(classified(scores, target, weight), way(reduction))
