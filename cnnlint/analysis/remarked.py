"""What comments and docstrings say of the input of a model: hints, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlint.frameworks.common.sources import Said, Stated
from cnnlint.interpreter.values import FunctionValue, Instance
from cnnlint.source.hints import comment_lines, sizes_in
from cnnlint.source.location import Location
from cnnlint.symbolic import parse_size
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.analysis.session import Session

METHODS = ("forward", "call")
ABOVE = 3  # lines above a definition that may speak of it


def remarked(session: Session, model: Instance) -> tuple[Stated, ...]:
    """The shape of the first input as the forward pass is commented, as it is documented, and as the class is."""
    for cls in model.cls.mro:
        method = next((found for name in METHODS if isinstance(found := cls.namespace.get(name), FunctionValue)), None)
        if cls.node is None or method is None or not isinstance(method.node, ir.FunctionDef):
            continue
        node, text = method.node, session.loader.text_of(cls.path)
        wanted = [p.name for p in node.parameters[1:] if p.kind in ("positional", "normal")]
        if not wanted or not text:
            return ()
        name, place = wanted[0], Location(cls.path, *node.span)
        begin = node.body[0].span.line if node.body else node.span.line
        lines = text.splitlines()
        inside = "\n".join(comment_lines(lines, node.span.line + 1, begin + (1 if begin == node.span.line else 0)))
        above = "\n".join(comment_lines(lines, node.span.line - ABOVE, node.span.line))
        beside = lines[node.span.line - 1].partition("#")[2] if node.span.line <= len(lines) else ""
        texts = (
            ("a comment", inside, True), ("a comment", beside, True), ("a comment", above, False),
            ("the docstring", node.docstring or "", False), ("the docstring", cls.node.docstring or "", False),
        )  # fmt: skip
        found = [(origin, sizes) for origin, said, bare in texts if (sizes := sizes_in(said, (name,), bare=bare))]
        return tuple(
            {name: Said(tuple(parse_size(str(size)) for size in sizes), origin, place)} for origin, sizes in found[:2]
        )
    return ()
