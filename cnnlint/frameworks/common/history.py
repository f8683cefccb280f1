"""How a tensor came to have its shape: the last steps that changed it, back to the input, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from cnnlint.graph import Input, LayerCall, Location, Shape, Source, Tensor
from cnnlint.ops.shared import same_sizes, written

_MOST: Final = {1: 3, 2: 2}
"""How many steps are told of each tensor, by the number of tensors; one if there are more."""
_MOST_TENSORS: Final = 4
_TO: Final = " → "
_MOST_WALKED: Final = 50


def steps(tensors: Sequence[Tensor], here: Location | None = None) -> tuple[tuple[Location, str], ...]:
    """The last steps before each of the tensors, the latest first, and the input that they begin with; `here` is told of already."""
    found: dict[Location | None, str] = {here: ""}
    lines: dict[tuple[str, int], Location] = {}
    limit = _MOST.get(len(tensors), 1)
    for tensor in tensors[:_MOST_TENSORS]:
        left = limit
        for source, shape in _walked(tensor):
            if isinstance(source, Input):
                if source.at is not None:
                    found.setdefault(source.at, _entered(source, shape))
            elif (told := _told(source, shape)) is not None:
                place = _place(source, found)
                at = lines.get((place.path, place.line)) if place is not None else None
                if at is not None:  # several steps of one line are told as one
                    found[at] = f"{told.partition(_TO)[0]}{_TO}{found[at].partition(_TO)[2]}"
                elif left and place is not None:
                    left -= 1
                    found[place] = told
                    lines[place.path, place.line] = place
    return tuple((place, told) for place, told in found.items() if place is not None and told)


def makers(tensors: Sequence[Tensor]) -> tuple[Location | None, ...]:
    """Where the layer was built that gave each tensor its shape; None where that was no layer."""
    return tuple(_maker(tensor) for tensor in tensors)


def enters(tensors: Sequence[Tensor], here: Location | None) -> bool:
    """Whether the first of the tensors is the model's input as it is handed to it here."""
    source = tensors[0].sources[0] if tensors and tensors[0].sources else None
    same = isinstance(source, Input) and source.at is not None and source.at == here
    return same and isinstance(source, Input) and source.shape == tensors[0].shape


def opened(tensor: Tensor) -> Shape | None:
    """The shape that a flatten or reshape has made this tensor of, if that was the last step."""
    for source, shape in _walked(tensor):
        if isinstance(source, LayerCall) and _changed(source, shape):
            before = _shape_of(source.inputs[0]) if len(source.inputs) == 1 else None
            return before if source.attributes.get("role") in ("flatten", "reshape") else None
    return None


def _walked(tensor: Tensor) -> Iterator[tuple[Source, Shape | None]]:
    """The sources of a tensor one after the other, along the first of several, each with the shape of what it gives."""
    shape = tensor.shape
    sources = tensor.sources
    for _ in range(_MOST_WALKED):
        if not sources:
            return
        source = sources[0]
        yield source, shape
        if isinstance(source, Input) or not source.inputs:
            return
        sources = source.inputs[:1]
        shape = _shape_of(sources[0])


def _shape_of(source: Source) -> Shape | None:
    if isinstance(source, Input):
        return source.shape
    return source.output_shape if len(source.outputs) == 1 else None


def _changed(row: LayerCall, shape: Shape | None) -> bool:
    before = [_shape_of(source) for source in row.inputs]
    return len(before) != 1 or before[0] is None or shape is None or same_sizes(before[0], shape) is not True


def _told(row: LayerCall, shape: Shape | None) -> str | None:
    """What a step has made of what; None where it has changed no shape, or that is not known."""
    before = [_shape_of(source) for source in row.inputs]
    if shape is None or not before or not _changed(row, shape):
        return None
    known = [written(one) for one in before if one is not None]
    return f"{', '.join(known)}{_TO}{written(shape)}" if len(known) == len(before) else None


def _place(row: LayerCall, taken: Collection[Location | None]) -> Location | None:
    """Where a step is called; the layers of a container stand where they were built."""
    places = (row.at, row.defined) if row.kind != "module" or row.at not in taken else (row.defined,)
    return next((place for place in places if place is not None and place not in taken), None)


def _maker(tensor: Tensor) -> Location | None:
    for source, shape in _walked(tensor):
        if isinstance(source, LayerCall) and _changed(source, shape):
            return source.defined if source.kind == "module" else None
    return None


def _entered(source: Input, shape: Shape | None) -> str:
    told = "the input" if shape is None else f"the input is {written(shape)}"
    if source.at is None or source.learnt == source.at:  # the line itself tells
        return told
    words = source.told(source.at.path)
    return f"{told}, from {words}" if words else told
