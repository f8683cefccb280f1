"""From files to models: which models a file holds, what they are fed, and what running them abstractly gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.analysis.result import FileAnalysis, Options, TargetError

if TYPE_CHECKING:
    from cnnlint.analysis.files import analyze_paths, analyze_source, analyze_target

__all__ = ["FileAnalysis", "Options", "TargetError", "analyze_paths", "analyze_source", "analyze_target"]


def __getattr__(name: str) -> object:
    """The functions, loaded when one is asked for: who only names a result needs neither the interpreter nor libcst."""
    if name in __all__:
        from cnnlint.analysis import files

        return getattr(files, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
