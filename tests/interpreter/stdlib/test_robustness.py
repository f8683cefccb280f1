"""Every native of the tables, called with all sorts of arguments: whatever comes out, it is a value, never a fault of ours."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from cnnlint.interpreter.outcome import BudgetExceeded, Raised
from cnnlint.interpreter.standard import TABLES, library
from cnnlint.interpreter.values import (
    BoundMethod,
    ClassMethod,
    ClassValue,
    Instance,
    IteratorValue,
    Namespace,
    Native,
    Property,
    Rest,
    StaticMethod,
    Unknown,
    Value,
)
from cnnlint.interpreter.vm import Budget, Interpreter
from cnnlint.symbolic import ratio, symbol
from support.interpreting import interpret

PROGRAM = """
class User:
    def __init__(self, a=1):
        self.a = a

    def method(self):
        return self

class Items(list):
    pass

def function(x=1, *args, **kwargs):
    return x

def generator():
    yield 1

user, items, made = User(), Items([1, 2]), generator()
"""
WHY = Unknown("from outside")
INTERNAL = ("__instancecheck__", "__subclasscheck__", "__iter_of_class__", "__len_of_class__", "__getitem_of_class__")
CALLS = 12  # of each native


def natives(root: str) -> Iterator[tuple[str, Value]]:
    """Every function, constructor and method of a library, by name."""
    table = library(root)
    assert table is not None
    for dotted, value in table.values.items():
        found = [(dotted, value)]
        if isinstance(value, ClassValue):
            members = value.namespace.items()
            found += [(f"{dotted}.{name}", member) for name, member in members if name not in INTERNAL]
        for name, member in found:
            while isinstance(member, (StaticMethod, ClassMethod)):
                member = member.function
            if isinstance(member, Property):
                member = member.getter
            if isinstance(member, (Native, ClassValue)):
                yield name, member


def objects_of(vm: Interpreter, cls: ClassValue | None) -> list[Value]:
    """Objects of a class, one as it is made and one whose `__init__` has not run."""
    found: list[Value] = []
    for function, args in ((cls, ()), (vm.builtin("object").namespace["__new__"], (cls,))) if cls is not None else ():
        try:
            with vm.trying():
                found.append(vm.call(function, args))
        except Raised:
            continue
    return found


def pool(vm: Interpreter, cls: ClassValue | None) -> list[Value]:
    """Fresh arguments; instances of the class whose methods are called are among them."""
    scope = vm.modules["main.py"].scope
    size = symbol("H")
    host = {list: [1, 2], dict: {"a": 1}, set: {1}, str: "ab", int: 3, tuple: (1, "a")}
    own = [*objects_of(vm, cls), *([host[cls.host]] * 4 if cls is not None and cls.host in host else [])]
    plain = [0, 3, -1, 2.5, True, None, "ab", "", b"a", 1j, float("nan"), ..., slice(1, None), range(3), 10**30]
    full = [[1, 2], ["a", "b"], (1, 2), {"a": 1}, {1, 2}, frozenset([1]), [], (), {}, [("a", 1)], [[1, 2], [3]]]
    loose = [
        size,
        ratio(size, 2),
        WHY,
        [1, Rest(WHY)],
        (Rest(WHY),),
        {Rest(WHY): WHY},
        {1, Rest(WHY)},
        [size],
        {"a": WHY},
    ]
    objects = [scope[name] for name in ("User", "user", "Items", "items", "function", "made")]
    made = [IteratorValue([1, 2]), IteratorValue(iter([1])), Namespace("math"), BoundMethod(scope["function"], 1)]
    return [*own * 6, *plain, *full, *loose, *objects, *made]


@pytest.mark.parametrize("root", TABLES)
def test_no_native_fails(root):
    vm = interpret(PROGRAM, budget=Budget(steps=50_000, elements=5_000))
    table = library(root)
    assert table is not None
    for name, native in list(natives(root)):
        choice = random.Random(name)  # noqa: S311 - the same values in every run
        owner = table.lookup(name.rpartition(".")[0])
        for _ in range(CALLS):
            call(vm, name, native, owner if isinstance(owner, ClassValue) else None, choice)


def call(vm: Interpreter, name: str, native: Value, owner: ClassValue | None, choice: random.Random) -> None:
    """Call a native with what chance chooses; mostly, methods get an object of their class first."""
    vm.steps = 0
    values = pool(vm, owner)
    args = [choice.choice(values) for _ in range(choice.randrange(4))]
    if owner is not None and args and choice.random() < 0.7:
        args[0] = owner if name.endswith("__new__") else choice.choice(values[:6])
    keywords = {choice.choice(["key", "default", "a", "n"]): choice.choice(values)} if choice.random() < 0.15 else {}
    try:
        with vm.trying():
            result = vm.call(native, args, keywords)
            if isinstance(result, (IteratorValue, Instance)):
                vm.elements(result)
    except (Raised, BudgetExceeded):
        pass
    except Exception as fault:
        raise AssertionError(f"{name}{tuple(args)}{keywords}") from fault
