"""Findings in notebooks, counted in their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from cnnlint.checking.texts import Texts
from cnnlint.diagnostics import Diagnostic, Edit, Related
from cnnlint.source import Location
from cnnlint.source.notebooks import SUFFIX, Cell, cells_of, placed
from cnnlint.source.unresolved import Unresolved


def in_cells(
    found: Sequence[Diagnostic], unresolved: Iterable[Unresolved], texts: Texts
) -> tuple[Sequence[Diagnostic], Sequence[Unresolved]]:
    """Findings, and what was not understood, with places in cells where they are in notebooks; the cells' texts are given to `texts`."""
    known: dict[str, Sequence[Cell]] = {}

    def place(at: Location) -> Location:
        if not at.path.endswith(SUFFIX):
            return at
        if at.path not in known:
            known[at.path] = cells_of(texts(at.path) or "")
            for cell in known[at.path]:
                texts.give(f"{at.path}:cell {cell.number}", cell.text)
        return placed(at, known[at.path])

    return [_moved(one, place) for one in found], [_unresolved(entry, place) for entry in unresolved]


def _moved(found: Diagnostic, place: Callable[[Location], Location]) -> Diagnostic:
    if not any(at.path.endswith(SUFFIX) for at in (found.at, *(related.at for related in found.related))):
        return found
    related = tuple(Related(place(one.at), one.label) for one in found.related)
    fix = found.fix and replace(found.fix, edits=tuple(Edit(place(edit.at), edit.text) for edit in found.fix.edits))
    return replace(found, at=place(found.at), related=related, fix=fix)


def _unresolved(entry: Unresolved, place: Callable[[Location], Location]) -> Unresolved:
    if not entry.path.endswith(SUFFIX):
        return entry
    at = place(Location(entry.path, entry.line, 1, entry.line, 1))
    return replace(entry, path=at.file, line=at.line)
