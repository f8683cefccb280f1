"""What a run knows of a file that it has checked: all that reports, fixes and baselines need, and nothing of the analysis behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cnnlint.diagnostics.diagnostic import Diagnostic
from cnnlint.report.run import NOTHING, Counts

NOT_PYTHON: Final = frozenset({"syntax-error", "not-parsed", "unreadable"})
CUT_SHORT: Final = NOT_PYTHON | {"over-budget"}
"""Kinds of facts that say that a file was not read to its end."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file, what is found in it, how much its own comments silence, and what there is in it.

    `told` are the keys of the facts that were met, `shared` of those that the check of another file may meet as well; `faults` the kinds of
    facts that say why the file was not read to its end.
    """

    path: str
    text: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    suppressed: int = 0
    counts: Counts = NOTHING
    told: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    faults: frozenset[str] = frozenset()

    @property
    def is_read(self) -> bool:
        """Whether it can be read as Python."""
        return self.faults.isdisjoint(NOT_PYTHON)


def without_told(file: CheckedFile, told: dict[str, str]) -> tuple[Diagnostic, ...]:
    """A file's findings without those about what an earlier file was told; `told` says which file was told of each fact.

    A fault in a layer shows wherever the model is used: in the file that uses it, and in the one that defines it, where that knows of the use.
    """
    mine = {key for key in file.told if told.setdefault(key, file.path) == file.path}
    elsewhere = file.shared - mine
    return tuple(one for one in file.diagnostics if not one.about or not elsewhere.issuperset(one.about))
