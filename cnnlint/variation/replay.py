"""Carrying out a model's operations again, with some of them changed: what then comes out, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from cnnlint import ops
from cnnlint.graph import LayerCall, Tensor
from cnnlint.graph.trail import Step
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.ops import Outcome, Refused
from cnnlint.ops.outcome import cost_of
from cnnlint.symbolic import Size, product
from cnnlint.variation.carrying import carried
from cnnlint.variation.plan import Entry, Plan, Stuck, read_by, tensors_in, title
from cnnlint.variation.words import DIALECTS

Rewrite: TypeAlias = Callable[[Step, Sequence[Any], Mapping[str, Any]], Outcome]
"""What is done in place of an operation, from the operation and what it would be given."""
Addition: TypeAlias = Callable[[Tensor], Outcome]
"""A layer put behind a call: what it makes of the call's result."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is done otherwise: in place of operations (by id), and behind calls. `parameters`: how many it adds by itself."""

    rewrites: Mapping[int, Rewrite] = field(default_factory=dict)
    additions: Mapping[LayerCall, Addition] = field(default_factory=dict)
    parameters: Size = 0


_WITHOUT_POSITIONS: Final = frozenset(
    [
        ops.batch_norm, ops.conv, ops.conv_transpose, ops.dense, ops.group_norm, ops.layer_norm, ops.multi_head,
        ops.recurrent,
    ]
)  # fmt: skip
"""Operations whose weights do not hang on how many positions there are, or which refuse what they were not built for."""
NO_CHANGE = Change()


@dataclass(eq=False, slots=True)
class Result:
    """What a changed model gives: the tensors that differ, by the tensor that they stand for, and what it costs.

    `widths`: the layers that have to be built for another number of features, with that number.
    """

    plan: Plan
    tensors: dict[int, Tensor]
    parameters: Size
    macs: Size
    widths: dict[LayerCall, Size]

    def of(self, tensor: Tensor) -> Tensor:
        """The tensor that stands for one of the model's own."""
        link = self.plan.links.get(id(tensor), tensor)
        link = tensor if not isinstance(link, Tensor) else link
        now = self.tensors.get(id(link))
        if now is None:
            return tensor
        return now if link is tensor else replace(now, dtype=tensor.dtype, sources=tensor.sources)


def replay(plan: Plan, change: Change = NO_CHANGE, *, whole: bool = False) -> Result:
    """Carry out a plan with a change; only what hangs on the change, or the `whole`.

    Raises Stuck where it cannot be told what would come out, Refused where the changed model could not work.
    """
    tensors = {id(tensor): tensor for tensor in plan.inputs} if whole else {}
    run = _Run(Result(plan, tensors, plan.model.parameters + change.parameters, plan.model.macs, {}), change)
    try:
        for entry in plan.entries:
            run.enter(entry)
    except NotKnown as unknown:
        raise Stuck(unknown.reason) from None
    return run.result


@dataclass(eq=False, slots=True)
class _Run:
    result: Result
    change: Change
    counted: set[object] = field(default_factory=set)

    def enter(self, entry: Entry) -> None:
        if entry.step is not None:
            self.repeat(entry.row, entry.step)
        else:
            self.finish(entry.row)

    def is_new(self, tensor: Tensor) -> bool:
        link = self.result.plan.links.get(id(tensor))
        return link is not None and id(link) in self.result.tensors

    def repeat(self, row: LayerCall, step: Step) -> None:
        rewrite = self.change.rewrites.get(id(step))
        read = read_by(step)
        if rewrite is None and not any(map(self.is_new, read)):
            return
        args: Sequence[Any] = [self.given(value) for value in step.args]
        kwargs: Mapping[str, Any] = {name: self.given(value) for name, value in step.kwargs.items()}
        if rewrite is not None:
            if row in self.result.plan.opaque:
                raise Stuck(f"{title(row)} costs something else than its operations")
            made = rewrite(step, args, kwargs)
        elif all(self.result.of(tensor).shape == tensor.shape for tensor in read):
            made = step.function(*args, **kwargs)
        else:
            made = self.on_other_sizes(row, step, args, kwargs)
        self.result.macs = self.result.macs + cost_of(made) - cost_of(step.result)
        self.built(row, step, args, kwargs)
        old, new = list(tensors_in(step.result)), list(tensors_in(made))
        if len(old) != len(new):
            raise Stuck(f"{title(row)} would give another number of tensors")
        for before, after in zip(old, new, strict=True):
            self.result.tensors[id(before)] = after

    def on_other_sizes(self, row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """An operation on maps of other sizes than it had."""
        if row in self.result.plan.opaque:
            raise Stuck(f"{title(row)} costs something else than its operations")
        args, kwargs = carried(row, step, args, kwargs)
        try:
            return step.function(*args, **kwargs)
        except Refused as refused:
            if self.is_built(row):
                raise Stuck(f"{title(row)} would be built for other sizes") from refused
            raise

    def is_built(self, row: LayerCall) -> bool:
        """Whether a layer makes its weights for what comes in."""
        return row.kind == "module" and row.parameters != 0 and DIALECTS[self.result.plan.model.framework].builds

    def given(self, value: Any) -> Any:
        """An argument with the tensors that now stand in it."""
        if isinstance(value, Tensor):
            return self.result.of(value)
        if type(value) in (list, tuple):
            return type(value)(self.given(item) for item in value)
        return value

    def built(self, row: LayerCall, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        """Count the weights of a layer that has to be built otherwise, once however often it is called."""
        if step.function is not ops.dense:
            return
        before, after = step.args[0].shape, args[0].shape
        axis = step.kwargs.get("axis", -1)
        if not before or not after or before[axis] == after[axis]:
            return
        if row.kind != "module":
            raise Stuck(f"{title(row)} has a weight that the program makes itself")
        self.result.widths[row] = after[axis]
        if row.name not in self.counted:
            self.counted.add(row.name)
            more = (after[axis] - before[axis]) * step.kwargs["out_features"]
            self.result.parameters = self.result.parameters + more

    def finish(self, row: LayerCall) -> None:
        addition = self.change.additions.get(row)
        steps, made = (row.trail.steps, row.trail.made) if row.trail is not None else ((), ())
        differs = any(self.result.of(tensor).shape != tensor.shape for tensor in made)
        if differs and self.is_built(row) and not any(step.function in _WITHOUT_POSITIONS for step in steps):
            raise Stuck(f"{title(row)} may have weights for each position")
        for tensor, output in zip(made, row.outputs, strict=True):
            if addition is None and not self.is_new(tensor):
                continue
            now = self.result.of(tensor)
            if addition is not None:
                outcome = addition(now)
                now = outcome.tensor
                self.result.macs = self.result.macs + outcome.macs
            self.result.tensors[id(output)] = replace(now, dtype=output.dtype, sources=output.sources)


def check(plan: Plan) -> None:
    """Raise Stuck unless the unchanged model comes out as it is: every shape and field."""
    try:
        result = replay(plan, whole=True)
    except Refused as refused:
        raise Stuck(f"it does not work as it is: {refused.words}") from None
    for entry in plan.entries:
        if entry.step is not None:
            continue
        for tensor in entry.row.outputs:
            again = result.of(tensor)
            if again.shape != tensor.shape:
                raise Stuck(f"the size of what {title(entry.row)} gives is not known for certain")
            if again.field != tensor.field:
                raise Stuck(f"the field of {title(entry.row)} cannot be worked out again")


def weights_of(kernel: Sequence[Size], groups: Size, in_channels: Size, out_channels: Size) -> Size:
    """The number of weights of a convolution."""
    return product(kernel) * (in_channels // groups) * out_channels
