"""A rule's fix as edits of the file: the first of its ways that can be gone, where the place can be read and builds one layer only."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Final

from cnnlint.diagnostics import Edit, Fix
from cnnlint.rule_engine import edits
from cnnlint.rule_engine.rule import Mend
from cnnlint.rule_engine.scope import Run, Slots
from cnnlint.rule_engine.source_tree import SourceTree, callee
from cnnlint.rule_engine.template import Template
from cnnlint.rule_engine.types import UNKNOWN
from cnnlint.rule_engine.views import FileView, LayerView
from cnnlint.source.location import Location

_WAYS: Final[Mapping[str, Callable[[SourceTree, ast.Call, str], Sequence[Edit] | None]]] = {
    "before": partial(edits.put_beside, behind=False),
    "behind": partial(edits.put_beside, behind=True),
    "become": edits.become,
    "hold": edits.hold,
    "rename": edits.rename,
}


def fix_of(mends: Sequence[Mend], slots: Slots, file: FileView, layers: Collection[LayerView] = ()) -> Fix | None:
    """The fix, or None where the place is elsewhere, cannot be read, unpacks arguments, or a figure is not known.

    `layers` are those that the finding is about; a call that builds others too is left alone.
    """
    for mend in mends:
        if mend.when is None or mend.when(slots) is True:
            found = _fix(mend, slots, file, layers)
            if found is not None:
                return found
    return None


def _fix(mend: Mend, slots: Slots, file: FileView, layers: Collection[LayerView]) -> Fix | None:
    thing, description = mend.of(slots), mend.description.render(slots)
    things = thing if isinstance(thing, tuple) else () if thing is UNKNOWN else (thing,)
    made: list[Edit] = []
    for one in things:
        place = file.place(one)
        if place is None or place.path != file.path or _builds_others(file, place, one, layers):
            return None
        found = _edits(mend, slots, file.tree, place)
        if found is None:
            return None
        made.extend(edit for edit in found if edit not in made)
    if description is None or not made:
        return None
    if mend.factors is not None and " * " in made[0].text:
        description = f"{description} = {made[0].text}"
    return Fix(mend.safe, description, tuple(made))


def _builds_others(file: FileView, place: Location, thing: object, layers: Collection[LayerView]) -> bool:
    """Whether a call builds other layers than those that are meant, as in a loop."""
    built = {layer.name for layer in file.layers_built_at(place)}
    meant = {layer.name for layer in layers} | ({thing.name} if isinstance(thing, LayerView) else set())
    return len(built) > 1 if not layers else not built <= meant


def _edits(mend: Mend, slots: Slots, tree: SourceTree, place: Location) -> Sequence[Edit] | None:
    texts = {key: _text(text, slots) for key, text in mend.texts.items()}
    if None in texts.values():
        return None
    if "first" in texts:
        return edits.put_first(tree, place, texts["first"] or "")
    node = tree.at(place)
    if node is None or (mend.calls and not (isinstance(node, ast.Call) and callee(node) in mend.calls)):
        return None
    if "append" in texts:
        return _one(edits.append(tree, node, mend.position, texts["append"] or ""))
    if not isinstance(node, ast.Call):
        return None
    if mend.unwrap is not None:
        return _one(edits.unwrap(tree, node, mend.unwrap))
    for way, edit in _WAYS.items():
        if way in texts:
            return edit(tree, node, texts[way] or "")
    if "keyword" in texts:
        return _one(edits.rename_keyword(tree, node, texts["name"] or "", texts["keyword"] or ""))
    factors, was, value = _sizes(mend.factors, slots), _number(mend.was, slots), texts["value"] or ""
    if mend.entry is not None:
        entry = mend.entry(slots)
        return _one(edits.set_entry(tree, node, entry, value, factors, was)) if isinstance(entry, int) else None
    return _one(edits.set_argument(tree, node, texts["name"] or "", mend.position, value, factors, was))


def _one(edit: Edit | None) -> Sequence[Edit] | None:
    return None if edit is None else (edit,)


def _text(text: Template, slots: Slots) -> str | None:
    return text.render(slots)


def _sizes(run: Run | None, slots: Slots) -> tuple[int, ...]:
    """The factors of a value, where all are numbers."""
    found = run(slots) if run is not None else None
    known = isinstance(found, tuple) and all(type(size) is int for size in found)
    return found if known and isinstance(found, tuple) else ()


def _number(run: Run | None, slots: Slots) -> int:
    found = run(slots) if run is not None else None
    return found if type(found) is int else 0
