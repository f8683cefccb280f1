"""What is said of the inputs of a model beside its own program: on the command line, in comments, in the configuration, by other files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cnnlint.analysis.evidence import evidence
from cnnlint.analysis.remarked import remarked
from cnnlint.frameworks.common.sources import Said, Sources, Stated
from cnnlint.graph import Shape
from cnnlint.interpreter.names import everything
from cnnlint.interpreter.values import FunctionValue, Instance
from cnnlint.source.location import Location
from cnnlint.symbolic import parse_size
from cnnlint.syntax import ir

if TYPE_CHECKING:
    from cnnlint.analysis.result import NamedShape, Options
    from cnnlint.analysis.session import Session
    from cnnlint.frameworks.framework import Framework

COMMENT = "a comment"
CONFIGURATION = "the configuration"
METHODS = ("forward", "call")


def sources(session: Session, framework: Framework, model: Instance) -> Sources:
    """All that is said of the inputs of a model, by rank."""
    options = session.options
    if options.inputs and options.configured_at is None:
        return Sources(stated(options.inputs, "--input"))
    said = from_comments(session, model) or stated(options.inputs, CONFIGURATION, configured_at(options))
    if said or framework.is_told(session.vm, model):
        return Sources(said)
    found = evidence(session, model, lambda: framework.mark(model))
    return Sources({}, found.certain, found.likely, remarked(session, model))


def configured_at(options: Options) -> Location | None:
    """Where the configuration says it."""
    if options.configured_at is None:
        return None
    path, line = options.configured_at
    return Location(path, line, 1, line, 1)


def shape_of(sizes: Iterable[int | str]) -> Shape:
    """Numbers and names as a shape."""
    return tuple(parse_size(str(size)) for size in sizes)


def stated(inputs: Sequence[NamedShape], origin: str, learnt: Location | None = None) -> dict[str, Said]:
    """Shapes by name or, where they have none, by position ("#0")."""
    unnamed = iter(range(len(inputs)))
    return {name or f"#{next(unnamed)}": Said(shape_of(sizes), origin, learnt) for name, sizes in inputs}


# --- comments ---------------------------------------------------------------------------------------------------------


def from_comments(session: Session, model: Instance) -> Stated:
    """What `# cnnlint: input=` comments say: on the call that makes the model or runs it, its class, its forward pass, the function around it.

    The nearest counts; several on one place are several inputs.
    """
    for path, lines in places(session, model):
        placed = session.loader.directives(path)
        found = [one for line, one in placed if one.kind == "input" and line in lines]
        if found:
            first = found[0]
            learnt = Location(path, first.line, first.column, first.line, first.end_column)
            return stated([(one.name, one.sizes) for one in found], COMMENT, learnt)
    return {}


def places(session: Session, model: Instance) -> Iterator[tuple[str, set[int]]]:
    """The lines that speak of a model, the nearest first."""
    if model.site is not None:
        yield model.site.path, {model.site.location.line}
    ran = session.vm.state.get("run.places", {}).get(id(model))
    if ran is not None:
        yield ran.path, {ran.line}
    for cls in model.cls.mro:
        if cls.node is not None:
            for name in METHODS:
                method = cls.namespace.get(name)
                if isinstance(method, FunctionValue) and isinstance(method.node, ir.FunctionDef):
                    yield cls.path, heads(method.node)
            yield cls.path, heads(cls.node)
    if model.site is not None:
        yield from functions_around(session, model.site.location)


def heads(node: ir.FunctionDef | ir.ClassDef) -> set[int]:
    """The lines on which a definition begins: that of its name, and those of its decorators."""
    return {node.span.line, *(decorator.span.line for decorator in node.decorators)}


def functions_around(session: Session, place: Location) -> Iterator[tuple[str, set[int]]]:
    """The functions in which a place stands, the innermost first."""
    if not any(one.kind == "input" for _, one in session.loader.directives(place.path)):
        return
    found = [
        node
        for node in everything(session.loader.module(place.path).body)
        if isinstance(node, ir.FunctionDef) and node.span.line <= place.line <= last_line(node)
    ]
    for node in sorted(found, key=lambda node: -node.span.line):
        yield place.path, heads(node)


def last_line(node: ir.FunctionDef) -> int:
    """The last line of a function."""
    inner = [one.span.end_line for one in everything(node.body) if isinstance(one, ir.Node)]
    return max(inner, default=node.span.line)
