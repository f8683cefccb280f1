"""Configuration in three layers: what a file or the command line says, what they say together, what follows for a run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from pathlib import Path

from cnnlint.config import files, read
from cnnlint.config.errors import ConfigError, did_you_mean
from cnnlint.config.files import Document
from cnnlint.config.inputs import NamedShape, parse_input
from cnnlint.config.patterns import Pattern
from cnnlint.config.settings import ModelEntry, Settings, merge

__all__ = [
    "ConfigError", "Document", "ModelEntry", "NamedShape", "Pattern", "Settings", "did_you_mean", "load", "merge", "parse_input", "sources"
]  # fmt: skip

_MOST_FILES = 20


def load(paths: Sequence[str], explicit: str | None = None, isolated: bool = False) -> Settings:
    """What the configuration file says: the explicit one, else the nearest above the paths, none if isolated.

    Raises ConfigError.
    """
    said = [settings for _, settings in sources(paths, explicit, isolated)]
    return reduce(merge, said, Settings())


def sources(
    paths: Sequence[str], explicit: str | None = None, isolated: bool = False
) -> list[tuple[Document, Settings]]:
    """The configuration files that count and what each says, a file behind the one that it extends. Raises ConfigError."""
    if isolated:
        return []
    document = files.nearest(paths) if explicit is None else files.read(Path(explicit))
    found: list[tuple[Document, Settings]] = []
    while document is not None:
        found.insert(0, (document, read.settings(document)))
        document = _extended(document, [known.path for known, _ in found])
    return found


def _extended(document: Document, known: Sequence[Path]) -> Document | None:
    path = read.extended(document)
    if path is None:
        return None
    where = f"{document.path}:{files.line_of(document, 'extend')}: extend"
    if len(known) >= _MOST_FILES or path.resolve() in [other.resolve() for other in known]:
        raise ConfigError(f"{where} leads back to {path}")
    try:
        return files.read(path)
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from None
