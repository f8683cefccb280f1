"""What other files of the project, and tests in the file itself, run the models of a file on.

Files whose text imports the module and names one of its models are run, the nearest first, within a budget for all. What a file runs is
remembered for as long as the loader lives, so that each is run once however many files define models.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cnnlint.analysis.witnesses import Witness, witnesses
from cnnlint.frameworks.common.sources import Stated
from cnnlint.graph import Shape
from cnnlint.interpreter.values import ClassValue, FunctionValue, Instance
from cnnlint.source import Neighbour, neighbours, project_of
from cnnlint.symbolic import equal, symbol

if TYPE_CHECKING:
    from cnnlint.analysis.session import Session

STEPS = 400_000  # of one file
SECONDS = 10.0
MOST_FILES = 4  # that are run for the models of one file
ALL_STEPS = 8_000_000  # of all files that one loader runs
AXES = {3: "NCL", 4: "NCHW", 5: "NCDHW"}
RUNS = re.compile(
    r"\b(?:DataLoader|rand|randn|zeros|ones|ones_like|summary|profile|export|trace|fit|fit_generator|predict|evaluate|load_data|datasets|"
    r"FlopCountAnalysis|get_model_complexity_info|from_tensor_slices|image_dataset_from_directory|flow_from_directory|randint|from_numpy)\b"
)
"""Words of which one stands in every file that runs a model on anything known."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a file is known to run the model of a file on: `certain` runs of models that are built alike, and others."""

    certain: tuple[Stated, ...] = ()
    likely: tuple[Stated, ...] = ()


def evidence(session: Session, model: Instance, mark: str) -> Evidence:
    """The runs of a model in other files, and in tests of its own."""
    found = [one for one in about(session) if concerns(one, session, model)]
    alike = [one for one in found if one.mark == mark]
    certain = agreed([one for one in alike if one.is_certain])
    likely = [agreed([one for one in group if not one.is_data]) or agreed(group) for group in (alike, found)]
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
        session.seen_elsewhere = [one for path in files(session) for one in seen_in(session, path)]
    return session.seen_elsewhere


def files(session: Session) -> Iterator[str]:
    """The files to run: this one, if it holds tests, and those that import it and name what it has, the nearest first."""
    if not os.path.isfile(session.path):
        return
    if RUNS.search(session.text) is not None:
        yield session.path
    names = own_names(session)
    stem = (
        os.path.basename(os.path.dirname(os.path.abspath(session.path)))
        if is_package(session.path)
        else stem_of(session.path)
    )
    parents = packages(session.path)
    here = os.path.abspath(session.path)
    found = [
        one
        for one in around(session)
        if os.path.abspath(one.path) != here
        and (stem in one.imports or not parents.isdisjoint(one.imports))
        and not names.isdisjoint(one.words)
        and not one.path.endswith("__init__.py")
        and RUNS.search(one.text) is not None
    ]
    yield from [one.path for one in sorted(found, key=lambda one: distance(here, one, stem))[:MOST_FILES]]


def own_names(session: Session) -> frozenset[str]:
    """The names of what other files may take from this one to make a model."""
    kept = (ClassValue, FunctionValue, Instance)
    return frozenset(
        name for name, value in session.module.scope.items() if isinstance(value, kept) and name != "__name__"
    )


def stem_of(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]


def is_package(path: str) -> bool:
    return os.path.basename(path) == "__init__.py"


def packages(path: str) -> frozenset[str]:
    """The names of the folders that the file stands in, as far as they may be packages of the project."""
    root, _ = project_of(path)
    below = os.path.relpath(os.path.dirname(os.path.abspath(path)), os.path.abspath(root))
    return frozenset(part for part in below.split(os.sep) if part not in (".", "..", ""))


def distance(here: str, one: Neighbour, stem: str) -> tuple[bool, int, str]:
    """Files that name the module itself first, then by the number of folders between."""
    between = os.path.relpath(os.path.abspath(one.path), os.path.dirname(here))
    return stem not in one.imports, between.count(os.sep), one.path


def around(session: Session) -> tuple[Neighbour, ...]:
    """The files of the project, read once."""
    root, marked = project_of(session.path)
    known = session.loader.around
    if root not in known:
        known[root] = neighbours(root, deep=marked)
    return known[root]


def seen_in(session: Session, path: str) -> list[Witness]:
    """The runs of models in a file."""
    loader = session.loader
    key = (os.path.abspath(path), session.vm.eager, session.options.mode)
    if key not in loader.witnesses:
        loader.witnesses[key] = []
        if loader.steps_elsewhere < ALL_STEPS:
            other = session.beside(path, steps=STEPS, seconds=SECONDS)
            if other is not None:
                loader.witnesses[key] = witnesses(other)
                loader.steps_elsewhere += other.vm.steps
    return loader.witnesses[key]
