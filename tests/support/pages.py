"""Pages of the documentation that tests make. `CNNLINT_UPDATE_DOCS=1` writes them anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    for cells in (header, ("---",) * len(header), *rows):
        yield f"| {' | '.join(cells)} |"


def check_page(name: str, text: str, version: str) -> None:
    """Hold a page against what it should be; a page that was made for another version of its framework is not judged."""
    page, fresh = DOCS / name, text.rstrip("\n") + "\n"
    if os.environ.get("CNNLINT_UPDATE_DOCS"):
        page.write_text(fresh, encoding="utf-8")
    written = page.read_text(encoding="utf-8")
    made_for = re.search(r"\d+\.\d+", written)
    if made_for is None or not version.startswith(f"{made_for[0]}."):
        pytest.skip(f"{name} is not about version {version}")
    assert written == fresh, "CNNLINT_UPDATE_DOCS=1 writes it anew"
