"""What part of the input a feature map reads: the data of the receptive-field algebra.

Along one spatial axis of the input, position `u` of a map reads the interval `[step*u + low, step*u + low + size - 1]` (greatest field,
over all paths). Composition rules: `cnnlint.graph.algebra`. Terms as in Araujo, Norris and Sim (Distill, 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cnnlint.symbolic import Size


@dataclass(frozen=True, slots=True)
class AxisField:
    """The field along one spatial axis of the input, in input pixels.

    `low` is where position 0 begins to read (negative: in the padding); None where it hangs on a size that is not known.
    `least` is the size of the smallest field over all paths from the input (Richter et al., 2021).
    `spread` is the variance of the effective field (Luo et al., 2016), in pixels squared.
    `aligned` is False once branches of different step or centre have met.
    `whole`: every position reads the whole axis (global pooling, attention over positions, dense after flatten).
    """

    size: Size = 1
    low: Fraction | None = Fraction(0)
    step: Fraction = Fraction(1)
    least: Size = 1
    spread: float = 0.0
    aligned: bool = True
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """The fields of a tensor along every spatial axis of the input that it was computed from.

    `extent[k]` is the size of the input along its k-th spatial axis. `places[k]` are the axes of *this* tensor on which the positions of
    input axis k stand: one axis for a feature map, several after a window partition, the same one for two input axes after a
    flatten, none once space has been collapsed. `context` tells that a global gate (squeeze-and-excitation) has scaled it.
    """

    extent: tuple[Size, ...]
    axes: tuple[AxisField, ...]
    places: tuple[tuple[int, ...], ...]
    context: bool = False

    @property
    def is_global(self) -> bool:
        """True where every axis is read whole."""
        return all(axis.whole for axis in self.axes)

    @property
    def is_spatial(self) -> bool:
        """True where positions of every input axis still stand on some axis of the tensor."""
        return all(self.places)
