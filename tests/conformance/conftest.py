"""How many generated cases were held against the frameworks, said at the end of the session."""

from __future__ import annotations

import os
from collections import Counter

import pytest

CASES = int(os.environ.get("CNNLINT_CASES", "10"))
COUNTED: Counter[str] = Counter()


@pytest.fixture(scope="session")
def counted() -> Counter[str]:
    """Cases compared so far: "accepted" and "refused" by the framework."""
    return COUNTED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line with the totals."""
    if COUNTED:
        parts = ", ".join(f"{count} {what}" for what, count in sorted(COUNTED.items()))
        terminalreporter.write_line(f"conformance: {COUNTED.total()} cases compared with the framework ({parts})")
