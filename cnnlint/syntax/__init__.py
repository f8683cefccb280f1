"""Python source → intermediate representation: the only room that knows libcst, and no libcst type leaves it."""

from __future__ import annotations

from cnnlint.syntax import ir

__all__ = ["ir", "parse"]


def parse(text: str) -> ir.Module:
    """The IR of a file's text. Never raises: what Python could not read either is a `SyntaxFault` in `faults`."""
    # libcst costs more to import than most runs need: a cached file is never parsed.
    from cnnlint.syntax.parsing import parse_text

    return parse_text(text)
