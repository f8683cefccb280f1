"""Comparison, truth and type of abstract values, by Python's rules; three-valued where something is not known."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cnnlint import symbolic
from cnnlint.interpreter.budget import ELEMENTS_A_STEP
from cnnlint.interpreter.likelihood import likely, supposed
from cnnlint.interpreter.outcome import NotKnown
from cnnlint.interpreter.undecided import compared, undecided
from cnnlint.interpreter.values import (
    MISSING,
    Attributes,
    BoundMethod,
    ClassMethod,
    ClassValue,
    FunctionValue,
    Instance,
    IteratorValue,
    Likely,
    ModuleValue,
    Namespace,
    Native,
    Property,
    Rest,
    StaticMethod,
    Super,
    Unknown,
    Value,
)
from cnnlint.symbolic import Dim, Ratio, all_known

if TYPE_CHECKING:
    from cnnlint.interpreter.vm import Interpreter

ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ORDER_METHODS = {"<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__", "==": "__eq__", "!=": "__ne__"}
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
NUMBERS = (int, float, complex, Fraction)
UNKNOWN_COMPARISON = "a comparison of what is not known"
CONTAINERS = (list, tuple, dict, set, frozenset)


def plain(value: Value) -> Value:
    """What an object of a class derived from int, str, list, … wraps."""
    return value.payload if isinstance(value, Instance) and value.payload is not MISSING else value


# --- comparison -------------------------------------------------------------------------------------------------------


def compare(vm: Interpreter, op: str, left: Value, right: Value) -> Value:
    """`left op right`: True, False or Unknown; whatever a method gives for objects that have one."""
    for side in (left, right):
        if isinstance(side, Likely):
            return likely(side, compare(vm, op, supposed(left), supposed(right)))
    if op in ("is", "is not"):
        return negate(vm, identical(left, right), op == "is not")
    if op in ("in", "not in"):
        return held(vm, right, left, op == "not in")
    if isinstance(left, Instance) or isinstance(right, Instance):
        found = compare_by_method(vm, op, left, right)
        if found is not MISSING:
            return found
    left, right = plain(left), plain(right)
    answer = equals(vm, left, right) if op in ("==", "!=") else ordered(vm, op, left, right)
    if answer is None:
        return undecided(vm, UNKNOWN_COMPARISON, compared(op, left, right))
    return answer is not (op == "!=")


def decided(vm: Interpreter, answer: bool | None) -> Value:
    """A three-valued answer as a value."""
    return vm.unknown(UNKNOWN_COMPARISON) if answer is None else answer


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
        result = vm.call(left.cls.lookup("__eq__"), (left, right))
        equal = left is right if result is NotImplemented else truth(vm, result)
        return decided(vm, None if equal is None else not equal)
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
                if result is not NotImplemented:
                    return truth(vm, result)
            if owner.cls.open:
                return None
    return left is right


def equal_sequences(vm: Interpreter, left: Value, right: Value) -> bool | None:
    """Element by element."""
    if any(isinstance(item, Rest) for item in (*left, *right)):
        return None
    vm.spend(1 + len(left) // ELEMENTS_A_STEP)
    return len(left) == len(right) and all_known(equals(vm, a, b) for a, b in zip(left, right, strict=True))


def equal_dicts(vm: Interpreter, left: dict[Value, Value], right: dict[Value, Value]) -> bool | None:
    """Key by key."""
    if any(isinstance(key, Rest) for key in (*left, *right)):
        return None
    vm.spend(1 + len(left) // ELEMENTS_A_STEP)
    return left.keys() == right.keys() and all_known(equals(vm, left[key], right[key]) for key in left)


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
        vm.python_error("TypeError", str(error), left, right)
        return None


def exact_size(value: Value) -> Value:
    """A float with a whole value as an int, so that it compares with sizes."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def ordered_sequences(vm: Interpreter, op: str, left: Value, right: Value) -> bool | None:
    """Lexicographic order."""
    vm.spend(1 + min(len(left), len(right)) // ELEMENTS_A_STEP)
    for a, b in zip(left, right, strict=False):
        same = equals(vm, a, b)
        if same is None:
            return None
        if not same:
            return ordered(vm, op, a, b)
    return len(left) < len(right) if op == "<" else len(left) <= len(right)


def held(vm: Interpreter, container: Value, item: Value, negated: bool) -> Value:
    """`item in container`, or the contrary: by the container's own method where it has one."""
    method = container.cls.lookup("__contains__") if isinstance(container, Instance) else MISSING
    if method is MISSING:
        return negate(vm, contains(vm, container, item), negated)
    answer = vm.call(method, (container, item))
    decision = negate(vm, truth(vm, supposed(answer)), negated)
    return likely(answer, decision) if isinstance(answer, Likely) else decision


def contains(vm: Interpreter, container: Value, item: Value) -> bool | None:
    """`item in container`."""
    container = plain(container)
    if isinstance(container, Unknown):
        return None
    if isinstance(container, (str, bytes)):
        item = plain(item)
        return contained(item, container)
    if isinstance(container, (dict, set, frozenset)) and not isinstance(item, (Dim, Unknown)):
        try:
            found = key_of(vm, item) in container
        except NotKnown:
            return None
        return found or (None if any(isinstance(key, (Rest, Dim)) for key in container) else False)
    number = exact_size(plain(item))
    if isinstance(container, range) and isinstance(number, (int, float, str, type(None))):
        return isinstance(number, int) and number in container
    found_unknown = False
    for element in vm.iterate(container):
        vm.spend(1)
        same = equals(vm, element, item)
        if same:
            return True
        found_unknown = found_unknown or same is None
    return None if found_unknown else False


def contained(part: Value, whole: str | bytes) -> bool | None:
    """`part in whole` for texts; None where the part is not a known text."""
    if isinstance(part, str) and isinstance(whole, str):
        return part in whole
    return part in whole if isinstance(part, bytes) and isinstance(whole, bytes) else None


def key_of(vm: Interpreter, value: Value) -> Value:
    """The value as a key of a host dict or set; NotKnown where its identity is not known."""
    value = plain(value)
    if isinstance(value, (Unknown, Rest, Ratio)):
        raise NotKnown("a key that is not known")
    if isinstance(value, tuple):
        vm.spend(1)
        return tuple(key_of(vm, item) for item in value)
    if isinstance(value, Instance) and isinstance(value.cls.lookup("__eq__"), FunctionValue):
        raise NotKnown("a key with an equality of its own")
    if isinstance(value, (list, dict, set, slice)):
        vm.throw("TypeError", f"unhashable type: '{type(value).__name__}'")
    return value


# --- truth and type -----------------------------------------------------------------------------------------------------


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


HOST_NAMES: dict[type, str] = {
    Attributes: "dict",
    Dim: "int",
    Ratio: "float",
    Fraction: "float",
    ClassValue: "type",
    FunctionValue: "function",
    Native: "builtin_function_or_method",
    BoundMethod: "method",
    Property: "property",
    StaticMethod: "staticmethod",
    ClassMethod: "classmethod",
    Super: "super",
    IteratorValue: "generator",
    ModuleValue: "module",
    Namespace: "module",
}
"""The built-in classes of values whose host type has another name."""


def type_of(vm: Interpreter, value: Value) -> ClassValue | Unknown:
    """`type(value)`."""
    if isinstance(value, Instance):
        return value.cls
    if isinstance(value, Unknown):
        return value
    host = type(value)
    found = vm.builtin_value(HOST_NAMES.get(host) or host.__name__)
    return found if isinstance(found, ClassValue) else vm.unknown(f"the type of a {host.__name__}")


def is_instance(vm: Interpreter, value: Value, classes: Value) -> bool | None:
    """`isinstance(value, classes)`, None if unknown."""
    if isinstance(classes, tuple):
        vm.spend(1)
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
