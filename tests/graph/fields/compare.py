"""cnnlint's fields of a generated network against the measured ones."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from cnnlint.analysis import analyze_source
from cnnlint.graph import AxisField, Field
from graph.fields.oracle import Spans, measured
from graph.fields.program import Program

_MOST_CHOICES = 4


def problems(p: Program) -> list[str] | None:
    """What differs; None where too few units lie inside for every phase to be seen."""
    operands = [name for join in p.joins for name in join.operands]
    found, *branches = measured(p.text(more=operands), p.channels, p.sizes, p.framework)
    field = told(p)
    if field is None or field.is_lost or len(field.axes) != p.dims:
        return [f"no field: {field}"]
    differences: list[str] = [] if field.is_global or field.context == p.is_gated else ["the gate is not told"]
    if not field.is_global and field.statistics != p.statistics:
        differences.append(f"statistics {field.statistics!r} are {p.statistics!r}")
    for k, axis in enumerate(field.axes):
        words = of_axis(p, k, axis, found[k])
        if words is None:
            return None
        differences += [f"axis {k}: {word}" for word in words]
        meets = agreeing(p, k, dict(zip(operands, (branch[k] for branch in branches), strict=True)))
        if not axis.whole and meets is not None and meets != axis.aligned:
            differences.append(f"axis {k}: aligned is {meets}")
    least = shortest(p, field, found)
    if least is not None and [axis.least for axis in field.axes] != least:
        differences.append(f"least {[axis.least for axis in field.axes]} is {least}")
    return differences


def of_axis(p: Program, k: int, axis: AxisField, spans: Spans) -> list[str] | None:
    """What differs along one axis; None where too few units lie inside for every phase to be seen."""
    sees = is_whole(p, k, spans)
    if axis.whole or sees:
        return [] if axis.whole and sees else [f"whole: {axis.whole}, is {sees}, {axis}"]
    if axis.reads is None:
        return [f"not exact: {axis}"]
    inside = interior(spans, p, k)
    return compared(axis, spans, inside) if len(inside) >= axis.reads.period else None


def is_whole(p: Program, k: int, spans: Spans) -> bool:
    """Whether every unit reads from one border of the input to the other, but for what paddings and croppings may have cut off."""
    low, high = p.margin[k], p.sizes[k] - 1 - p.margin[k]
    return any(spans) and all(span[0] <= low and span[1] >= high for span in spans if span is not None)


def shortest(p: Program, field: Field, found: list[Spans]) -> list[int] | None:
    """The length of the shortest field along each axis, one branch followed at every join; None where it cannot be told.

    That takes a whole period of units inside, also where other branches have read the whole axis.
    """
    choices = list(product(*(range(len(join.operands)) for join in p.joins)))
    if len(choices) > _MOST_CHOICES or "TransformerEncoderLayer" in p.text():  # which has joins of its own
        return None
    names = [join.target for join in p.joins]
    runs = [found]
    if len(choices) > 1:
        runs = [
            measured(p.text(dict(zip(names, choice, strict=True))), p.channels, p.sizes, p.framework)[0]
            for choice in choices
        ]
    periods = [max((path.period for path in axis.shortest), default=1) for axis in field.axes]
    seen = [[lengths(p, k, run[k], period) for run in runs] for k, period in enumerate(periods)]
    return [min(map(min, each)) for each in seen] if all(map(all, seen)) else None


def lengths(p: Program, k: int, spans: Spans, period: int) -> list[int]:
    """The lengths of what the units inside read; of all where they read the whole axis; none for fewer units inside than a period has."""
    if is_whole(p, k, spans):
        return [p.sizes[k]]
    inside = [spans[u] for u in interior(spans, p, k)]
    return [last - first + 1 for first, last in filter(None, inside)] if len(inside) >= period else []


def agreeing(p: Program, k: int, branches: dict[str, Spans]) -> bool | None:
    """Whether at every join all branches have one step and one centre, as Araujo, Norris and Sim (2019) ask; None where it cannot be told.

    The centre is that of what position 0 reads, averaged over the phases. Branches that read nothing, or everything, have none.
    """
    leading = p.leading
    for join in p.joins:
        if join not in leading:
            continue
        local = [branches[name] for name in join.operands]
        local = [spans for spans in local if any(spans) and not is_whole(p, k, spans)]
        paces = [pace(spans, interior(spans, p, k)) for spans in local]
        if None in paces:
            return None
        if len(set(paces)) > 1:
            return False
    return True


def pace(spans: Spans, inside: list[int]) -> tuple[Fraction, Fraction] | None:
    """The step from unit to unit and the centre of the first, by the shortest period that all units inside keep to; None for too few units.

    Units that read the same are some of one period: no map has a step of 0.
    """
    if not inside:
        return None
    row = spans[inside[0] : inside[-1] + 1]
    for period in range(1, len(row) // 2 + 1):
        moves = {moved(a, b) for a, b in zip(row, row[period:], strict=False) if a or b}
        if len(moves) == 1 and (move := moves.pop()):
            step = Fraction(move, period)
            middles = [Fraction(sum(span), 2) - step * u for u, span in enumerate(row[:period]) if span is not None]
            return step, sum(middles, Fraction(0)) / len(middles) - step * inside[0]
    return None


def moved(a: tuple[int, int] | None, b: tuple[int, int] | None) -> int | None:
    """How far a span has moved; None where it is another one."""
    if a is None or b is None:
        return None
    return b[0] - a[0] if b[0] - a[0] == b[1] - a[1] else None


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
