"""A model as the rest of cnnlint sees it: inputs, layer calls in order, outputs, totals, and what was not understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from cnnlint.graph.layer import LayerCall
from cnnlint.graph.part import Part
from cnnlint.graph.requirement import NO_CONTRACT, Contract
from cnnlint.graph.tensor import Input, Source, Tensor
from cnnlint.source.location import Location
from cnnlint.source.unresolved import Unresolved
from cnnlint.symbolic import Size, substitute, symbols


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss that the model's output is fed to.

    `op` is its documented name; `from_logits` is True where it applies the softmax or sigmoid itself, None if unknown. `classes` is how many
    classes the data set `data` numbers that its targets are taken from.
    """

    op: str
    at: Location | None
    from_logits: bool | None
    source: Source | None = None
    classes: int | None = None
    data: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric that is computed of the model's output: its documented name, and the loss of the same output.

    `threshold` is what it calls a yes from; `from_logits` whether it applies the sigmoid itself; None where that does not apply or is not known.
    """

    op: str
    at: Location | None
    source: Source | None = None
    loss: Loss | None = None
    threshold: float | None = None
    from_logits: bool | None = None


@dataclass(eq=False, slots=True)
class Model:
    """One model with one set of inputs."""

    name: str
    framework: Literal["torch", "keras"]
    at: Location
    inputs: tuple[Input, ...]
    outputs: tuple[Tensor, ...]
    layers: tuple[LayerCall, ...]
    parameters: Size = 0
    trainable_parameters: Size = 0
    unresolved: tuple[Unresolved, ...] = ()
    lost: int = 0  # calls of layers whose result could not be worked out
    losses: tuple[Loss, ...] = field(default_factory=tuple)
    contract: Contract = NO_CONTRACT
    metrics: tuple[Metric, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def macs(self) -> Size:
        """Multiply-accumulates of one pass, containers not counted twice."""
        total: Size = 0
        for layer in self.layers:
            if layer.kind != "container":
                total = total + layer.macs
        return total

    @property
    def resolved(self) -> tuple[int, int]:
        """(calls understood, calls in all): a call is understood if the shape of its result is known."""
        calls = [layer for layer in self.layers if layer.kind != "container"]
        known = sum(1 for layer in calls if layer.outputs and all(t.shape is not None for t in layer.outputs))
        return known, len(calls) + self.lost

    @property
    def final(self) -> LayerCall | None:
        """The call that makes the last spatial map that the output comes from, before space is collapsed; None if there is none.

        Its features are those that have to "contain information about the totality of the input".
        """
        ancestors = self.ancestors
        for layer in reversed(self.layers):
            spatial = layer.kind != "container" and layer in ancestors and layer.receptive_field is not None
            if spatial and layer.receptive_field is not None and layer.receptive_field.is_spatial:
                return layer
        return None

    @property
    def ancestors(self) -> set[LayerCall]:
        """The calls that what the model gives back is computed from."""
        pending = [source for tensor in self.outputs for source in tensor.sources]
        seen: set[LayerCall] = set()
        while pending:
            source = pending.pop()
            if isinstance(source, LayerCall) and source not in seen:
                seen.add(source)
                pending.extend(source.inputs)
        return seen


def of_one_sample(model: Model, macs: Size) -> Size:
    """A cost for one sample, where the first axis of the first input is a size without a number: the batch."""
    shape = model.inputs[0].shape if model.inputs else None
    batch = symbols(shape[0]) if shape else frozenset()
    return substitute(macs, dict.fromkeys(batch, 1)) if len(batch) == 1 else macs
