"""What the fields say of a design as a whole: in sentences, and as `show --format json` has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod
from typing import Any, Final

from cnnlint.graph import Input, LayerCall, Model, insight
from cnnlint.graph.figures import counts
from cnnlint.graph.reads import Span
from cnnlint.report import figures
from cnnlint.report.text import elide, plural, printable

_NAMED: Final = 3
_LONGEST: Final = 60
_AXES: Final[Mapping[int, Sequence[str]]] = {1: ("position",), 2: ("row", "column"), 3: ("plane", "row", "column")}


def sentences(model: Model) -> Iterator[str]:
    """Those that there is reason for."""
    yield from _covering(model)
    yield from _border(model)
    yield from _unread(model)
    yield from _holes(model)
    yield from _halo(model)


def _covering(model: Model) -> Iterator[str]:
    layer = insight.covering(model)
    if layer is not None and layer is not insight.last_map(model):
        yield f"The first map whose every unit sees as much as the input is that of {_name(layer)}."


def _border(model: Model) -> Iterator[str]:
    found = [layer for layer in insight.border(model) if layer.attributes.get("role") == "conv"]
    every = sum(layer.attributes.get("role") == "conv" for layer in model.layers)
    if found:
        come = "comes" if len(found) == 1 else "come"
        yield f"{len(found)} of {plural(every, 'convolution')} {come} after all paths have seen all of the input: {_names(found)}."


def _unread(model: Model) -> Iterator[str]:
    for given, axes in (insight.unread(model) or {}).items():
        names = _AXES.get(len(axes), ())
        said = [_lines(runs, name) for runs, name in zip(axes, names, strict=False) if runs]
        if said:
            of = "the input" if len(model.inputs) == 1 else f"the input {printable(given.name)}"
            yield f"Nothing reads {' and '.join(said)} of {of}."


def _lines(runs: Sequence[Span], name: str) -> str:
    """`row 223`, `rows 26…27`, `112 rows (1, 3, 5, …)`."""
    texts = [str(first) if first == last else f"{first}…{last}" for first, last in runs]
    if len(runs) == 1:
        return f"{name}{'s' if runs[0][0] < runs[0][1] else ''} {texts[0]}"
    count = sum(last - first + 1 for first, last in runs)
    return f"{plural(count, name)} ({', '.join(texts[:_NAMED])}{', …' if len(texts) > _NAMED else ''})"


def _holes(model: Model) -> Iterator[str]:
    density = insight.density(model)
    if density is not None and prod(density) < 1:
        share = figures.percent(float(prod(density)))
        yield f"A unit in the middle of the last map reads {share} of the pixels of its field: there are holes in it."


def _halo(model: Model) -> Iterator[str]:
    halos, result = insight.halo(model), model.outputs[0] if model.outputs else None
    if halos is None or result is None or result.field is None:
        return
    sizes = counts(result.field, result.shape)
    enlarged = any(layer.attributes.get("role") in ("conv-transpose", "resize") for layer in model.layers)
    if not enlarged and sizes != result.field.extent:  # features rather than an answer for each pixel
        return
    every, least = _once([halo.every for halo in halos]), _once([halo.least for halo in halos])
    grid = "" if every == "1" else f", at multiples of {every}"
    yield f"Tiled inference is exact with a halo of {least} pixels on each side{grid}."
    clean = insight.valid(model)
    if clean is not None and clean != sizes:
        yield f"{figures.sides(clean)} of the {figures.sides(sizes)} positions of the result are computed without padding."


def _once(values: Sequence[int]) -> str:
    return str(values[0]) if len(set(values)) == 1 else figures.sides(values)


def _names(layers: Sequence[LayerCall]) -> str:
    named = ", ".join(map(_name, layers[:_NAMED]))
    return named if len(layers) <= _NAMED else f"{named} and {len(layers) - _NAMED} more"


def _name(layer: LayerCall) -> str:
    return printable(elide(layer.name, _LONGEST))


def document(model: Model, index: Mapping[LayerCall, int]) -> dict[str, Any]:
    """The key `design` of a model: layers by their index, sizes in pixels along each axis; null for what is not known."""
    covering, density = insight.covering(model), insight.density(model)
    halos, unread = insight.halo(model), insight.unread(model)
    return {
        "covering": None if covering is None else index[covering],
        "border": [index[layer] for layer in insight.border(model)],
        "misaligned": [index[layer] for layer in insight.parted(model)],
        "unread": None if unread is None else {given.name: _pixels(given, unread) for given in unread},
        "density": None if density is None else [round(float(share), 4) for share in density],
        "halo": None if halos is None else [{"before": h.before, "after": h.after, "every": h.every} for h in halos],
        "valid": None if (clean := insight.valid(model)) is None else list(clean),
    }


def _pixels(given: Input, unread: Mapping[Input, insight.Runs]) -> list[list[list[int]]]:
    return [[list(run) for run in runs] for runs in unread[given]]
