"""Files that hold a program among other things: notebooks, and Markdown pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from cnnlint.source import markdown, notebooks


@dataclass(frozen=True, slots=True)
class Kind:
    """How the program is got out of a document's text, and how the document is written with another program."""

    program_of: Callable[[str], str]
    rewritten: Callable[[str, str], str]


_NOTEBOOK: Final = Kind(notebooks.program_of, notebooks.rewritten)
_PAGE: Final = Kind(markdown.program_of, markdown.rewritten)
_KINDS: Final[Mapping[str, Kind]] = {notebooks.SUFFIX: _NOTEBOOK, **dict.fromkeys(markdown.SUFFIXES, _PAGE)}


def kind_of(path: str | PurePath) -> Kind | None:
    """What a file holds its program in, by its suffix; None for one that is a program."""
    return _KINDS.get(PurePath(path).suffix)
