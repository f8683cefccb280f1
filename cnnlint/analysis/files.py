"""Files, folders and targets to analyses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cnnlint.analysis.project import ProjectLoader
from cnnlint.analysis.result import FileAnalysis, Options
from cnnlint.analysis.session import Session, with_deep_stack
from cnnlint.analysis.targets import source_of
from cnnlint.interpreter.outcome import Fact
from cnnlint.source import Problem, discover, might_hold_a_model, read
from cnnlint.source.location import Location

DEFAULT = Options()


def analyze_source(
    text: str, path: str = "<stdin>", options: Options = DEFAULT, target: str = "", loader: ProjectLoader | None = None
) -> FileAnalysis:
    """Analyse a text as if it were the file `path`: all of it, or what a name or expression in it stands for (TargetError).

    Texts that are given the same `loader` share the files that they import, and what other files tell of their models.
    """
    session = Session(path, text, options, loader or ProjectLoader(options.python))
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
    for given in paths:
        if "::" in given:
            yield analyze_target(given, options, loader)
            continue
        explicit = Path(given).is_file()
        for path in discover([Path(given)], exclude, gitignore).files:
            yield from analyze_file(path, options, loader, explicit=explicit)


def analyze_file(path: Path, options: Options, loader: ProjectLoader, *, explicit: bool) -> Iterator[FileAnalysis]:
    """One file; nothing for one in a folder that imports no framework."""
    source = read(path)
    if isinstance(source, Problem):
        where = Location(str(path), source.line, 1, source.line, 1)
        yield FileAnalysis(str(path), "", (), (Fact("unreadable", source.message, where),), (None,))
    elif explicit or might_hold_a_model(source.text):
        yield analyze_source(source.text, str(path), options, loader=loader)


def analyze_target(target: str, options: Options = DEFAULT, loader: ProjectLoader | None = None) -> FileAnalysis:
    """Analyse `file.py`, `file.py::name` or `file.py::Name(args)`. TargetError says why there is nothing to show.

    Targets that are given the same `loader` share the files that they import, which are then read once.
    """
    path, text, name = source_of(target)
    return analyze_source(text, path, options, name, loader)
