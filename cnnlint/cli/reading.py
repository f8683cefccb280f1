"""What `check` and `show` do alike: shapes from the command line, standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cnnlint.cli.output import CannotRun
from cnnlint.config import NamedShape


def inputs_of(inputs: Sequence[NamedShape]) -> tuple[NamedShape, ...] | None:
    """The shapes given as options; None if there are none. Raises CannotRun where two are for one input."""
    names = [name for name, _ in inputs]
    for name in names:
        if names.count(name) > 1:
            which = f"the input {name}" if name else "an input without a name"
            raise CannotRun(f"--input is given twice for {which}; write --input name=SHAPE for each of several inputs")
    return tuple(inputs) or None


def read_stdin() -> str:
    """Standard input as text, whatever bytes it holds."""
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="surrogateescape")
