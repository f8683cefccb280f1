"""Losses: they compare an output with a target; which output they are fed is what rules look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnnlint.frameworks.common.convert import tensor, word
from cnnlint.frameworks.common.record import recorder
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.torch import calling
from cnnlint.frameworks.torch.functions.define import op
from cnnlint.frameworks.torch.layers.define import layer
from cnnlint.graph import LayerCall, Loss, Tensor
from cnnlint.interpreter.values import Instance, Value

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

APPLIES_ITS_OWN = {  # the softmax or sigmoid
    "CrossEntropyLoss": True, "BCEWithLogitsLoss": True, "MultiLabelSoftMarginLoss": True, "MultiMarginLoss": None, "NLLLoss": False,
    "BCELoss": False, "MSELoss": None, "L1Loss": None, "SmoothL1Loss": None, "HuberLoss": None, "KLDivLoss": None, "PoissonNLLLoss": None,
    "SoftMarginLoss": None, "MultiLabelMarginLoss": None, "HingeEmbeddingLoss": None, "CosineEmbeddingLoss": None, "MarginRankingLoss": None,
    "TripletMarginLoss": None, "TripletMarginWithDistanceLoss": None, "GaussianNLLLoss": None, "CTCLoss": None,
}  # fmt: skip
FUNCTIONS = {
    "cross_entropy": "CrossEntropyLoss", "binary_cross_entropy_with_logits": "BCEWithLogitsLoss", "nll_loss": "NLLLoss",
    "binary_cross_entropy": "BCELoss", "mse_loss": "MSELoss", "l1_loss": "L1Loss", "smooth_l1_loss": "SmoothL1Loss", "huber_loss": "HuberLoss",
    "kl_div": "KLDivLoss", "poisson_nll_loss": "PoissonNLLLoss", "soft_margin_loss": "SoftMarginLoss", "margin_ranking_loss": "MarginRankingLoss",
    "multilabel_margin_loss": "MultiLabelMarginLoss", "hinge_embedding_loss": "HingeEmbeddingLoss", "multi_margin_loss": "MultiMarginLoss",
    "cosine_embedding_loss": "CosineEmbeddingLoss", "triplet_margin_loss": "TripletMarginLoss", "ctc_loss": "CTCLoss",
    "multilabel_soft_margin_loss": "MultiLabelSoftMarginLoss", "gaussian_nll_loss": "GaussianNLLLoss",
}  # fmt: skip


def note(vm: Interpreter, name: str, given: Value) -> None:
    """Remember that a loss is fed with this output: beside the model that is running, or the one that made the output."""
    if not isinstance(given, TensorValue) or not given.tensor.sources:
        return
    source = given.tensor.sources[0]
    loss = Loss(f"torch.nn.{name}", vm.here(), APPLIES_ITS_OWN[name], source)
    if vm.state.get("torch.names") is not None:
        recorder(vm).losses.append(loss)
    for trace in calling.traces(vm):
        if isinstance(source, LayerCall) and any(row is source for row in trace.rows):
            trace.losses.append(loss)


def compared(given: Value, reduction: str) -> Tensor:
    """One number, or one for each element where nothing is reduced."""
    x = tensor(given)
    return Tensor(() if reduction != "none" else None, x.dtype, None, x.sources)


def run_loss(vm: Interpreter, self: Instance, input: Value, *targets: Value, name: str) -> Tensor:
    note(vm, name, input)
    return compared(input, word(self.attrs.get("reduction", "mean"), "none"))


def described(self: Instance) -> dict[str, object]:
    return {"role": "loss"}


def declare(name: str) -> None:
    """A loss as a module."""

    def run(vm: Interpreter, self: Instance, *values: Value) -> Any:
        return run_loss(vm, self, *values, name=name)

    @layer(name, run=run, attributes=described)
    def init(vm: Interpreter, self: Instance, *args: Value, **options: Value) -> None:
        self.attrs["reduction"] = options.get("reduction", "mean")


def declare_function(name: str, loss: str) -> None:
    """The functional form of a loss."""

    @op(f"torch.nn.functional.{name}", role="loss")
    def run(vm: Interpreter, input: Value, *args: Value, **options: Value) -> Tensor:
        note(vm, loss, input)
        return compared(input, word(options.get("reduction", "mean"), "none"))


for _name in APPLIES_ITS_OWN:
    declare(_name)
for _name, _loss in FUNCTIONS.items():
    declare_function(_name, _loss)

