"""`cnnlint config`: the settings in force, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cnnlint.report.style import Style
from cnnlint.report.text import pad, printable, width


def render(
    files: Sequence[str], shown: Iterable[tuple[str, str, str]], in_force: int, every: int, style: Style
) -> Iterator[str]:
    """The files that count, a line for each setting, and how many rules are in force."""
    named = " extends ".join(map(printable, reversed(files)))
    yield f"configuration: {named or 'none'}"
    yield ""
    rows = [tuple(map(printable, row)) for row in shown]
    rooms = [max(width(row[column]) for row in rows) for column in (0, 1)]
    for name, value, source in rows:
        line = f"{pad(name, rooms[0])}  {pad(value, min(rooms[1], 60))}  {source}"
        yield line if source != "default" else style.paint("faint", line)
    yield ""
    yield f"{in_force} of {every} rules in force (cnnlint rules list)"
