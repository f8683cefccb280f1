"""Files, folders and targets to analyses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from cnnlint.analysis.project import ProjectLoader
from cnnlint.analysis.result import FileAnalysis, Options, TargetError
from cnnlint.analysis.session import Session, with_deep_stack
from cnnlint.graph import Model
from cnnlint.interpreter.outcome import Fact
from cnnlint.source import Problem, SourceFile, discover, might_hold_a_model, read
from cnnlint.source.location import Location

DEFAULT = Options()
Told: TypeAlias = dict[tuple[str, Location, str], str]
"""Of which file each fact was told first."""


def analyze_source(text: str, path: str = "<stdin>", options: Options = DEFAULT, target: str = "") -> FileAnalysis:
    """Analyse a text as if it were the file `path`: all of it, or what a name or expression in it stands for (TargetError)."""
    session = Session(path, text, options, ProjectLoader(options.python))
    return with_deep_stack(lambda: session.show(target) if target else session.check())


def analyze_paths(
    paths: Sequence[str],
    options: Options = DEFAULT,
    exclude: Sequence[str] = (),
    gitignore: bool = False,
    loader: ProjectLoader | None = None,
) -> Iterator[FileAnalysis]:
    """Analyse files, folders and targets (`file.py::name`), in order. Files found in folders that import no framework are passed over.

    Paths that are given the same `loader` one by one share the files that they import, and what other files tell of their models.
    """
    loader = loader or ProjectLoader(options.python)
    told: Told = {}
    for given in paths:
        if "::" in given:
            yield analyze_target(given, options, loader)
            continue
        explicit = Path(given).is_file()
        for path in discover([Path(given)], exclude, gitignore).files:
            yield from analyze_file(path, options, loader, told, explicit=explicit)


def analyze_file(
    path: Path, options: Options, loader: ProjectLoader, told: Told, *, explicit: bool
) -> Iterator[FileAnalysis]:
    """One file; nothing for one in a folder that imports no framework."""
    source = read(path)
    if isinstance(source, Problem):
        where = Location(str(path), source.line, 1, source.line, 1)
        yield FileAnalysis(str(path), "", (), (Fact("unreadable", source.message, where),), (None,))
    elif explicit or might_hold_a_model(source.text):
        yield untold(with_deep_stack(lambda: Session(str(path), source.text, options, loader).check()), told)


def untold(analysis: FileAnalysis, told: Told) -> FileAnalysis:
    """An analysis without what has been told of an earlier file.

    A fault in a layer shows wherever the model is used: in the file that uses it, and in the one that defines it, where that is told of the use.
    """
    kept = []
    for fact, model in zip(analysis.facts, analysis.fact_models, strict=True):
        key = (fact.kind, fact.at, fact.words)
        elsewhere = fact.at.path != analysis.path or (model is not None and is_told_elsewhere(model))
        if told.setdefault(key, analysis.path) == analysis.path or not elsewhere:
            kept.append((fact, model))
    if len(kept) == len(analysis.facts):
        return analysis
    return replace(analysis, facts=tuple(fact for fact, _ in kept), fact_models=tuple(model for _, model in kept))


def is_told_elsewhere(model: Model) -> bool:
    """True for a model whose input's size was learnt from another file than its own."""
    return any(one.learnt is not None and one.learnt.path != model.at.path for one in model.inputs)


def analyze_target(target: str, options: Options = DEFAULT, loader: ProjectLoader | None = None) -> FileAnalysis:
    """Analyse `file.py`, `file.py::name` or `file.py::Name(args)`. TargetError says why there is nothing to show.

    Targets that are given the same `loader` share the files that they import, which are then read once.
    """
    file, _, name = target.partition("::")
    path = Path(file)
    if not path.exists():
        raise TargetError(f"{file}: no such file")
    if path.is_dir():
        raise TargetError(f"{file} is a folder; name a file, as in {file.rstrip('/')}/model.py::Net")
    source = read(path)
    if not isinstance(source, SourceFile):
        raise TargetError(f"{file}: {source.message}")
    text = source.text
    session = Session(file, text, options, loader or ProjectLoader(options.python))
    return with_deep_stack(lambda: session.show(name) if name else session.check())
