"""Which layers can still bring something new into view, by what they read: border layers and critical layers.

Richter et al., "Should You Go Deeper? Optimizing Convolutional Neural Network Architectures without Training" (2021), find that a layer
does not add to what a trained network gets right once every path to it has seen all of the input. They call it a border layer. Their
predicates are kept, on cnnlint's fields and on the size that each map really has:

- *critical*: the least field of the result is larger than the input. The layer may still see something new, through a longer path;
- *border*: the least field of everything that it reads has the input's size already, and that of its result is larger still; or its
  window is at least as large as the maps that it moves over, so that it does what a dense layer would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cnnlint.graph.field import AxisField, Field
from cnnlint.graph.figures import counts
from cnnlint.graph.layer import LayerCall
from cnnlint.graph.tensor import Input, Source

_WINDOWS: Final = frozenset({"conv", "pool"})
"""The roles whose kernel is what they read at once."""


@dataclass(frozen=True, slots=True)
class Productivity:
    """What may be said of a layer; each property holds along all axes or does not hold. A border layer need not be critical."""

    border: bool
    critical: bool


@dataclass(frozen=True, slots=True)
class Read:
    """One map that a layer reads along one axis of the input: least field and step in pixels, and how many positions there are."""

    least: int
    step: Fraction
    count: int


@dataclass(frozen=True, slots=True)
class Reach:
    """A layer along one axis of the input: what it reads, how many positions at once, and the least field of its result in pixels."""

    inputs: tuple[Read, ...]
    window: int
    least: int
    extent: int

    @property
    def critical(self) -> bool:
        """Whether every path to the result sees more than the input."""
        return self.least > self.extent

    @property
    def covered(self) -> bool:
        """Whether every path to what is read has seen all of the input, and the result sees more."""
        return self.critical and all(read.least >= self.extent for read in self.inputs)

    @property
    def filled(self) -> bool:
        """Whether the window is as large as the maps that it moves over."""
        return all(read.count <= self.window for read in self.inputs)


def judged(axes: Sequence[Reach]) -> Productivity:
    """What a layer is, from its axes."""
    border = all(axis.covered for axis in axes) or all(axis.filled for axis in axes)
    return Productivity(border, critical=all(axis.critical for axis in axes))


def productivity(layer: LayerCall) -> Productivity | None:
    """What a call of a layer is; None where a size that counts is not known, and where an axis is read whole by more than a window.

    Global pooling, attention and a dense layer after flatten are neither: they do not wait for a window to grow.
    """
    axes = reaches(layer)
    return None if axes is None else judged(axes)


def reaches(layer: LayerCall) -> tuple[Reach, ...] | None:
    """What a layer reads and sees along each axis of the input; None as for `productivity`."""
    field = layer.receptive_field
    if field is None or field.is_lost or not layer.inputs:
        return None
    found = [_reach(layer, field, k) for k in range(len(field.axes))]
    known = tuple(axis for axis in found if axis is not None)
    return known if len(known) == len(found) else None


def _reach(layer: LayerCall, field: Field, k: int) -> Reach | None:
    extent, window = field.extent[k], _window(layer, k, len(field.axes))
    read = [_read(source, field, k) for source in layer.inputs]
    inputs = tuple(one for one in read if one is not None)
    if len(inputs) < len(read) or not isinstance(extent, int) or window is None:
        return None
    least = _least(layer, field.axes[k], inputs, window)
    return None if least is None else Reach(inputs, window, least, extent)


def _read(source: Source, into: Field, k: int) -> Read | None:
    """What is read of one source along axis k, if that is a map of the same input."""
    extent = into.extent[k]
    if isinstance(source, Input):
        return Read(1, Fraction(1), extent) if isinstance(extent, int) else None
    field = source.receptive_field
    if field is None or field.extent != into.extent or not field.is_spatial or field.axes[k].whole:
        return None
    axis, count = field.axes[k], counts(field, source.output_shape)[k]
    return Read(axis.least, axis.step, count) if isinstance(axis.least, int) and isinstance(count, int) else None


def _least(layer: LayerCall, axis: AxisField, inputs: Sequence[Read], window: int) -> int | None:
    """The least field of the result. A window that fills a map is said to read the axis whole; its least field goes on as for all windows."""
    if not axis.whole:
        return axis.least if isinstance(axis.least, int) else None
    if layer.attributes.get("role") not in _WINDOWS:
        return None
    return min(read.least + (read.step * (window - 1)).__ceil__() for read in inputs)


def _window(layer: LayerCall, k: int, axes: int) -> int | None:
    """How many positions are read at once along axis k, from the first tap to the last; None where that is not known."""
    if layer.attributes.get("role") not in _WINDOWS:
        return 1
    kernel, dilation = layer.attributes.get("kernel"), layer.attributes.get("dilation", (1,) * axes)
    if not isinstance(kernel, tuple) or not isinstance(dilation, tuple) or not len(kernel) == len(dilation) == axes:
        return None
    reach = dilation[k] * (kernel[k] - 1) + 1
    return reach if isinstance(reach, int) else None
