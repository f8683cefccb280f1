"""What one analysis may use."""

from __future__ import annotations

import math
from dataclasses import dataclass

ELEMENTS_A_STEP = 16  # elements or characters that may be copied or compared for one step
MOST_PARTS = 1_000_000  # elements and characters of one value with all that it holds; lists that hold each other many times have many


@dataclass(frozen=True, slots=True)
class Budget:
    """Statements, nested calls, elements of one container, digits of one integer, seconds of processor time.

    `until` is the processor time at which all has to be done, whatever is left of the rest.
    Too many steps, calls or seconds end an analysis; a value that is too large is not known, and the analysis goes on.
    """

    steps: int = 3_000_000
    depth: int = 250
    elements: int = 200_000
    digits: int = 1_000
    seconds: float = 60.0
    until: float = math.inf
