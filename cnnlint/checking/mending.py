"""Fixes are carried out on a file's text, which is then checked again: what brings a finding that was not there is taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from cnnlint.checking.checked import CheckedFile
from cnnlint.diagnostics import Diagnostic
from cnnlint.diagnostics.edits import Change, Lines, Origin, applied, clash

MOST_CHECKS: Final = 60
"""How often one file is checked anew at most."""
_DEPTH: Final = 8  # fixes in a row, each for what the one before it has brought to light

Check: TypeAlias = Callable[[str], CheckedFile]
Told: TypeAlias = tuple[str, str, int]
"""What a finding is told by across an edit: rule, file, and the line that it stood in before any."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file as its fixes leave it, how many were carried out, and those that were taken back."""

    file: CheckedFile
    fixed: int = 0
    undone: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A finding whose fix may be carried out, and the fix in offsets."""

    found: Diagnostic
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """A text on the way, how many fixes have led to it, and the edits by which its lines are traced back."""

    file: CheckedFile
    fixed: int = 0
    origins: tuple[Origin, ...] = ()

    def told(self) -> Counter[Told]:
        """Its findings, in terms of the first text."""
        return Counter(map(self.told_by, self.file.diagnostics))

    def told_by(self, found: Diagnostic) -> Told:
        """What one of its findings is told by."""
        line = found.at.line
        if found.at.path == self.file.path:
            for origin in reversed(self.origins):
                line = origin.line(line)
        return found.rule, found.at.path, line


class _Mending:
    """The work on one file."""

    def __init__(self, check: Check, unsafe: bool) -> None:
        self.check = check
        self.unsafe = unsafe
        self.checks = 0
        self.undone: dict[tuple[str, str], Diagnostic] = {}

    def run(self, state: _State) -> _State:
        """Carry out what can be, all at once if that is well, else one after the other."""
        while proposals := self.proposals(state):
            after = self.tried(state, proposals)
            for one in proposals if after is None and len(proposals) > 1 else ():
                after = self.tried(state, [one])
                if after is not None:
                    break
                self.undo(one)
            if after is None:
                self.undo(*proposals)
                continue
            state = after
        return state

    def proposals(self, state: _State) -> list[_Proposal]:
        """The fixes that do not touch each other, in order of their findings."""
        chosen: list[_Proposal] = []
        for one in self.possible(state.file):
            if not any(clash(one.changes, other.changes) for other in chosen):
                chosen.append(one)
        return chosen if self.checks < MOST_CHECKS else []

    def possible(self, file: CheckedFile) -> Iterator[_Proposal]:
        """The fixes that may be carried out: wanted, within this file, and not taken back already."""
        lines = Lines(file.text)
        for found in file.diagnostics:
            fix = found.fix
            if fix is None or not (fix.safe or self.unsafe) or _key(found) in self.undone:
                continue
            if all(edit.at.path == file.path for edit in fix.edits):
                yield _Proposal(found, tuple(map(lines.change, fix.edits)))

    def undo(self, *proposals: _Proposal) -> None:
        """Note fixes that are not to be tried again."""
        self.undone.update((_key(one.found), one.found) for one in proposals)

    def tried(self, state: _State, proposals: Sequence[_Proposal]) -> _State | None:
        """The state after these fixes, and after those of what they have brought to light; None if something new is left in the end."""
        before, after = state.told(), state
        wanted = [state.told_by(one.found) for one in proposals]
        for _ in range(_DEPTH):
            if self.checks >= MOST_CHECKS or not proposals:
                return None
            after = self.applied(after, proposals)
            told = after.told()
            if _breaks(after.file, state.file) or any(told[one] >= before[one] for one in wanted):
                return None
            new = told - before
            if not new:
                return after
            proposals = [one for one in self.proposals(after) if after.told_by(one.found) in new]
        return None

    def applied(self, state: _State, proposals: Sequence[_Proposal]) -> _State:
        """The state with these fixes carried out, checked."""
        text = state.file.text
        changes = [change for one in proposals for change in one.changes]
        self.checks += 1
        file = self.check(applied(text, changes))
        return _State(file, state.fixed + len(proposals), (*state.origins, Origin(text, changes)))


def mend(file: CheckedFile, check: Check, unsafe: bool = False) -> Mended:
    """Carry out the safe fixes of a file's findings, and the unsafe ones if they are wanted. `check` checks a text in the file's place."""
    work = _Mending(check, unsafe)
    state = work.run(_State(file))
    left = {_key(found) for found in state.file.diagnostics}
    return Mended(state.file, state.fixed, tuple(found for key, found in work.undone.items() if key in left))


def _key(found: Diagnostic) -> tuple[str, str]:
    """What a fix is told by: where it is carried out does not matter."""
    return found.rule, f"{found.message}\0{found.fix and [edit.text for edit in found.fix.edits]}"


def _breaks(after: CheckedFile, before: CheckedFile) -> bool:
    """Whether less can be read of a file than before."""
    return after.counts.models < before.counts.models or bool(after.faults)
