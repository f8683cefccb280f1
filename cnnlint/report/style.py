"""Colour, where somebody looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "strong": "1",
    "faint": "2",
    "mark": "36",
    "good": "32",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text format prints: in colour or not, and how many cells wide a line may be."""

    colour: bool = False
    width: int = 80

    def paint(self, kind: str, text: str) -> str:
        """The text in the colour of its kind (a severity, "strong", "faint", "mark", "good")."""
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if self.colour and text else text


def wants_colour(is_terminal: bool, environment: Mapping[str, str]) -> bool:
    """Whether to use colour: FORCE_COLOR and NO_COLOR (no-color.org) before what the output is; a dumb terminal gets none."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return environment["FORCE_COLOR"] != "0"
    return is_terminal and environment.get("TERM") != "dumb"
