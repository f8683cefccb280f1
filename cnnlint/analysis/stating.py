"""Statements of shapes put into a program's own statements: `# cnnlint: shape` comments behind theirs, annotations where a call begins and ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from cnnlint.frameworks.common.contracts import CHECK
from cnnlint.source import Directive
from cnnlint.syntax import ir
from cnnlint.syntax.shape_annotations import ShapeAnnotation, Token, shape_annotation

LIBRARIES = ("jaxtyping", "torchtyping")
SIZES = "__cnnlint_sizes__"  # the variable that holds what names of axes stand for in a call


def with_statements(tree: ir.Module, text: str, directives: Iterable[tuple[int, Directive]]) -> ir.Module:
    """The program with what it states about shapes carried out."""
    stated: dict[int, list[Directive]] = {}
    for line, directive in directives:
        if directive.kind == "shape":
            stated.setdefault(line, []).append(directive)
    typed = any(library in text for library in LIBRARIES)
    if not stated and not typed:
        return tree
    framework = "torch" if "torch" in text else "keras" if "keras" in text or "tensorflow" in text else ""
    return replace(tree, body=Weaver(stated, framework, typed).block(tree.body))


@dataclass(slots=True)
class Weaver:
    """Rebuilds blocks. `returns` is what the function around says of its result."""

    stated: Mapping[int, list[Directive]]
    framework: str
    typed: bool
    returns: ShapeAnnotation | None = None
    used: set[int] = field(default_factory=set)

    def block(self, body: ir.Block) -> ir.Block:
        """A block with what is stated about each of its statements behind it."""
        result: list[ir.Stmt] = []
        for node in body:
            result.append(self.statement(node))
            if not isinstance(node, ir.FunctionDef | ir.ClassDef | ir.Return | ir.Raise):
                result.extend(self.comments(node.span))
        return tuple(result)

    def comments(self, span: ir.Span) -> list[ir.Stmt]:
        """What comments on the lines of a statement state, each once."""
        lines = [line for line in range(span.line, span.end_line + 1) if line in self.stated and line not in self.used]
        self.used.update(lines)
        return [said(span, one, self.framework) for line in lines for one in self.stated[line]]

    def statement(self, node: ir.Stmt) -> ir.Stmt:
        """A statement with its own blocks rebuilt."""
        if isinstance(node, ir.FunctionDef):
            return self.function(node)
        if isinstance(node, ir.Return) and self.returns is not None and node.value is not None:
            return replace(node, value=checked(node.value.span, node.value, self.returns, "", "the result"))
        if isinstance(node, ir.Try):
            handlers = tuple(replace(one, body=self.block(one.body)) for one in node.handlers)
            return replace(
                node,
                body=self.block(node.body),
                handlers=handlers,
                orelse=self.block(node.orelse),
                finalbody=self.block(node.finalbody),
            )
        if isinstance(node, ir.Match):
            return replace(node, cases=tuple(replace(case, body=self.block(case.body)) for case in node.cases))
        if isinstance(node, ir.If | ir.For | ir.While):
            return replace(node, body=self.block(node.body), orelse=self.block(node.orelse))
        if isinstance(node, ir.With | ir.ClassDef):
            return replace(node, body=self.block(node.body))
        return node

    def function(self, node: ir.FunctionDef) -> ir.FunctionDef:
        """A function that checks what it is given and what it gives."""
        around, self.returns = (
            self.returns,
            shape_annotation(node.returns) if self.typed and not node.is_generator else None,
        )
        first: list[ir.Stmt] = self.comments(node.span)
        for parameter in node.parameters if self.typed else ():
            found = shape_annotation(parameter.annotation) if parameter.kind not in ("star", "double_star") else None
            if found is not None:
                name = ir.Name(parameter.span, parameter.name)
                value = checked(parameter.span, name, found, "torch" if found.is_torch else "", parameter.name)
                first.append(ir.Assign(parameter.span, (name,), value))
        if first or self.returns is not None:
            first.insert(0, ir.Assign(node.span, (ir.Name(node.span, SIZES),), ir.DictDisplay(node.span, ())))
        body = self.block(node.body)
        self.returns = around
        return replace(node, body=(*first, *body)) if first else replace(node, body=body)


def checked(span: ir.Span, value: ir.Expr, annotation: ShapeAnnotation, framework: str, what: str) -> ir.Expr:
    """A value held against an annotation."""
    return call(span, value, annotation.tokens, ir.Name(span, SIZES), framework, what, annotation.text)


def said(span: ir.Span, directive: Directive, framework: str) -> ir.Stmt:
    """A variable held against a comment."""
    name = ir.Name(span, directive.name)
    written = f"({', '.join(map(str, directive.sizes))}{',' if len(directive.sizes) == 1 else ''})"
    value = call(span, name, directive.sizes, ir.DictDisplay(span, ()), framework, directive.name, written)
    return ir.Assign(span, (name,), value)


def call(
    span: ir.Span, value: ir.Expr, tokens: tuple[Token, ...], bound: ir.Expr, framework: str, what: str, written: str
) -> ir.Expr:  # fmt: skip
    """The call that checks."""
    constants = [ir.Constant(span, one) for one in (framework, what, written)]
    return ir.Call(span, ir.Name(span, CHECK), (value, ir.Constant(span, tokens), bound, *constants), ())
