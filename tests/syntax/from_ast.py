"""The same IR made from the standard library's `ast`: a second opinion for `cnnlint.syntax`, and the way to compare the two."""

from __future__ import annotations

import ast
import dataclasses
import re
import sys
from collections.abc import Iterator
from functools import reduce

from cnnlint.syntax import ir

_OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.LShift: "<<", ast.RShift: ">>", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
    ast.UAdd: "+", ast.USub: "-", ast.Invert: "~", ast.Not: "not", ast.And: "and", ast.Or: "or",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "is",
    ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
ANYWHERE = ir.Span(0, 0, 0, 0)  # compares equal with every span: ast does not say where the node stands
_NAME_OF_DEFINITION = re.compile(r"(?:async[\s\\]+)?(?:def|class)[\s\\]+")


def module_from_ast(text: str) -> ir.Module:
    body = _FromAst(text).block(ast.parse(text).body)
    docstring, body = _split(body)
    return ir.Module(body, docstring, ())


def _split(body):
    match body:
        case (ir.ExprStmt(value=ir.Constant(value=str(text))), *rest):
            return text, tuple(rest)
    return None, body


class _FromAst:
    def __init__(self, text: str) -> None:
        self.lines = [line.encode() for line in re.split(r"\r\n|\r|\n", text)]
        self.text = text

    def column(self, line: int, offset: int) -> int:
        return len(self.lines[line - 1][:offset].decode()) + 1

    def span(self, node) -> ir.Span:
        start, end = self.column(node.lineno, node.col_offset), self.column(node.end_lineno, node.end_col_offset)
        return ir.Span(node.lineno, start, node.end_lineno, end)

    def name_span(self, node, name: str) -> ir.Span:
        rest = b"\n".join(self.lines[node.lineno - 1 : node.lineno + 3])[node.col_offset :].decode()
        before = _NAME_OF_DEFINITION.match(rest)[0]
        line = node.lineno + before.count("\n")
        column = self.column(node.lineno, node.col_offset) + len(before)
        if "\n" in before:
            column = len(before) - before.rindex("\n")
        return ir.Span(line, column, line, column + len(name))

    def block(self, nodes) -> ir.Block:
        return tuple(self(node) for node in nodes)

    def each(self, nodes) -> tuple:
        return tuple(self(node) for node in nodes)

    def maybe(self, node):
        return None if node is None else self(node)

    def __call__(self, node):
        return getattr(self, type(node).__name__)(node)

    # expressions

    def Constant(self, n):
        return ir.Constant(self.span(n), n.value)

    def Name(self, n):
        return ir.Name(self.span(n), n.id)

    def Attribute(self, n):
        return ir.Attribute(self.span(n), self(n.value), n.attr)

    def Subscript(self, n):
        return ir.Subscript(self.span(n), self(n.value), self(n.slice))

    def Slice(self, n):
        return ir.Slice(self.span(n), self.maybe(n.lower), self.maybe(n.upper), self.maybe(n.step))

    def Starred(self, n):
        return ir.Starred(self.span(n), self(n.value))

    def keyword(self, n):
        return ir.Keyword(self.span(n), n.arg, self(n.value))

    def Call(self, n):
        return ir.Call(self.span(n), self(n.func), self.each(n.args), self.each(n.keywords))

    def BinOp(self, n):
        return ir.BinOp(self.span(n), _OPERATORS[type(n.op)], self(n.left), self(n.right))

    def UnaryOp(self, n):
        return ir.UnaryOp(self.span(n), _OPERATORS[type(n.op)], self(n.operand))

    def BoolOp(self, n):
        op = _OPERATORS[type(n.op)]
        whole = reduce(lambda left, right: ir.BoolOp(ANYWHERE, op, left, right), self.each(n.values))
        return dataclasses.replace(whole, span=self.span(n))

    def Compare(self, n):
        ops = tuple(_OPERATORS[type(op)] for op in n.ops)
        return ir.Compare(self.span(n), self(n.left), ops, self.each(n.comparators))

    def IfExp(self, n):
        return ir.Conditional(self.span(n), self(n.test), self(n.body), self(n.orelse))

    def NamedExpr(self, n):
        return ir.NamedExpr(self.span(n), n.target.id, self(n.value))

    def Tuple(self, n):
        return ir.Sequence(self.span(n), "tuple", self.each(n.elts))

    def List(self, n):
        return ir.Sequence(self.span(n), "list", self.each(n.elts))

    def Set(self, n):
        return ir.Sequence(self.span(n), "set", self.each(n.elts))

    def Dict(self, n):
        items = tuple((self.maybe(k), self(v)) for k, v in zip(n.keys, n.values, strict=True))
        return ir.DictDisplay(self.span(n), items)

    def JoinedStr(self, n):
        parts = tuple(v.value if isinstance(v, ast.Constant) else self(v) for v in n.values)
        return ir.FString(self.span(n), parts)

    def FormattedValue(self, n):
        conversion = None if n.conversion == -1 else chr(n.conversion)
        return ir.Formatted(self.span(n), self(n.value), conversion, self.maybe(n.format_spec), "")

    def comprehension(self, n):
        return ir.ForClause(self(n.target), self(n.iter), self.each(n.ifs))

    def ListComp(self, n, kind="list"):
        return ir.Comprehension(self.span(n), kind, self(n.elt), None, self.each(n.generators))

    def SetComp(self, n):
        return self.ListComp(n, "set")

    def GeneratorExp(self, n):
        return self.ListComp(n, "generator")

    def DictComp(self, n):
        return ir.Comprehension(self.span(n), "dict", self(n.key), self(n.value), self.each(n.generators))

    def arguments(self, n):
        plain = [*((a, "positional") for a in n.posonlyargs), *((a, "normal") for a in n.args)]
        defaults = [None] * (len(plain) - len(n.defaults)) + n.defaults
        rows = [(a, kind, d) for (a, kind), d in zip(plain, defaults, strict=True)]
        if n.vararg:
            rows.append((n.vararg, "star", None))
        rows += [(a, "keyword", d) for a, d in zip(n.kwonlyargs, n.kw_defaults, strict=True)]
        if n.kwarg:
            rows.append((n.kwarg, "double_star", None))
        return tuple(
            ir.Parameter(self.span(a), a.arg, kind, self.maybe(d), self.maybe(a.annotation)) for a, kind, d in rows
        )

    def Lambda(self, n):
        return ir.Lambda(self.span(n), self(n.args), self(n.body))

    def Await(self, n):
        return ir.Await(self.span(n), self(n.value))

    def Yield(self, n):
        return ir.Yield(self.span(n), self.maybe(n.value), False)

    def YieldFrom(self, n):
        return ir.Yield(self.span(n), self(n.value), True)

    # statements

    def Expr(self, n):
        return ir.ExprStmt(self.span(n), self(n.value))

    def Assign(self, n):
        return ir.Assign(self.span(n), self.each(n.targets), self(n.value))

    def AugAssign(self, n):
        return ir.AugAssign(self.span(n), _OPERATORS[type(n.op)], self(n.target), self(n.value))

    def AnnAssign(self, n):
        return ir.AnnAssign(self.span(n), self(n.target), self(n.annotation), self.maybe(n.value))

    def TypeAlias(self, n):
        return ir.Assign(self.span(n), (self(n.name),), self(n.value))

    def Return(self, n):
        return ir.Return(self.span(n), self.maybe(n.value))

    def Raise(self, n):
        return ir.Raise(self.span(n), self.maybe(n.exc), self.maybe(n.cause))

    def Assert(self, n):
        return ir.Assert(self.span(n), self(n.test), self.maybe(n.msg))

    def Delete(self, n):
        return ir.Delete(self.span(n), self.each(n.targets))

    def Pass(self, n):
        return ir.Pass(self.span(n))

    def Break(self, n):
        return ir.Break(self.span(n))

    def Continue(self, n):
        return ir.Continue(self.span(n))

    def If(self, n):
        return ir.If(self.span(n), self(n.test), self.block(n.body), self.block(n.orelse))

    def For(self, n):
        return ir.For(self.span(n), self(n.target), self(n.iter), self.block(n.body), self.block(n.orelse))

    AsyncFor = For

    def While(self, n):
        return ir.While(self.span(n), self(n.test), self.block(n.body), self.block(n.orelse))

    def With(self, n):
        items = tuple(ir.WithItem(self(i.context_expr), self.maybe(i.optional_vars)) for i in n.items)
        return ir.With(self.span(n), items, self.block(n.body))

    AsyncWith = With

    def ExceptHandler(self, n):
        return ir.Handler(self.span(n), self.maybe(n.type), n.name, self.block(n.body))

    def Try(self, n):
        blocks = self.block(n.body), self.each(n.handlers), self.block(n.orelse), self.block(n.finalbody)
        return ir.Try(self.span(n), *blocks)

    TryStar = Try

    def FunctionDef(self, n):
        docstring, body = _split(self.block(n.body))
        return ir.FunctionDef(
            self.name_span(n, n.name), n.name, self(n.args), body, self.each(n.decorator_list), self.maybe(n.returns),
            isinstance(n, ast.AsyncFunctionDef), any(map(_yields, n.body)), docstring,
        )  # fmt: skip

    AsyncFunctionDef = FunctionDef

    def ClassDef(self, n):
        docstring, body = _split(self.block(n.body))
        bases, keywords, decorators = self.each(n.bases), self.each(n.keywords), self.each(n.decorator_list)
        return ir.ClassDef(self.name_span(n, n.name), n.name, bases, keywords, body, decorators, docstring)

    def alias(self, n):
        return ir.ImportAlias(n.name, n.asname)

    def Import(self, n):
        return ir.Import(self.span(n), self.each(n.names))

    def ImportFrom(self, n):
        return ir.ImportFrom(self.span(n), n.module or "", n.level, self.each(n.names))

    def Global(self, n):
        return ir.Global(self.span(n), tuple(n.names))

    def Nonlocal(self, n):
        return ir.Nonlocal(self.span(n), tuple(n.names))

    def Match(self, n):
        cases = tuple(ir.Case(self(c.pattern), self.maybe(c.guard), self.block(c.body)) for c in n.cases)
        return ir.Match(self.span(n), self(n.subject), cases)

    def MatchValue(self, n):
        return ir.MatchValue(self.span(n), self(n.value))

    def MatchSingleton(self, n):
        return ir.MatchValue(self.span(n), ir.Constant(self.span(n), n.value))

    def MatchAs(self, n):
        return ir.MatchCapture(self.span(n), self.maybe(n.pattern), n.name)

    def MatchStar(self, n):
        return ir.MatchStar(self.span(n), n.name)

    def MatchSequence(self, n):
        return ir.MatchSequence(self.span(n), self.each(n.patterns))

    def MatchMapping(self, n):
        return ir.MatchMapping(self.span(n), self.each(n.keys), self.each(n.patterns), n.rest)

    def MatchClass(self, n):
        names = tuple(n.kwd_attrs)
        return ir.MatchClass(self.span(n), self(n.cls), self.each(n.patterns), names, self.each(n.kwd_patterns))

    def MatchOr(self, n):
        return ir.MatchOr(self.span(n), self.each(n.patterns))


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def _yields(node: ast.AST) -> bool:
    """A yield in this statement's own scope; a nested function's decorators and defaults belong to it."""
    if isinstance(node, ast.Yield | ast.YieldFrom):
        return True
    if isinstance(node, _SCOPES):
        outside = [*getattr(node, "decorator_list", ()), *node.args.defaults, *filter(None, node.args.kw_defaults)]
        return any(map(_yields, outside))
    return any(map(_yields, ast.iter_child_nodes(node)))


def differences(ours, theirs, path: str = "", has_spans: bool = True) -> Iterator[str]:
    """Where two IR trees differ, in words. Before Python 3.12 ast has no places inside f-strings, so these go unchecked."""
    if type(ours) is not type(theirs):
        yield f"{path}: {type(ours).__name__} {ours!r:.80} is not {type(theirs).__name__} {theirs!r:.80}"
    elif isinstance(ours, ir.Span):
        if has_spans and ours != theirs and theirs != ANYWHERE:
            yield f"{path}: {ours} is not {theirs}"
    elif isinstance(ours, ir.FString):
        yield from differences(ours.span, theirs.span, f"{path}.span", has_spans)
        parts_have_spans = has_spans and sys.version_info >= (3, 12)
        yield from differences(_without_debug(ours.parts), theirs.parts, f"{path}.parts", parts_have_spans)
    elif isinstance(ours, tuple):
        if len(ours) != len(theirs):
            yield f"{path}: {len(ours)} items are not {len(theirs)}: {ours!r:.200} {theirs!r:.200}"
        else:
            for index, pair in enumerate(zip(ours, theirs, strict=True)):
                yield from differences(*pair, f"{path}[{index}]", has_spans)
    elif dataclasses.is_dataclass(ours):
        for field in dataclasses.fields(ours):
            name = field.name
            yield from differences(getattr(ours, name), getattr(theirs, name), f"{path}.{name}", has_spans)
    elif repr(ours) != repr(theirs):  # nan, and -0.0, compare as they print
        yield f"{path}: {ours!r:.80} is not {theirs!r:.80}"


def _without_debug(parts):
    """`{x=}` as ast has it: its text joined to the text before."""
    joined: list = []
    for part in parts:
        pieces = [part.debug, dataclasses.replace(part, debug="")] if isinstance(part, ir.Formatted) else [part]
        for piece in pieces:
            if isinstance(piece, str) and joined and isinstance(joined[-1], str):
                joined[-1] += piece
            elif piece != "":
                joined.append(piece)
    return tuple(joined)
