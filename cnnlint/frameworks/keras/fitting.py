"""What a model is given to learn from, held against what it was made for: its inputs, and the targets that its loss compares with its output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.nested import flat_values
from cnnlint.frameworks.common.tensors import TensorValue
from cnnlint.frameworks.keras.graph import Graph, in_order
from cnnlint.frameworks.keras.layer import defined_in, name_of
from cnnlint.frameworks.keras.model import accepted_inputs, graph_of
from cnnlint.frameworks.keras.words import written
from cnnlint.graph import Loss, Shape
from cnnlint.interpreter.values import MISSING, Instance, Native, Value
from cnnlint.symbolic import equal

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

ONE_PLACE_EACH = "keras.losses.CategoricalCrossentropy"
NUMBERS = "keras.losses.SparseCategoricalCrossentropy"


OWN_STEPS = (
    "fit",
    "evaluate",
    "predict",
    "train_step",
    "test_step",
    "predict_step",
    "compute_loss",
    "__call__",
    "call",
)


def is_plain(self: Instance) -> bool:
    """Whether the program has left it to Keras what is done with the data."""
    return all(
        isinstance(defined_in(self, name)[1], Native) for name in OWN_STEPS if self.cls.lookup(name) is not MISSING
    )


def check_inputs(vm: Interpreter, self: Instance, data: Value) -> None:
    """Refuse data whose shape is not that of the model's inputs."""
    graph = graph_of(self)
    if graph is not None and isinstance(data, dict):  # by the names of the inputs
        data = [data.get(name_of(one.node.operation)) for one in graph.flat_inputs]
    values = [value for value in flat_values(in_order(data)) if value.tensor.shape is not None]
    if graph is not None and is_plain(self) and len(values) == len(graph.flat_inputs):
        accepted_inputs(vm, self, graph, values)


def check_targets(vm: Interpreter, self: Instance, targets: Value) -> None:
    """Refuse targets that the loss of the model's only output cannot compare with it."""
    graph, losses = graph_of(self), self.attrs.get("_losses")
    if graph is None or not is_plain(self) or not isinstance(losses, list) or len(losses) != 1:
        return
    output = only_output(graph)
    loss = losses[0][1]
    if (
        output is None
        or not isinstance(targets, TensorValue)
        or targets.tensor.shape is None
        or not isinstance(loss, Loss)
    ):
        return
    wrong = misfit(loss.op, output, targets.tensor.shape)
    if wrong:
        short = loss.op.rpartition(".")[2]
        words = f"{short} compares an output of shape {written(output)} with targets of shape {written(targets.tensor.shape)}: {wrong}"
        details = {"argument": "y", "value": written(targets.tensor.shape), "layer": name_of(self)}
        vm.refuse("invalid-argument", words, error="ValueError", details=details)


def only_output(graph: Graph) -> Shape | None:
    """The shape of a model's output where it has one."""
    outputs = graph.flat_outputs
    return outputs[0].tensor.shape if len(outputs) == 1 else None


def misfit(op: str, output: Shape, targets: Shape) -> str:
    """Why targets cannot be compared with an output, in words; empty where they may fit.

    Keras adds or drops a last axis of 1 where the ranks differ by one.
    """
    if not output or not targets:
        return ""
    if len(targets) == len(output) - 1:
        targets = (*targets, 1)
    if len(targets) != len(output):
        return ""
    if op == ONE_PLACE_EACH and equal(targets[-1], output[-1]) is False:
        if equal(targets[-1], 1) is True:
            return "the targets are numbers of classes, which the sparse form of the loss takes"
        return f"there are {targets[-1]} classes in the targets, and {output[-1]} in the output"
    if op == NUMBERS and isinstance(targets[-1], int) and targets[-1] > 1:
        return "the targets have a place for each class, and this loss takes their numbers"
    return ""
