"""The receptive field along one axis: how each operation changes it.

The recurrences are those of Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks" (Distill, 2019), with
transposed windows and upsampling added: there the number of positions read changes from phase to phase, and `Phases` keeps count. A
result of None says that the step of the result is not known, so that no field can be told.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import lcm

from cnnlint.graph.field import AxisField, Phases
from cnnlint.symbolic import Size, ceil_div, equal, less_equal, maximum, minimum

_MOST_PHASES = 256
_MOST_BINS = 4096


def window(
    a: AxisField, reach: Size, stride: Size, left: Size | None, *, kernel: Size | None = None
) -> AxisField | None:
    """A window of `reach` = dilation * (kernel - 1) + 1 positions, moved by `stride`, with `left` positions of padding before it.

    A negative `left` crops; None: not known. `kernel` is the number of taps, for the spread (None: as many as it reaches).
    """
    if not isinstance(stride, int) or stride < 1:
        return None
    if a.whole:
        return replace(a, step=a.step * stride)
    spread = a.spread + _spread(a.step, reach, kernel)
    if a.phases.factor > 1 and isinstance(reach, int):
        return _fine_window(replace(a, spread=spread), reach, stride, left)
    growth = times(a.step, reach - 1)
    low = a.low - left * a.step if a.low is not None and isinstance(left, int) else None
    return replace(
        a, size=a.size + growth, least=a.least + growth, low=low, step=a.step * stride, spread=spread, phases=Phases()
    )


def _fine_window(a: AxisField, reach: int, stride: int, left: Size | None) -> AxisField:
    known = left if isinstance(left, int) else 0
    old, a = a.phases, a if isinstance(left, int) else replace(a, low=None)
    return _strided(_rephased(a, Phases(old.factor, old.first - known, old.last + reach - 1 - known)), stride)


def _rephased(a: AxisField, new: Phases) -> AxisField:
    """The field with the same coarse one under other phases."""
    coarse = a.step * a.phases.factor
    growth = times(coarse, new.most - a.phases.most)
    low = None if a.low is None else a.low + coarse * (new.first // new.factor - a.phases.first // a.phases.factor)
    new_step = coarse / new.factor
    return replace(a, size=a.size + growth, least=a.least + growth, low=low, step=new_step, phases=new)


def _strided(a: AxisField, stride: int) -> AxisField:
    """Every `stride`-th position: the phases that remain may be fewer, and the field then smaller."""
    factor, first, last = a.phases.factor, a.phases.first, a.phases.last
    if factor % stride == 0 and factor > stride:
        return _rephased(a, Phases(factor // stride, first // stride, last // stride))
    if stride % factor == 0:
        coarse = a.step * factor
        growth = times(coarse, last // factor - first // factor + 1 - a.phases.most)
        return replace(a, size=a.size + growth, least=a.least + growth, step=a.step * stride, phases=Phases())
    return replace(a, step=a.step * stride, phases=Phases())


def upsampled(a: AxisField, factor: int, first: int, last: int) -> AxisField:
    """Position u of the result reads positions `(u + first) // factor` to `(u + last) // factor`."""
    if a.whole:
        return replace(a, step=a.step / factor)
    old = a.phases
    new = Phases(old.factor * factor, first + factor * old.first, last + factor * old.last)
    if new.factor > _MOST_PHASES:
        return replace(
            a, size=a.size + times(a.step, Phases(factor, first, last).most - 1), step=a.step / factor, phases=Phases()
        )
    return _settled(_rephased(a, new))


def _settled(a: AxisField) -> AxisField:
    """Without phases where there is only one."""
    return replace(a, phases=Phases()) if a.phases.factor == 1 else a


def transposed(
    a: AxisField, reach: Size, stride: Size, left: Size | None, *, kernel: Size | None = None
) -> AxisField | None:
    """A transposed window, of which `left` positions are cropped from the result.

    Position u reads `ceil((u + left - (reach - 1)) / stride)` to `floor((u + left) / stride)`.
    """
    if not isinstance(stride, int) or stride < 1:
        return None
    if a.whole:
        return replace(a, step=a.step / stride)
    a = replace(a, spread=a.spread + _spread(a.step / stride, reach, kernel))
    if isinstance(reach, int):
        known = left if isinstance(left, int) else 0
        result = upsampled(a, stride, known - reach + stride, known)
        return result if isinstance(left, int) else replace(result, low=None)
    growth = times(a.step, ceil_div(reach, stride) - 1)
    return replace(a, size=a.size + growth, least=a.least + growth, low=None, step=a.step / stride, phases=Phases())


def resized(a: AxisField, scale: Fraction, taps: int) -> AxisField | None:
    """Interpolation that makes `scale` positions of one, from 1 (nearest), 2 (linear) or 4 (cubic) neighbours.

    Half-pixel centres: position u looks at `(u + 1/2) / scale - 1/2`.
    """
    half = taps // 2
    if scale.denominator == 1:
        factor = scale.numerator
        if taps == 1:
            return upsampled(a, factor, 0, 0)
        first = -(factor // 2)
        last = first + factor - factor % 2
        return upsampled(a, factor, first - factor * (half - 1), last + factor * (half - 1))
    if scale.numerator == 1:
        shrink = scale.denominator
        if taps == 1:
            return window(a, 1, shrink, 0)
        if shrink % 2:
            return window(a, 1, shrink, -(shrink - 1) // 2)
        return window(a, taps, shrink, half - shrink // 2)
    if a.whole:
        return replace(a, step=a.step / scale)
    growth = times(a.step, taps - 1)
    start = 0 if taps == 1 else (Fraction(1, 2) / scale - Fraction(1, 2)).__floor__() - (half - 1)
    low = None if a.low is None else a.low + start * a.step
    return replace(a, size=a.size + growth, least=a.least + growth, low=low, step=a.step / scale, phases=Phases())


def binned(a: AxisField, size: Size, output: Size) -> AxisField | None:
    """Adaptive pooling of `size` positions to `output`: window u is `[u * size // output, ceil((u + 1) * size / output))`."""
    if not isinstance(size, int) or not isinstance(output, int) or size < 1 or output < 1:
        return a if a.whole else None
    if a.whole:
        return replace(a, step=a.step * Fraction(size, output))
    if size % output == 0:
        return window(a, size // output, size // output, 0)
    if output % size == 0:
        return upsampled(a, output // size, 0, 0)
    lengths = [-(-(u + 1) * size // output) - u * size // output for u in range(min(output, _MOST_BINS))]
    growth, least = times(a.step, max(lengths) - 1), times(a.step, min(lengths) - 1)
    return replace(
        a,
        size=a.size + growth,
        least=a.least + least,
        low=None,
        step=a.step * Fraction(size, output),
        aligned=False,
        phases=Phases(),
    )


def whole(a: AxisField, extent: Size) -> AxisField:
    """Every position reads the whole axis; the step of the positions is left as it is."""
    return replace(a, size=extent, least=extent, low=Fraction(0), whole=True, phases=Phases())


def smeared(a: AxisField, count: Size) -> AxisField:
    """Every position reads what `count` neighbours read, of which it is one: where they begin differs from one to the next."""
    growth = times(a.step, count - 1)
    return replace(a, size=a.size + growth, least=a.least + growth, low=None, aligned=False)


def unplaced(a: AxisField) -> AxisField:
    """The same reach, from a start that is not known."""
    return replace(a, low=None, aligned=False)


def join(a: AxisField, b: AxisField) -> AxisField:
    """The hull of two branches; `aligned` is False where their steps or centres differ."""
    if a == b:
        return a
    if a.whole or b.whole:
        chosen = a if a.whole else b
        return replace(chosen, least=least_of(a.least, b.least), aligned=a.aligned and b.aligned and a.step == b.step)
    big, small = (b, a) if less_equal(a.size, b.size) is True else (a, b)
    hull = _hull(big, small) if big.step == small.step else None
    if hull is None:
        hull = replace(big, size=maximum(a.size, b.size), low=None if big.low != small.low else big.low)
    return replace(
        hull,
        least=least_of(a.least, b.least),
        spread=max(a.spread, b.spread),
        aligned=a.aligned and b.aligned and a.step == b.step and (_centre(a) == _centre(b)),
    )


def _hull(big: AxisField, small: AxisField) -> AxisField | None:
    """The hull over all phases; None where the sizes are not known, or there are too many phases to go through."""
    if big.phases.factor == small.phases.factor == 1:
        return _plain_hull(big, small)
    count = lcm(big.phases.factor, small.phases.factor)
    if count > _MOST_PHASES or big.low is None or small.low is None:
        return None
    pairs = [(_interval(big, u), _interval(small, u)) for u in range(count)]
    edges: list[tuple[Fraction, Fraction]] = []
    inside = True
    for one, other in pairs:
        if one is None or other is None:
            return None
        edges.append((min(one[0], other[0]), max(one[1], other[1])))
        inside = inside and edges[-1] == one
    if inside:
        return big
    size = max(high - low for low, high in edges) + 1
    return replace(big, size=_whole_pixels(size), low=edges[0][0], phases=Phases())


def _plain_hull(big: AxisField, small: AxisField) -> AxisField | None:
    if big.low is None or small.low is None or not isinstance(big.size, int) or not isinstance(small.size, int):
        return None
    low, high = min(big.low, small.low), max(big.low + big.size, small.low + small.size)
    return big if high - low == big.size else replace(big, size=_whole_pixels(high - low), low=low)


def _interval(a: AxisField, u: int) -> tuple[Fraction, Fraction] | None:
    """What position u reads, less `step * u` on both sides."""
    if a.low is None or not isinstance(a.size, int):
        return None
    factor, first, last = a.phases.factor, a.phases.first, a.phases.last
    coarse = a.step * factor
    low = a.low + coarse * ((u + first) // factor - first // factor)
    high = low + a.size - 1 - coarse * (a.phases.most - 1) + coarse * ((u + last) // factor - (u + first) // factor)
    return low - a.step * u, high - a.step * u


def _centre(a: AxisField) -> Fraction | None:
    """The centre of position 0, averaged over the phases."""
    if a.phases.factor == 1:
        return a.low + Fraction(a.size - 1, 2) if a.low is not None and isinstance(a.size, int) else None
    if a.phases.factor > _MOST_PHASES:
        return None
    edges = [_interval(a, u) for u in range(a.phases.factor)]
    known = [edge for edge in edges if edge is not None]
    return (
        sum((low + high for low, high in known), Fraction(0)) / (2 * len(known)) if len(known) == len(edges) else None
    )


def least_of(a: Size, b: Size) -> Size:
    """The smaller of two sizes."""
    return a if equal(a, b) is True else minimum(a, b)


def times(step: Fraction, count: Size) -> Size:
    """So many steps in pixels, rounded up."""
    if isinstance(count, int):
        return _whole_pixels(step * count)
    return count * step.numerator if step.denominator == 1 else ceil_div(count * step.numerator, step.denominator)


def _whole_pixels(length: Fraction) -> int:
    return -((-length.numerator) // length.denominator)


def _spread(step: Fraction, reach: Size, kernel: Size | None) -> float:
    """What a window adds to the variance of the effective field: step² * dilation² * (kernel² - 1) / 12 (Luo et al., 2016)."""
    taps = reach if kernel is None else kernel
    if not isinstance(taps, int) or not isinstance(reach, int) or taps < 2:
        return 0.0
    dilation = Fraction(reach - 1, taps - 1)
    return float(step * step * dilation * dilation * (taps * taps - 1) / 12)
