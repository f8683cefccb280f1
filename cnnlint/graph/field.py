"""What part of the input a feature map reads: the data of the receptive-field algebra.

Along one spatial axis of the input, position `u` of a map reads the interval `[step*u + low, step*u + low + size - 1]` (greatest field,
over all paths), or where that changes from position to position what `cnnlint.graph.reads` says. Composition rules:
`cnnlint.graph.algebra`. Terms as in Araujo, Norris and Sim (Distill, 2019).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from cnnlint.frozen import dataclass
from cnnlint.graph.reads import IDENTITY, Reads
from cnnlint.symbolic import Size

Statistics: TypeAlias = Literal["", "training", "always"]
"""When a normalisation takes its mean and variance from all positions."""


@dataclass(frozen=True, slots=True)
class AxisField:
    """The field along one spatial axis of the input, in input pixels. Nothing is cut off at the input's borders: padding counts.

    `reads` is what every position reads, over all paths from the input; None where that hangs on a size that is not known, and
    `size`, `step` and `low` are then all that can be told. `size` is the length of the longest of its intervals, `step` how far
    neighbouring positions are apart on average, and `low` where position 0 begins to read (negative: in the padding); None
    where it is not known, and `reads` is then right but for a shift.
    `shortest` is the same of each single path that may be the shortest, one branch followed at every join (empty: there was no join yet,
    `reads` it is), and `least` the length of the shortest of their intervals (Richter et al., 2021, judge layers by it): exact, unless
    more paths of different step or phase rival each other than `cnnlint.graph.paths` follows. A path that has read the whole axis is not
    among them.
    `spread` is the variance of the effective field, in pixels squared: of where the squared gradient of a position stands, on average over
    random weights (Luo et al., 2016).
    `aligned` is False once branches have met of which steps or centres differ, the centre being that of what position 0 reads, averaged
    over the phases (Araujo, Norris and Sim, 2019). A branch that reads the whole axis has no centre, and agrees with all.
    `whole`: every position reads the whole axis (global pooling, attention over positions, dense after flatten).
    """

    size: Size = 1
    low: int | None = 0
    step: Fraction = Fraction(1)
    least: Size = 1
    spread: float = 0.0
    aligned: bool = True
    whole: bool = False
    reads: Reads | None = IDENTITY
    shortest: tuple[Reads, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where positions stand on an axis of a tensor: they count as `(index // stride) % size`; size None: up to the end of the axis."""

    axis: int
    size: Size | None = None
    stride: Size = 1


@dataclass(frozen=True, slots=True)
class Field:
    """The fields of a tensor along every spatial axis of the input that it was computed from.

    `extent[k]` is the size of the input along its k-th spatial axis. `places[k]` is where on the axes of *this* tensor the positions of
    input axis k stand, the coarsest first: one axis for a feature map, several after a window partition, the same one for two
    input axes after a flatten, none once space has been collapsed. `context` tells that a global gate (squeeze-and-excitation) has
    scaled it. A field without axes (`cnnlint.graph.algebra.LOST`) says that what is read can no longer be told; a tensor that no
    spatial operation has seen yet has None instead, or where it has been cut, moved or laid out anew before that a `provisional` field:
    of all axes but the first, until an operation tells which of them are space. `statistics` tells that a normalisation over space has
    scaled it by what was read from all positions: in "training", or "always". Like a gate, that does not count as having seen them.
    """

    extent: tuple[Size, ...]
    axes: tuple[AxisField, ...]
    places: tuple[tuple[Place, ...], ...]
    context: bool = False
    provisional: bool = False
    statistics: Statistics = ""

    @property
    def is_global(self) -> bool:
        """True where every axis is read whole."""
        return bool(self.axes) and all(axis.whole for axis in self.axes)

    @property
    def is_spatial(self) -> bool:
        """True where positions of every input axis still stand on some axis of the tensor."""
        return bool(self.places) and all(self.places)

    @property
    def is_lost(self) -> bool:
        """True where what is read can no longer be told."""
        return not self.axes
