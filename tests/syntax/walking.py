"""All nodes of a tree, and the text that a span covers."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from cnnlint.syntax import ir


def nodes(item: object) -> Iterator[ir.Node]:
    if isinstance(item, ir.Node):
        yield item
    if dataclasses.is_dataclass(item):
        for field in dataclasses.fields(item):
            yield from nodes(getattr(item, field.name))
    elif isinstance(item, tuple) and not isinstance(item, ir.Span):
        for part in item:
            yield from nodes(part)


def covered(text: str, span: ir.Span) -> str:
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]
    first = starts[span.line - 1] + span.column - 1
    return text[first : starts[span.end_line - 1] + span.end_column - 1]
