"""What other files of the project, and tests in the file itself, run the models of a file on.

Files whose text imports the module and names one of its models are run, the nearest first, within a budget for all. What a file runs is
remembered for as long as the loader lives, so that each is run once however many files define models.
"""

from __future__ import annotations

import os.path
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cnnlint.analysis.witnesses import ANY_MODEL, Witness, data, tests, witness, witnesses
from cnnlint.frameworks.common.sources import Stated
from cnnlint.frameworks.loaded import frameworks
from cnnlint.graph import Shape
from cnnlint.interpreter.values import ClassValue, FunctionValue, Instance
from cnnlint.source import feeds_models
from cnnlint.symbolic import equal, symbol

if TYPE_CHECKING:
    from cnnlint.analysis.session import Session

STEPS = 400_000  # of one file
SECONDS = 10.0
AXES = {3: "NCL", 4: "NCHW", 5: "NCDHW"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of what a model is run on: `certain` runs of models that are built alike; others, and the only data that are loaded."""

    certain: tuple[Stated, ...] = ()
    likely: tuple[Stated, ...] = ()


def evidence(session: Session, model: Instance, mark: Callable[[], str]) -> Evidence:
    """The runs of a model in other files, and in tests of its own."""
    found = [one for one in about(session) if concerns(one, session, model)]
    own = mark() if found else ""
    alike = [one for one in found if one.mark == own]
    certain = agreed([one for one in alike if one.is_certain])
    likely = [agreed([one for one in group if not one.is_data]) or agreed(group) for group in (alike, found)]
    only = [one for one in about(session) if one.cls == ANY_MODEL]
    reached = any(one.is_data for one in about(session) if one.cls != ANY_MODEL)
    if only and not reached and all(one.inputs["#0"].shape == only[0].inputs["#0"].shape for one in only):
        likely.append(only[0].inputs)
    return Evidence((certain,) if certain else (), tuple(one for one in likely if one))


def concerns(one: Witness, session: Session, model: Instance) -> bool:
    """True for a run of a model of the same class, or made at the same place."""
    same = one.cls == model.cls.name and one.path == (os.path.abspath(model.cls.path) if model.cls.path else "")
    if model.cls.node is not None:
        return same
    site = model.site.location if model.site is not None else None
    if site is None or one.site is None:
        return False
    return same and one.site.line == site.line and os.path.abspath(one.site.path) == os.path.abspath(site.path)


def made_of(session: Session, cls: ClassValue) -> Witness | None:
    """The first run of an object of a class that other files make, and what they make it from."""
    path = os.path.abspath(cls.path) if cls.path else ""
    found = [one for one in about(session) if one.cls == cls.name and one.path == path and one.args is not None]
    return min(found, key=lambda one: (not one.is_certain, one.is_data), default=None)


# --- runs that agree --------------------------------------------------------------------------------------------------


def agreed(found: list[Witness]) -> Stated:
    """The shapes that several runs have in common: where they differ a size is left open, and where not even their ranks agree nothing is said."""
    found = sorted(found, key=lambda one: one.is_data)
    if not found:
        return {}
    result = dict(found[0].inputs)
    for other in found[1:]:
        if set(other.inputs) != set(result):
            continue
        for name, said in result.items():
            shape = common(said.shape, other.inputs[name].shape)
            if shape is None:
                return {}
            if shape[1:] != said.shape[1:] and not said.origin.startswith(SEVERAL):
                said = replace(said, origin=f"{SEVERAL}{said.origin}")
            result[name] = replace(said, shape=shape)
    return result


SEVERAL = "several sizes, one from "


def common(one: Shape, other: Shape) -> Shape | None:
    """The sizes that two shapes share, with names for those that differ; None where the ranks do, or the channels."""
    if len(one) != len(other):
        return None
    names = AXES.get(len(one), "N" + "S" * len(one))
    return tuple(
        a if equal(a, b) is True else symbol(names[axis] if names[axis] != "S" else f"S{axis}")
        for axis, (a, b) in enumerate(zip(one, other, strict=True))
    )


# --- where to look ----------------------------------------------------------------------------------------------------


def about(session: Session) -> list[Witness]:
    """All runs seen of models that the file defines or makes."""
    if session.seen_elsewhere is None:
        found = [one for path in files(session) for one in seen_in(session, path)]
        ran = [witness(framework, fed) for framework in frameworks() for fed in framework.fed(session.vm)]
        own = [data(one) for framework in frameworks() for one in framework.loaded(session.vm)]
        session.seen_elsewhere = [*ran, *found, *own]
    return session.seen_elsewhere


def files(session: Session) -> Iterator[str]:
    """The files to run: this one, if it holds tests, and those that import it and name what it has, the nearest first."""
    if not os.path.isfile(session.path):
        return
    if feeds_models(session.text) and any(True for _ in tests(session)):
        yield session.path
    yield from session.loader.questions.users(session.path, own_names(session))


def own_names(session: Session) -> frozenset[str]:
    """The names of what other files may take from this one to make a model."""
    kept = (ClassValue, FunctionValue, Instance)
    return frozenset(
        name for name, value in session.module.scope.items() if isinstance(value, kept) and name != "__name__"
    )


def seen_in(session: Session, path: str) -> list[Witness]:
    """The runs of models in a file."""
    loader = session.loader
    key = (os.path.abspath(path), session.vm.eager, session.options.mode)
    if key not in loader.witnesses:
        with loader.questions.listening() as heard:
            seen: list[Witness] = []
            loader.witnesses[key] = seen, heard
            other = session.beside(path, steps=STEPS, seconds=SECONDS)
            seen += witnesses(other) if other is not None else ()
    found, asked = loader.witnesses[key]
    loader.questions.heard.update(asked)
    return found
