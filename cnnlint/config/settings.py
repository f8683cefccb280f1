"""What one source, the command line or a configuration file, says; and what several say together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TypeAlias

from cnnlint.config.inputs import NamedShape
from cnnlint.config.patterns import Pattern

Parameter: TypeAlias = bool | int | float | str | tuple[bool | int | float | str, ...]


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model to be built: `file.py::Name(arguments)`, what it is fed, and in which mode it is read; empty where nothing is said."""

    entry: str
    input: tuple[NamedShape, ...] = ()
    mode: str | None = None

    @property
    def path(self) -> str:
        """Its file."""
        return self.entry.partition("::")[0]

    @property
    def name(self) -> str:
        """The name or expression in the file."""
        return self.entry.partition("::")[2]


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, None where nothing is said about it. Paths are absolute and patterns know their folder.

    `select`, `extend_select` and `ignore` hold rule codes, prefixes of codes, names and categories; so do the keys of `severity` and
    `params` and the values of `per_file_ignores`, whose keys are patterns of files. `input_at` is the file and line that `input` is from,
    None where it is from the command line.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    exclude: tuple[Pattern, ...] | None = None
    rules: tuple[str, ...] | None = None
    persona: str | None = None
    fail_level: str | None = None
    max_warnings: int | None = None
    baseline: str | None = None
    output_format: str | None = None
    mode: str | None = None
    python: str | None = None
    cache: bool | None = None
    cache_dir: str | None = None
    jobs: int | None = None
    timeout: float | None = None
    input: tuple[NamedShape, ...] | None = None
    input_at: tuple[str, int] | None = field(default=None, compare=False)
    severity: Mapping[str, str] | None = None
    params: Mapping[str, Mapping[str, Parameter]] | None = None
    per_file_ignores: Mapping[Pattern, tuple[str, ...]] | None = None
    force_exclude: bool | None = None
    respect_gitignore: bool | None = None
    markdown: bool | None = None
    models: tuple[ModelEntry, ...] | None = None


ADDED = frozenset({"extend_select", "ignore", "exclude", "rules", "models"})
TABLES = frozenset({"severity", "params", "per_file_ignores"})


def merge(base: Settings, over: Settings) -> Settings:
    """Both together: what `over` says wins, but selections and paths that only add are added up, and so are tables by their keys. `select` drops what `base` extends."""
    merged: dict[str, object] = {}
    for entry in fields(Settings):
        low, high = getattr(base, entry.name), getattr(over, entry.name)
        if entry.name == "extend_select" and over.select is not None:
            low = None
        if low is not None and high is not None and entry.name in ADDED:
            merged[entry.name] = low + high
        elif low is not None and high is not None and entry.name in TABLES:
            merged[entry.name] = _tables(low, high)
        else:
            merged[entry.name] = low if high is None else high
    if over.input is not None:
        merged["input_at"] = over.input_at
    return Settings(**merged)  # type: ignore[arg-type]


def _tables(low: Mapping[object, object], high: Mapping[object, object]) -> dict[object, object]:
    both = {**low, **high}
    for key in low.keys() & high.keys():
        before, after = low[key], high[key]
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            both[key] = {**before, **after}
    return both
