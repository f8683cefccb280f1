"""How a call is mended: each way gives the edits of the file, or None where the call is not written so that it can be told what to edit."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from math import prod

from cnnlint.diagnostics import Edit
from cnnlint.rule_engine.source_tree import SourceTree, callee
from cnnlint.source.location import Location

_PRIMARY = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.List, ast.Tuple, ast.Dict)
_RESHAPES = ("view", "reshape", "Reshape")


def set_argument(
    tree: SourceTree, call: ast.Call, name: str, position: int | None, value: str, factors: Sequence[int], was: int
) -> Edit | None:
    """An argument set to a value: by keyword, by position where it stands there, else added behind the last one."""
    if _unpacks(call):
        return None
    for keyword in call.keywords:
        if keyword.arg == name:
            return Edit(tree.location(keyword.value), product(tree, keyword.value, value, factors, was))
    if position is not None and position < len(call.args):
        given = call.args[position]
        return Edit(tree.location(given), product(tree, given, value, factors, was))
    return _added(tree, call, f"{name}={value}")


def _added(tree: SourceTree, call: ast.Call, text: str) -> Edit | None:
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if not given:
        return _only(tree, call, text)
    last = max(map(tree.location, given), key=lambda at: (at.end_line, at.end_column))
    end = tree.location(call)
    if last.end_line != end.end_line:
        return None
    # brackets around the last argument, or a comma behind it
    rest = tree.lines[end.end_line - 1][last.end_column - 1 : end.end_column - 2]
    if rest.strip(" ,)") or rest.count(",") > 1:
        return None
    column = last.end_column + len(rest.rstrip())
    return Edit(
        Location(tree.path, last.end_line, column, last.end_line, column), f" {text}" if "," in rest else f", {text}"
    )


def _only(tree: SourceTree, call: ast.Call, text: str) -> Edit | None:
    """The first argument of a call that has none, where its brackets stand side by side."""
    end = tree.location(call)
    column = end.end_column - 1
    if tree.lines[end.end_line - 1][column - 2 : column] != "()":
        return None
    return Edit(Location(tree.path, end.end_line, column, end.end_line, column), text)


def product(tree: SourceTree, node: ast.expr, value: str, factors: Sequence[int], was: int) -> str:
    """A value in the form in which it stood: as a product of as many factors, those that have not changed where they were.

    `was` is what the whole came to: one factor that is a name is kept if it still is one of the factors.
    """
    leaves = list(_factors(node))
    fixed = [leaf.value if isinstance(leaf, ast.Constant) and type(leaf.value) is int else None for leaf in leaves]
    known = prod(leaf for leaf in fixed if leaf is not None)
    if len(leaves) < 2 or len(leaves) != len(factors) or fixed.count(None) > 1 or str(prod(factors)) != value:
        return value
    if None in fixed:
        if not known or not was or was % known:
            return value
        fixed[fixed.index(None)] = was // known
    left, texts = list(factors), [""] * len(leaves)
    for n, leaf in enumerate(fixed):
        if leaf in left:
            left.remove(leaf)
            texts[n] = tree.text(leaves[n])
    return " * ".join(text or str(left.pop(0)) for text in texts)


def _factors(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        yield from _factors(node.left)
        yield from _factors(node.right)
    else:
        yield node


def append(tree: SourceTree, node: ast.Call | ast.BinOp, position: int | None, text: str) -> Edit | None:
    """Something put behind an argument, an operand, or what is called: `.flatten(1)`."""
    if isinstance(node, ast.BinOp):
        operands: list[ast.expr] = [node.left, node.right]
    else:
        operands = node.args
    if position is None:
        target = node.func if isinstance(node, ast.Call) else None
    else:
        target = operands[position] if position < len(operands) else None
    if target is None or isinstance(target, ast.Starred):
        return None
    source = tree.text(target)
    return Edit(tree.location(target), f"{source}{text}" if isinstance(target, _PRIMARY) else f"({source}){text}")


def rename(tree: SourceTree, call: ast.Call, new: str) -> list[Edit] | None:
    """Another function of the same module called in place of this one."""
    at = tree.location(call.func)
    start = at.end_column - len(callee(call))
    place = Location(tree.path, at.end_line, start, at.end_line, at.end_column)
    imported = _import(tree, call, new)
    return None if imported is None else [Edit(place, new), *imported]


def rename_keyword(tree: SourceTree, call: ast.Call, old: str, new: str) -> Edit | None:
    """A keyword that is called otherwise."""
    found = next((keyword for keyword in call.keywords if keyword.arg == old), None)
    if found is None:
        return None
    at = tree.location(found)
    return Edit(Location(tree.path, at.line, at.column, at.line, at.column + len(old)), new)


def _import(tree: SourceTree, call: ast.Call, name: str) -> list[Edit] | None:
    """What makes a name known that stands beside the one that is called; None where that cannot be told."""
    if isinstance(call.func, ast.Attribute) or tree.bound(name):
        return []
    last = tree.import_of(callee(call))
    if last is None:
        return None
    end = tree.location(last)
    return [Edit(Location(tree.path, end.end_line, end.end_column, end.end_line, end.end_column), f", {name}")]


def put_beside(tree: SourceTree, call: ast.Call, layer: str, *, behind: bool) -> list[Edit] | None:
    """A layer put in front of or behind the one that is built here: in the list that it stands in, beside its `add`, or around what it is
    called on or gives."""
    name = layer.partition("(")[0]
    imported = _import(tree, call, name)
    if imported is None:
        return None
    layer = f"{_qualifier(tree, call)}{layer}"
    parent = tree.parents.get(call)
    if isinstance(parent, ast.Call) and parent.func is call:
        inner = parent if behind else parent.args[0] if parent.args else None
        return None if inner is None else [Edit(tree.location(inner), f"{layer}({tree.text(inner)})"), *imported]
    if isinstance(parent, ast.Tuple) and len(parent.elts) == 2 and isinstance(parent.elts[0], ast.Constant):
        return [_inserted(tree, parent, f'("{name.lower()}", {layer})', behind), *imported]
    statement = tree.parents.get(parent) if parent is not None else None
    if isinstance(parent, ast.Call) and callee(parent) == "add" and isinstance(statement, ast.Expr):
        return [_inserted(tree, statement, f"{tree.text(parent.func)}({layer})", behind, between=""), *imported]
    if isinstance(parent, (ast.List, ast.Tuple)) or (isinstance(parent, ast.Call) and callee(parent) == "Sequential"):
        return [_inserted(tree, call, layer, behind), *imported]
    return None


def _qualifier(tree: SourceTree, call: ast.Call) -> str:
    """What stands before the name that is called: `nn.`."""
    return f"{tree.text(call.func.value)}." if isinstance(call.func, ast.Attribute) else ""


def _inserted(tree: SourceTree, node: ast.expr | ast.stmt, item: str, behind: bool, between: str = ",") -> Edit:
    """An item beside another one, on a line of its own where that stands first on its line."""
    at = tree.location(node)
    alone = not tree.lines[at.line - 1][: at.column - 1].strip()
    room = f"\n{tree.indent(at.line)}" if alone else " " if between else "; "
    line, column = (at.end_line, at.end_column) if behind else (at.line, at.column)
    text = f"{between}{room}{item}" if behind else f"{item}{between}{room}"
    return Edit(Location(tree.path, line, column, line, column), text)


def become(tree: SourceTree, call: ast.Call, other: str) -> list[Edit] | None:
    """Another call in place of this one, of what stands beside the name that is called here: `Identity()`."""
    imported = _import(tree, call, other.partition("(")[0])
    return None if imported is None else [Edit(tree.location(call), f"{_qualifier(tree, call)}{other}"), *imported]


def unwrap(tree: SourceTree, call: ast.Call, position: int) -> Edit | None:
    """What a function is called on in place of the call: its argument, or of a method what it belongs to, counted as the first."""
    given = list(call.args)
    if isinstance(call.func, ast.Attribute) and not tree.is_module(call.func.value):
        given.insert(0, call.func.value)
    if position >= len(given) or any(isinstance(one, ast.Starred) for one in given[: position + 1]):
        return None
    inner = given[position]
    return Edit(tree.location(call), tree.text(inner) if isinstance(inner, _PRIMARY) else f"({tree.text(inner)})")


def hold(tree: SourceTree, call: ast.Call, container: str) -> list[Edit] | None:
    """The list, or comprehension, in which a call stands and that is assigned to an attribute of `self`, put into a container."""
    node: ast.AST | None = call
    while node is not None and not isinstance(node, (ast.List, ast.ListComp, ast.stmt)):
        node = tree.parents.get(node)
    parent = tree.parents.get(node) if node is not None else None
    target = parent.targets[0] if isinstance(parent, ast.Assign) and len(parent.targets) == 1 else None
    owner = target.value if isinstance(target, ast.Attribute) else None
    if not isinstance(node, (ast.List, ast.ListComp)) or not isinstance(owner, ast.Name) or owner.id != "self":
        return None
    imported = _import(tree, call, container)
    if imported is None:
        return None
    start, end = tree.location(node), tree.location(node)
    head = Edit(
        Location(tree.path, start.line, start.column, start.line, start.column), f"{_qualifier(tree, call)}{container}("
    )
    tail = Edit(Location(tree.path, end.end_line, end.end_column, end.end_line, end.end_column), ")")
    return [head, tail, *imported]


def put_first(tree: SourceTree, place: Location, statement: str) -> list[Edit] | None:
    """A statement at the head of the `__init__` that a place stands in, and taken away where it stands later."""
    function = next((node for node in tree.around(place) if isinstance(node, (ast.FunctionDef, ast.Lambda))), None)
    if not isinstance(function, ast.FunctionDef) or function.name != "__init__":
        return None
    body = function.body
    documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and len(body) > 1
    at = tree.location(body[1 if documented else 0])
    head = Edit(Location(tree.path, at.line, at.column, at.line, at.column), f"{statement}\n{tree.indent(at.line)}")
    later = next((node for node in body if isinstance(node, ast.Expr) and _calls_base(node.value)), None)
    if later is None:
        return [head]
    gone = tree.location(later)
    return [head, Edit(Location(tree.path, gone.line, 1, gone.end_line + 1, 1), "")]


def _calls_base(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "__init__"


def set_entry(
    tree: SourceTree, call: ast.Call, entry: int, value: str, factors: Sequence[int], was: int
) -> Edit | None:
    """One entry of the shape that a tensor is to take; a value that begins with a point is asked of the tensor itself."""
    if callee(call) not in _RESHAPES or _unpacks(call):
        return None
    sizes, owner = list(call.args), call.func.value if isinstance(call.func, ast.Attribute) else None
    if len(sizes) == 2 and isinstance(sizes[1], (ast.Tuple, ast.List)):
        owner = sizes.pop(0)
    if len(sizes) == 1 and isinstance(sizes[0], (ast.Tuple, ast.List)):
        sizes = sizes[0].elts
    if not -len(sizes) <= entry < len(sizes) or any(isinstance(size, ast.Starred) for size in sizes):
        return None
    if value.startswith("."):
        if not isinstance(owner, _PRIMARY):
            return None
        value = tree.text(owner) + value
    return Edit(tree.location(sizes[entry]), product(tree, sizes[entry], value, factors, was))


def _unpacks(call: ast.Call) -> bool:
    return any(isinstance(given, ast.Starred) for given in call.args) or any(
        given.arg is None for given in call.keywords
    )
