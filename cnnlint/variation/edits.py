"""The kinds of edits that may let a last map see more, or cost less: where each can be made, and what is then done otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import Any, Final

from cnnlint import ops
from cnnlint.graph import Shape, Tensor
from cnnlint.graph.trail import Step
from cnnlint.ops import Layout, Outcome
from cnnlint.ops.padding import reach_of
from cnnlint.symbolic import Size
from cnnlint.variation.plan import Stuck, title
from cnnlint.variation.replay import Change, weights_of
from cnnlint.variation.sites import Place, Sites, Window, channels_of, layout_of, role_of, spread
from cnnlint.variation.words import DIALECTS, Dialect, argument, listed

_MOST_DILATED: Final = 4
_MOST_POOLS: Final = 5
_GREATEST_RATE: Final = 16


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: its kind, what to write, what is then done otherwise, and what it does beside what its figures say."""

    kind: str
    words: str
    change: Change
    note: str = ""


Maker = Callable[[Sites, Dialect, int], Iterator[Edit]]
"""Gives at most so many edits of a kind."""


def pools(sites: Sites, dialect: Dialect, most: int, count: int = 1) -> Iterator[Edit]:
    """A pool of 2 behind some maps."""
    for places in spread(list(combinations(sites.places, count)), most):
        calls = {row: halved for place in places for row in place.calls}
        pool = dialect.pool.format(n=_rank(places[0]))
        yield Edit(
            "pool" if count == 1 else "pools", f"{pool} after {listed([p.title for p in places])}", Change({}, calls)
        )


def several_pools(sites: Sites, dialect: Dialect, most: int) -> Iterator[Edit]:
    """Pools of 2 behind as many maps as it takes, three or more."""
    counts = range(3, min(len(sites.places), _MOST_POOLS) + 1)
    for count in counts:
        yield from pools(sites, dialect, max(most // len(counts), 1), count)


def halved(x: Tensor) -> Outcome:
    """A map pooled by 2 in every direction."""
    layout = layout_of(x)
    if layout is None:
        raise Stuck("no map is left to pool")
    n = len(layout.spatial)
    return ops.pool(x, layout=layout, kernel=(2,) * n, stride=(2,) * n, padding=[(0, 0)] * n, dilation=(1,) * n)


def strides(sites: Sites, dialect: Dialect, most: int) -> Iterator[Edit]:
    """A stride of 2 where there was none."""
    wide = [
        one for one in sites.convolutions
        if one.all("stride", 1) and one.all("dilation", 1) and all(row in sites.bottlenecks for row, _ in one.calls)
    ]  # fmt: skip
    for window in spread(wide, most):
        yield Edit("stride", f"{dialect.stride}=2 on {window.title}", _given(window, stride=(2,) * window.rank))


def dilations(sites: Sites, dialect: Dialect, most: int) -> Iterator[Edit]:
    """A dilation of 2 on one convolution, or growing ones on the last of them."""
    wide = [one for one in sites.convolutions if one.all("stride", 1) and one.all("dilation", 1)]
    later = [one for one in wide if one is not sites.convolutions[0]][-_MOST_DILATED:]
    for count in range(2, len(later) + 1):
        chosen = later[-count:]
        rates = [min(2 ** (index + 1), _GREATEST_RATE) for index in range(count)]
        yield _dilated(chosen, rates, dialect)
    for window in spread(wide, most - max(len(later) - 1, 0)):
        yield _dilated([window], [2], dialect)


def _dilated(windows: Sequence[Window], rates: Sequence[int], dialect: Dialect) -> Edit:
    rewrites: dict[int, Any] = {}
    parts: list[str] = []
    for window, rate in zip(windows, rates, strict=True):
        wider = [reach_of(size, rate) for size in window.given["kernel"]]
        padding = _kept_padding(window, wider)
        rewrites |= _given(window, dilation=(rate,) * window.rank, padding=padding).rewrites
        pads = _padded(window, padding, dialect)
        parts.append(f"{rate} on {window.title}{f' ({pads})' if pads else ''}")
    return Edit("dilation", f"{dialect.dilation}={', '.join(parts)}", Change(rewrites))


def kernels(sites: Sites, dialect: Dialect, most: int) -> Iterator[Edit]:
    """A window that is larger by 2."""
    known = [one for one in sites.convolutions if all(isinstance(size, int) for size in one.given["kernel"])]
    for window in spread(known, most):
        kernel = tuple(size + 2 if size > 1 else size for size in window.given["kernel"])
        reach = [reach_of(size, rate) for size, rate in zip(kernel, window.given["dilation"], strict=True)]
        padding = _kept_padding(window, reach)
        more = sum_of_weights(window, kernel)
        said = [f"kernel_size={argument(kernel)}", _padded(window, padding, dialect)]
        words = f"{', '.join(filter(None, said))} on {window.title}"
        change = _given(window, kernel=kernel, padding=padding)
        yield Edit("kernel", words, replace(change, parameters=more))


def sum_of_weights(window: Window, kernel: Sequence[Size]) -> Size:
    """How many more weights a convolution has with another kernel."""
    given = window.given
    channels = channels_of_input(window)
    old, new = (weights_of(k, given["groups"], channels, given["out_channels"]) for k in (given["kernel"], kernel))
    return new - old


def channels_of_input(window: Window) -> Size:
    """The channels that a convolution reads."""
    x: Tensor = window.calls[0][1].args[0]
    shape: Shape = x.shape or ()
    layout: Layout = window.given["layout"]
    channel, _, _ = layout.axes(len(shape))
    return shape[channel]


def _kept_padding(window: Window, reach: Sequence[Size]) -> Any:
    """Padding that keeps the size of a map still does; any other stays as it is."""
    padding = window.given["padding"]
    if isinstance(padding, str):
        return padding
    given = zip(padding, window.given["kernel"], window.given["dilation"], reach, strict=True)
    kept = []
    for (before, after), size, rate, wider in given:
        more = wider - reach_of(size, rate)
        keeps = before + after == reach_of(size, rate) - 1 and isinstance(more, int) and more % 2 == 0
        kept.append((before + more // 2, after + more // 2) if keeps else (before, after))
    return tuple(kept)


def _padded(window: Window, padding: Any, dialect: Dialect) -> str:
    """The padding in words, where it has to be said anew."""
    if isinstance(padding, str) or not dialect.pads or tuple(padding) == tuple(window.given["padding"]):
        return ""
    return f"padding={argument([before for before, _ in padding])}"


def _given(window: Window, **changed: Any) -> Change:
    """A convolution that is given other arguments, in all its calls."""

    def rewrite(step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Outcome:
        result: Outcome = step.function(*args, **{**kwargs, **changed})
        return result

    return Change({id(step): rewrite for _, step in window.calls})


def blocks(sites: Sites, dialect: Dialect, most: int) -> Iterator[Edit]:
    """One more convolution like the last one, with its normalisation, where the last map of its kind ends."""
    end = sites.growing_end
    layout = layout_of(end.outputs[0]) if end is not None else None
    if end is None or layout is None or not sites.convolutions or most < 1:
        return
    model, channels = sites.convolutions[-1], channels_of(end.outputs[0])
    given = model.given
    if given["groups"] != 1 or len(layout.spatial) != model.rank:
        return
    run = partial(
        ops.conv, layout=layout, kernel=given["kernel"], stride=(1,) * model.rank, padding=given["padding"],
        dilation=given["dilation"], groups=1, out_channels=channels,
    )  # fmt: skip
    norm = next((row for row in sites.consumers.get(model.first, []) if role_of(row) == "norm"), None)
    has_bias = model.first.attributes.get("bias") is True
    parameters = weights_of(given["kernel"], 1, channels, channels) + (channels if has_bias else 0)
    if norm is not None:
        parameters = parameters + norm.parameters * channels // channels_of(norm.outputs[0])
    arguments = [f"{channels}, {channels}" if dialect.counts_channels else f"{channels}", argument(given["kernel"])]
    words = f"one more {dialect.conv.format(n=model.rank)}({', '.join([*arguments, *_stated(model, dialect)])})"
    with_norm = f" with {norm.type}" if norm is not None else ""
    yield Edit("block", f"{words}{with_norm} after {sites.end(end)}", Change({}, {end: run}, parameters))


def _stated(window: Window, dialect: Dialect) -> Iterator[str]:
    """Padding, dilation and bias as a convolution is told of them, where they are not the usual ones."""
    padding, dilation = window.given["padding"], window.given["dilation"]
    if isinstance(padding, str):
        if padding != "valid":
            yield f'padding="{padding.removesuffix("-stride-1")}"'
    elif any(before for before, _ in padding):
        yield f"padding={argument([before for before, _ in padding])}"
    if any(rate != 1 for rate in dilation):
        yield f"{dialect.dilation}={argument(dilation)}"
    if window.first.attributes.get("bias") is False:
        yield f"{dialect.bias}=False"


def averages(sites: Sites, dialect: Dialect, most: int) -> Iterator[Edit]:
    """All positions averaged before the head, in place of a row of features for each."""
    found = sites.flattening
    layout = layout_of(sites.last.outputs[0])
    if found is None or layout is None or most < 1:
        return
    row, step = found

    def rewrite(step: Step, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Outcome:
        return ops.global_pool(args[0], layout=layout)

    words = dialect.average.format(n=len(layout.spatial), at=title(row))
    yield Edit("average", words, Change({id(step): rewrite}), "the head gets the mean over all positions")


def denser(sites: Sites, dialect: Dialect, most: int) -> Iterator[Edit]:
    """A stride less among the first, for models whose field is much larger than their input."""
    strided = [one for one in (*sites.convolutions, *sites.pools) if any(step != 1 for step in one.given["stride"])]
    order = {row: index for index, row in enumerate(sites.rows)}
    for window in sorted(strided, key=lambda one: order[one.first])[:most]:
        change = _given(window, stride=(1,) * window.rank)
        yield Edit("denser", f"{dialect.stride}=1 on {window.title}", change, "the maps behind it are larger")


def _rank(place: Place) -> int:
    layout = layout_of(place.calls[0].outputs[0])
    return len(layout.spatial) if layout is not None else 0


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of edit: how its candidates are made, how many of them are tried, and for which models it is meant.

    `widens`: it is there to let the last map see more; else it is one that spares parameters or positions. It is not tried
    where the best of one of the kinds `unless` lets the last map see enough.
    """

    make: Maker
    most: int
    widens: bool = True
    for_wide: bool = False
    unless: frozenset[str] = frozenset()


KINDS: Final[Mapping[str, Kind]] = {
    "pool": Kind(pools, 12),
    "pools": Kind(partial(pools, count=2), 14),
    "stride": Kind(strides, 8),
    "dilation": Kind(dilations, 10),
    "kernel": Kind(kernels, 8),
    "block": Kind(blocks, 1),
    "average": Kind(averages, 1, widens=False),
    "several": Kind(several_pools, 9, unless=frozenset(["pool", "pools"])),
    "denser": Kind(denser, 2, widens=False, for_wide=True),
}


def dialect_of(sites: Sites) -> Dialect:
    """The words of the framework that the model is written in."""
    return DIALECTS[sites.model.framework]
