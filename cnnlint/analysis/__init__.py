"""From files to models: which models a file holds, what they are fed, and what running them abstractly gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.on_demand import names_of

if TYPE_CHECKING:
    from cnnlint.analysis.files import analyze_paths, analyze_source, analyze_target
    from cnnlint.analysis.result import FileAnalysis, Options, TargetError

__all__ = [
    "FileAnalysis",
    "Options",
    "TargetError",
    "analyze_paths",
    "analyze_source",
    "analyze_target",
]

_HOMES = {
    "files": ("analyze_paths", "analyze_source", "analyze_target"),
    "result": ("FileAnalysis", "Options", "TargetError"),
}

__getattr__ = names_of(__name__, _HOMES)
