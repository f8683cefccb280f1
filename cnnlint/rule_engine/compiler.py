"""One method a syntax node: its type, and the closure that evaluates it. What has no method here is not part of the language."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from cnnlint.rule_engine import logic
from cnnlint.rule_engine.comparison import Mismatch, comparison
from cnnlint.rule_engine.functions import FUNCTIONS, Function, Items
from cnnlint.rule_engine.narrowing import allowed
from cnnlint.rule_engine.scope import MAX_PARTS, Expression, FollowOn, Refusal, Run, Scope, Slots
from cnnlint.rule_engine.types import (
    BOOL,
    BROKEN,
    NUMBER,
    TEXT,
    UNKNOWN,
    Attribute,
    Type,
    Value,
    closest,
    list_of,
    unknown_in,
)

MAX_DEPTH: Final = 40
MAX_GENERATORS: Final = 2

_ARITHMETIC: Final[dict[type[ast.operator], str]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}


def utf8_offset(text: str, byte_offset: int) -> int:
    """The index of the character that begins at a UTF-8 byte offset, as the stdlib's syntax tree counts columns."""
    return len(text.encode("utf-8", "replace")[:byte_offset].decode("utf-8", "ignore"))


class Compiler:
    """Compiles the nodes of one expression; `indent` is where its text begins in the text that the user wrote."""

    def __init__(self, text: str, indent: int = 0) -> None:
        self._text = text
        self._indent = indent
        self._depth = 0
        self._generators = 0

    def compile(self, node: ast.expr, scope: Scope) -> Expression:
        """The typed closure of a node. Raises Refusal."""
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise self.refusal(node, f"{_words(node)} is not part of the condition language")
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.refusal(node, f"an expression nested more than {MAX_DEPTH} deep")
        if scope.count_part() > MAX_PARTS:
            raise self.refusal(node, f"the expressions of this rule have more than {MAX_PARTS:,} parts")
        compiled: Expression = method(node, scope)
        self._depth -= 1
        return compiled

    def refusal(self, node: ast.expr, message: str, hint: str = "") -> Refusal:
        """The refusal that points at a node."""
        start = utf8_offset(self._text, node.col_offset)
        end = utf8_offset(self._text, node.end_col_offset or node.col_offset + 1)
        return Refusal(self._indent + start, max(end - start, 1), message, hint)

    def _name(self, node: ast.Name, scope: Scope) -> Expression:
        if node.id in ("true", "false"):
            return _literal(node.id == "true")
        bound = scope.names.get(node.id)
        if bound is None:
            raise self.refusal(node, f"`{node.id}` is not defined", closest(node.id, tuple(scope.names)))
        slot, type_ = bound
        if type_ == BROKEN:
            raise FollowOn(0, 1, "")
        return Expression(type_, lambda slots: slots[slot])

    def _constant(self, node: ast.Constant, scope: Scope) -> Expression:
        value = node.value
        if isinstance(value, bool | str | int):
            return _literal(value)
        if isinstance(value, float) and value not in (float("inf"), float("-inf")):
            return _literal(Fraction(repr(value)))
        raise self.refusal(node, f"{_words(node)} is not part of the condition language")

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Expression:
        base = self.compile(node.value, scope)
        fields = scope.objects.get(base.type.name)
        if fields is None:
            hint = "ask `any(… for … in …)` about its items" if base.type.item else ""
            raise self.refusal(node, f"{_words(node.value)} is {base.type} and has no fields", hint)
        found = fields.get(node.attr)
        if found is None:
            words = f"`{node.attr}` is not a field of {base.type}"
            hint = closest(node.attr, tuple(fields))
            end = utf8_offset(self._text, node.end_col_offset or 0)
            raise Refusal(self._indent + end - len(node.attr), len(node.attr), words, hint)
        if found.type == BROKEN:
            raise FollowOn(0, 1, "")
        return Expression(found.type, _reader(base.run, found))

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Expression:
        base = self.compile(node.value, scope)
        if base.type.item is None:
            raise self.refusal(node, f"{base.type} cannot be indexed")
        if isinstance(node.slice, ast.Slice):
            return Expression(base.type, _sliced(base.run, self._slice(node.slice)))
        index = self.compile(node.slice, scope)
        if index.type != NUMBER:
            raise self.refusal(node.slice, f"an index is a number, not {index.type}")
        return Expression(base.type.item, _indexed(base.run, index.run))

    def _slice(self, node: ast.Slice) -> slice:
        bounds: list[int | None] = []
        for part in (node.lower, node.upper, node.step):
            try:
                value = None if part is None else ast.literal_eval(part)
            except (ValueError, TypeError, RecursionError, MemoryError):
                value = False
            if part is not None and (type(value) is not int or part is node.step):
                raise self.refusal(part, "a slice is made of two whole numbers")
            bounds.append(value)
        return slice(*bounds)

    def _tuple(self, node: ast.Tuple, scope: Scope) -> Expression:
        return self._items(node.elts, node, scope)

    def _list(self, node: ast.List, scope: Scope) -> Expression:
        return self._items(node.elts, node, scope)

    def _items(self, nodes: list[ast.expr], whole: ast.expr, scope: Scope) -> Expression:
        items = [self.compile(item, scope) for item in nodes]
        if not items:
            raise self.refusal(whole, "an empty list")
        for item, item_node in zip(items, nodes, strict=True):
            if item.type.item is not None:
                raise self.refusal(item_node, "a list of lists is not part of the condition language")
            if item.type.name != items[0].type.name:
                raise self.refusal(
                    item_node, f"the items of a list are of one type, and this is {item.type}, not {items[0].type}"
                )
        runs = [item.run for item in items]
        literals = tuple(item.literal for item in items)
        type_ = list_of(items[0].type)
        return Expression(
            type_, lambda slots: tuple(run(slots) for run in runs), None if None in literals else literals
        )

    def _boolop(self, node: ast.BoolOp, scope: Scope) -> Expression:
        runs = [self._condition(value, scope) for value in node.values]
        return Expression(BOOL, combined(runs, ends_it=isinstance(node.op, ast.Or)))

    def _unaryop(self, node: ast.UnaryOp, scope: Scope) -> Expression:
        if isinstance(node.op, ast.Not):
            condition = self._condition(node.operand, scope)
            return Expression(BOOL, lambda slots: logic.negate(condition(slots)))
        operand = self.compile(node.operand, scope)
        if not isinstance(node.op, ast.USub) or operand.type != NUMBER:
            raise self.refusal(node, "only a number can be negated")
        run = operand.run
        return Expression(
            NUMBER, lambda slots: logic.minus(run(slots)), None if operand.literal is None else -operand.literal
        )

    def _binop(self, node: ast.BinOp, scope: Scope) -> Expression:
        symbol = _ARITHMETIC.get(type(node.op))
        if symbol is None:
            raise self.refusal(node, f"the operator of {_words(node)} is not part of the condition language")
        left, right = self._number(node.left, scope), self._number(node.right, scope)
        calculate = logic.arithmetic(symbol)
        return Expression(NUMBER, lambda slots: calculate(left(slots), right(slots)))

    def _ifexp(self, node: ast.IfExp, scope: Scope) -> Expression:
        test = self._condition(node.test, scope)
        body, orelse = self.compile(node.body, scope), self.compile(node.orelse, scope)
        if body.type.name != orelse.type.name:
            raise self.refusal(node, f"one side of `if` is {body.type}, the other {orelse.type}")

        def choose(slots: Slots) -> Value:
            truth = test(slots)
            return UNKNOWN if truth is UNKNOWN else (body if truth else orelse).run(slots)

        return Expression(body.type, choose)

    def _compare(self, node: ast.Compare, scope: Scope) -> Expression:
        nodes = [node.left, *node.comparators]
        runs: list[Run] = []
        for index, op in enumerate(node.ops):
            runs.append(self._comparison(nodes[index], op, nodes[index + 1], scope))
        return Expression(BOOL, combined(runs, ends_it=False))

    def _comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr, scope: Scope) -> Run:
        if isinstance(op, ast.Is | ast.IsNot):
            return self._knowledge(left, op, right, scope)
        one, other = self.compile(left, scope), self.compile(right, scope)
        try:
            return comparison(one, op, other)
        except Mismatch as mismatch:
            raise self.refusal(left if mismatch.is_left else right, mismatch.message, mismatch.hint) from None

    def _knowledge(self, left: ast.expr, op: ast.cmpop, right: ast.expr, scope: Scope) -> Run:
        """`x is known`, `x is unknown`: the only questions about an unknown that have an answer."""
        word = right.id if isinstance(right, ast.Name) else ""
        if word not in ("known", "unknown"):
            raise self.refusal(right, "after `is` comes `known` or `unknown`", "compare values with `==`")
        wanted = (word == "known") != isinstance(op, ast.IsNot)
        run = self.compile(left, scope).run
        return lambda slots: (not unknown_in(run(slots))) == wanted

    def _call(self, node: ast.Call, scope: Scope) -> Expression:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        function = FUNCTIONS.get(name)
        if function is None:
            words = f"{_words(node.func)} is not a function of the condition language"
            raise self.refusal(node.func, words, closest(name, tuple(FUNCTIONS)))
        if node.keywords or not node.args:
            raise self.refusal(node, f"`{name}` takes {function.takes}")
        if len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp | ast.ListComp):
            return self._over_generator(node.args[0], function, scope)
        if len(node.args) > 1:
            if not function.varargs:
                raise self.refusal(node, f"`{name}` takes {function.takes}")
            return self._applied(function, self._items(node.args, node, scope), node, node.args[0])
        return self._applied(function, self.compile(node.args[0], scope), node, node.args[0])

    def _applied(self, function: Function, items: Expression, node: ast.expr, argument: ast.expr) -> Expression:
        """A function of a list that is there already."""
        if items.type.item is None:
            raise self.refusal(argument, f"`{function.name}` takes {function.takes}, not {items.type}")
        self._fits(function, items.type.item, argument)
        run = items.run
        return Expression(function.result(items.type.item), lambda slots: function.of_list(run(slots), slots))

    def _over_generator(self, node: ast.GeneratorExp | ast.ListComp, function: Function, scope: Scope) -> Expression:
        """`any(layer.bias for layer in model.layers if layer.role == "conv")`."""
        generator = node.generators[0]
        if len(node.generators) > 1 or generator.is_async or not isinstance(generator.target, ast.Name):
            raise self.refusal(node, "one `for` with one name")
        self._generators += 1
        if self._generators > MAX_GENERATORS:
            raise self.refusal(node, f"more than {MAX_GENERATORS} generators inside each other")
        name = generator.target.id
        if name in scope.names:
            raise self.refusal(generator.target, f"`{name}` means something already", "take another name")
        items = self.compile(generator.iter, scope)
        if items.type.item is None:
            raise self.refusal(generator.iter, f"{items.type} is not a list")
        inner, before = scope.bind(name, items.type.item), scope.parts
        conditions = [self._condition(condition, inner) for condition in generator.ifs]
        element = self.compile(node.elt, inner)
        self._generators -= 1
        self._fits(function, element.type, node.elt)
        source = self._indexed(generator, scope) or items.run
        counts = combined(conditions, ends_it=False) if conditions else None
        generated = Items(source, inner.slot(name), counts, element.run, 1 + scope.parts - before)
        return Expression(function.result(element.type), lambda slots: function.of_items(generated, slots))

    def _indexed(self, generator: ast.comprehension, scope: Scope) -> Run | None:
        """The list of a generator cut down by its index to the items that the conditions can be true of."""
        over, target = generator.iter, generator.target
        if not isinstance(over, ast.Attribute) or not isinstance(target, ast.Name):
            return None
        base = self.compile(over.value, scope)
        index = scope.objects[base.type.name][over.attr].index
        texts = allowed(generator.ifs, f"{target.id}.{index[0]}") if index else None
        if index is None or texts is None:
            return None
        read = index[1]
        return _reader(base.run, Attribute(base.type, lambda thing: read(thing, texts)))

    def _fits(self, function: Function, type_: Type, node: ast.expr) -> None:
        if function.item is not None and type_.name != function.item.name:
            raise self.refusal(node, f"`{function.name}` takes {function.takes}, and this is {type_}")

    def _condition(self, node: ast.expr, scope: Scope) -> Run:
        return self._of_type(node, BOOL, "a condition", scope)

    def _number(self, node: ast.expr, scope: Scope) -> Run:
        return self._of_type(node, NUMBER, "a number", scope)

    def _of_type(self, node: ast.expr, type_: Type, words: str, scope: Scope) -> Run:
        compiled = self.compile(node, scope)
        if compiled.type.name != type_.name:
            raise self.refusal(node, f"{words} is needed here, and this is {compiled.type}")
        return compiled.run


def combined(runs: Sequence[Run], ends_it: bool) -> Run:
    """The conjunction of some conditions, or the disjunction where a true one ends it."""
    if len(runs) == 1:
        return runs[0]

    def run(slots: Slots) -> Value:
        result: logic.Truth = not ends_it
        for one in runs:
            truth = one(slots)
            if truth is ends_it:
                return ends_it
            if truth is UNKNOWN:
                result = UNKNOWN
        return result

    return run


def _literal(value: bool | str | int | Fraction) -> Expression:
    type_ = BOOL if isinstance(value, bool) else TEXT if isinstance(value, str) else NUMBER
    return Expression(type_, lambda slots: value, value)


def _reader(base: Run, attribute: Attribute) -> Run:
    read = attribute.read

    def run(slots: Slots) -> Value:
        value = base(slots)
        found = None if value is UNKNOWN else read(value)
        return UNKNOWN if found is None else found

    return run


def _indexed(base: Run, index: Run) -> Run:
    def run(slots: Slots) -> Value:
        items, position = base(slots), index(slots)
        inside = items is not UNKNOWN and isinstance(position, int) and -len(items) <= position < len(items)
        return items[position] if inside else UNKNOWN

    return run


def _sliced(base: Run, part: slice) -> Run:
    def run(slots: Slots) -> Value:
        items = base(slots)
        return UNKNOWN if items is UNKNOWN else items[part]

    return run


def _words(node: ast.expr) -> str:
    try:
        return f"`{ast.unparse(node)[:60]}`"
    except (RecursionError, ValueError):
        return "this"
