"""What if: edits of a model with what each of them gives, the best of each kind, those that help most at the least cost first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Final

from cnnlint.graph import Field, LayerCall, Model, Shape, Tensor
from cnnlint.graph.insight import last_map
from cnnlint.graph.model import of_one_sample
from cnnlint.ops import Refused
from cnnlint.symbolic import Size, less
from cnnlint.variation.edits import KINDS, Edit, Kind, dialect_of
from cnnlint.variation.plan import Plan, Stuck, plan, title
from cnnlint.variation.replay import Result, check, replay
from cnnlint.variation.sites import Sites, layout_of

GOAL: Final = Fraction(1, 2)
"""The share of the input's side that a last map should see: below, CNN201 or CNN202 speak."""
_WIDE: Final = Fraction(3, 2)
_LARGE: Final = 500  # calls; of larger models fewer edits are tried


@dataclass(frozen=True, slots=True)
class Figures:
    """What a model gives and costs: the last map and its field along each axis, parameters, and multiply-accumulates of one sample.

    `coverage` is the least share of a side of the input that a unit of the last map sees, at most 1.
    """

    map: Shape
    field: tuple[Size, ...]
    coverage: Fraction
    parameters: Size
    macs: Size


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit in words, its figures, and what has to be changed with it or is to be known of it; `behind` are the calls that it adds to."""

    kind: str
    words: str
    figures: Figures
    notes: tuple[str, ...] = ()
    behind: tuple[LayerCall, ...] = ()

    @property
    def reaches(self) -> bool:
        """Whether the last map then sees enough."""
        return self.figures.coverage >= GOAL


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The figures of a model as it is, and the edits that change them for the better; `reason` says why there are none."""

    now: Figures | None
    proposals: tuple[Proposal, ...] = ()
    reason: str = ""


def what_if(model: Model) -> WhatIf:
    """The edits that would help, each carried out on the model's operations."""
    try:
        trials = Trials.of(model)
    except Stuck as stuck:
        return WhatIf(None, reason=str(stuck))
    found: list[Proposal] = []
    for name, kind in KINDS.items():
        if not any(one.reaches for one in found if one.kind in kind.unless):
            best = trials.best(name)
            found += [best] if best is not None else []
    if not found:
        return WhatIf(trials.now, reason="no edit that was tried makes it see more or cost less")
    return WhatIf(trials.now, tuple(sorted(found, key=_rank)))


@dataclass(frozen=True)
class Trials:
    """Edits of one model, and what they give."""

    sites: Sites
    script: Plan
    now: Figures

    @staticmethod
    def of(model: Model) -> Trials:
        """Raises Stuck where nothing can be told of edits of this model."""
        last = last_map(model)
        if last is None:
            raise Stuck("it has no map of which positions and their fields are known")
        script = plan(model)
        check(script)
        return Trials(Sites(model, last), script, _figures(Result(script, {}, model.parameters, model.macs, {}), last))

    def edits(self, name: str) -> Iterator[Edit]:
        """The edits of a kind that are tried."""
        kind = KINDS[name]
        most = max(1, kind.most * _LARGE // max(len(self.sites.model.layers), _LARGE))
        return kind.make(self.sites, dialect_of(self.sites), most)

    def give(self, edit: Edit) -> Proposal:
        """What an edit gives. Raises Refused where the model would not work with it, Stuck where that cannot be told."""
        result = replay(self.script, edit.change)
        figures = _figures(result, self.sites.last)
        notes = [edit.note] if edit.note else []
        if not dialect_of(self.sites).builds:
            notes += [f"{title(row)} takes {_grouped(width)} features" for row, width in result.widths.items()]
        return Proposal(edit.kind, edit.words, figures, tuple(notes), tuple(edit.change.additions))

    def best(self, name: str) -> Proposal | None:
        """The best edit of a kind; None if none of them works and helps."""
        kind = KINDS[name]
        if not self._is_meant(kind):
            return None
        tried: list[Proposal] = []
        for edit in self.edits(name):
            with suppress(Refused, Stuck):
                tried.append(self.give(edit))
        useful = [one for one in tried if kind.for_wide or self._helps(kind, one.figures)]
        return min(useful, key=_rank_in_kind, default=None)

    def _helps(self, kind: Kind, then: Figures) -> bool:
        if kind.widens:
            return then.coverage > self.now.coverage
        return less(then.parameters, self.now.parameters) is True

    def _is_meant(self, kind: Kind) -> bool:
        field = self.sites.last.receptive_field
        if kind.widens:
            return self.now.coverage < 1
        return not kind.for_wide or (field is not None and _raw_coverage(field) >= _WIDE)


def _figures(result: Result, last: LayerCall) -> Figures:
    """The figures of a changed model. Raises Stuck where they are not known."""
    model = result.plan.model
    tensor = result.of(last.outputs[0])
    field, sizes = tensor.field, _map_of(tensor)
    if field is None or field.is_lost or sizes is None:
        raise Stuck(f"the field of {title(last)} is not known")
    if not all(isinstance(extent, int) and extent > 0 for extent in field.extent):
        raise Stuck("the size of its input is not known; --input gives it one")
    seen = tuple(e if a.whole else a.size for a, e in zip(field.axes, field.extent, strict=True))
    if not all(isinstance(size, int) for size in seen):
        raise Stuck(f"the field of {title(last)} is not known")
    macs = of_one_sample(model, result.macs)
    return Figures(sizes, seen, min(_raw_coverage(field), Fraction(1)), result.parameters, macs)


def _map_of(tensor: Tensor) -> Shape | None:
    layout = layout_of(tensor)
    shape = tensor.shape or ()
    return tuple(shape[axis] for axis in layout.spatial) if layout is not None else None


def _raw_coverage(field: Field) -> Fraction:
    pairs = [(axis, extent) for axis, extent in zip(field.axes, field.extent, strict=True)]
    shares = [
        Fraction(axis.size, extent)
        for axis, extent in pairs
        if not axis.whole and isinstance(axis.size, int) and isinstance(extent, int)
    ]
    return min(shares, default=Fraction(1))


def _rank(proposal: Proposal) -> tuple[float, ...]:
    """What reaches the goal first, the cheapest in front; of the rest what sees most."""
    figures = proposal.figures
    cost = [float(size) if isinstance(size, int) else inf for size in (figures.macs, figures.parameters)]
    return (0, *cost) if proposal.reaches else (1, -float(figures.coverage), *cost)


def _rank_in_kind(proposal: Proposal) -> tuple[float, ...]:
    """The same, but no more is put behind layers than it takes."""
    reached, *rest = _rank(proposal)
    return (reached, *([] if reached else [len(proposal.behind)]), *rest)


def _grouped(size: Size) -> str:
    return f"{size:,}" if isinstance(size, int) else str(size)
