"""Which operations a model's outputs come from, in order, and which tensor each of them reads: what has to be known to carry them out again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from cnnlint.graph import Input, LayerCall, Model, Tensor
from cnnlint.graph.trail import Step
from cnnlint.ops import Outcome, Recurrence
from cnnlint.ops.outcome import cost_of
from cnnlint.symbolic import Size


class Stuck(Exception):  # noqa: N818 - an answer about the model
    """Something cannot be carried out again; the reason in words."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for a tensor of which it is not known how it was made."""

    reason: str


Link: TypeAlias = "Tensor | Lost | None"
"""The tensor of the record that another one is, perhaps with a different element type; None for a constant."""


@dataclass(eq=False, slots=True)
class Entry:
    """One thing to do: an operation, or with `step` None the end of a call, whose results get it as their source."""

    row: LayerCall
    step: Step | None = None


@dataclass(eq=False, slots=True)
class Plan:
    """The operations that the costs and outputs of a model come from; `inputs` are the tensors that enter.

    `opaque` are the calls that cost something else than their operations: what they cost on other sizes is not known.
    """

    model: Model
    entries: list[Entry]
    links: dict[int, Link]
    inputs: list[Tensor]
    opaque: frozenset[LayerCall] = frozenset()


def plan(model: Model) -> Plan:
    """The plan of a model. Raises Stuck where something that counts cannot be carried out again."""
    walk = _Walk(model)
    walk.run()
    roots = [*model.outputs, *(tensor for row in model.layers if _costs(row) for tensor in row.outputs)]
    entries = _needed(walk, roots)
    return Plan(model, entries, walk.links, list(walk.inputs.values()), frozenset(_opaque(entries)))


def in_order(model: Model) -> list[LayerCall]:
    """The calls such that each comes behind those that it reads: rows may be ordered for readers."""
    found: dict[LayerCall, None] = {}
    met: set[LayerCall] = set()
    for row in model.layers:
        pending = [row] if row not in met else []
        while pending:
            met.add(pending[-1])
            before = (one for one in pending[-1].inputs if isinstance(one, LayerCall) and one not in met)
            if (first := next(before, None)) is not None:
                pending.append(first)
            else:
                found[pending.pop()] = None
    return list(found)


def tensors_in(value: object) -> Iterator[Tensor]:
    """The tensors among the arguments or in the result of an operation."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, Outcome):
        yield value.tensor
    elif isinstance(value, Recurrence):
        yield from (value.sequence, value.last, value.hidden, value.cell)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from tensors_in(item)


def read_by(step: Step) -> list[Tensor]:
    """The tensors that an operation was given."""
    return list(tensors_in([*step.args, *step.kwargs.values()]))


@dataclass(eq=False, slots=True)
class _Walk:
    """Follows the record from front to end, and finds for each tensor that is read where it comes from."""

    model: Model
    entries: list[Entry] = field(default_factory=list)
    links: dict[int, Link] = field(default_factory=dict)
    inputs: dict[int, Tensor] = field(default_factory=dict)
    made: dict[int, Tensor] = field(default_factory=dict)
    twins: dict[tuple[int, ...], Tensor] = field(default_factory=dict)
    constant: dict[LayerCall, bool] = field(default_factory=dict)

    def run(self) -> None:
        for row in in_order(self.model):
            self.constant[row] = all(isinstance(one, LayerCall) and self.constant.get(one) for one in row.inputs)
            for step in row.trail.steps if row.trail is not None else ():
                self.link(read_by(step))
                self.entries.append(Entry(row, step))
                self.make(tensors_in(step.result))
            if row.trail is not None:
                self.link(row.trail.made)
                self.entries.append(Entry(row))
                self.make(row.outputs)
        self.link(self.model.outputs)

    def make(self, tensors: Iterator[Tensor] | Sequence[Tensor]) -> None:
        for tensor in tensors:
            self.made.setdefault(id(tensor), tensor)
            if tensor.shape:
                self.twins[_traits(tensor)] = self.made[id(tensor)]

    def link(self, tensors: Sequence[Tensor]) -> None:
        for tensor in tensors:
            if id(tensor) not in self.links:
                self.links[id(tensor)] = self.made.get(id(tensor)) or self.found(tensor)

    def found(self, tensor: Tensor) -> Link:
        """What a tensor is that nothing of the record has made itself."""
        if all(isinstance(source, LayerCall) and self.constant.get(source) for source in tensor.sources):
            return None
        twin = self.twins.get(_traits(tensor)) if tensor.shape else None
        if twin is not None:
            return twin
        if tensor.field is None and any(
            isinstance(source, Input) and source.shape == tensor.shape for source in tensor.sources
        ):
            self.twins[_traits(tensor)] = self.inputs[id(tensor)] = tensor
            return tensor
        return Lost("a tensor of which it is not known how it was made")


def _traits(tensor: Tensor) -> tuple[int, ...]:
    """What a tensor keeps when only its element type changes."""
    return id(tensor.shape), id(tensor.field), *map(id, tensor.sources)


def _needed(walk: _Walk, roots: Sequence[Tensor]) -> list[Entry]:
    """The entries that these tensors come from, in order. Raises Stuck."""
    wanted = {id(root) for root in roots}
    wanted |= {id(link) for root in roots if isinstance(link := walk.links.get(id(root)), Tensor)}
    kept: list[Entry] = []
    for entry in reversed(walk.entries):
        step, trail = entry.step, entry.row.trail
        gives = entry.row.outputs if step is None else tuple(tensors_in(step.result))
        if wanted.isdisjoint(map(id, gives)):
            continue
        kept.append(entry)
        for tensor in read_by(step) if step is not None else trail.made if trail is not None else ():
            link = walk.links[id(tensor)]
            if isinstance(link, Lost):
                what = "reads" if step is not None else "gives"
                raise Stuck(f"{title(entry.row)} {what} {link.reason}")
            if link is not None:
                wanted.add(id(link))
    made = {id(tensor) for entry in walk.entries if entry.step is None for tensor in entry.row.outputs}
    if any(id(root) not in made and not isinstance(walk.links.get(id(root)), Tensor) for root in roots if root.sources):
        raise Stuck("an output comes from a call that cannot be carried out again")
    return kept[::-1]


def _opaque(entries: Sequence[Entry]) -> Iterator[LayerCall]:
    costs: dict[LayerCall, Size] = {}
    for entry in entries:
        costs[entry.row] = costs.get(entry.row, 0) + (cost_of(entry.step.result) if entry.step is not None else 0)
    return (row for row, cost in costs.items() if cost != row.macs)


def _costs(row: LayerCall) -> bool:
    return row.kind != "container" and not (isinstance(row.macs, int) and row.macs == 0)


def title(row: LayerCall) -> str:
    """What a call goes by in a sentence: its name, with its type where the name is a number, else what it is and where."""
    if row.kind == "module":
        return f"{row.type} {row.name}" if row.name.isdecimal() else row.name
    return f"{row.name} at line {row.at.line}" if row.at is not None else row.name
