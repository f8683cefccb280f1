"""The models that a program itself makes: those it keeps at module level, those it runs, and those it does neither with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnlint.frameworks.common.made import Made
from cnnlint.frameworks.framework import Framework
from cnnlint.interpreter.values import Instance
from cnnlint.source.location import Location

if TYPE_CHECKING:
    from cnnlint.analysis.session import Session


@dataclass(frozen=True, slots=True)
class Found:
    """A model, what it is called, where it was made, and whether the program certainly makes it."""

    name: str
    model: Instance
    at: Location
    is_certain: bool = True


def of_program(session: Session, framework: Framework) -> list[Found]:
    """All of them, each once, without those that are parts of others and have no name of their own."""
    kept = at_module_level(session, framework)
    names = {id(one.model) for one in kept}
    others = framework.others(session.vm, session.path)
    ran = list({id(model): Found(name, model, at) for name, model, at in others if id(model) not in names}.values())
    made = framework.made(session.vm, session.path)
    found = [*kept, *ran, *unseen(session, framework, made, [*kept, *ran])]
    wholes = [*(one.model for one in found), *(one.module for one in made)]
    parts = {id(part) for whole in wholes for part in framework.parts(whole) if part is not whole}
    return [one for one in found if id(one.model) in names or id(one.model) not in parts]


def at_module_level(session: Session, framework: Framework) -> list[Found]:
    """The objects that names of the module stand for, under the first."""
    found: dict[int, Found] = {}
    for name, value in session.module.scope.items():
        if (
            isinstance(value, Instance)
            and framework.is_model(session.vm, value)
            and framework.is_whole(session.vm, value)
        ):
            found.setdefault(id(value), Found(name, value, place(session, value)))
    return list(found.values())


def unseen(session: Session, framework: Framework, made: list[Made], seen: list[Found]) -> list[Found]:
    """Those it makes and neither keeps nor runs, one a place; of its own classes those of which there is none yet."""
    ids = {id(one.model) for one in seen}
    classes = {part.cls for one in seen for part in framework.parts(one.model)}
    found: dict[Location, Found] = {}
    for one in made:
        model = one.module
        if id(model) not in ids and (model.cls.node is None or model.cls not in classes):
            at = place(session, model)
            found.setdefault(at, Found(framework.label(model), model, at, one.is_certain))
    return list(found.values())


def place(session: Session, model: Instance) -> Location:
    """Where in the file an object was made, else where its class is defined, else the beginning."""
    if model.site is not None and model.site.path == session.path:
        return model.site.location
    node = model.cls.node if model.cls.path == session.path else None
    return Location(session.path, *(node.span if node is not None else (1, 1, 1, 1)))
