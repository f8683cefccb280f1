"""What the analysis of files gives: the data that rules are evaluated over and reports are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from cnnlint.graph import Model
    from cnnlint.interpreter.outcome import Fact
    from cnnlint.source.unresolved import Unresolved

TIMEOUT = 300.0
NamedShape: TypeAlias = tuple[str, tuple[int | str, ...]]


@dataclass(frozen=True, slots=True)
class FileAnalysis:
    """One file: its models and the facts met in it.

    `facts` are in order of place; `fact_models` names for each the model in whose analysis it was met, None outside of any. A file
    that could not be read or parsed has no models and one fact of kind "syntax-error", "not-parsed" or "unreadable".
    `unresolved` is what was not understood outside of any model.
    """

    path: str
    text: str
    models: tuple[Model, ...] = ()
    facts: tuple[Fact, ...] = ()
    fact_models: tuple[Model | None, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line and the configuration say about an analysis.

    `inputs` maps an input's name ("" for the first or only one) to its shape, sizes being numbers or names; where they are from the
    configuration, which comments in the program go before, `configured_at` is the file and line where they stand. `mode` is "eval" or "train".
    `seconds` of processor time are for one model or run of a program, `timeout` for all that is done for a file.
    `python` is the environment whose packages the program uses, by its folder or its interpreter.
    """

    inputs: tuple[NamedShape, ...] = ()
    mode: str = "eval"
    steps: int = 3_000_000
    seconds: float = 60.0
    timeout: float = TIMEOUT
    python: str = ""
    configured_at: tuple[str, int] | None = field(default=None, compare=False)


class TargetError(Exception):
    """A target that names nothing to show: why, and the way out."""
