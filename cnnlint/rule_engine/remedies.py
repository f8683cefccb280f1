"""What would make the last map of a model see more, as lines of a note."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cnnlint.variation import Figures, Proposal, WhatIf

_MOST_SHOWN: Final = 3
_WORTH_SAYING: Final = Fraction(11, 10)


def remedies(found: WhatIf) -> str | None:
    """The edits that help most, aligned; None if none does, or the model cannot be tried with edits."""
    now = found.now
    if now is None:
        return None
    better = [one for one in found.proposals if one.figures.coverage > now.coverage][:_MOST_SHOWN]
    rows = [_row(one, now) for one in sorted(better, key=lambda one: -one.figures.coverage)]
    words, sizes = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
    lines = (f"  {row[0]:<{words}}  {row[1]:>{sizes}}  {row[2]:>5}   {row[3]}".rstrip() for row in rows)
    return "\n".join(lines) or None


def _row(proposal: Proposal, now: Figures) -> tuple[str, str, str, str]:
    figures = proposal.figures
    said = [_saving(now, figures), *proposal.notes]
    return (
        proposal.words,
        "×".join(map(str, figures.field)),
        f"{float(100 * figures.coverage):.0f} %",
        ", ".join(text for text in said if text),
    )


def _saving(now: Figures, then: Figures) -> str:
    """How the cost changes, if that is worth saying."""
    if not isinstance(now.macs, int) or not isinstance(then.macs, int) or not now.macs or not then.macs:
        return ""
    saving = Fraction(now.macs, then.macs)
    if saving > _WORTH_SAYING:
        return f"{float(saving):.1f} times fewer MACs"
    return f"{float(1 / saving):.1f} times the MACs" if 1 / saving > _WORTH_SAYING else ""
