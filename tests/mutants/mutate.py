"""Changes of a program's text in one place, found in its syntax tree. The standard library is all that this needs."""

from __future__ import annotations

import ast
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass

KINDS = ("integer", "swapped", "dropped", "deleted", "negated")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Mutation:
    """The bytes `start:end` of a file, which begin on `line` and read `old`, are replaced by `new`."""

    file: str
    function: str
    kind: str
    line: int
    start: int
    end: int
    old: str
    new: str

    def applied(self, text: str) -> str:
        """The changed text."""
        data = text.encode()
        assert data[self.start : self.end].decode() == self.old, f"{self.file} is not the recorded version"
        return (data[: self.start] + self.new.encode() + data[self.end :]).decode()


@dataclass(frozen=True)
class Reached:
    """The lines of a file that were executed: while the model was built, and while it was run."""

    building: Collection[int]
    running: Collection[int]

    @property
    def lines(self) -> set[int]:
        """All of them."""
        return {*self.building, *self.running}


class Text:
    """A file's text with the places of its syntax nodes as byte offsets."""

    def __init__(self, text: str) -> None:
        self.data = text.encode()
        self.starts = [0]
        for line in self.data.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def start(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.starts[node.end_lineno - 1] + node.end_col_offset

    def between(self, start: int, end: int) -> str:
        return self.data[start:end].decode()

    def of(self, node: ast.expr | ast.stmt | ast.keyword) -> str:
        return self.between(self.start(node), self.end(node))


def mutations(file: str, text: str, reached: Reached) -> list[Mutation]:
    """All changes in the bodies of functions and of the program itself, on lines that were executed."""
    source, tree = Text(text), ast.parse(text)
    bodies: list[tuple[str, Function | ast.Module]] = [("<module>", tree), *functions(tree, "")]
    found = []
    for name, function in bodies:
        runs = any(line in reached.running for line in body_lines(function))
        for node in own_nodes(function):
            if any(line in reached.lines for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)):
                found += [
                    Mutation(file, name, kind, node.lineno, start, end, source.between(start, end), new)
                    for kind, start, end, new in changes(source, node, runs=runs)
                ]
    return found


def functions(tree: ast.AST, within: str) -> Iterator[tuple[str, Function]]:
    """The functions and methods of a module with their qualified names."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            name = f"{within}.{node.name}" if within else node.name
            if not isinstance(node, ast.ClassDef):
                yield name, node
            yield from functions(node, name)
        else:
            yield from functions(node, within)


def own_nodes(function: Function | ast.Module) -> Iterator[ast.expr | ast.stmt]:
    """The statements and expressions in a function's body, those of nested functions and classes left out."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop(0)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        if isinstance(node, (ast.expr, ast.stmt)):
            yield node
        pending += ast.iter_child_nodes(node)


def body_lines(function: Function | ast.Module) -> range:
    """The lines of a function's body."""
    return range(function.body[0].lineno, (function.body[-1].end_lineno or function.body[-1].lineno) + 1)


def changes(source: Text, node: ast.expr | ast.stmt, *, runs: bool) -> Iterator[tuple[str, int, int, str]]:
    """The changes of one node: kind, first and last byte, new text."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        for value in (node.value - 1, node.value + 1):
            yield "integer", source.start(node), source.end(node), str(value) if value >= 0 else f"({value})"
    elif isinstance(node, ast.Call):
        yield from changed_arguments(source, node)
    elif isinstance(node, (ast.If, ast.IfExp)):
        test = node.test
        yield "negated", source.start(test), source.end(test), f"not ({source.of(test)})"
    elif runs and isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        yield "deleted", source.start(node), source.end(node), "pass"


def changed_arguments(source: Text, call: ast.Call) -> Iterator[tuple[str, int, int, str]]:
    """Two neighbouring positional arguments swapped; a keyword argument left out."""
    for left, right in zip(call.args, call.args[1:], strict=False):
        if (
            not isinstance(left, ast.Starred)
            and not isinstance(right, ast.Starred)
            and source.of(left) != source.of(right)
        ):
            gap = source.between(source.end(left), source.start(right))
            yield "swapped", source.start(left), source.end(right), f"{source.of(right)}{gap}{source.of(left)}"
    arguments = sorted([*call.args, *call.keywords], key=source.start)
    for before, argument, after in zip([None, *arguments], arguments, [*arguments[1:], None], strict=False):
        if not isinstance(argument, ast.keyword) or argument.arg is None:
            continue
        start = source.end(before) if before is not None and after is None else source.start(argument)
        end = source.start(after) if after is not None else source.end(argument)
        if before is None and after is None:
            end += len(source.data[end : source.end(call)]) - len(source.data[end : source.end(call)].lstrip(b", "))
        yield "dropped", start, end, ""


def draw(found: list[Mutation], count: int, chance: random.Random) -> list[Mutation]:
    """So many of them: a function is drawn, then a kind of change, then one of these."""
    drawn: list[Mutation] = []
    left = list(found)
    while left and len(drawn) < count:
        function = chance.choice(sorted({(m.file, m.function) for m in left}))
        there = [m for m in left if (m.file, m.function) == function]
        kind = chance.choice(sorted({m.kind for m in there}))
        mutation = chance.choice([m for m in there if m.kind == kind])
        drawn.append(mutation)
        left = [m for m in left if m.line != mutation.line or m.file != mutation.file or m.kind != mutation.kind]
    return drawn
