"""The stdlib's syntax tree of a file whose findings are mended: the node at a place, what stands around it, and its text."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from typing import Final, TypeAlias

from cnnlint.rule_engine.compiler import utf8_offset
from cnnlint.source.lines import LINE_END
from cnnlint.source.location import Location

_TOO_LONG: Final = 5_000  # characters of a node that is mended

Node: TypeAlias = ast.expr | ast.stmt | ast.keyword | ast.alias
Span: TypeAlias = tuple[int, int, int, int]


class SourceTree:
    """A file's text with its tree; without one where it cannot be parsed."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = LINE_END.split(text)
        self.root = _parsed(text)
        self.parents: dict[ast.AST, ast.AST] = {}
        self._at: dict[Span, ast.expr | ast.stmt] = {}
        for parent in ast.walk(self.root) if self.root else ():
            for child in ast.iter_child_nodes(parent):
                self.parents[child] = parent
                if isinstance(child, (ast.Call, ast.BinOp, ast.stmt)):
                    self._at.setdefault(_span(self.location(child)), child)

    def at(self, place: Location) -> ast.Call | ast.BinOp | None:
        """The call or the operation that stands at a place, exactly."""
        found = self._at.get(_span(place))
        if isinstance(found, ast.Expr):
            found = found.value if isinstance(found.value, (ast.Call, ast.BinOp)) else None
        if not isinstance(found, (ast.Call, ast.BinOp)):
            return None
        return found if len(self.text(found)) <= _TOO_LONG else None

    def around(self, place: Location) -> Iterator[ast.AST]:
        """What encloses a place, the innermost first: the statement that it stands in, or begins, and all around that."""
        holders = [node for node in self._at.values() if isinstance(node, ast.stmt) and self._holds(node, place)]
        node: ast.AST | None = holders[-1] if holders else None
        while node is not None:
            yield node
            node = self.parents.get(node)

    def _holds(self, node: ast.stmt, place: Location) -> bool:
        at = self.location(node)
        return (at.line, at.column) <= (place.line, place.column) and (place.end_line, place.end_column) <= (
            at.end_line, at.end_column,
        )  # fmt: skip

    def location(self, node: Node) -> Location:
        """Where a node stands, in characters from 1."""
        end_line = node.end_lineno or node.lineno
        return Location(
            self.path,
            node.lineno,
            self._column(node.lineno, node.col_offset),
            end_line,
            self._column(end_line, node.end_col_offset or node.col_offset),
        )

    def text(self, node: Node) -> str:
        """What is written there."""
        at = self.location(node)
        lines = self.lines[at.line - 1 : at.end_line]
        if len(lines) == 1:
            return lines[0][at.column - 1 : at.end_column - 1]
        return "\n".join([lines[0][at.column - 1 :], *lines[1:-1], lines[-1][: at.end_column - 1]])

    def indent(self, line: int) -> str:
        """The white space in front of a line."""
        text = self.lines[line - 1]
        return text[: len(text) - len(text.lstrip())]

    def bound(self, name: str) -> bool:
        """Whether the file imports something under a name, or everything of some module."""
        imports = (node for node in ast.walk(self.root or ast.Module([], [])) if isinstance(node, ast.ImportFrom))
        return any(
            alias.name == "*" or (alias.asname or alias.name) == name for node in imports for alias in node.names
        )

    def is_module(self, node: ast.expr) -> bool:
        """Whether an expression is a name that the file imports, or a part of one: `nn.functional`."""
        while isinstance(node, ast.Attribute):
            node = node.value
        imports = (
            one for one in ast.walk(self.root or ast.Module([], [])) if isinstance(one, (ast.Import, ast.ImportFrom))
        )
        names = {(alias.asname or alias.name).partition(".")[0] for one in imports for alias in one.names}
        return isinstance(node, ast.Name) and node.id in names

    def import_of(self, name: str) -> ast.alias | None:
        """The last name of the `from … import …` that a name is from."""
        for node in ast.walk(self.root or ast.Module([], [])):
            if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names):
                return node.names[-1]
        return None

    def _column(self, line: int, byte: int) -> int:
        return utf8_offset(self.lines[line - 1], byte) + 1


def callee(call: ast.Call) -> str:
    """The last part of the name of what is called."""
    function = call.func
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _span(at: Location) -> Span:
    return at.line, at.column, at.end_line, at.end_column


def _parsed(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
