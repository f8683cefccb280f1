"""What was not understood, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnnlint.report.style import Style
from cnnlint.report.text import plural, printable
from cnnlint.source.unresolved import Unresolved


def not_understood(unresolved: Sequence[Unresolved], resolved: tuple[int, int], style: Style) -> Iterator[str]:
    """How many layers were understood, if not all, and what was not, with the place and the reason."""
    known, total = resolved
    if known == total and not unresolved:
        return
    yield ""
    yield style.paint(
        "warning", f"{known:,} of {total:,} layers understood." + (" Not understood:" if unresolved else "")
    )
    yield from lines(unresolved)


def lines(unresolved: Sequence[Unresolved]) -> Iterator[str]:
    """Each thing that was not understood, once, with how many layers were lost by it."""
    for entry in dict.fromkeys(unresolved):
        lost = f" ({plural(entry.lost, 'layer')} after it)" if entry.lost else ""
        yield f"  {printable(entry.path)}:{entry.line}  {printable(entry.reason)}{lost}"
