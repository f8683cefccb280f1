"""Whether the program does anything with what its models hold: names it, or replaces it where it stands. Read off its text.

What a run does not reach may still use a layer: another method, a branch, a file that imports this one. So a part counts as never mentioned only
where none of the files around reads its attribute, by a method of its class, of a base or of a subclass, or on an object that may be one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeGuard

from cnnlint.graph import Location, Model, Part
from cnnlint.interpreter.names import everything, parts
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.analysis.session import Session

_WHOLE: Final = frozenset(["children", "named_children", "_modules", "__dict__", "get_submodule", "named_parameters"])
"""What goes through all parts of an object, whatever their names; `modules()` and `parameters()` only to set or to count them."""


@dataclass(slots=True)
class Mentions:
    """The attributes that a file reads: those of `self` by the class that does, and those of other objects. `bases` are those of its classes.

    `any_of` are the classes that reach for attributes by names that are worked out, or for all of them.
    """

    own: dict[str, set[str]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    bases: dict[str, set[str]] = field(default_factory=dict)
    any_of: set[str] = field(default_factory=set)


def look_up(session: Session, model: Model) -> None:
    """Complete the parts of a model: which are mentioned, and which are certainly replaced or made anew in every run."""
    model.parts = tuple(part for part in model.parts if is_sure(session, part))
    for part in model.parts:
        if not part.called and part.replacement is None and not part.made_by:
            part.mentioned = is_mentioned(session, part)


def is_sure(session: Session, part: Part) -> bool:
    """Of what is replaced, whether that is so whatever the arguments; of what is made in a run, whether no condition guards it."""
    if part.replacement is not None:
        return part.at is not None and follow(session.loader.module(part.at.path), part.at, part.replacement)
    return not any(is_guarded(session.loader.module(one.path), one) for one in part.made_by)


# --- names ------------------------------------------------------------------------------------------------------------


def is_mentioned(session: Session, part: Part) -> bool:
    """Whether the file of a part's class, the files that are loaded with it, or those that import it read the attribute."""
    paths = dict.fromkeys([part.path, session.path, *session.vm.modules])
    paths.update(dict.fromkeys(session.loader.questions.importers(session.path, part.attribute)))
    owners = set(part.owners)
    return any(reads(mentions(session, path), part.attribute, owners) for path in paths)


def reads(found: Mentions, name: str, owners: set[str]) -> bool:
    """Whether a file reads an attribute of these classes, or of classes that derive from them."""
    related = set(owners)
    while True:
        more = {cls for cls, bases in found.bases.items() if not related.isdisjoint(bases)} - related
        if not more:
            break
        related |= more
    by_self = any(name in found.own.get(cls, ()) or cls in found.any_of for cls in related)
    return by_self or name in found.others


def mentions(session: Session, path: str) -> Mentions:
    """What a file reads, collected once."""
    known: dict[str, Mentions] = session.vm.state.setdefault("mentions", {})
    if path not in known:
        found = known[path] = Mentions()
        collect(session.loader.module(path).body, "", found)
    return known[path]


def collect(nodes: object, cls: str, found: Mentions) -> None:
    """Gather what is read below some nodes that stand in a class ("" for none)."""
    for node in parts(nodes):
        inner = cls
        if isinstance(node, ir.ClassDef):
            inner = node.name
            found.bases.setdefault(inner, set()).update(last(base) for base in node.bases)
        elif isinstance(node, ir.Attribute):
            note(found, cls, node.value, node.attr)
        elif isinstance(node, ir.Constant) and isinstance(node.value, str):
            found.others.update(node.value.split("."))
        elif is_worked_out(node):
            note(found, cls, node.args[0], "_modules")
        if isinstance(node, (ir.Assign, ir.AnnAssign)):
            for one in below(node):
                collect((one,), inner, found)
        elif not (isinstance(node, ir.ExprStmt) and isinstance(node.value, ir.Constant)):  # a docstring
            collect(node, inner, found)


def is_worked_out(node: object) -> TypeGuard[ir.Call]:
    """True for `getattr` with a name that is not written out, and `vars`."""
    if not isinstance(node, ir.Call) or last(node.func) not in ("getattr", "vars") or not node.args:
        return False
    return len(node.args) < 2 or not isinstance(node.args[1], ir.Constant)


def note(found: Mentions, cls: str, receiver: object, name: str) -> None:
    """One attribute that is read of something."""
    of_self = isinstance(receiver, ir.Name) and receiver.id == "self" and bool(cls)
    if of_self and name in _WHOLE:
        found.any_of.add(cls)
    elif of_self:
        found.own.setdefault(cls, set()).add(name)
    else:
        found.others.add(name)


def below(node: ir.Assign | ir.AnnAssign) -> Iterator[object]:
    """What an assignment reads: all but the attributes that it sets."""
    targets = node.targets if isinstance(node, ir.Assign) else (node.target,)
    for target in targets:
        flat = target.items if isinstance(target, ir.Sequence) else (target,)
        yield from (one.value if isinstance(one, ir.Attribute) else one for one in flat)
    if node.value is not None:
        yield node.value


def last(node: object) -> str:
    """The last name of a dotted expression."""
    return str(getattr(node, "attr", getattr(node, "id", "")))


# --- places -----------------------------------------------------------------------------------------------------------


def follow(tree: ir.Module, one: Location, other: Location) -> bool:
    """Whether two places stand in statements of one block, or in the same statement of the body of a loop."""
    first, second = way_to(tree.body, one), way_to(tree.body, other)
    if first and len(first) == len(second) and first[-1] is second[-1]:
        return len(first) > 1 and isinstance(first[-2], (ir.For, ir.While))
    return (
        bool(first) and len(first) == len(second) and all(a is b for a, b in zip(first[:-1], second[:-1], strict=True))
    )


def is_guarded(tree: ir.Module, place: Location) -> bool:
    """Whether a condition stands around a place, within its function."""
    inner: list[ir.Stmt] = []
    for statement in way_to(tree.body, place):
        inner = [] if isinstance(statement, ir.FunctionDef) else [*inner, statement]
    return any(isinstance(statement, (ir.If, ir.Try, ir.While)) for statement in inner)


def way_to(block: ir.Block, place: Location) -> list[ir.Stmt]:
    """The statements around a place, from the outside in; the last is the one that it stands in itself."""
    for statement in block:
        if not holds(statement, place):
            continue
        for inner in blocks(statement):
            found = way_to(inner, place)
            if found:
                return [statement, *found]
        return [statement]
    return []


def holds(statement: ir.Stmt, place: Location) -> bool:
    """Whether a place is that of an expression in a statement."""
    wanted = (place.line, place.column, place.end_line, place.end_column)
    return any(getattr(node, "span", None) == wanted for node in everything((statement,)))


def blocks(statement: object) -> Iterator[ir.Block]:
    """The blocks of a statement."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(statement, name, ())
        if isinstance(block, tuple):
            yield block
    for name in ("handlers", "cases"):
        for part in getattr(statement, name, ()):
            yield from blocks(part)
