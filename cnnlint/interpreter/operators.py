"""Python's operators on abstract values: arithmetic, comparison, truth, type, text."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cnnlint import symbolic
from cnnlint.interpreter.outcome import BudgetExceeded, NotKnown
from cnnlint.interpreter.values import (
    MISSING,
    BoundMethod,
    ClassValue,
    FunctionValue,
    Instance,
    IteratorValue,
    ModuleValue,
    Namespace,
    Native,
    Property,
    Rest,
    Unknown,
    Value,
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
ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ORDER_METHODS = {"<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__", "==": "__eq__", "!=": "__ne__"}
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
NUMBERS = (int, float, complex, Fraction)
CONTAINERS = (list, tuple, dict, set, frozenset)


# --- arithmetic -------------------------------------------------------------------------------------------------------


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
    """Arithmetic of ordinary values, within the budget."""
    guard(vm, op, left, right)
    try:
        return ARITHMETIC[op](left, right)
    except (ArithmeticError, TypeError, ValueError) as error:
        return vm.python_error(type(error).__name__, str(error))


def guard(vm: Interpreter, op: str, left: Value, right: Value) -> None:
    """Refuse results that are larger than the budget before they are computed."""
    limit = vm.budget.digits * 4  # bits, generously
    if op == "**" and isinstance(left, int) and isinstance(right, int):
        if left.bit_length() * max(right, 0) > limit:
            raise BudgetExceeded("an integer of too many digits")
    elif op == "<<" and isinstance(right, int) and isinstance(left, int):
        if left.bit_length() + right > limit:
            raise BudgetExceeded("an integer of too many digits")
    elif op == "*":
        if isinstance(left, int) and isinstance(right, int):
            if left.bit_length() + right.bit_length() > limit:
                raise BudgetExceeded("an integer of too many digits")
        elif isinstance(left, (list, tuple, str, bytes)) and isinstance(right, int):
            vm.limit(len(left) * max(right, 0))
        elif isinstance(right, (list, tuple, str, bytes)) and isinstance(left, int):
            vm.limit(len(right) * max(left, 0))
    elif op == "+" and isinstance(left, (list, tuple, str, bytes)) and isinstance(right, (list, tuple, str, bytes)):
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
    for operand in (left, right):
        if isinstance(operand, Unknown):
            return operand
        if isinstance(operand, Instance) and operand.cls.open:
            return operand.cls.open
    return vm.python_error("TypeError", f"unsupported operand type(s) for {op}: '{vm.type_name(left)}' and '{vm.type_name(right)}'")


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
        return left
    return binary(vm, op, left, right)


def unary(vm: Interpreter, op: str, value: Value) -> Value:
    """`-value`, `+value`, `~value`, `not value`."""
    if op == "not":
        truth_value = truth(vm, value)
        return vm.unknown("not of an unknown condition") if truth_value is None else not truth_value
    if isinstance(value, Unknown):
        return value
    if isinstance(value, Instance):
        method = value.cls.lookup({"-": "__neg__", "+": "__pos__", "~": "__invert__"}[op])
        if method is not MISSING:
            return vm.call(method, (value,))
        return unary(vm, op, value.payload) if value.payload is not MISSING else vm.unknown(f"{op} of an object")
    if isinstance(value, (Dim, Ratio)):
        return value if op == "+" else (0 - value if op == "-" else -1 - value)
    if isinstance(value, NUMBERS):
        return {"-": operator.neg, "+": operator.pos, "~": operator.invert}[op](value)
    return vm.python_error("TypeError", f"bad operand type for unary {op}: '{vm.type_name(value)}'")


def plain(value: Value) -> Value:
    """What an object of a class derived from int, str, list, … wraps."""
    return value.payload if isinstance(value, Instance) and value.payload is not MISSING else value


# --- comparison -------------------------------------------------------------------------------------------------------


def compare(vm: Interpreter, op: str, left: Value, right: Value) -> Value:
    """`left op right`: True, False or Unknown; whatever a method gives for objects that have one."""
    if op in ("is", "is not"):
        return negate(vm, identical(left, right), op == "is not")
    if op in ("in", "not in"):
        return negate(vm, contains(vm, right, left), op == "not in")
    if isinstance(left, Instance) or isinstance(right, Instance):
        found = compare_by_method(vm, op, left, right)
        if found is not MISSING:
            return found
    if op in ("==", "!="):
        return negate(vm, equals(vm, left, right), op == "!=")
    return decided(vm, ordered(vm, op, plain(left), plain(right)))


def decided(vm: Interpreter, answer: bool | None) -> Value:
    """A three-valued answer as a value."""
    return vm.unknown("a comparison of what is not known") if answer is None else answer


def negate(vm: Interpreter, answer: bool | None, negated: bool) -> Value:
    """The answer or its contrary, as a value."""
    return decided(vm, answer if answer is None else answer != negated)


def compare_by_method(vm: Interpreter, op: str, left: Value, right: Value) -> Value:
    """The result of `__lt__` and its kin, or MISSING where neither side has the method."""
    for owner, other, symbol in ((left, right, op), (right, left, MIRRORED[op])):
        if isinstance(owner, Instance):
            method = owner.cls.lookup(ORDER_METHODS[symbol])
            if method is not MISSING:
                result = vm.call(method, (owner, other))
                if result is not NotImplemented:
                    return result
    if op == "!=" and isinstance(left, Instance) and left.cls.lookup("__eq__") is not MISSING:
        return unary(vm, "not", vm.call(left.cls.lookup("__eq__"), (left, right)))
    return MISSING


def identical(left: Value, right: Value) -> bool | None:
    """`left is right`."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    if left is right:
        return True
    if isinstance(left, BoundMethod) and isinstance(right, BoundMethod):
        return False
    small = (int, str, bool, type(None), type(Ellipsis), Namespace)
    return isinstance(left, small) and type(left) is type(right) and left == right


def equals(vm: Interpreter, left: Value, right: Value) -> bool | None:
    """`left == right`, None if unknown."""
    if left is right and not isinstance(left, Unknown):
        return True
    left, right = plain(left), plain(right)
    if isinstance(left, (Unknown, Rest)) or isinstance(right, (Unknown, Rest)):
        return None
    if isinstance(left, (int, Dim)) and isinstance(right, (int, Dim)):
        return symbolic.equal(left, right)
    if isinstance(left, (Dim, Ratio)) or isinstance(right, (Dim, Ratio)):
        return None if isinstance(left, (*NUMBERS, Dim, Ratio)) and isinstance(right, (*NUMBERS, Dim, Ratio)) else False
    if isinstance(left, (list, tuple)) and type(left) is type(right):
        return equal_sequences(vm, left, right)
    if isinstance(left, dict) and isinstance(right, dict):
        return equal_dicts(vm, left, right)
    if isinstance(left, Instance) or isinstance(right, Instance):
        return equal_objects(vm, left, right)
    if isinstance(left, BoundMethod) and isinstance(right, BoundMethod):
        return left.function is right.function and left.receiver is right.receiver
    return bool(left == right)


def equal_objects(vm: Interpreter, left: Value, right: Value) -> bool | None:
    """Equality of objects: their `__eq__`, else identity."""
    for owner, other in ((left, right), (right, left)):
        if isinstance(owner, Instance):
            method = owner.cls.lookup("__eq__")
            if method is not MISSING:
                result = vm.call(method, (owner, other))
                return None if result is NotImplemented else truth(vm, result)
            if owner.cls.open:
                return None
    return left is right


def equal_sequences(vm: Interpreter, left: Value, right: Value) -> bool | None:
    """Element by element."""
    if any(isinstance(item, Rest) for item in (*left, *right)):
        return None
    return len(left) == len(right) and all_known(equals(vm, a, b) for a, b in zip(left, right, strict=True))


def equal_dicts(vm: Interpreter, left: dict[Value, Value], right: dict[Value, Value]) -> bool | None:
    """Key by key."""
    if any(isinstance(key, Rest) for key in (*left, *right)):
        return None
    return left.keys() == right.keys() and all_known(equals(vm, left[key], right[key]) for key in left)


def all_known(answers: Any) -> bool | None:
    """Three-valued `all`."""
    result: bool | None = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            result = None
    return result


def ordered(vm: Interpreter, op: str, left: Value, right: Value) -> bool | None:
    """`<`, `<=`, `>`, `>=`."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    if op in (">", ">="):
        op, left, right = MIRRORED[op], right, left
    left, right = exact_size(left), exact_size(right)
    if isinstance(left, (int, Dim)) and isinstance(right, (int, Dim)):
        return symbolic.less(left, right) if op == "<" else symbolic.less_equal(left, right)
    if isinstance(left, (list, tuple)) and type(left) is type(right):
        return ordered_sequences(vm, op, left, right)
    if isinstance(left, (Dim, Ratio)) or isinstance(right, (Dim, Ratio)):
        return None
    try:
        return bool(ORDER[op](left, right))
    except TypeError as error:
        vm.python_error("TypeError", str(error))
        return None


def exact_size(value: Value) -> Value:
    """A float with a whole value as an int, so that it compares with sizes."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def ordered_sequences(vm: Interpreter, op: str, left: Value, right: Value) -> bool | None:
    """Lexicographic order."""
    for a, b in zip(left, right, strict=False):
        same = equals(vm, a, b)
        if same is None:
            return None
        if not same:
            return ordered(vm, op, a, b)
    return len(left) < len(right) if op == "<" else len(left) <= len(right)


def contains(vm: Interpreter, container: Value, item: Value) -> bool | None:
    """`item in container`."""
    if isinstance(container, Instance) and container.cls.lookup("__contains__") is not MISSING:
        return truth(vm, vm.call(container.cls.lookup("__contains__"), (container, item)))
    container = plain(container)
    if isinstance(container, Unknown):
        return None
    if isinstance(container, (str, bytes)):
        item = plain(item)
        return item in container if isinstance(item, type(container)) else None
    if isinstance(container, (dict, set, frozenset)) and not isinstance(item, (Dim, Unknown)):
        found = key_of(vm, item) in container
        return found or (None if any(isinstance(key, (Rest, Dim)) for key in container) else False)
    found_unknown = False
    for element in vm.iterate(container):
        same = equals(vm, element, item)
        if same:
            return True
        found_unknown = found_unknown or same is None
    return None if found_unknown else False


def key_of(vm: Interpreter, value: Value) -> Value:
    """The value as a key of a host dict or set; NotKnown where its identity is not known."""
    value = plain(value)
    if isinstance(value, (Unknown, Rest, Ratio)):
        raise NotKnown("a key that is not known")
    if isinstance(value, tuple):
        return tuple(key_of(vm, item) for item in value)
    if isinstance(value, (list, dict, set)):
        vm.throw("TypeError", f"unhashable type: '{type(value).__name__}'")
    return value


# --- truth, type, text ------------------------------------------------------------------------------------------------


def truth(vm: Interpreter, value: Value) -> bool | None:
    """`bool(value)`, None if unknown."""
    if value is True or value is False or value is None:
        return bool(value)
    if isinstance(value, Unknown):
        return None
    if isinstance(value, Dim):
        same = symbolic.equal(value, 0)
        return None if same is None else not same
    if isinstance(value, Ratio):
        return None
    if isinstance(value, CONTAINERS):
        known = sum(1 for item in value if not isinstance(item, Rest))
        return True if known else (None if value else False)
    if isinstance(value, Instance):
        return truth_of_object(vm, value)
    if isinstance(value, (*NUMBERS, str, bytes, range)):
        return bool(value)
    return True


def truth_of_object(vm: Interpreter, value: Instance) -> bool | None:
    """`__bool__`, else `__len__`, else true."""
    for name in ("__bool__", "__len__"):
        method = value.cls.lookup(name)
        if method is not MISSING:
            return truth(vm, vm.call(method, (value,)))
    if value.payload is not MISSING:
        return truth(vm, value.payload)
    return None if value.cls.open else True


HOST_NAMES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (Dim, "int"),
    (Ratio, "float"),
    (Fraction, "float"),
    (ClassValue, "type"),
    (FunctionValue, "function"),
    (Native, "builtin_function_or_method"),
    (BoundMethod, "method"),
    (Property, "property"),
    (IteratorValue, "generator"),
    ((ModuleValue, Namespace), "module"),
)


def type_of(vm: Interpreter, value: Value) -> ClassValue | Unknown:
    """`type(value)`."""
    if isinstance(value, Instance):
        return value.cls
    if isinstance(value, Unknown):
        return value
    for host, name in HOST_NAMES:
        if isinstance(value, host):
            return vm.builtin(name)
    found = vm.library_value(f"builtins.{type(value).__name__}")
    return found if isinstance(found, ClassValue) else vm.unknown(f"the type of a {type(value).__name__}")


def is_instance(vm: Interpreter, value: Value, classes: Value) -> bool | None:
    """`isinstance(value, classes)`, None if unknown."""
    if isinstance(classes, tuple):
        answers = [is_instance(vm, value, cls) for cls in classes]
        return True if True in answers else (None if None in answers else False)
    if isinstance(value, Unknown) or not isinstance(classes, ClassValue):
        return None
    check = classes.namespace.get("__instancecheck__", MISSING)
    if isinstance(check, Native):
        return truth(vm, check.function(vm, classes, value))
    cls = type_of(vm, value)
    if isinstance(cls, Unknown):
        return None
    if cls.is_subclass(classes):
        return True
    if isinstance(value, Dim) and classes.name == "bool" and classes.host is bool:
        return False
    return None if cls.open else False


def text(vm: Interpreter, value: Value, conversion: str = "__str__") -> str | Unknown:
    """`str(value)` or, with `__repr__`, `repr(value)`; Unknown where any part is."""
    if isinstance(value, (Unknown, Dim, Ratio, Rest)):
        return vm.unknown("the text of what is not known")
    if isinstance(value, Instance):
        return text_of_object(vm, value, conversion)
    if isinstance(value, CONTAINERS):
        return text_of_container(vm, value)
    if isinstance(value, (*NUMBERS, str, bytes, bool, type(None), type(Ellipsis), range)):
        return str(value) if conversion == "__str__" else repr(value)
    if isinstance(value, ClassValue):
        return f"<class '{value.qualified}'>"
    return vm.unknown("the text of an object")


def text_of_object(vm: Interpreter, value: Instance, conversion: str) -> str | Unknown:
    """The object's own `__str__` or `__repr__`."""
    for name in dict.fromkeys((conversion, "__repr__")):
        method = value.cls.lookup(name)
        if method is not MISSING:
            result = vm.call(method, (value,))
            return result if isinstance(result, str) else vm.unknown("the text of an object")
    if value.payload is not MISSING:
        return text(vm, value.payload, conversion)
    arguments = value.attrs.get("args")
    if isinstance(arguments, tuple) and value.cls.is_subclass(vm.builtin("BaseException")):
        return text(vm, arguments[0] if len(arguments) == 1 else arguments) if arguments else ""
    return vm.unknown("the text of an object")


def text_of_container(vm: Interpreter, value: Value) -> str | Unknown:
    """A list, tuple, dict or set as Python prints it."""
    if isinstance(value, dict):
        pairs = [(text(vm, k, "__repr__"), text(vm, v, "__repr__")) for k, v in value.items()]
        if any(isinstance(part, Unknown) for pair in pairs for part in pair):
            return vm.unknown("the text of what is not known")
        return "{" + ", ".join(f"{k}: {v}" for k, v in pairs) + "}"
    parts = [text(vm, item, "__repr__") for item in value]
    if any(isinstance(part, Unknown) for part in parts):
        return vm.unknown("the text of what is not known")
    inner = ", ".join(str(part) for part in parts)
    if isinstance(value, tuple):
        return f"({inner},)" if len(parts) == 1 else f"({inner})"
    return f"[{inner}]" if isinstance(value, list) else (f"{{{inner}}}" if parts else "set()")


def percent_format(vm: Interpreter, template: Value, arguments: Value) -> Value:
    """`"%d layers" % n`."""
    values = arguments if isinstance(arguments, tuple) else (arguments,)
    known: list[Value] = []
    for value in values:
        value = plain(value)
        if isinstance(value, (int, float, str, dict)) and not isinstance(text(vm, value), Unknown):
            known.append(value)
        else:
            as_text = text(vm, value)
            if isinstance(as_text, Unknown):
                return as_text
            known.append(as_text)
    if any(len(width) > 4 for width in re.findall(r"\d+", str(template))):
        return vm.unknown("a very wide field in a format")
    try:
        return template % (tuple(known) if isinstance(arguments, tuple) else known[0])
    except (TypeError, ValueError, KeyError) as error:
        return vm.python_error(type(error).__name__, str(error))
