"""Edits in the words of the framework that a model is written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from cnnlint.symbolic import Size


@dataclass(frozen=True, slots=True)
class Dialect:
    """What things are called; `{n}` is the number of spatial axes.

    `counts_channels`: a convolution is told how many channels come in. `pads`: it is told its padding in numbers. `builds`: a layer is
    built for what comes in when it is first called, so that nobody has to say how much that is.
    """

    pool: str
    conv: str
    dilation: str
    stride: str
    bias: str
    average: str
    counts_channels: bool
    pads: bool
    builds: bool


DIALECTS: Final[Mapping[Literal["torch", "keras"], Dialect]] = {
    "torch": Dialect(
        "MaxPool{n}d(2)", "Conv{n}d", "dilation", "stride", "bias", "AdaptiveAvgPool{n}d(1) before {at}", True, True, False
    ),
    "keras": Dialect(
        "MaxPooling{n}D(2)", "Conv{n}D", "dilation_rate", "strides", "use_bias", "GlobalAveragePooling{n}D() in place of {at}",
        False, False, True,
    ),
}  # fmt: skip


def argument(values: Sequence[Size]) -> str:
    """Sizes as they are given to a layer: one number where all are the same."""
    return str(values[0]) if len(set(values)) == 1 else f"({', '.join(map(str, values))})"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
