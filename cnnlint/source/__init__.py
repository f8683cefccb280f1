"""Finding source files, reading them, and the comments in them that speak to cnnlint. Nothing here parses Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.on_demand import names_of

if TYPE_CHECKING:
    from cnnlint.source.directives import Directive, comments, placed
    from cnnlint.source.discovery import Discovery, discover
    from cnnlint.source.location import Location
    from cnnlint.source.project import Neighbour, feeds_models, folders_around, neighbours
    from cnnlint.source.reading import Problem, SourceFile, read
    from cnnlint.source.relevance import might_hold_a_model

__all__ = [
    "Directive",
    "Discovery",
    "Location",
    "Neighbour",
    "Problem",
    "SourceFile",
    "comments",
    "discover",
    "feeds_models",
    "folders_around",
    "might_hold_a_model",
    "neighbours",
    "placed",
    "read",
]

_HOMES = {
    "directives": ("Directive", "comments", "placed"),
    "discovery": ("Discovery", "discover"),
    "location": ("Location",),
    "project": ("Neighbour", "feeds_models", "folders_around", "neighbours"),
    "reading": ("Problem", "SourceFile", "read"),
    "relevance": ("might_hold_a_model",),
}

__getattr__ = names_of(__name__, _HOMES)
