"""What would make the last feature map see more, computed on the model at hand: pooling or dilation put into its chain of windows.

Only a plain chain from one input is worked on, and only where its own figures come out as they are in the graph: what is proposed has been
computed by the same recurrences (Araujo, Norris and Sim, 2019).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, pairwise
from math import prod
from typing import TYPE_CHECKING, Final

from cnnlint.graph import Input, LayerCall
from cnnlint.symbolic import product, ratio

if TYPE_CHECKING:
    from cnnlint.rule_engine.views import LayerView

_MOST_WINDOWS: Final = 40
_MOST_SHOWN: Final = 3
_MOST_NAMED: Final = 4
_PASSIVE: Final = frozenset({"activation", "dropout", "elementwise", "identity", "norm", "softmax"})


@dataclass(frozen=True, slots=True)
class Window:
    """A convolution or pooling of the chain, one entry an axis; `cost` are multiply-accumulates for one position of its result."""

    title: str
    is_conv: bool
    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    dilation: tuple[int, ...]
    pads: tuple[int, ...]
    is_same: bool
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a chain gives: the sizes of its last map, the field of that, and the multiply-accumulates."""

    map: tuple[int, ...]
    field: tuple[int, ...]
    macs: Fraction


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change in words, the field that it gives, the share of the input, and how many times fewer multiply-accumulates."""

    words: str
    field: tuple[int, ...]
    coverage: Fraction
    saving: Fraction


def remedies(final: LayerView) -> tuple[Remedy, ...]:
    """The changes that would help most, the best first; none where the model is no plain chain, or a size is not known."""
    chain, field = _chain(final), final.field
    extent = _ints(field.field.extent) if field is not None else None
    now = simulate(chain, extent) if chain and extent else None
    if chain is None or field is None or extent is None or now is None:
        return ()
    if now.field != field.size or now.map != final.size or not now.macs:
        return ()
    names = _NAMES[final.model.model.framework]
    found: list[Remedy] = []
    for group in (_pooled(chain, names, 2), _pooled(chain, names, 1), _dilated(chain, names)):
        tried = [_remedy(words, simulate(changed, extent), now, extent) for words, changed in group]
        better = [remedy for remedy in tried if remedy is not None and remedy.coverage > _coverage(now.field, extent)]
        found.extend(sorted(better, key=lambda remedy: (-remedy.coverage, -remedy.saving))[:1])
    return tuple(sorted(found, key=lambda remedy: -remedy.coverage)[:_MOST_SHOWN])


def table(found: Sequence[Remedy]) -> str | None:
    """The remedies as aligned lines; None if there are none."""
    rows = [
        (
            remedy.words,
            "×".join(map(str, remedy.field)),
            f"{float(100 * remedy.coverage):.0f} %",
            f"{float(remedy.saving):.1f} times fewer MACs" if remedy.saving > Fraction(11, 10) else "",
        )
        for remedy in found
    ]
    words, sizes = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
    lines = (f"  {row[0]:<{words}}  {row[1]:>{sizes}}  {row[2]:>5}   {row[3]}".rstrip() for row in rows)
    return "\n".join(lines) or None


def simulate(chain: Sequence[Window], extent: Sequence[int]) -> Outcome | None:
    """Run a chain over an input of this size; None where a window finds no place."""
    sizes, field, steps, macs = list(extent), [1] * len(extent), [1] * len(extent), Fraction(0)
    for window in chain:
        for axis, size in enumerate(sizes):
            reach = window.dilation[axis] * (window.kernel[axis] - 1) + 1
            stride = window.stride[axis]
            room = size + window.pads[axis] - reach
            sizes[axis] = -(-size // stride) if window.is_same else room // stride + 1
            if room < 0 and not window.is_same:
                return None
            field[axis] += (reach - 1) * steps[axis]
            steps[axis] *= stride
        macs += window.cost * prod(sizes)
    return Outcome(tuple(sizes), tuple(field), macs)


@dataclass(frozen=True, slots=True)
class _Names:
    pool: str
    dilation: str


_NAMES: Final = {"torch": _Names("MaxPool{}d(2)", "dilation"), "keras": _Names("MaxPooling{}D(2)", "dilation_rate")}


def _chain(final: LayerView) -> list[Window] | None:
    """The windows from the only input to a layer; None where there is anything else on the way that changes the map."""
    found: list[Window] = []
    layer = final
    while True:
        window = _window(layer) if layer.role in ("conv", "pool") else None
        if window is not None:
            found.append(window)
        elif layer.role not in _PASSIVE:
            return None
        sources = layer.call.inputs
        if len(sources) != 1 or len(found) > _MOST_WINDOWS:
            return None
        if isinstance(sources[0], Input):
            return found[::-1]
        if not isinstance(sources[0], LayerCall) or not layer.producers:
            return None
        layer = layer.producers[0]


def _window(layer: LayerView) -> Window | None:
    size, cost = _ints(layer.size), _cost(layer)
    kernel, stride = _ints(layer.attribute("kernel")), _ints(layer.attribute("stride"))
    rank = len(size or ())
    dilation = _ints(layer.attribute("dilation") or (1,) * rank)
    before = _ints(layer.attribute("padding") or (0,) * rank)
    after = _ints(layer.attribute("padding_after") or before)
    if (
        not size
        or cost is None
        or kernel is None
        or stride is None
        or dilation is None
        or before is None
        or after is None
    ):
        return None
    if any(len(value) != rank for value in (kernel, stride, dilation, before, after)):
        return None
    pads = tuple(one + other for one, other in zip(before, after, strict=True))
    is_same = layer.model.model.framework == "keras" and any(pads)
    return Window(layer.title, layer.role == "conv", kernel, stride, dilation, pads, is_same, cost)


def _cost(layer: LayerView) -> Fraction | None:
    """Multiply-accumulates for one position of one example: the batch axis is first."""
    shape, size = layer.call.output_shape, layer.size
    if not shape or not size or any(one == 0 for one in (shape[0], *size)):
        return None
    cost = ratio(layer.call.macs, product((shape[0], *size)))
    return Fraction(cost) if isinstance(cost, int | Fraction) else None


def _ints(values: object) -> tuple[int, ...] | None:
    known = isinstance(values, tuple) and all(type(value) is int for value in values)
    return values if known and isinstance(values, tuple) else None


def _pooled(chain: Sequence[Window], names: _Names, count: int) -> Iterator[tuple[str, list[Window]]]:
    """The chain with poolings of 2 behind some convolutions that are not the last window and not pooled or strided already."""
    rank = len(chain[0].kernel)
    twos, ones, none = (2,) * rank, (1,) * rank, (0,) * rank
    pool = Window("", False, twos, twos, ones, none, False, Fraction(0))
    places = [index for index, (one, after) in enumerate(pairwise(chain)) if one.is_conv and after.is_conv]
    for chosen in combinations(places, count):
        changed = [part for index, one in enumerate(chain) for part in ((one, pool) if index in chosen else (one,))]
        yield f"{names.pool.format(rank)} after {' and '.join(chain[index].title for index in chosen)}", changed


def _dilated(chain: Sequence[Window], names: _Names) -> Iterator[tuple[str, list[Window]]]:
    """The chain with dilations of 2, 4, 8 … on its convolutions behind the first, if none is strided and all are unpadded."""
    later = [index for index, one in enumerate(chain) if one.is_conv and index and max(one.kernel) > 1]
    if not 0 < len(later) <= _MOST_NAMED or any(
        max(one.stride) > 1 or max(one.dilation) > 1 or (any(one.pads) and not one.is_same) for one in chain
    ):
        return
    rates = {index: 2 ** min(place + 1, 4) for place, index in enumerate(later)}
    changed = [replace(one, dilation=(rates.get(index, 1),) * len(one.kernel)) for index, one in enumerate(chain)]
    words = ", ".join(f"{rate} on {chain[index].title}" for index, rate in rates.items())
    yield f"{names.dilation}={words}", changed


def _remedy(words: str, outcome: Outcome | None, now: Outcome, extent: Sequence[int]) -> Remedy | None:
    if outcome is None or not outcome.macs:
        return None
    return Remedy(words, outcome.field, _coverage(outcome.field, extent), now.macs / outcome.macs)


def _coverage(field: Sequence[int], extent: Sequence[int]) -> Fraction:
    return min([Fraction(1), *(Fraction(size, side) for size, side in zip(field, extent, strict=True))])
