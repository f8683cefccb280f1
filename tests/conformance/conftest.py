"""What the comparisons with the frameworks share."""

from __future__ import annotations

from collections import Counter

import pytest

from support.counting import COUNTED


@pytest.fixture(scope="session")
def counted() -> Counter[str]:
    """Cases compared so far: "accepted" and "refused" by the framework."""
    return COUNTED
