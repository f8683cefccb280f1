"""cnnlint's fields of a generated network against the measured ones."""

from __future__ import annotations

from itertools import product

from cnnlint.analysis import analyze_source
from cnnlint.graph import AxisField, Field
from graph.fields.oracle import Span, measured
from graph.fields.program import Program

Spans = list[Span | None]
_MOST_CHOICES = 4


def problems(p: Program) -> list[str] | None:
    """What differs; None where too few units lie inside for every phase to be seen."""
    found = measured(p.text(), p.channels, p.sizes, p.framework)
    field = told(p)
    if field is None or field.is_lost or len(field.axes) != p.dims:
        return [f"no field: {field}"]
    differences: list[str] = [] if field.context == p.is_gated else ["the gate is not told"]
    for k, axis in enumerate(field.axes):
        inside = interior(found[k], p, k)
        if axis.reads is None or len(inside) < axis.reads.period:
            if axis.reads is None:
                return [f"axis {k}: not exact: {axis}"]
            return None
        differences += [f"axis {k}: {words}" for words in compared(axis, found[k], inside)]
    least = shortest(p, found)
    if least is not None and not all(fits(p, axis, size) for axis, size in zip(field.axes, least, strict=True)):
        differences.append(f"least {[axis.least for axis in field.axes]} is {least}")
    return differences


def fits(p: Program, axis: AxisField, least: int) -> bool:
    """Whether this may be told to be the least field: where upsampled branches meet, one is followed at all positions."""
    assert isinstance(axis.least, int)
    assert isinstance(axis.size, int)
    return axis.least == least or (p.upsampled and bool(p.joins) and least < axis.least <= axis.size)


def shortest(p: Program, found: list[Spans]) -> list[int] | None:
    """The length of the shortest field along each axis, one branch followed at every join; None for too many joins."""
    choices = list(product(*(range(len(join.operands)) for join in p.joins)))
    if len(choices) > _MOST_CHOICES:
        return None
    names = [join.target for join in p.joins]
    runs = [found]
    if len(choices) > 1:
        runs = [
            measured(p.text(dict(zip(names, choice, strict=True))), p.channels, p.sizes, p.framework)
            for choice in choices
        ]
    return [
        min(last - first + 1 for run in runs for first, last in (run[k][u] for u in interior(run[k], p, k)))  # type: ignore[misc]
        for k in range(p.dims)
    ]


def told(p: Program) -> Field | None:
    """The field of the network's result, by cnnlint."""
    analysis = analyze_source(p.text())
    assert len(analysis.models) == 1, (analysis, p.text())
    return analysis.models[0].outputs[0].field


def interior(spans: Spans, p: Program, k: int) -> list[int]:
    """The positions whose fields lie so far inside that no border has an effect on them."""
    margin = 2 * p.margin[k] + 1
    low, high = margin, p.sizes[k] - 1 - margin
    return [u for u, span in enumerate(spans) if span is not None and low <= span[0] and span[1] <= high]


def compared(axis: AxisField, spans: Spans, inside: list[int]) -> list[str]:
    """Size, least, and the first and last pixel of every unit."""
    assert axis.reads is not None
    lengths = [last - first + 1 for first, last in (spans[u] for u in inside)]  # type: ignore[misc]
    wrong = [] if max(lengths) == axis.size else [f"size {axis.size} is {max(lengths)}"]
    for u in inside:
        if axis.reads.at(u) != spans[u]:
            return [*wrong, f"unit {u} reads {axis.reads.at(u)} is {spans[u]}"]
    return wrong
