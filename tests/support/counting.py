"""How many generated cases each operation gets, and how many were held against the frameworks."""

from __future__ import annotations

import os
from collections import Counter

CASES = int(os.environ.get("CNNLINT_CASES", "10"))
COUNTED: Counter[str] = Counter()
"""Cases compared so far: "accepted" and "refused" by the framework, and how many of them came out "different"."""


def totals() -> str:
    """One line that says them."""
    compared = COUNTED["accepted"] + COUNTED["refused"]
    parts = ", ".join(f"{count} {what}" for what, count in sorted(COUNTED.items()))
    return f"conformance: {compared} cases compared with the framework, up to {CASES} an operation ({parts})"
