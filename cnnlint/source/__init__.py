"""Finding source files, reading them, and the comments in them that speak to cnnlint. Nothing here parses Python."""

from __future__ import annotations

from cnnlint.source.directives import Directive, comments, placed
from cnnlint.source.discovery import Discovery, discover
from cnnlint.source.location import Location
from cnnlint.source.project import Neighbour, folders_around, neighbours
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
    "folders_around",
    "might_hold_a_model",
    "neighbours",
    "placed",
    "read",
]
