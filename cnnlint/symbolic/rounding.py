"""Large counts as people read them."""

from __future__ import annotations

from typing import Final

_UNITS: Final = ("", " k", " M", " G", " T", " P")


def rounded(value: float) -> str:
    """A number in three figures with a unit: `195 k`, `10.6 M`, `28.7 G`."""
    unit = 0
    while abs(value) >= 999.5 and unit < len(_UNITS) - 1:
        value /= 1000
        unit += 1
    return f"{value:.3g}{_UNITS[unit]}"
