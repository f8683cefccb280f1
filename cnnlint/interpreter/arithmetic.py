"""Arithmetic on abstract values, by Python's rules."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cnnlint import symbolic
from cnnlint.interpreter.likelihood import likely
from cnnlint.interpreter.operators import NUMBERS, plain, truth
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.texts import percent_format
from cnnlint.interpreter.undecided import opposite
from cnnlint.interpreter.values import (
    MISSING,
    ClassValue,
    FunctionValue,
    Instance,
    Likely,
    Rest,
    Unknown,
    Value,
    is_host,
)
from cnnlint.symbolic import Dim, Ratio

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "@": operator.matmul,
}
METHODS = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "truediv",
    "//": "floordiv",
    "%": "mod",
    "**": "pow",
    "<<": "lshift",
    ">>": "rshift",
    "&": "and",
    "|": "or",
    "^": "xor",
    "@": "matmul",
}
UNARY: dict[str, Callable[[Any], Any]] = {"-": operator.neg, "+": operator.pos, "~": operator.invert}
SEQUENCES = (list, tuple, str, bytes)


def binary(vm: Interpreter, op: str, left: Value, right: Value) -> Value:
    """`left op right`. Operands with methods of their own decide first, as in Python; unknown operands give unknown."""
    if isinstance(left, Instance) or isinstance(right, Instance):
        return by_method(vm, op, left, right)
    if isinstance(left, Unknown):
        return left
    if isinstance(right, Unknown):
        return right
    if isinstance(left, (Dim, Ratio)) or isinstance(right, (Dim, Ratio)):
        return symbolic_arithmetic(vm, op, left, right)
    if op == "%" and isinstance(left, (str, bytes)):
        return percent_format(vm, left, right)
    if op == "|" and (isinstance(left, ClassValue) or isinstance(right, ClassValue)):
        return (left, right)  # a union type, good for isinstance
    return host_arithmetic(vm, op, left, right)


def host_arithmetic(vm: Interpreter, op: str, left: Value, right: Value) -> Value:
    """Arithmetic of ordinary values; a result that would be too large is not known."""
    try:
        guard(vm, op, left, right)
        return ARITHMETIC[op](left, right)
    except NotKnown as unknown:
        why = vm.unknown(unknown.reason)
        sequence = left if isinstance(left, (list, tuple)) else right
        return type(sequence)([Rest(why)]) if isinstance(sequence, (list, tuple)) else why
    except (ArithmeticError, TypeError, ValueError) as error:
        if is_host(left) and is_host(right):
            return vm.python_error(type(error).__name__, str(error), left, right)
        words = f"unsupported operand type(s) for {op}: '{vm.type_name(left)}' and '{vm.type_name(right)}'"
        return vm.python_error("TypeError", words, sure=all(map(has_no_operators, (left, right))))


def has_no_operators(value: Value) -> bool:
    """True for what certainly has no methods for operators beside those of Python's own values."""
    if isinstance(value, ClassValue):
        return value.node is None and value.host is not None
    return is_host(value) or isinstance(value, FunctionValue)


def guard(vm: Interpreter, op: str, left: Value, right: Value) -> None:
    """Raise NotKnown for results that are larger than the budget, before they are computed."""
    limit = vm.budget.digits * 4  # bits, generously
    if op == "**" and isinstance(left, int) and isinstance(right, int):
        if left.bit_length() * max(right, 0) > limit:
            raise NotKnown("an integer of too many digits")
    elif op == "<<" and isinstance(right, int) and isinstance(left, int):
        if left.bit_length() + right > limit:
            raise NotKnown("an integer of too many digits")
    elif op == "*":
        if isinstance(left, int) and isinstance(right, int):
            if left.bit_length() + right.bit_length() > limit:
                raise NotKnown("an integer of too many digits")
        elif isinstance(left, SEQUENCES) and isinstance(right, int):
            vm.limit(len(left) * max(right, 0))
        elif isinstance(right, SEQUENCES) and isinstance(left, int):
            vm.limit(len(right) * max(left, 0))
    elif op == "+" and isinstance(left, SEQUENCES) and isinstance(right, SEQUENCES):
        vm.limit(len(left) + len(right))


def symbolic_arithmetic(vm: Interpreter, op: str, left: Value, right: Value) -> Value:
    """Arithmetic of sizes that are not known, exactly where it stays in sums, products and floor divisions."""
    if isinstance(left, (list, tuple, str)) or isinstance(right, (list, tuple, str)):
        return repeated(vm, op, left, right)
    if op == "/" or isinstance(left, Ratio) or isinstance(right, Ratio):
        return ratio_arithmetic(vm, op, left, right)
    if isinstance(left, float) or isinstance(right, float):
        return ratio_arithmetic(vm, op, exact(left), exact(right))
    if op == "**" and isinstance(right, int) and 0 <= right <= 4:
        return symbolic.product([left] * right)
    if op not in ("+", "-", "*", "//", "%"):
        return vm.unknown(f"{op} of a size that is not known")
    if not isinstance(left, (int, Dim)) or not isinstance(right, (int, Dim)):
        return vm.unknown(f"{op} of a size and a '{vm.type_name(right if isinstance(left, (int, Dim)) else left)}'")
    if op in ("//", "%") and symbolic.equal(right, 0) is not False:
        return vm.unknown("division by what may be zero")
    try:
        return ARITHMETIC[op](left, right)
    except (TypeError, ValueError, ArithmeticError):
        return vm.unknown(f"{op} of a size that is not known")


def repeated(vm: Interpreter, op: str, left: Value, right: Value) -> Value:
    """A sequence repeated a number of times that is not known."""
    why = vm.unknown("a sequence of a length that is not known")
    sequence = left if isinstance(left, (list, tuple)) else right
    if op == "*" and isinstance(sequence, (list, tuple)):
        return type(sequence)([Rest(why)])
    return why


def exact(value: Value) -> Value:
    """A float as the fraction that was written."""
    return Fraction(str(value)) if isinstance(value, float) and value == value and abs(value) != float("inf") else value


def ratio_arithmetic(vm: Interpreter, op: str, left: Value, right: Value) -> Value:
    """Fractions of sizes that are not known."""
    left, right = exact(left), exact(right)
    try:
        if op == "/":
            return divide(vm, left, right)
        if op in ("+", "-", "*"):
            return ARITHMETIC[op](left, right)
    except (TypeError, ValueError, ArithmeticError):
        pass
    return vm.unknown(f"{op} of a size that is not known")


def divide(vm: Interpreter, left: Value, right: Value) -> Value:
    """True division where it stays a size or a fraction of one."""
    if isinstance(right, int) and not isinstance(left, Ratio):
        return symbolic.ratio(left, right) if right > 0 else vm.unknown("division by what may be zero")
    if isinstance(right, Dim) and isinstance(left, (int, Dim)):
        quotient = symbolic.exact_div(left, right)
        return vm.unknown("a quotient of sizes that are not known") if quotient is None else quotient
    return left / right


def by_method(vm: Interpreter, op: str, left: Value, right: Value) -> Value:
    """`__add__` of the left, `__radd__` of the right; then whatever they wrap."""
    for owner, other, name in ((left, right, f"__{METHODS[op]}__"), (right, left, f"__r{METHODS[op]}__")):
        if isinstance(owner, Instance):
            method = owner.cls.lookup(name)
            if method is not MISSING:
                result = vm.call(method, (owner, other))
                if result is not NotImplemented:
                    return result
    left_plain, right_plain = plain(left), plain(right)
    if left_plain is not left or right_plain is not right:
        return binary(vm, op, left_plain, right_plain)
    if op == "%" and isinstance(left, (str, bytes)):
        return percent_format(vm, left, right)
    for operand in (left, right):
        if isinstance(operand, Unknown):
            return operand
        if isinstance(operand, Instance) and operand.cls.open:
            return operand.cls.open
    return vm.python_error(
        "TypeError", f"unsupported operand type(s) for {op}: '{vm.type_name(left)}' and '{vm.type_name(right)}'"
    )


def in_place(vm: Interpreter, op: str, left: Value, right: Value) -> Value:
    """`left op= right`: lists, sets, dicts and objects with a method for it change, everything else is replaced."""
    if isinstance(left, Instance):
        method = left.cls.lookup(f"__i{METHODS[op]}__")
        if method is not MISSING:
            return vm.call(method, (left, right))
    if op == "+" and isinstance(left, list):
        added = vm.elements(right)
        vm.touch(left)
        left.extend(added)
        vm.bound(left)
        return left
    if op == "*" and isinstance(left, list):
        result = binary(vm, op, left, right)
        if isinstance(result, list):
            vm.touch(left)
            left[:] = result
        return left
    if op == "|" and isinstance(left, (dict, set)) and isinstance(right, type(left)):
        vm.touch(left)
        left.update(right)
        vm.bound(left)
        return left
    return binary(vm, op, left, right)


def unary(vm: Interpreter, op: str, value: Value) -> Value:
    """`-value`, `+value`, `~value`, `not value`."""
    if op == "not":
        if isinstance(value, Likely):
            return likely(value, unary(vm, op, value.value))
        truth_value = truth(vm, value)
        return opposite(vm, value) if truth_value is None else not truth_value
    if isinstance(value, Unknown):
        return value
    if isinstance(value, Instance):
        method = value.cls.lookup({"-": "__neg__", "+": "__pos__", "~": "__invert__"}[op])
        if method is not MISSING:
            return vm.call(method, (value,))
        return unary(vm, op, value.payload) if value.payload is not MISSING else vm.unknown(f"{op} of an object")
    if isinstance(value, (Dim, Ratio)):
        return value if op == "+" else (0 - value if op == "-" else -1 - value)
    if isinstance(value, int) or (op != "~" and isinstance(value, NUMBERS)):
        return UNARY[op](value)
    return vm.python_error("TypeError", f"bad operand type for unary {op}: '{vm.type_name(value)}'", value)
