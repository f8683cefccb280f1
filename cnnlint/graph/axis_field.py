"""The receptive field along one axis: how each operation changes it.

Windows follow the recurrences of Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks" (Distill, 2019);
transposed windows, interpolation and uneven pooling change what is read from phase to phase, which `cnnlint.graph.reads` keeps count of.
A result of None says that the step of the result is not known, so that no field can be told.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from cnnlint.graph import reads
from cnnlint.graph.field import AxisField
from cnnlint.graph.paths import rivals
from cnnlint.graph.reads import Interpolation, Reads
from cnnlint.symbolic import Size, ceil_div, equal, less_equal, maximum, minimum


def window(
    a: AxisField, reach: Size, stride: Size, left: Size | None, *, kernel: Size | None = None
) -> AxisField | None:
    """A window of `reach` = dilation * (kernel - 1) + 1 positions, moved by `stride`, with `left` positions of padding before it.

    A negative `left` crops; None: not known. `kernel` is the number of taps (None: as many as it reaches).
    """
    if not isinstance(stride, int) or stride < 1:
        return None
    if _is_settled(a):
        return replace(a, step=a.step * stride)
    dilation = _dilation(reach, kernel)
    a = replace(a, spread=a.spread + _spread(a.step, reach, kernel)) if reach != 1 and not a.whole else a
    if isinstance(reach, int) and reach > 0:
        known = isinstance(left, int)
        return _through(
            a, reads.window(reach, stride, left if isinstance(left, int) else 0), gap=dilation, placed=known
        )
    shift = left if isinstance(left, int) else None
    return _open(a, reach, reach, Fraction(stride), None if shift is None else -shift)


def _dilation(reach: Size, kernel: Size | None) -> int:
    if isinstance(reach, int) and isinstance(kernel, int) and kernel > 1:
        return max((reach - 1) // (kernel - 1), 1)
    return 1


def transposed(
    a: AxisField, reach: Size, stride: Size, left: Size | None, *, kernel: Size | None = None
) -> AxisField | None:
    """A transposed window, of which `left` positions are cropped from the result."""
    if not isinstance(stride, int) or stride < 1:
        return None
    if _is_settled(a):
        return replace(a, step=a.step / stride)
    a = a if a.whole else replace(a, spread=a.spread + _spread(a.step / stride, reach, kernel))
    if isinstance(reach, int) and reach > 0:
        dilation = _dilation(reach, kernel)
        outer = reads.transposed((reach - 1) // dilation + 1, dilation, stride, left if isinstance(left, int) else 0)
        if outer is not None:
            return _through(a, outer, gap=reads.lowered(dilation, stride), placed=isinstance(left, int))
    most = ceil_div(reach, stride)
    return _open(a, most, most, Fraction(1, stride), None)


def repeated(a: AxisField, count: Size) -> AxisField | None:
    """Each position `count` times in a row, as by nearest upsampling and pixel shuffling."""
    if not isinstance(count, int) or count < 1:
        return None
    if not a.whole:
        a = replace(a, spread=a.spread + _spread(a.step / count, count, None))
    return _read(a, reads.repeated(count), Fraction(1, count), 1)


def resized(a: AxisField, how: Interpolation, count: Size) -> AxisField:
    """Interpolation that makes `count` positions."""
    pace = how.pace
    taps = max(2 * how.reach * (pace.__ceil__() if how.widened and pace > 1 else 1), 1)
    if pace < 1 and not a.whole:  # what is read is up to half an old position away from where the new one stands
        a = replace(a, spread=a.spread + float(a.step * a.step * (1 - pace * pace) / 12))
    return _read(a, how.reads, pace, taps, count)


def binned(a: AxisField, size: Size, output: Size) -> AxisField | None:
    """Adaptive pooling of `size` positions to `output`: window u is `[u * size // output, ceil((u + 1) * size / output))`."""
    if not isinstance(size, int) or not isinstance(output, int) or size < 1 or output < 1:
        return a if a.whole else None
    pace = Fraction(size, output)
    result = _read(a, reads.binned(size, output), pace, pace.__ceil__() + 1, output)
    return result if a.whole else replace(result, spread=result.spread + _spread(a.step, pace.__ceil__(), None))


def blocks(a: AxisField, count: Size) -> AxisField:
    """Every position reads what all of its block of `count` positions do, as after attention in windows."""
    a = replace(a, spread=a.spread + _spread(a.step, count, None))
    if isinstance(count, int) and count > 0:
        return _read(a, reads.blocks(count), Fraction(1), count)
    return unplaced(_open(a, count, count, Fraction(1), None))


def flipped(a: AxisField, count: Size) -> AxisField:
    """The positions of a map of `count` in reverse order."""
    if _is_settled(a):
        return a
    return _through(a, reads.flipped(count if isinstance(count, int) else 0), placed=isinstance(count, int))


def whole(a: AxisField, extent: Size) -> AxisField:
    """Every position reads the whole axis, unless none has read anything; the step of the positions is left as it is."""
    return a if _reads_nothing(a) else replace(a, size=extent, least=extent, low=0, whole=True, reads=None, shortest=())


def pathless(a: AxisField) -> AxisField | None:
    """A field that is whole, whose single paths can no longer be followed."""
    return replace(a, shortest=()) if a.whole else None


def unplaced(a: AxisField) -> AxisField:
    """The same reach, from a start that is not known."""
    return replace(a, low=None, reads=None, shortest=())


def _is_settled(a: AxisField) -> bool:
    """Whether every path has read the whole axis, so that nothing makes a difference any more."""
    return a.whole and not a.shortest


def _read(a: AxisField, outer: Reads | None, pace: Fraction, most: int, count: Size | None = None) -> AxisField:
    """What is read through `outer`; where it is too long to be followed, by `pace` old positions a position, at most so many at once."""
    if _is_settled(a):
        return replace(a, step=a.step * pace)
    return _open(a, most, most, pace, None) if outer is None else _through(a, outer, count=count)


def _through(a: AxisField, outer: Reads, *, gap: int = 1, placed: bool = True, count: Size | None = None) -> AxisField:
    """What the positions of `outer` read, of which there are `count`; `placed` is False where it is known but for a shift."""
    most = count if isinstance(count, int) else None
    shortest = rivals(reads.composed(outer, path, gap, most) for path in a.shortest)
    if a.whole:
        least = min((path.least for path in shortest), default=a.least)
        return replace(a, least=least_of(a.size, least), step=a.step * abs(outer.step), shortest=shortest)
    found = None if a.reads is None else reads.composed(outer, a.reads, gap, most)
    if found is None:
        shift = outer.low if placed and outer.period == 1 else None
        return _open(a, outer.most, outer.least, abs(outer.step), shift)
    return AxisField(
        size=found.most,
        low=found.low if placed and a.low is not None else None,
        step=a.step * abs(outer.step),
        least=min(path.least for path in shortest) if shortest else found.least,
        spread=a.spread,
        aligned=a.aligned,
        reads=found,
        shortest=shortest,
    )


def _open(a: AxisField, most: Size, least: Size, pace: Fraction, shift: int | None) -> AxisField:
    """Where not every position can be told: so many old positions are read, `pace` further on each time, from `shift` on (None: unknown)."""
    low = None if a.low is None or shift is None else a.low + shift * a.step
    return replace(
        a,
        size=a.size if a.whole else a.size + times(a.step, most - 1),
        least=a.least + times(a.step, least - 1),
        low=int(low) if low is not None and low == int(low) else None,
        step=a.step * pace,
        reads=None,
        shortest=(),
    )


def join(a: AxisField, b: AxisField, count: Size | None = None, share: float = 0.5) -> AxisField:
    """The hull of two branches, on a map of `count` positions (None: not known); `aligned` is False where their steps or centres differ.

    `share` is how much of the result comes from the second: what reaches the input's pixels through the two is mixed, and so is its variance.
    """
    if a == b or _reads_nothing(b):
        return a
    if _reads_nothing(a):
        return b
    least, shortest = least_of(a.least, b.least), rivals([*_paths(a), *_paths(b)])
    if a.whole or b.whole:
        chosen = a if a.whole else b
        return replace(chosen, least=least, aligned=a.aligned and b.aligned, shortest=shortest)
    small, big = (a, b) if less_equal(a.size, b.size) is True else (b, a)
    found = _hull(a, b, count)
    wide = big.reads if found is None else found
    return replace(
        big,
        size=maximum(a.size, b.size) if found is None else found.most,
        low=(big.low if big.low == small.low else None) if found is None else found.low,
        step=big.step if found is None else abs(found.step),
        least=least,
        spread=(1 - share) * a.spread + share * b.spread,
        aligned=a.aligned and b.aligned and a.step == b.step and _centres_agree(a, b),
        reads=wide,
        shortest=() if wide is None else shortest,
    )


def _paths(a: AxisField) -> tuple[Reads, ...]:
    """What is read along each path that may be the shortest; none where all read the whole axis, or it cannot be told."""
    return a.shortest or (() if a.reads is None else (a.reads,))


def _reads_nothing(a: AxisField) -> bool:
    """Whether all positions are those that a transposed window has left out."""
    return a.reads is not None and a.reads.most == 0


def _hull(a: AxisField, b: AxisField, count: Size | None) -> Reads | None:
    """None where it cannot be told: the larger of the two is then taken to be all that is read."""
    if a.reads is None or b.reads is None or a.low is None or b.low is None:
        return None
    found = reads.hull(a.reads, b.reads)
    return reads.hull_of(a.reads, b.reads, count) if found is None and isinstance(count, int) else found


def _centres_agree(a: AxisField, b: AxisField) -> bool:
    """Unless both are known and differ."""
    one, other = _centre(a), _centre(b)
    return one is None or other is None or one == other


def _centre(a: AxisField) -> Fraction | None:
    """The centre of position 0, averaged over the phases; None where it is not known."""
    return None if a.reads is None or a.low is None else reads.centre(a.reads)


def least_of(a: Size, b: Size) -> Size:
    """The smaller of two sizes."""
    return a if equal(a, b) is True else minimum(a, b)


def times(step: Fraction, count: Size) -> Size:
    """So many steps in pixels, rounded up."""
    if isinstance(count, int):
        return (step * count).__ceil__()
    return count * step.numerator if step.denominator == 1 else ceil_div(count * step.numerator, step.denominator)


def _spread(step: Fraction, reach: Size, kernel: Size | None) -> float:
    """What a window adds to the variance of the effective field: step² * dilation² * (kernel² - 1) / 12 (Luo et al., 2016).

    That is the variance of its taps' places, which count alike as long as the weights are drawn alike. Windows in a row add theirs, as
    convolved densities do.
    """
    taps = reach if kernel is None else kernel
    if not isinstance(taps, int) or not isinstance(reach, int) or taps < 2:
        return 0.0
    dilation = Fraction(reach - 1, taps - 1)
    return float(step * step * dilation * dilation * (taps * taps - 1) / 12)
