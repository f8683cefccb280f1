"""Where a model can be changed: its convolutions, the places where a map ends, and the calls that flatten it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from cnnlint import ops
from cnnlint.graph import Input, LayerCall, Model, Tensor
from cnnlint.graph.insight import PASSIVE
from cnnlint.graph.trail import Step
from cnnlint.ops import Layout
from cnnlint.symbolic import Size
from cnnlint.variation.plan import in_order, title

_JOINS: Final = frozenset({"add", "join"})
_HAND_ON: Final = PASSIVE - {"flatten", "reshape"}


@dataclass(frozen=True, slots=True)
class Window:
    """A layer with a window, and all its calls with the operation that each of them is."""

    title: str
    calls: tuple[tuple[LayerCall, Step], ...]

    @property
    def first(self) -> LayerCall:
        """Its first call."""
        return self.calls[0][0]

    @property
    def given(self) -> Mapping[str, Any]:
        """What its operation is given: kernel, stride, dilation, padding."""
        return self.calls[0][1].kwargs

    @property
    def rank(self) -> int:
        """The number of spatial axes."""
        return len(self.given["kernel"])

    def all(self, name: str, value: int) -> bool:
        """Whether an argument has this value on every axis."""
        return all(one == value for one in self.given[name])


@dataclass(frozen=True, slots=True)
class Place:
    """The end of a map, behind which something can be put: the calls that make it, and what it is called."""

    title: str
    calls: tuple[LayerCall, ...]


@dataclass(eq=False)
class Sites:
    """The places of one model. Only what the last map comes from counts."""

    model: Model
    last: LayerCall

    @cached_property
    def rows(self) -> list[LayerCall]:
        """The calls that the last map comes from, it included."""
        pending, seen = [self.last], {self.last}
        while pending:
            for source in pending.pop().inputs:
                if isinstance(source, LayerCall) and source not in seen:
                    seen.add(source)
                    pending.append(source)
        return [row for row in in_order(self.model) if row in seen]

    @cached_property
    def consumers(self) -> dict[LayerCall, list[LayerCall]]:
        """Which calls read what a call gives."""
        found: dict[LayerCall, list[LayerCall]] = {}
        for row in self.model.layers:
            for source in row.inputs if row.kind != "container" else ():
                if isinstance(source, LayerCall):
                    found.setdefault(source, []).append(row)
        return found

    @cached_property
    def convolutions(self) -> list[Window]:
        """The convolutions with a window of more than one position, in their order, each once."""
        return self._windows("conv", ops.conv)

    @cached_property
    def pools(self) -> list[Window]:
        """The poolings."""
        return self._windows("pool", ops.pool)

    def _windows(self, role: str, function: object) -> list[Window]:
        found: dict[str, list[tuple[LayerCall, Step]]] = {}
        for row in self.rows:
            wide = [step for step in _steps(row) if step.function is function and _is_wide(step)]
            if row.kind == "module" and role_of(row) == role and len(wide) == 1 and self._is_own(row):
                found.setdefault(row.name, []).append((row, wide[0]))
        return [Window(title(calls[0][0]), tuple(calls)) for calls in found.values()]

    @cached_property
    def bottlenecks(self) -> set[LayerCall]:
        """The calls through which everything goes that the last map comes from: a map can change its size there, and no join notices."""
        order = {row: index for index, row in enumerate(self.rows)}
        found, reaches = set(), -1
        last_reader = {
            row: max((order[reader] for reader in self.consumers.get(row, ()) if reader in order), default=0)
            for row in self.rows
        }
        entries = [order[row] for row in self.rows if any(isinstance(source, Input) for source in row.inputs)]
        for row, index in order.items():
            if reaches <= index and all(entry <= index for entry in entries):
                found.add(row)
            reaches = max(reaches, last_reader[row])
        return found

    @cached_property
    def places(self) -> list[Place]:
        """The ends of maps behind which a pool may make sense, in their order: none that is pooled at once."""
        found = [Place(one.title, tuple(row for row, _ in one.calls)) for one in self.convolutions]
        found += [Place(self.end(row), (row,)) for row in self.rows if role_of(row) in _JOINS and self._is_own(row)]
        order = {row: index for index, row in enumerate(self.rows)}
        found = [place for place in found if all(row in self.bottlenecks and self._is_open(row) for row in place.calls)]
        return sorted(found, key=lambda place: order[place.calls[0]])

    def _is_own(self, row: LayerCall) -> bool:
        return not row.is_foreign(self.model.at.path)

    def _is_open(self, row: LayerCall) -> bool:
        readers = [role_of(reader) for reader in self.consumers.get(self.behind(row)[-1], ())]
        return len(row.outputs) == 1 and layout_of(row.outputs[0]) is not None and "pool" not in readers

    @cached_property
    def growing_end(self) -> LayerCall | None:
        """The last call behind which one more convolution can stand: the last one with a window, or the join that it ends in."""
        wide = {window.first for window in self.convolutions if len(window.calls) == 1}
        ends = [row for row in self.rows if row in self.bottlenecks and (row in wide or role_of(row) in _JOINS)]
        return next((row for row in reversed(ends) if layout_of(row.outputs[0]) is not None), None)

    def behind(self, row: LayerCall) -> list[LayerCall]:
        """A call, and those that hand its map on to one another without anybody else reading it."""
        chain = [row]
        while True:
            readers = self.consumers.get(chain[-1], [])
            if len(readers) != 1 or role_of(readers[0]) not in _HAND_ON or len(readers[0].inputs) != 1:
                return chain
            chain.append(readers[0])

    def end(self, row: LayerCall) -> str:
        """What the end of a map is called: the layer that makes it, or the part of the model that ends with it."""
        if row.kind == "module":
            return title(row)
        results = {id(output) for one in self.behind(row) for output in one.outputs}
        around = [
            part for part in self.model.layers
            if part.kind == "container" and part.depth and part.outputs and id(part.outputs[0]) in results
        ]  # fmt: skip
        return max(around, key=lambda part: part.depth).name if around else title(row)

    @cached_property
    def flattening(self) -> tuple[LayerCall, Step] | None:
        """The call that makes one row of features of the last map; None if there is none."""
        readers = self.consumers.get(self.behind(self.last)[-1], [])
        if len(readers) != 1 or role_of(readers[0]) not in ("flatten", "reshape"):
            return None
        steps = _steps(readers[0])
        result = readers[0].output_shape
        flat = result is not None and len(result) == 2 and layout_of(self.last.outputs[0]) is not None
        return (readers[0], steps[0]) if flat and len(steps) == 1 else None


def role_of(row: LayerCall) -> str:
    """What a call is in every framework."""
    return str(row.attributes.get("role", "other"))


def layout_of(x: Tensor) -> Layout | None:
    """Where channels and space stand in a map that has a batch axis; None for any other tensor."""
    field = x.field
    if field is None or x.shape is None or field.provisional or not field.is_spatial:
        return None
    spatial = tuple(at[0].axis for at in field.places if len(at) == 1 and at[0].size is None)
    if len(set(spatial)) != len(field.places) or len(x.shape) != len(spatial) + 2 or 0 in spatial:
        return None
    (channel,) = set(range(1, len(x.shape))) - set(spatial)
    return Layout(channel, spatial)


def channels_of(x: Tensor) -> Size:
    """The channels of a map."""
    layout = layout_of(x)
    return x.shape[layout.channel] if layout is not None and x.shape is not None else 0


def _steps(row: LayerCall) -> Sequence[Step]:
    return row.trail.steps if row.trail is not None else ()


def _is_wide(step: Step) -> bool:
    return any(isinstance(size, int) and size > 1 for size in step.kwargs["kernel"])


def spread(items: Sequence[Any], most: int) -> Iterator[Any]:
    """At most so many of them, evenly from the first to the last."""
    if len(items) <= most:
        yield from items
    elif most > 0:
        yield from (items[index * (len(items) - 1) // max(most - 1, 1)] for index in range(most))
